"""What was said before, and what became of it. Every page here needs the picture lock."""

import uuid
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import Truncator

from frontend.young_person import page
from frontend.young_person.knots import in_order, promise_knot
from frontend.young_person.people_shown import readers_now
from frontend.young_person.reading import when
from frontend.young_person.recordings import line, picked
from frontend.young_person.sitting import Sitting, sitting, unlocked
from safeguarding.concerns.queries import told_faster
from safeguarding.concerns.shown import ToldFaster
from safeguarding.people.lock_resets import chosen_after_reset
from safeguarding.promises.types import RungWho
from safeguarding.trail.types import LOOKS
from voice.contributions.actions import take_back
from voice.contributions.behind_lock import must_open
from voice.contributions.pages import Mine, Seen
from voice.contributions.queries import contribution_of, for_young_person, who_has_seen
from voice.contributions.recordings.types import Kind
from voice.contributions.types import About
from voice.decisions.queries import my_decisions
from voice.moderation.queries import SharedOrNot, shared_or_not
from voice.moderation.types import ReleaseState

SHORT = 60  # characters of what was said: enough to know it again in a list


def _threads(here: Sitting, title: str, threads: list[dict[str, Any]], nothing: str) -> HttpResponse:
    return page.show(
        here,
        "thread",
        "said",
        "keep",
        "dial",
        "promise_thread",
        title=title,
        threads=threads,
        nothing=nothing,
    )


def _summary(here: Sitting, row: Mine) -> str:
    """Their words; for what has none, what it was."""
    if row.words:
        return row.words
    if row.pictures or row.recordings:
        lines = [line(here.words, recording) for recording in row.recordings]
        return ", ".join(lines + ([picked(here.words, row.pictures)] if row.pictures else []))
    return here.words["said_not_safe"] if row.about == About.HELP_NOW else row.decision_title


@unlocked
def mine(here: Sitting) -> HttpResponseBase:
    """What I said, newest first."""
    words = here.words
    threads = []
    released = shared_or_not(here.young_person)
    said_before = for_young_person(here.young_person, here.now)
    faster = told_faster("contribution", [row.contribution_id for row in said_before])
    for row in said_before:
        ways = [
            {"label": words["who_saw"], "href": reverse("seen", args=[row.contribution_id]), "icon": "look"}
        ]
        lines = [words["taken_back_mark"]] if row.taken_back else []
        lines += [picked(words, row.pictures)] if row.pictures and row.words else []
        if not row.taken_back:
            back = reverse("take_back", args=[row.contribution_id])
            ways.insert(0, {"label": words["take_back"], "href": back, "icon": "undo"})
        lines += _faster(here, faster.get(row.contribution_id, []))
        lines += _shared(here, [told for told in released if told.contribution_id == row.contribution_id])
        said = _summary(here, row)
        threads.append(
            {
                "title": _day_and_time(here, row),
                "said": said,
                "recordings": _recordings(here, row),
                "lines": lines,
                "ways": ways,
            }
        )
    if chosen_after_reset(here.young_person):  # said whether or not anything is shut: it tells nobody which
        threads.append({"lines": [words["new_pictures_1"], words["new_pictures_2"]]})
    return _threads(here, words["said_title"], threads, words["said_none"])


def _day_and_time(here: Sitting, row: Mine) -> str:
    """What they said today says so: a time alone could be any day's."""
    said = when(row.sent_at, here.now, here.words)
    today = timezone.localtime(row.sent_at).date() == timezone.localtime(here.now).date()
    return f"{here.words['today']}, {said}" if today and here.words.language == "en" else said


def _recordings(here: Sitting, row: Mine) -> list[dict[str, Any]]:
    """What they said aloud or drew, to hear or see again, and what somebody typed of it."""
    words = here.words
    return [
        {
            "sound": one.kind == Kind.SOUND,
            "line": line(words, one),
            "href": reverse("own_recording", args=[one.id]),
            "typed": [(words.say("made_typed", who=typed.by), typed.text) for typed in one.transcripts],
        }
        for one in row.recordings
    ]


def _faster(here: Sitting, told: list[ToldFaster]) -> list[str]:
    """That a worker could not wait for their pace, and why: what they were promised to be told."""
    lines = []
    for once in told:
        lines += [here.words.say("could_not_wait", who=once.by.known_as), once.why]
    return lines


