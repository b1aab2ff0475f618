"""What one page's form says: pure, the same for its own view, for Exit and for a page whose session has died.

Every page with a draft posts its own name as ``page``. Words are taken as they were typed.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

from safeguarding.concerns.types import Pace
from voice.contributions.board import BOARD
from voice.contributions.types import REACH_SAID, AnswerWay, IfLeave, TalkTo, WithMe
from voice.questions.types import Beside

CODE = re.compile(r"[1-5]|[a-z][a-z_]{1,11}")
REACH_BY = ("school", "home", "phone", "visit")


def _one_of(values: list[str], said: str) -> str:
    return said if said in values else ""


def _words(post: Mapping[str, str]) -> dict[str, Any]:
    # Browsers send line ends as CR LF; the young person pressed Enter once.
    return {"words": post["words"].replace("\r\n", "\n")} if "words" in post else {}


def _line(post: Mapping[str, str], name: str) -> str:
    return post.get(name, "").replace("\r\n", "\n")


def reach_line(ways: list[str], when: str) -> str:
    """How they may be reached: codes of the ways they tapped, then their own words."""
    tapped = [way for way in REACH_BY if way in ways]
    return "\n".join(filter(None, (", ".join(REACH_SAID[way] for way in tapped), when.strip())))


def _reach(post: Mapping[str, str]) -> dict[str, Any]:
    ways = post.getlist("reach_by") if hasattr(post, "getlist") else []
    return {"reach": reach_line(ways, _line(post, "reach"))}


def _question(post: Mapping[str, str]) -> dict[str, Any]:
    code, go = post.get("question", ""), post.get("go", "")
    value = go if go in (Beside.NOT_SURE, Beside.SKIP) else post.get("answer", "")
    # Which values a question has is looked at when it is sent; here only that it is a code like ours.
    return {"answers": {code: value}} if code and CODE.fullmatch(value) else {}


def _can_see(post: Mapping[str, str]) -> dict[str, Any]:
    worker, said = post.get("about_worker", ""), post.get("let", "")
    return {"let_read": {worker: said == "yes"}} if worker and said in ("yes", "no") else {}


def _field(name: str, values: list[str]) -> Callable[[Mapping[str, str]], dict[str, Any]]:
    return lambda post: {name: _one_of(values, post.get(name, ""))}


def _board(post: Mapping[str, str]) -> dict[str, Any]:
    chosen = post.getlist("picture") if hasattr(post, "getlist") else []
    return {"pictures": [code for code in BOARD if code in chosen]}


def _quote(post: Mapping[str, str]) -> dict[str, Any]:
    return {"quote_ok": post.get("quote_ok") == "yes"}


PAGES: dict[str, Callable[[Mapping[str, str]], dict[str, Any]]] = {
    "question": _question,
    "words": _words,
    "can_see": _can_see,
    "with_me": _field("with_me", WithMe.values),
    "pace": _field("pace", Pace.values),
    "reach": _reach,
    "secret": lambda post: {"must_not_know": _line(post, "must_not_know")},
    "way": _field("answer_way", AnswerWay.values),
    "quote": _quote,
    # Also without a tap: that they want to talk was said before.
    "talk": lambda post: {"talk_to": _one_of(TalkTo.values, post.get("talk_to", "")) or TalkTo.ASKED},
    "board": _board,
}


def changes(post: Mapping[str, str]) -> dict[str, Any]:
    """What the posted page changes in its draft; nothing if it asks nothing. Skip clears its own field."""
    page = PAGES.get(post.get("page", ""))
    if page is None:
        return {}
    if post.get("go") == "skip" and post.get("page") not in ("question", "words", "can_see"):
        return page({})
    return page(post)


def if_leave(post: Mapping[str, str]) -> str:
    """Their choice for leaving early; kept sealed when they did not say."""
    return _one_of(IfLeave.values, post.get("if_leave", "")) or IfLeave.KEEP
