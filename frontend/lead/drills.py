"""Drills: start one, watch it go up, and what its times were."""

import uuid
from datetime import datetime, timedelta
from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_http_methods

from frontend.desk.frame import frame
from frontend.desk.times import day_name, when_exactly
from frontend.guards import WorkerRequest
from frontend.lead.ladder_words import CHANNELS
from frontend.staff.desk import say
from frontend.staff.roles import for_role
from safeguarding.people.access import services_under
from safeguarding.people.models import Service
from safeguarding.people.types import Role
from safeguarding.promises import drills
from safeguarding.promises.actions.drills import start_drill, stop_drill
from safeguarding.promises.models import Drill
from safeguarding.promises.types import AlreadyKept, AlreadyTaken, Climb

SHOWN = 30
LADDERS = {
    Climb.USUAL: lazy("The “Now” ladder"),
    Climb.HELP_NOW: lazy("“I am not safe”"),
    Climb.INDEPENDENT: lazy("Outside the service"),
}
REFUSED = {
    "running": lazy("A drill is running here already."),
    "real": lazy("Something real needs people here now. Practise when it is done."),
}


@require_http_methods(["GET", "HEAD", "POST"])
@for_role(Role.LEAD)
def drills_page(request: WorkerRequest) -> HttpResponseBase:
    """What was practised, when the last night drill passed, and one button to start another."""
    now = timezone.now()
    services = list(services_under(request.user, Role.LEAD, now).order_by("path"))
    problem = ""
    if request.method == "POST":
        service = next((row for row in services if str(row.pk) == request.POST.get("service")), None)
        climb = request.POST.get("ladder", "")
        if service is not None and climb in LADDERS:
            try:
                drill = start_drill(request.user, service, Climb(climb), now)
            except AlreadyTaken as error:
                problem = str(REFUSED[str(error)])
            else:
                return redirect("lead_drill", drill.pk)
        else:
            problem = _("Choose a service and a ladder.")
    rows = drills.of_lead(request.user, now)[:SHOWN]
    context = {
        **frame(request, now, "lead_drills"),
        "drills": [_line(row, now) for row in rows],
        "services": services,
        "ladders": LADDERS.items(),
        "night": drills.is_night(services[0], now) if services else False,
        "heading": _finding(services, now),
        "problem": problem,
    }
    return render(request, "lead/drills.html", context, status=422 if problem else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@for_role(Role.LEAD)
def drill(request: WorkerRequest, drill_id: uuid.UUID) -> HttpResponseBase:
    """One drill: each rung and message with its time. A lead may stop it."""
    now = timezone.now()
    row = get_object_or_404(drills.of_lead(request.user, now), pk=drill_id)
    if request.method == "POST":
        try:
            stop_drill(request.user, row, now)
        except AlreadyKept:
            say(request, _("It was over already."), "error")
        return redirect("lead_drill", row.pk)
    found = drills.report(row)
    context = {
        **frame(request, now, "lead_drills"),
        "heading": _outcome(row),
        "drill": _line(row, now),
        "open": row.ended_at is None,
        "rung_heads": [_("After"), _("Rung"), _("Who had it then")],
        "rungs": [[_after(after), str(rung + 1), name or _("nobody")] for rung, after, name in found.rungs],
        "told_heads": [_("After"), _("Who was told"), _("How")],
        "told": [
            [
                _after(one.after) if one.after is not None else _("not yet"),
                one.worker.known_as,
                CHANNELS[one.channel],
            ]
            for one in found.told
        ],
        "answered": _("%(who)s answered after %(much)s.")
        % {"who": found.answered_by.known_as, "much": _after(found.answered_after)}
        if found.answered_by and found.answered_after is not None
        else "",
    }
    return render(request, "lead/drill.html", context)


def _finding(services: list[Service], now: datetime) -> str:
    if not services:
        return _("No service to practise in")
    last = drills.last_passed_night_drill(services[0])
    if last is None:
        return _("No night drill has passed yet")
    return _("A night drill passed on %(day)s") % {"day": f"{timezone.localtime(last):%-d %b %Y}"}


def _line(row: Drill, now: datetime) -> dict[str, Any]:
    return {
        "href": reverse("lead_drill", args=[row.pk]),
        "when": when_exactly(row.started_at, now),
        "day": day_name(row.started_at, now),
        "service": row.service.name,
        "ladder": LADDERS.get(Climb(row.climb), row.climb),
        "night": row.is_night,
        "outcome": _outcome(row),
        "by": row.started_by.known_as,
    }


def _outcome(row: Drill) -> str:
    if row.ended_at is None:
        return _("The drill is going up the ladder")
    return _("The drill passed") if row.passed else _("The drill did not pass")


def _after(much: timedelta | None) -> str:
    """0:00 to 1:59:59, as a stopwatch has it."""
    seconds = int(much.total_seconds()) if much else 0
    hours, rest = divmod(seconds, 3600)
    minutes, seconds = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