def _shared(here: Sitting, told: list[SharedOrNot]) -> list[str]:
    """What was let out of it, or that it was not and why, in plain words."""
    words, lines = here.words, []
    for row in told:
        if row.state == ReleaseState.RELEASED:
            lines += [words["shared"], f"“{row.quote}”"]
        else:
            lines += [words["not_shared"], row.told or words[f"why_{row.why or 'other'}"]]
    return lines


@unlocked
def promises(here: Sitting) -> HttpResponseBase:
    """What they said they will do, and whether they did it."""
    words = here.words
    threads = [
        {
            "said": _summary(here, row),
            "knots": [promise_knot(promise, here.now, words) for promise in in_order(row.promises)],
        }
        for row in for_young_person(here.young_person, here.now)
    ]
    return _threads(here, words["my_promises"], threads, words["promises_none"])


@unlocked
def decisions(here: Sitting) -> HttpResponseBase:
    """The ledger as they read it: what they wanted, what was decided, what changed or why not."""
    words, threads = here.words, []
    for row in my_decisions(here.young_person):
        parts = [
            ("decision_decided", row.decided),
            ("decision_changed", row.changed),
            ("decision_why_not", row.why_not),
        ]
        lines = [f"{words[key]}: {text}" for key, text in parts if text]
        if row.meets_on and not row.decided:
            lines.insert(0, words.say("decision_meets", day=date_format(row.meets_on, "j F")))
        threads.append({"title": row.title, "said": row.view, "lines": lines or [words["decision_unknown"]]})
    return _threads(here, words["decisions_title"], threads, words["decisions_none"])


@unlocked
def seen_list(here: Sitting) -> HttpResponseBase:
    """Who has seen my words: everything I said, each a tap from its looks."""
    rows = [
        {
            "href": reverse("seen", args=[row.contribution_id]),
            "label": Truncator(_summary(here, row)).chars(SHORT),
            "hint": when(row.sent_at, here.now, here.words),
            "picture": "people",
        }
        for row in for_young_person(here.young_person, here.now)
    ]
    return page.show(here, "rows", title=here.words["seen_title"], rows=rows, nothing=here.words["said_none"])


@unlocked
def seen(here: Sitting, contribution_id: uuid.UUID) -> HttpResponseBase:
    """Who has seen one of them."""
    looks = who_has_seen(here.young_person, contribution_of(here.young_person, contribution_id))
    faster = told_faster("contribution", [contribution_id]).get(contribution_id, [])
    lines = [*_nobody(here, looks), *_faster(here, faster)]
    threads = [{"knots": _looks(here, looks), "lines": lines}]
    return _threads(here, here.words["seen_title"], threads, "")


def _looks(here: Sitting, looks: list[Seen]) -> list[dict[str, Any]]:
    return [
        {"state": "kept", "strong": row.line, "text": when(row.at, here.now, here.words)} for row in looks
    ]


def _nobody(here: Sitting, looks: list[Seen]) -> list[str]:
    return [] if any(row.what in LOOKS for row in looks) else [here.words["seen_none"]]


@sitting
def take_it_back(here: Sitting, contribution_id: uuid.UUID) -> HttpResponseBase:
    """What taking back does, said first. What was sent in this sitting needs no lock for it."""
    if str(contribution_id) not in here.session.get("sent_here", []):
        if not here.unlocked:
            here.session["after_lock"] = here.request.path
            return redirect("unlock")
        must_open(here.young_person, contribution_id)
    words = here.words
    contribution = contribution_of(here.young_person, contribution_id)
    home = page.way(words["home"], "/", go=True)
    if here.request.method == "POST" and here.request.POST.get("go") == "take_back":
        take_back(here.young_person, contribution, here.now)
        return page.message(
            here, "back", words["taken_back"], (words["taken_back_1"], words["taken_back_2"]), home
        )
    named = next((row.worker.known_as for row in readers_now(here) if row.who == RungWho.NAMED_WORKER), "")
    lines = tuple(words[f"take_back_{n}"] for n in (1, 2, 3))
    if named:
        lines += (words.say("take_back_4", who=named),)
    return page.message(
        here,
        "back",
        words["take_back_sure"],
        lines,
        page.way(words["take_back_yes"], value="take_back"),
        home,
    )
