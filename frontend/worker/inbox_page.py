"""The inbox: promises by their time, in words a worker acts on. No words of a young person, no headings."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from frontend.desk.lines import is_nameless, link_to, number, title_of
from frontend.desk.times import clock_time, day_of, left, when, when_exactly
from frontend.desk.wording import PACES
from safeguarding.concerns.models import Concern
from safeguarding.concerns.queries import concerns_behind
from safeguarding.concerns.types import Pace
from safeguarding.people.models import Worker
from safeguarding.people.queries import name_of, portrait_of
from safeguarding.promises import calls
from safeguarding.promises import queries as promised
from safeguarding.promises.models import Promise
from safeguarding.promises.pages import InboxRow
from safeguarding.promises.types import Clock, PromiseKind
from voice.contributions.models import Contribution
from voice.contributions.types import AnswerWay, WithMe

Chips = list[dict[str, str]]


@dataclass(frozen=True)
class Facts:
    """What a row's chips need, loaded once for all rows."""

    said: dict[uuid.UUID, Contribution]
    concerns: dict[tuple[str, uuid.UUID], Concern]
    to_ring: set[uuid.UUID]  # promises on an outside team's rung: somebody has to ring


def inbox(worker: Worker, now: datetime) -> dict[str, Any]:
    """Groups of rows and the finding above them; as many queries for one row as for thirty."""
    rows = promised.inbox(worker, now)
    kept = list(promised.kept_today(worker, now))
    facts = _facts([row.promise for row in rows])
    until = _boundary(now)
    shown = [_row(row, facts, worker, now, soon=row.due <= until) for row in rows]
    first = [item for row, item in zip(rows, shown, strict=True) if row.due <= until]
    today = [
        item
        for row, item in zip(rows, shown, strict=True)
        if until < row.due and day_of(row.due) == day_of(now)
    ]
    after = [
        item
        for row, item in zip(rows, shown, strict=True)
        if row.due > until and day_of(row.due) > day_of(now)
    ]
    for item in shown[:1]:
        item["first"] = True
    groups = [
        {"title": "", "rows": first},
        {"title": _("Later today"), "rows": today},
        {"title": _("Tomorrow and after"), "rows": after},
        {"title": _("Kept today"), "rows": [_kept(promise, now) for promise in kept]},
    ]
    late = sum(1 for row in rows if _is_late(row, now))
    return {
        "groups": [group for group in groups if group["rows"]],
        "heading": _finding(late, len(first), until),
        "subline": _subline(late, len(first), len(rows)),
        "count": len(rows),
        "next_people": _next_people(rows, now),
        "clock": clock_time(now),
    }


def _boundary(now: datetime) -> datetime:
    """Noon in the morning, five in the afternoon, midnight in the evening."""
    local = timezone.localtime(now)
    at = time(12) if local.hour < 12 else time(17) if local.hour < 17 else time(23, 59, 59)
    return local.replace(hour=at.hour, minute=at.minute, second=at.second, microsecond=0)


def _finding(late: int, soon: int, until: datetime) -> str:
    if late:
        return ngettext("One promise is late", "%(many)s promises are late", late) % {"many": number(late)}
    if not soon:
        return _("Nothing needs you now")
    hour = timezone.localtime(until).hour
    before = _("before noon") if hour == 12 else _("before five") if hour == 17 else _("today")
    if soon == 1:
        return _("One thing needs you %(before)s") % {"before": before}
    return _("%(many)s things need you %(before)s") % {"many": number(soon), "before": before}


def _subline(late: int, soon: int, everything: int) -> str:
    if not everything:
        return _("Nothing is promised to a young person in your name.")
    if late:
        rest = soon - late
        return _("Nothing else before then.") if rest <= 0 else _("%s more before then.") % number(rest)
    return _("Nothing is late. Each line is a promise to a young person.")


def _facts(promises: Sequence[Promise]) -> Facts:
    things = {(row.about_kind, row.about_id) for row in promises}
    said = {row.contribution_id for row in promises if row.contribution_id is not None}
    things |= {("contribution", key) for key in said}
    to_ring = calls.waiting_to_be_rung(promises)
    return Facts(Contribution.objects.in_bulk(said), concerns_behind(things), to_ring)


def _is_late(row: InboxRow, now: datetime) -> bool:
    return row.missed or row.told < now


