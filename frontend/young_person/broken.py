"""A young person's pages for what goes wrong: kept words, words given back, nothing there."""

import logging
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from frontend.young_person import page
from frontend.young_person.leave import save_page
from frontend.young_person.sitting import go_on_from_page, of, told_by, words_of
from frontend.young_person.tapping import tapped_away
from frontend.young_person.words import Words
from voice.contributions.models import Draft
from voice.contributions.not_safe import send_not_safe
from voice.questions.types import LOWEST, says_not_safe

log = logging.getLogger(__name__)

# What somebody may have typed: shown again. Everything else of the form goes along unseen.
TYPED = ("words", "reach", "must_not_know", "key")


def kept(request: HttpRequest) -> HttpResponse:
    """The form's session has died, or its token is old. What was typed is saved into its draft, not shown.

    The page goes on only within the same sitting; later it takes the card, and the lock to see it.
    """
    now = timezone.now()
    draft, here, told = save_page(request, now), of(request), told_by(request)
    # Not with a card that was replaced: whoever holds the page may not be who has the new one.
    gone = tapped_away(request, told.young_person, now) if told and told.card_lives() else None
    at_once = draft is not None and _not_safe(request, draft, now)
    if draft is not None and draft.sent_at is not None:
        draft = None  # nothing was typed that is not sent
    goes_on = draft is not None and here is None and go_on_from_page(request, draft)
    words = Words(*_reading(request))
    tapped = [words.say("not_seen_by", who=gone.known_as)] if gone else []
    if at_once:
        tapped += [words["you_sent"], words["help_promise_soon"], words["not_safe_1"]]
    if draft is None:
        lines: tuple[str, ...] = (*tapped, words["shut_1"], words["shut_2"], words["childline"])
        return page.message_outside(request, "door", words["shut"], lines, words=words, status=403)
    lines = (*tapped, words["kept_1"], words["kept_2"])
    if goes_on or here is not None:
        way = page.way(words["kept_go_on"], request.path, go=True, icon_end="next")
        return page.message_outside(request, "lock", words["kept"], lines, way, words=words, status=403)
    return page.message_outside(
        request, "lock", words["kept"], (*lines, words["kept_3"]), words=words, status=403
    )


def _not_safe(request: HttpRequest, draft: Draft, now: datetime) -> bool:
    """The page said that this answer goes at once: so it does, whatever has become of the session."""
    question, answer = request.POST.get("question", ""), request.POST.get("answer", "")
    if request.POST.get("go", "next") != "next" or not says_not_safe(question, answer):
        return False
    try:
        send_not_safe(draft, question, LOWEST, now)
    except Exception as error:  # it is in the draft, and the page must come
        log.error("not safe, session gone: %s", type(error).__name__)  # a message could carry what was typed
        return False
    return True


def card_replaced(request: HttpRequest) -> HttpResponse:
    """A new card was made while this sitting was open: it ends here, and what was typed is kept, not shown.

    Whoever holds the phone may not be the one who has the new card, so nobody is named.
    """
    words = Words(*_reading(request)) if request.method == "POST" else words_of(request)
    draft = save_page(request, timezone.now())
    request.session.flush()
    kept_it = draft is not None and draft.sent_at is None
    lines = (*([words["kept_since"]] if kept_it else []), words["card_dead_1"], words["card_dead_2"])
    onward = (words["card_go_on"], words["childline"])
    return page.message_outside(
        request, "key", words["card_dead"], (*lines, *onward), words=words, status=403
    )


def give_back(request: HttpRequest, *, status: int, retry: bool) -> HttpResponse:
    """The typed words again, with a button that sends the same form once more. Asks the database nothing."""
    words, fields = Words(*_reading(request)), _fields(request)
    typed = any(field["long"] and field["value"] for field in fields)
    lines = (
        "" if retry else words["broke_1"],
        words["lost_1"] if typed else words["lost_0"],
        words["lost_2"] if fields else "",
    )
    title = words["lost_nothing" if retry else "broke"]
    return _again(request, words, status, title, lines, fields, retry=retry)


def too_long(request: HttpRequest) -> HttpResponse:
    """More than can be taken in one page: many times the words of a long story. They stand here to be cut in two."""
    words, fields = Words(*_reading(request)), _fields(request)
    lines = [words["too_long_1"], words["too_long_2"], words["lost_2"]] if fields else [words["too_long_0"]]
    return _again(request, words, 413, words["too_long"], lines, fields, retry=False)


def _again(
    request: HttpRequest,
    words: Words,
    status: int,
    title: str,
    lines: Iterable[str],
    fields: list[dict[str, Any]],
    *,
    retry: bool,
) -> HttpResponse:
    return page.show_outside(
        request,
        "again",
        "words",
        "again",
        status=status,
        words=words,
        title=title,
        lines=[line for line in lines if line],
        fields=fields,
        action=request.path,
        retry=retry,
    )


def _fields(request: HttpRequest) -> list[dict[str, Any]]:
    if request.method != "POST":
        return []
    try:
        rows = list(request.POST.lists())
    except Exception:  # a line that dropped, or a form that can't be read
        rows = []
    return [
        {"name": name, "value": value, "long": name in TYPED} for name, values in rows for value in values
    ]


def not_there(request: HttpRequest) -> HttpResponse:
    """Nothing is here, or nothing for them."""
    words = Words()
    way = page.way(words["home"], "/", go=True)
    return page.message_outside(
        request, "door", words["not_there"], (words["not_there_1"],), way, words=words, status=404
    )


def _reading(request: HttpRequest) -> tuple[str, bool]:
    """The page says how it was read: the session may be gone, and the database with it."""
    try:
        code = str(request.POST.get("l", "en"))
    except Exception:
        code = "en"
    return code.removesuffix("-easy"), code.endswith("-easy")
