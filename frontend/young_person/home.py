"""Home: everything is at most two taps from here. And the pages that need no picture lock."""

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from frontend.young_person import page
from frontend.young_person.entry import door
from frontend.young_person.lock_rules import WayBack, way_back, who_opens
from frontend.young_person.people_shown import climb_for, left_out, readers_now
from frontend.young_person.sitting import Sitting, here_now, sitting
from safeguarding.people.access import current_named
from safeguarding.people.queries import portrait_of
from safeguarding.promises.types import Climb
from voice.contributions import drafts
from voice.contributions.models import Draft
from voice.replies.queries import answers_for


def home(request: HttpRequest) -> HttpResponseBase:
    """The door for somebody who isn't in; for a young person the way to everything."""
    here = here_now(request)
    if here is None:
        return door(request)
    words, draft = here.words, here.draft()
    here.session["been"] = True
    return page.show(
        here,
        "home",
        title=words["hello"],
        say_label=words["say_more" if draft else "say"],
        say_href=reverse("kept" if draft else "who"),
        ways=_ways(here),
        more=_more(here),
    )


def _ways(here: Sitting) -> list[dict[str, Any]]:
    words = here.words
    # Whether an answer came is itself something said before: only behind the lock.
    new = here.unlocked and any(row.opened_at is None for row in answers_for(here.young_person))
    rows = [
        ("my_answers", "answers", "envelope", words["my_answers_new"] if new else ""),
        ("my_decisions", "decisions", "calendar", words["my_decisions_hint"]),
        ("my_promises", "promises", "hands", words["my_promises_hint"]),
        ("my_words", "mine", "say", _kept_hint(here)),
        ("who_seen", "seen_list", "people", ""),
        ("get_help", "help_now", "heart", ""),
    ]
    ways = [
        {"label": words[label], "href": reverse(to), "picture": picture, "hint": hint}
        for label, to, picture, hint in rows
    ]
    if here.unlocked and drafts.kept_drafts(here.young_person):
        kept = {"label": words["found_draft"], "href": reverse("kept"), "picture": "lock", "hint": ""}
        ways.insert(0, kept)
    return ways


def _kept_hint(here: Sitting) -> str:
    """Without a lock: who opens what was kept. Said whether anything was kept or not: a card alone must not tell."""
    if way_back(here) is not WayBack.ASK:
        return ""
    return here.words.say("my_words_ask", who=who_opens(here))


def _more(here: Sitting) -> list[dict[str, Any]]:
    words = here.words
    return [
        {"label": words["settings"], "href": reverse("language")},
        {"label": words["about_exit"], "href": reverse("about_exit")},
    ]


@sitting
def go_on(here: Sitting) -> HttpResponseBase:
    """Back to an open draft, at its words or its first question."""
    draft = here.draft()
    if draft is None:
        return redirect("who")
    if not draft.session_digest or here.unlocked:
        drafts.take_up(draft, here.key, here.now)
    here.session["about"], here.session["understood"] = draft.about, True
    return redirect("question", 1) if draft.question_set else redirect("words")


def _not_sent(here: Sitting) -> Draft | None:
    """The open draft of this sitting; behind the lock also the newest kept from another."""
    draft = here.draft()
    if draft is None and here.unlocked:
        return next(iter(drafts.kept_drafts(here.young_person)), None)
    return draft


@sitting
def kept(here: Sitting) -> HttpResponseBase:
    """Words that are not sent: go on with them, or throw them away."""
    draft = _not_sent(here)
    if draft is None:
        return redirect("home")
    words = here.words
    if here.request.method == "POST":
        if here.request.POST.get("go") == "throw":
            drafts.throw_away(draft, here.now)
            return page.message(here, "door", words["thrown"], (), page.way(words["home"], "/", go=True))
        drafts.take_up(draft, here.key, here.now)
        return redirect("go_on")
    return page.message(
        here,
        "lock",
        words["found_draft"],
        (words["found_draft_1"],),
        page.way(words["found_draft_go"], value="take_up", go=True),
        page.way(words["found_draft_throw"], value="throw"),
        page.way(words["home"], "/"),
    )


@sitting
def about_exit(here: Sitting) -> HttpResponseBase:
    """What Exit can't do, once, in five sentences."""
    words = here.words
    lines = tuple(words[f"exit_{n}"] for n in range(1, 6))
    onward = "/" if here.session.get("been") else reverse("who")  # the first time it stands on the way in
    return page.message(here, "door", words["exit_about"], lines, page.way(words["i_see"], onward, go=True))


@sitting
def my_worker(here: Sitting) -> HttpResponseBase:
    """Who their worker is, and the way to write to them."""
    words, out = here.words, left_out(here)
    away = {row.worker_id for row in out}
    named = [row for row in current_named(here.young_person, here.now) if row.worker_id not in away]
    if climb_for(None, out) is not Climb.USUAL:
        named = []  # their team has nothing of it: who reads it comes from outside
    first = next((row.worker for row in named if row.position == 0), None)
    stands_in = None if first else next((reader.worker for reader in readers_now(here)), None)
    lines = [words.say("worker_is", who=first.known_as)] if first else []
    if stands_in:
        lines.append(words.say("worker_stands_in", who=stands_in.known_as))
    others = [row.worker for row in named if row.worker not in (first, stands_in)]
    lines += [words.say("worker_deputy", who=worker.known_as) for worker in others]
    if named:
        lines.append(words.say("worker_reset", who=named[0].worker.known_as))
    write = words.say("advocate_write", who=stands_in.known_as) if stands_in else words["worker_write"]
    ways = [page.way(write, reverse("go_on"), go=True), page.way(words["home"], "/")]
    there = first or stands_in
    return page.show(
        here,
        "message",
        title=words["worker"],
        portrait=portrait_of(there) if there else "team",
        lines=lines or [words["worker_none"]],
        ways=ways,
    )
