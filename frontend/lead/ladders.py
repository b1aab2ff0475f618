"""Ladders: their rungs, and who each would reach first at every hour of the next fourteen days."""

from datetime import datetime, timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from frontend.desk.frame import frame
from frontend.desk.lines import number
from frontend.guards import WorkerRequest
from frontend.lead import ladder_words as words
from frontend.lead.ladder_words import SHOWN
from frontend.staff.roles import for_role
from safeguarding.people.types import Role
from safeguarding.promises.dry_run import DAYS, NOBODY, OUTSIDE, Asked, Cell, DryRun, at_hour, dry_run
from safeguarding.promises.models import Rung
from safeguarding.promises.types import RungWho

MOST_FINDINGS = 4


@require_safe
@for_role(Role.LEAD)
def ladders(request: WorkerRequest) -> HttpResponse:
    """One ladder at a time, with its dry run."""
    now = timezone.now()
    chosen = request.GET.get("ladder", "today")
    chosen = chosen if chosen in SHOWN else "today"
    shown = SHOWN[chosen]
    run = dry_run(request.user, shown.need, now)
    context: dict[str, Any] = {
        **frame(request, now, "lead_ladders"),
        "tabs": [
            {"href": f"{reverse('lead_ladders')}?ladder={key}", "label": row.label, "current": key == chosen}
            for key, row in SHOWN.items()
        ],
        "label": shown.label,
        "chosen": chosen,
    }
    if run is not None:
        at = asked_hour(request.GET.get("day", ""), request.GET.get("hour", ""), run)
        context |= grid(run)
        context |= one_hour(at, at_hour(request.user, shown.need, now, at), run)
    return render(request, "lead/ladders.html", context)


def grid(run: DryRun) -> dict[str, Any]:
    """The finding, the rungs, and the hours, for the ladder's parts."""
    nobody = run.at(NOBODY)
    return {
        "heading": _finding(len(nobody)),
        "version": run.ladder.version,
        "rungs": [_rung(rung) for rung in run.rungs],
        "key": [*(_key(rung) for rung in run.rungs), {"kind": 0, "sign": "!", "label": _("nobody")}],
        "hours": [f"{hour:02}" for hour in range(24)],
        "days": [
            {"label": f"{day[0].at:%a} {day[0].at.day}", "cells": [_cell(cell) for cell in day]}
            for day in run.days
        ],
        "findings": _findings(run.cells),
    }


def asked_hour(day: str, hour: str, run: DryRun) -> datetime:
    """The hour somebody asked about; the first that reaches nobody, or else this very first hour."""
    if day.isdecimal() and hour.isdecimal() and int(day) < DAYS and int(hour) < 24:
        return run.days[int(day)][int(hour)].at
    return min(run.at(NOBODY), default=run.days[0][timezone.localtime().hour].at)


def one_hour(at: datetime, asked: list[Asked], run: DryRun) -> dict[str, Any]:
    """Who is reached at each rung at one hour, and how."""
    chosen_day = next(index for index, day in enumerate(run.days) if day[0].at.date() == at.date())
    return {
        "hour_title": _("Rung by rung on %(when)s") % {"when": words.stretch(at, at)},
        "hour_heads": [_("Rung"), _("Who would be told, and how")],
        "hour_rows": [[f"{row.rung.position + 1} {words.who(row.rung.who)[0]}", _told(row)] for row in asked],
        "day_choices": [
            (index, f"{day[0].at:%a} {day[0].at.day}", index == chosen_day)
            for index, day in enumerate(run.days)
        ],
        "hour_choices": [(hour, f"{hour:02}:00", hour == at.hour) for hour in range(24)],
    }


def _told(row: Asked) -> str:
    if row.rung.who == RungWho.CHOSEN:
        return _("whoever it was")
    told = "; ".join(
        f"{worker.known_as} ({', '.join(str(words.CHANNELS[way]) for way in ways)})"
        for worker, ways in row.people
    )
    if row.rung.who == RungWho.OUTSIDE_PHONE and told:
        return _("%(who)s rings %(phone)s") % {"who": told, "phone": row.rung.phone}
    return told or _("nobody: on to the next rung at once")


def _finding(nobody: int) -> str:
    if not nobody:
        return _("Every hour reaches somebody")
    return ngettext("One hour reaches nobody", "%(many)s hours reach nobody", nobody) % {
        "many": number(nobody)
    }


def _rung(rung: Rung) -> dict[str, Any]:
    name, line, portrait, kind = words.who(rung.who)
    return {
        "name": name,
        "line": rung.phone or line,
        "portrait": portrait,
        "kind": kind,
        "number": rung.position + 1,
        "wait": words.wait(rung),
    }


def _key(rung: Rung) -> dict[str, Any]:
    name, _line, _portrait, kind = words.who(rung.who)
    return {"kind": kind, "sign": rung.position + 1, "label": str(name).lower()}


def _cell(cell: Cell) -> dict[str, Any]:
    if cell.position == NOBODY:
        return {"kind": 0, "sign": "!"}
    if cell.position == OUTSIDE or cell.who is None:
        return {"kind": 4, "sign": "+"}
    return {"kind": words.who(cell.who)[3], "sign": cell.position + 1}


def _findings(cells: list[Cell]) -> list[dict[str, Any]]:
    """Stretches of hours that reach nobody, then those that reach the lead or the independent rota only."""
    said = {
        NOBODY: _(
            "Nobody would come. A promise due then would wait for the next hour that reaches somebody."
        ),
        OUTSIDE: _("Only the independent rota. Nobody of the service’s own line is there."),
        "lead": _("Only the lead. One person is thin."),
    }
    found: list[dict[str, Any]] = []
    for wanted in (NOBODY, OUTSIDE, "lead"):
        for first, last in _stretches(cells, wanted):
            strong = f"{words.stretch(first, last)}."
            found.append({"strong": strong, "text": said[wanted], "worst": wanted == NOBODY})
    more = len(found) - MOST_FINDINGS
    found = found[:MOST_FINDINGS]
    if more > 0:
        found.append(
            {"strong": _("And %s more.") % more, "text": _("They are marked above."), "worst": False}
        )
    return found


def _stretches(cells: list[Cell], wanted: int | str) -> list[tuple[datetime, datetime]]:
    found: list[tuple[datetime, datetime]] = []
    before: datetime | None = None
    for cell in cells:
        here = cell.who == RungWho.LEAD if wanted == "lead" else cell.position == wanted
        if here and before is not None and cell.at - before <= timedelta(hours=2):
            found[-1] = (found[-1][0], cell.at)
        elif here:
            found.append((cell.at, cell.at))
        before = cell.at if here else None
    return found
