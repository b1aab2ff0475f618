"""Setting a service up, step by step, until it may open; and the button that opens it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from frontend.administrator.steps import Place, StepShown, steps_of
from frontend.administrator.tabs import frame_of
from frontend.desk.lines import number
from frontend.guards import WorkerRequest
from frontend.staff.desk import say
from frontend.staff.roles import for_role
from safeguarding.people import queries
from safeguarding.people.access import roles_over, workers_with
from safeguarding.people.models import Service
from safeguarding.people.types import NotNow, Role, ServiceKind
from safeguarding.responsibility.readiness import findings, go_live


@for_role(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def opening(request: WorkerRequest, service_id: UUID) -> HttpResponse:
    """The steps in order, each with what is done and what is left, and "Open it" once nothing is."""
    now = timezone.now()
    service = queries.service_to_set_up(request.user, service_id, now)
    if request.method == "POST":
        try:
            go_live(service, now, request.user)
        except NotNow as refused:
            last = refused.code == "not_ready"
            say(request, "Something is still missing." if last else "Only a service can open.", "error")
        else:
            say(request, f"{service.name} is open. Its cards work from now on.")
        return redirect("set_up_opening", service.pk)
    steps = steps_of(findings(service, now))
    leads = list(workers_with(Role.LEAD, service, now))
    is_lead = Role.LEAD in roles_over(request.user, service, now)
    context = {
        **frame_of(request, "set_up", now),
        "service": service,
        "heading": _heading(service, steps),
        "steps": [_shown(step, service, leads_too=is_lead) for step in steps],
        "there": _there(service, request, now),
        "leads": ", ".join(worker.known_as for worker in leads),
        "missing": sum(step.missing for step in steps),
        "back": reverse("set_up_service", args=[service.pk]),
    }
    return render(request, "administrator/opening.html", context)


def _heading(service: Service, steps: list[StepShown]) -> str:
    missing = sum(step.missing for step in steps)
    things = f"{number(missing)} thing{'' if missing == 1 else 's'}"
    if service.live_since is not None:
        return (
            f"{service.name} is open, and {things.lower()} went missing since"
            if missing
            else f"{service.name} is open"
        )
    if not missing:
        return f"{service.name} is ready to open"
    return f"{things} missing before {service.name} can open"


def _there(service: Service, request: WorkerRequest, now: datetime) -> str:
    """What is below it."""
    below = [
        row for row in queries.services_to_set_up(request.user, now) if row.path.startswith(service.path)
    ]
    there = [row for row in below if row.closed_at is None]
    return " and ".join(
        f"{number(count) if count else 'no'} {kind.label.lower()}{'' if count == 1 else 's'}"
        for kind in (ServiceKind.TEAM, ServiceKind.HOME)
        for count in [sum(row.kind == kind for row in there)]
    ).capitalize()


def _shown(step: StepShown, service: Service, *, leads_too: bool) -> dict[str, Any]:
    mine = [place for place in step.places if leads_too or not place.for_leads]
    return {
        "step": step,
        "links": [{"label": place.label, "href": _address(place, service)} for place in mine],
        "theirs": [place.label for place in step.places if place not in mine],
    }


def _address(place: Place, service: Service) -> str:
    return reverse(place.url_name, args=[service.pk] if place.of_service else [])
