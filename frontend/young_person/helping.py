"""Help now: the numbers at once, one tap that says "I am not safe", an advocate, a complaint."""

import logging
from collections.abc import Callable
from datetime import datetime
from functools import partial

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from frontend.posted import take_in
from frontend.young_person import page
from frontend.young_person.before import start
from frontend.young_person.leave import save_page
from frontend.young_person.people_shown import readers_now
from frontend.young_person.send import remember_sent
from frontend.young_person.sitting import Sitting, Told, begin, go_on_with, of, sitting, told_by
from frontend.young_person.words import Words
from safeguarding.people.queries import portrait_of
from voice.contributions.actions import help_now as send_help_now
from voice.contributions.models import Contribution
from voice.contributions.types import About

log = logging.getLogger(__name__)


def help_now(request: HttpRequest) -> HttpResponse:
    """999 and Childline. Signed out: only these."""
    here = of(request)
    if here is None:
        words = Words()
        return page.show_outside(request, "help", words=words, title=words["help"], back_href="/")
    return page.show(here, "help", title=here.words["help"], back_href="/")


@csrf_exempt  # the page's own signed token says whose it is: it must work when the session has died
def not_safe(request: HttpRequest) -> HttpResponseBase:
    """Send "I am not safe" before anything else can fail. Then what was typed on the page is kept, not sent."""
    take_in(request)
    told = told_by(request)
    if request.method != "POST" or told is None:
        return redirect("help_now")
    now, young_person = timezone.now(), told.young_person
    contribution = send_help_now(young_person, now)
    keep: Callable[[], None] = partial(_keep_typed, request, now)
    for work in (keep, partial(_go_on, request, told, contribution, now)):
        try:
            work()
        except Exception as error:  # it is sent, and the next page must come
            log.error("after help now: %s", type(error).__name__)  # a message could carry what was typed
    return _sent_with_an_old_card(request) if _replaced(told) else redirect("sent")


def _replaced(told: Told) -> bool:
    try:
        return not told.card_lives()
    except Exception:  # it is sent: what can't be found out now, the next page finds out
        return False


def _sent_with_an_old_card(request: HttpRequest) -> HttpResponse:
    """It is sent all the same. Nothing more opens with that card, so who looks is not named here."""
    words = Words()
    lines = (words["help_promise_soon"], words["card_dead_1"], words["card_dead_2"], words["childline"])
    return page.message_outside(request, "heart", words["you_sent"], lines, words=words)


def _keep_typed(request: HttpRequest, now: datetime) -> None:
    draft = save_page(request, now)
    if draft is not None and of(request) is not None:
        go_on_with(request, draft)


def _go_on(request: HttpRequest, told: Told, contribution: Contribution, now: datetime) -> None:
    here = of(request)
    if here is None or here.young_person != told.young_person:
        if not told.card_lives():
            return
        begin(request, told.young_person, card=told.card)
        here = Sitting(request, told.young_person, now)
    remember_sent(here, contribution)


@sitting
def advocate(here: Sitting) -> HttpResponseBase:
    """Somebody on their side alone: who, what they do, and the way to write to them."""
    words = here.words
    there = next(iter(readers_now(here, About.ADVOCATE)), None)
    if there is None:
        return page.message(
            here, "talk", words["advocate"], (words["advocate_none"],), page.way(words["home"], "/")
        )
    if here.request.method == "POST" and here.request.POST.get("go") == "write":
        here.session["understood"] = True  # the page they come from says when an advocate must tell
        return start(here, About.ADVOCATE)
    name = there.worker.known_as
    lines = tuple(words.say(f"advocate_{n}", who=name) for n in range(1, 5))
    ways = [
        page.way(words.say("advocate_write", who=name), value="write", go=True, icon_end="next"),
        page.way(words["home"], "/"),
    ]
    return page.show(
        here, "message", title=words["advocate"], portrait=portrait_of(there.worker), lines=lines, ways=ways
    )


@sitting
def complaint(here: Sitting) -> HttpResponseBase:
    """The statutory way to say that something was wrong, with or without an advocate."""
    words = here.words
    lines = tuple(words[f"complain_{n}"] for n in range(1, 4))
    return page.message(
        here,
        "pen",
        words["complain"],
        lines,
        page.way(words["complain_write"], reverse("who"), go=True),
        page.way(words["advocate"], reverse("advocate")),
        page.way(words["home"], "/"),
    )
