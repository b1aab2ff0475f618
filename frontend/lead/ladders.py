"""Ladders: their rungs, and who each would reach first at every hour of the next fourteen days."""

from datetime import datetime, timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from frontend.desk.frame import frame
from frontend.desk.lines import number
from frontend.guards import WorkerRequest
from frontend.lead.dry_run import NOBODY, OUTSIDE, Cell, DryRun, dry_run
from frontend.staff.roles import for_role
from safeguarding.people.types import Role
from safeguarding.promises.models import Rung
from safeguarding.promises.types import Climb, Clock, PromiseKind, RungWho, WaitIn

SHOWN: dict[str, tuple[Any, PromiseKind, Clock, Climb]] = {
    "now": (lazy("Now"), PromiseKind.LOOK, Clock.NOW, Climb.USUAL),
    "today": (lazy("Today"), PromiseKind.LOOK, Clock.TODAY, Climb.USUAL),
    "soon": (lazy("Soon"), PromiseKind.LOOK, Clock.SOON, Climb.USUAL),
    "safe": (lazy("I am not safe"), PromiseKind.LOOK, Clock.NOW, Climb.HELP_NOW),
    "reading": (lazy("Reading"), PromiseKind.READ, Clock.ORDINARY, Climb.USUAL),
    "outside": (lazy("Outside the service"), PromiseKind.LOOK, Clock.NOW, Climb.INDEPENDENT),
}
WHO = {
    RungWho.NAMED_WORKER: (lazy("Named worker"), lazy("in working hours"), "someone", 1),
    RungWho.DEPUTY: (lazy("Deputy"), lazy("if away or silent"), "someone", 2),
    RungWho.DUTY_ROTA: (lazy("Team on call"), lazy("whoever is on shift"), "team", 3),
    RungWho.LEAD: (lazy("Safeguarding lead"), lazy("until answered"), "someone", 4),
    RungWho.INDEPENDENT_ROTA: (lazy("Independent rota"), lazy("outside the service"), "team", 3),
    RungWho.OUTSIDE_PHONE: (lazy("Outside team"), lazy("by telephone"), "team", 3),
}
OTHERS = (lazy("Somebody else"), "", "team", 3)
MOST_FINDINGS = 4


@require_safe
@for_role(Role.LEAD)
def ladders(request: WorkerRequest) -> HttpResponse:
    """One ladder at a time, with its dry run."""
    now = timezone.now()
    chosen = request.GET.get("ladder", "today")
    chosen = chosen if chosen in SHOWN else "today"
    label, kind, clock, climb = SHOWN[chosen]
    run = dry_run(request.user, kind, clock, climb, now)
    context: dict[str, Any] = {
        **frame(request, now, "lead_ladders"),
        "tabs": [
            {"href": f"{reverse('lead_ladders')}?ladder={key}", "label": row[0], "current": key == chosen}
            for key, row in SHOWN.items()
        ],
        "label": label,
    }
    if run is not None:
        context |= _shown(run)
    return render(request, "lead/ladders.html", context)


def _shown(run: DryRun) -> dict[str, Any]:
    cells = [cell for day in run.days for cell in day]
    nobody = [cell for cell in cells if cell.position == NOBODY]
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
        "findings": _findings(cells),
    }


def _finding(nobody: int) -> str:
    if not nobody:
        return _("Every hour reaches somebody")
    return ngettext("One hour reaches nobody", "%(many)s hours reach nobody", nobody) % {
        "many": number(nobody)
    }


def _who(who: str) -> tuple[Any, Any, str, int]:
    return WHO.get(RungWho(who), OTHERS)


def _rung(rung: Rung) -> dict[str, Any]:
    name, line, portrait, kind = _who(rung.who)
    return {
        "name": name,
        "line": line,
        "portrait": portrait,
        "kind": kind,
        "number": rung.position + 1,
        "wait": _wait(rung),
    }


def _wait(rung: Rung) -> str:
    if rung.wait_in == WaitIn.WORKING_DAYS:
        return ngettext("%s working day", "%s working days", rung.wait) % rung.wait
    hours, minutes = divmod(rung.wait, 60)
    much = _("%s min") % minutes if not hours else ngettext("%s hour", "%s hours", hours) % hours
    return _("%s of working time") % much if rung.wait_in == WaitIn.WORKING else much


def _key(rung: Rung) -> dict[str, Any]:
    return {"kind": _who(rung.who)[3], "sign": rung.position + 1, "label": str(_who(rung.who)[0]).lower()}


def _cell(cell: Cell) -> dict[str, Any]:
    if cell.position == NOBODY:
        return {"kind": 0, "sign": "!"}
    if cell.position == OUTSIDE or cell.who is None:
        return {"kind": 4, "sign": "+"}
    return {"kind": _who(cell.who)[3], "sign": cell.position + 1}


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
            strong = f"{first:%a} {first.day}, {first:%H}:00–{last + timedelta(hours=1):%H}:00."
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
    running = False
    for cell in cells:
        here = cell.who == RungWho.LEAD if wanted == "lead" else cell.position == wanted
        if here and running:
            found[-1] = (found[-1][0], cell.at)
        elif here:
            found.append((cell.at, cell.at))
        running = here
    return found
