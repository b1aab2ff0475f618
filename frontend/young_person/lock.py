"""The picture lock: four taps in order, one small post each, the sixteen shuffled anew for every try."""

import json
import random
from contextlib import suppress
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect

from frontend.young_person import page
from frontend.young_person.drafting import Drafting, drafting
from frontend.young_person.in_session import opened, put_sealed
from frontend.young_person.lock_rules import has_lock, may_choose, now_own, who_opens
from frontend.young_person.people_shown import readers_now
from frontend.young_person.sitting import Sitting, sitting
from safeguarding.people.actions import LockThere, choose_lock, open_lock
from safeguarding.people.types import LOCK_PICTURES, LockResult, LockState
from safeguarding.promises.types import RungWho
from voice.contributions import drafts
from voice.contributions.types import AnswerWay
from voice.replies.in_person import ask_in_person, tell_what_stays_shut

FOUR = 4


class Taps:
    """The taps so far, kept sealed in the session: half a lock must not lie in a table."""

    def __init__(self, here: Sitting) -> None:
        self.here, self.session = here, here.session

    def _open(self) -> dict[str, Any]:
        try:
            kept: dict[str, Any] = json.loads(opened(self.here, "taps"))
        except ValueError:
            order = random.SystemRandom().sample(LOCK_PICTURES, len(LOCK_PICTURES))
            kept = {"order": order, "now": [], "first": []}
            self._keep(kept)
        return kept

    def _keep(self, kept: dict[str, Any]) -> None:
        put_sealed(self.here, "taps", json.dumps(kept))

    @property
    def order(self) -> list[str]:
        return list(self._open()["order"])

    @property
    def done(self) -> int:
        return len(self._open()["now"])

    @property
    def first(self) -> tuple[str, ...]:
        """The four chosen the first time, waiting to be tapped once more."""
        return tuple(self._open()["first"])

    def tap(self, picture: str) -> tuple[str, ...]:
        """Add one; all four when there are four, else nothing yet."""
        kept = self._open()
        if picture in LOCK_PICTURES:
            kept["now"] = [*kept["now"], picture][:FOUR]
            self._keep(kept)
        return tuple(kept["now"]) if len(kept["now"]) == FOUR else ()

    def again(self, first: tuple[str, ...] = ()) -> None:
        """Begin anew in a new order; ``first`` is what has to be tapped once more."""
        self.session.pop("taps", None)
        kept = self._open()
        kept["first"] = list(first)
        self._keep(kept)


def _grid(here: Sitting, taps: Taps, **context: Any) -> HttpResponse:
    words = here.words
    pictures = [{"value": name, "label": words[f"picture_{name}"], "picture": name} for name in taps.order]
    return page.show(
        here,
        "lock",
        "picture_lock",
        "saved",
        "notice",
        pictures=pictures,
        done=taps.done,
        notice_kind="problem",
        **context,
    )


@drafting
def choose(drafting: Drafting) -> HttpResponseBase:
    """The first time: choose four, then the same four once more. Or not: then answers are told in person."""
    here, post = drafting.here, drafting.here.request.POST
    taps = Taps(here)
    if not may_choose(here):
        return redirect("once_more")
    if here.request.method == "POST":
        return _choosing(drafting, taps, post.get("tap", ""), post.get("go", ""))
    return _new_grid(here, taps, saved_text=drafting.not_sent)


def _new_grid(here: Sitting, taps: Taps, **context: Any) -> HttpResponse:
    words, again = here.words, bool(taps.first)
    return _grid(
        here,
        taps,
        title=words["lock_again" if again else "lock_new"],
        note="" if again else words["lock_new_note"],
        notice=words["lock_differs"] if here.session.pop("differs", False) else "",
        **context,
    )


def _choosing(drafting: Drafting, taps: Taps, tap: str, go: str) -> HttpResponseBase:
    here = drafting.here
    if go == "not_for_me":
        drafts.save(drafting.draft, {"answer_way": AnswerWay.IN_PERSON}, here.now)
        here.session["no_lock"] = True
        return redirect("once_more")
    return redirect("once_more" if _tapped(here, taps, tap, go) else "lock")


