"""A contribution as a worker reads it: their words with reasons marked in place, pace and reach on top."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from frontend.components.pieces import pieces
from frontend.desk.reasons import Group, grouped, marks
from frontend.desk.recordings import picked
from frontend.desk.times import clock_time, day_name, day_of, when_exactly
from frontend.desk.wording import CLOCK_CHIPS, PACES, WITH_ME
from frontend.worker.recordings import on_page
from frontend.worker.thread import thread, who
from safeguarding.concerns.models import Reason
from safeguarding.people.models import Worker
from safeguarding.people.queries import portrait_of
from safeguarding.promises.models import Promise
from safeguarding.screening.languages import likely_language
from safeguarding.trail.queries import looks_at
from safeguarding.trail.types import TrailType
from voice.contributions.pages import WordsPage
from voice.contributions.types import About, WithMe


def said(
    page: WordsPage, me: Worker, now: datetime, promises: Sequence[Promise] | None = None
) -> dict[str, Any]:
    """Context of the parts that show what was said: heading, thread, pace, reach, words, reasons, looks.

    ``promises`` are those of its thread: a concern's, or else the contribution's own.
    """
    row = page.contribution
    groups = grouped(page.reasons, page.words)
    return {
        "page": page,
        "name": page.name,
        "heading": _heading(page, now),
        "subline": _subline(page, now),
        "clock": CLOCK_CHIPS.get(_fastest(page.reasons), ""),
        "knots": thread(
            page.name, row.sent_at, _steps(page.promises if promises is None else promises), me, now
        ),
        "paces": [{"value": value, "label": label} for value, label in PACES.items()],
        "pace": row.pace,
        "reach_title": _("Safe way to reach %(name)s") % {"name": page.name},
        "reach": page.reach.splitlines() or _earlier(page.earlier.reach, page.earlier.reach_at, now),
        "must_not_know": _must_not_know(page, now),
        "pieces": pieces(page.words, reasons=marks(groups)),
        "reasons": [_reason(group) for group in groups],
        "picked": picked(page.pictures),
        "recordings": on_page(page, me, now),
        "unread": _unread(page),
        "closing": _closing(page.name) if groups else "",
        "looks": _looks(page, me, now),
        "looks_closing": _("%(name)s can see this list too.") % {"name": page.name},
    }


def _unread(page: WordsPage) -> str:
    """What to say when the rules could not read this, with the likely language for finding an interpreter."""
    if page.contribution.readable:
        return ""
    said = _("The rules could not read this. A person has to.")
    language = likely_language(page.words)
    if language is None:
        return said
    return f"{said} {_('The language may be %(language)s.') % {'language': language}}"


def _steps(promises: Sequence[Promise]) -> list[Promise]:
    """Those of a worker's own thread: a moderator's reading goes beside it."""
    return [row for row in promises if row.climb not in ("moderators", "replies")]


def _heading(page: WordsPage, now: datetime) -> str:
    named = {"name": page.name, "when": _part_of_day(page.contribution.sent_at, now)}
    if page.contribution.about == About.HELP_NOW:
        return _("%(name)s said “I am not safe” %(when)s") % named
    began = {
        About.GOOD: _("%(name)s has good news, sent %(when)s"),
        About.TALK: _("%(name)s wants to talk to someone, asked %(when)s"),
        About.BEFORE: _("What %(name)s said %(when)s, before a meeting"),
        About.AFTER: _("What %(name)s said %(when)s, after a meeting"),
    }
    return began.get(About(page.contribution.about), _("What %(name)s said %(when)s")) % named


def _part_of_day(at: datetime, now: datetime) -> str:
    hour = timezone.localtime(at).hour
    if day_of(at) == day_of(now):
        return _("this morning") if hour < 12 else _("this afternoon") if hour < 17 else _("this evening")
    if day_of(at) == day_of(now - timedelta(days=1)):
        return _("yesterday")
    return _("on %(day)s") % {"day": day_name(at, now)}


def _subline(page: WordsPage, now: datetime) -> str:
    row = page.contribution
    parts = [when_exactly(row.sent_at, now)]
    if page.decision_title:
        parts.append(_("about “%(title)s”") % {"title": page.decision_title})
    if row.with_me:
        parts.append(f"“{WITH_ME[WithMe(row.with_me)]}”")
    return " · ".join(parts)


def _must_not_know(page: WordsPage, now: datetime) -> list[str]:
    out = [_("%(name)s is left out of this.") % {"name": worker.known_as} for worker in page.left_out]
    earlier = _earlier(page.earlier.must_not_know, page.earlier.must_not_know_at, now)
    return [*(page.must_not_know.splitlines() or earlier), *out]


def _earlier(text: str, at: datetime | None, now: datetime) -> list[str]:
    """What they said of it last, marked as said then and not with this."""
    if not text or at is None:
        return []
    return [
        _("Not asked or not said this time. Said %(when)s:") % {"when": when_exactly(at, now)},
        *text.splitlines(),
    ]


def _closing(name: str) -> str:
    return _("Reasons, not a score. No reason says what happened. %(name)s does.") % {"name": name}


def _reason(group: Group) -> dict[str, Any]:
    return {
        "number": group.number,
        "title": group.title,
        "text": " ".join(group.says),
        "places": group.places,
        "each": [{"id": row.pk, "text": row.statement, "useful": row.useful} for row in group.reasons],
    }


def _fastest(reasons: Sequence[Reason]) -> str:
    order = ("now", "today", "soon")
    return next((clock for clock in order if any(row.urgency == clock for row in reasons)), "")


def _looks(page: WordsPage, me: Worker, now: datetime) -> list[dict[str, Any]]:
    """Each person's first look at the words, oldest first."""
    first: dict[Any, Any] = {}
    for entry in looks_at(("contribution", page.contribution.pk)):
        first.setdefault(entry.actor_id, entry)
    people = Worker.objects.in_bulk([key for key in first if key is not None])
    return [
        {
            "name": who(people[key], me),
            "role": _("reader") if entry.type == TrailType.MODERATED else "",
            "when": clock_time(entry.at) if day_of(entry.at) == day_of(now) else when_exactly(entry.at, now),
            "portrait": portrait_of(people[key]),
        }
        for key, entry in first.items()
        if key in people
    ]