def _row(row: InboxRow, facts: Facts, me: Worker, now: datetime, soon: bool) -> dict[str, Any]:
    late = _is_late(row, now)
    # Of a late one the time it was promised for, and how late that is; when it moves on stands beside "If not".
    at = row.told if late and row.due > now else row.due
    return {
        "id": row.promise.pk,
        "when": when(at, now),
        "time_left": left(at, now),
        "left": row.left,
        "late": late,
        "title": title_of(row.promise, named=not is_nameless(row.promise)),
        "chips": _chips(row, facts, me, now),
        **_if_not(row, me, now),
        "href": _href(row.promise, facts),
        "urgent": soon or late,
    }


def _href(promise: Promise, facts: Facts) -> str:
    if promise.pk in facts.to_ring:
        return reverse("work_ring", args=[promise.pk])
    return link_to(promise, facts.concerns)


def _if_not(row: InboxRow, me: Worker, now: datetime) -> dict[str, str]:
    if row.promise.kind == PromiseKind.REVIEW and row.promise.about_kind == "concern":
        return {"if_not": _("a day you chose"), "if_not_when": ""}
    if row.if_not is None:
        return {"if_not": "", "if_not_when": ""}
    name, at = row.if_not
    same_day = day_of(at) == day_of(now)
    when_then = _("at %(time)s") % {"time": clock_time(at)} if same_day else when_exactly(at, now)
    if row.mine and name == me.known_as:
        return {"if_not": _("you are asked again"), "if_not_when": when_then}
    return {"if_not": name, "if_not_when": when_then}


def _chips(row: InboxRow, facts: Facts, me: Worker, now: datetime) -> Chips:
    chips: Chips = []
    if row.promise.pk in facts.to_ring:
        chips.append({"text": _("Ring the outside team"), "icon": "phone", "kind": "clock"})
    said = facts.said.get(row.promise.contribution_id) if row.promise.contribution_id else None
    if said is not None and said.pace:
        chips.append({"text": str(PACES[Pace(said.pace)]), "icon": "pace", "kind": "theirs"})
    if row.clock in (Clock.NOW, Clock.TODAY):
        word = _("Now") if row.clock == Clock.NOW else _("Today")
        chips.append({"text": word, "icon": "clock", "kind": "clock"})
    if row.taken_by is not None and row.promise.taken_until is not None and row.promise.taken_until > now:
        mine = row.taken_by.pk == me.pk
        text = _("You have got this") if mine else _("%s has got this") % row.taken_by.known_as
        chips.append({"text": text, "icon": "hand"})
    if said is not None:
        chips += _reach_chips(row, said)
    if not row.mine and row.promise.rota is not None:
        chips.append({"text": row.promise.rota.name, "icon": "people"})
    if row.is_practice:
        chips.append({"text": _("Practice"), "icon": "school"})
    return chips


def _reach_chips(row: InboxRow, said: Contribution) -> Chips:
    chips: Chips = []
    if row.kind == PromiseKind.ANSWER and said.answer_way == AnswerWay.IN_PERSON:
        chips.append({"text": _("Told in person"), "icon": "people"})
    if said.sealed_reach is not None and row.kind != PromiseKind.ANSWER:
        chips.append({"text": _("Says how to reach them"), "icon": "phone"})
    if said.with_me == WithMe.SOMEONE_NOT_OK:
        chips.append({"text": _("Someone was with them"), "icon": "unsure"})
    return chips


def _kept(promise: Promise, now: datetime) -> dict[str, Any]:
    kept_at = promise.kept_at or now
    told = (PromiseKind.READ, PromiseKind.LOOK, PromiseKind.ANSWER)
    nameless = is_nameless(promise)
    name = _("The young person") if nameless else name_of(promise.young_person)
    return {
        "id": promise.pk,
        "when": clock_time(kept_at),
        "title": title_of(promise, named=not nameless),
        "kept": True,
        "if_not": _("%(name)s can see it") % {"name": name}
        if promise.kind in told and not promise.is_practice
        else "",
        "if_not_when": _("since %(time)s") % {"time": clock_time(kept_at)},
    }


def _next_people(rows: Sequence[InboxRow], now: datetime) -> list[dict[str, Any]]:
    """Who would have the first of them, if its keeper can't."""
    if not rows:
        return []
    return [
        {
            "name": step.name,
            "portrait": portrait_of(step.worker) if step.worker else "team",
            "many": step.worker is None,
            "when": when_exactly(step.at, now),
        }
        for step in promised.ahead(rows[0].promise, now)[:2]
    ]