def _tapped(here: Sitting, taps: Taps, tap: str, go: str) -> bool:
    """True when the same four were tapped twice: they are the lock now."""
    if go == "again":
        taps.again()
    elif four := taps.tap(tap):
        if not taps.first:
            taps.again(first=four)
        elif four == taps.first:
            _chosen(here, taps, four)
            return True
        else:
            here.session["differs"] = True
            taps.again()
    return False


def _chosen(here: Sitting, taps: Taps, four: tuple[str, ...]) -> None:
    with suppress(LockThere):  # chosen in another tab
        choose_lock(here.young_person, four, here.now)
        drafts.lock_chosen(here.young_person, here.key, here.now)
        tell_what_stays_shut(here.young_person, here.now)
    taps.again()
    here.unlock()
    now_own(here)


@sitting
def early(here: Sitting) -> HttpResponseBase:
    """Before the first word, for whoever wants to leave and come back: what is kept is found again by a lock only."""
    post, taps = here.request.POST, Taps(here)
    if not may_choose(here):
        return redirect("leave_choice")
    if here.request.method == "POST":
        done = post.get("go") == "not_for_me" or _tapped(here, taps, post.get("tap", ""), post.get("go", ""))
        return redirect("leave_choice" if done else "lock_early")
    return _new_grid(here, taps)


@sitting
def unlock(here: Sitting) -> HttpResponseBase:
    """Four taps open what was said before. After five wrong tries it is told in person instead."""
    if here.young_person.is_drop_in:
        return redirect("return_key")
    if not has_lock(here):
        return _no_lock(here)
    taps, post = Taps(here), here.request.POST
    if here.request.method == "POST":
        if post.get("go") == "not_for_me":
            return _told_in_person(here)
        if post.get("go") == "again":
            taps.again()
        elif four := taps.tap(post.get("tap", "")):
            taps.again()
            return _tried(here, open_lock(here.young_person, four, here.now))
        return redirect("unlock")
    left = here.session.pop("tries_left", 0)
    wrong = here.words["lock_wrong_last"] if left == 1 else here.words.say("lock_wrong", n=left)
    return _grid(here, taps, title=here.words["lock_open"], notice=wrong if left else "")


def _tried(here: Sitting, result: LockResult) -> HttpResponseBase:
    if result.is_open:
        here.unlock()
        return redirect(here.session.pop("after_lock", "/"))
    if result.state is LockState.CLOSED:
        ask_in_person(here.young_person, here.now)  # whatever waits behind it is said to them instead
        return _shut(here)
    here.session["tries_left"] = result.tries_left
    return redirect("unlock")


def _someone(here: Sitting) -> str:
    named = next((row.worker for row in readers_now(here) if row.who == RungWho.NAMED_WORKER), None)
    return named.known_as if named else here.words["someone_you_pick"]


def _home(here: Sitting) -> dict[str, Any]:
    return page.way(here.words["home"], "/", go=True)


def _shut(here: Sitting) -> HttpResponse:
    words = here.words
    lines = (words["lock_shut_1"], words["lock_shut_2"], words.say("lock_shut_3", who=who_opens(here)))
    return page.message(here, "lock", words["lock_shut"], lines, _home(here))


def _told_in_person(here: Sitting) -> HttpResponse:
    words = here.words
    ask_in_person(here.young_person, here.now)
    line = words.say("lock_in_person", who=_someone(here))
    return page.message(
        here, "talk", words["lock_not_for_me_title"], (line, words["lock_shut_2"]), _home(here)
    )


def _no_lock(here: Sitting) -> HttpResponse:
    """Nothing was said that a lock could open, or they did without one."""
    words = here.words
    who = who_opens(here)
    lines = (
        words["lock_none_1"],
        words.say("lock_in_person", who=who),
        words["lock_none_2"],
        words.say("lock_none_3", who=who),
    )
    return page.message(here, "lock", words["lock_none"], lines, _home(here))
