"""Coming in: the card, the poster, four words; then language and reading help."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from frontend.doors import door_of
from frontend.young_person import page
from frontend.young_person.lock_rules import has_lock
from frontend.young_person.sitting import Sitting, begin, sitting, words_of
from frontend.young_person.words import Words
from safeguarding.people import actions, queries
from safeguarding.people.types import READING_HELP
from safeguarding.sign_in import slow
from voice.questions.languages import offered

# A home shares one line: so many tries are free for all of them, and nobody there waits longer than this, ever.
FREE_TRIES, LONGEST_WAIT = 12, 20
HELP_PICTURES = {"read": "book", "hear": "ear", "bigger": "say", "easy": "easy"}


def card(request: HttpRequest, token: str) -> HttpResponseBase:
    """A card's link. One that opens nothing says the same whatever it is, and the numbers stand on it."""
    now = timezone.now()
    young_person, opened_by = actions.open_card(token, now), queries.living_card(token, now)
    if young_person is None or opened_by is None:
        return page.show_outside(request, "message", status=404, words=Words(), **card_dead(Words()))
    if not queries.is_open(young_person.service):
        return not_open(request, "not_open_1", "not_open_2")
    begin(request, young_person, card=str(opened_by.pk))
    return redirect("language")


def not_open(request: HttpRequest, *lines: str) -> HttpResponse:
    """Their service has not opened yet. Nothing is wrong with the card, and the numbers stand on the page."""
    words = Words()
    said = tuple(words[line] for line in (*lines, "childline"))
    return page.message_outside(request, "clock", words["not_open"], said, words=words)


def card_dead(words: Words) -> dict[str, Any]:
    """What a card that opens nothing says: of an old card, a wrong one, and one that never was."""
    return {
        "picture": "key",
        "title": words["card_dead"],
        "lines": (words["card_dead_1"], words["card_dead_2"], words["childline"]),
        "ways": (),
    }


def door(request: HttpRequest) -> HttpResponse:
    """Home for somebody who isn't in."""
    words = Words()
    ways = (page.way(words["door_key"], "/k"),)
    lines = (words["door_1"], words["childline"])
    return page.show_outside(
        request, "message", words=words, picture="key", title=words["door"], lines=lines, ways=ways
    )


@sitting
def language(here: Sitting) -> HttpResponseBase:
    """Language and reading help; the choice stays with us, not on the phone."""
    request, post = here.request, here.request.POST
    if request.method == "POST":
        codes = {language.code for language in offered(here.young_person.service)}
        chosen = codes & {post.get("language", "")} or {here.words.language}
        reading_help = post.get("reading_help", "")
        reading_help = reading_help if reading_help in READING_HELP else here.session.get("reading_help", "")
        code = chosen.pop()
        actions.set_language(here.young_person, code, here.now, reading_help=reading_help)
        here.session["language"], here.session["reading_help"] = code, reading_help
        return redirect("home" if here.session.get("been") or has_lock(here) else "about_exit")
    return page.show(
        here, "language", "choice", "choices", "tiles", languages=_languages(here), helps=_helps(here)
    )


def _languages(here: Sitting) -> list[dict[str, object]]:
    there = offered(here.young_person.service)
    rows = [language for language in there if language.code != "en-easy"]  # Easy is one of the ways to read
    now = here.words.language
    return [
        {
            "value": row.code,
            "label": row.own_name,
            "lang": row.code,
            "dir": row.direction,
            "checked": row.code == now,
        }
        for row in rows
    ]


def _helps(here: Sitting) -> list[dict[str, object]]:
    now = here.session.get("reading_help", "read")
    return [
        {"value": code, "label": here.words[code], "picture": HELP_PICTURES[code], "checked": code == now}
        for code in READING_HELP
    ]


@require_http_methods(["GET", "POST"])
def poster(request: HttpRequest, token: str) -> HttpResponseBase:
    """A service's drop-in poster: no name, no account. Nothing is made until they tap Start."""
    service = queries.poster_service(token)
    words = Words()
    if service is None:
        lines = (words["poster_dead_1"], words["childline"])
        return page.message_outside(request, "key", words["poster_dead"], lines, words=words, status=404)
    if not queries.is_open(service):
        return not_open(request, "not_open_poster")
    if request.method == "POST":
        begin(request, actions.begin_drop_in(service, timezone.now()))
        return redirect("language")
    return page.message_outside(
        request,
        "say",
        words["poster"],
        (words["poster_1"], words["poster_2"], words["poster_3"]),
        page.way(words["poster_start"], go=True, value="next", icon_end="next"),
        page.way(words["poster_been"], "/k"),
        form=True,
    )


@require_http_methods(["GET", "POST"])
def return_key(request: HttpRequest) -> HttpResponseBase:
    """A drop-in's four words. They open what was said too: 44 bits are not guessed."""
    words, now = words_of(request), timezone.now()
    notice, wait = "", 0
    if request.method == "POST":
        door = ("four words", door_of(request))
        wait = slow.begin(now, *door, free=FREE_TRIES, longest=LONGEST_WAIT)
        typed = "" if wait else request.POST.get("key", "")
        young_person = queries.young_person_by_return_key(typed, now)
        if young_person is not None:
            slow.forget(*door)
            begin(request, young_person)
            request.session["by_key"] = True
            Sitting(request, young_person, now).unlock()
            return redirect("home")
        notice = words["key_slow"] if wait else f"{words['key_wrong']}. {words['key_wrong_1']}"
    return page.show_outside(
        request,
        "return_key",
        "words",
        "notice",
        form=True,
        title=words["key_enter"],
        notice_kind="problem",
        notice=notice,
        status=200,
    )
