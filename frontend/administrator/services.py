"""The tree of services: look, add, make a poster."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from frontend.administrator.forms import AddService
from frontend.administrator.tabs import frame_of
from frontend.guards import WorkerRequest
from frontend.staff.desk import say
from frontend.staff.roles import for_role
from safeguarding.people import queries
from safeguarding.people.actions import add_service
from safeguarding.people.models import Service
from safeguarding.people.types import Role, ServiceKind

KIND_ICONS = {
    ServiceKind.NATION: "shield",
    ServiceKind.AUTHORITY: "shield",
    ServiceKind.SERVICE: "people",
    ServiceKind.TEAM: "people",
    ServiceKind.HOME: "home",
}


@for_role(Role.ADMINISTRATOR)
@require_GET
def tree(request: WorkerRequest) -> HttpResponse:
    """Every service the administrator looks after, as an outline."""
    now = timezone.now()
    services = queries.services_to_set_up(request.user, now)
    context = {**frame_of(request, "set_up", now), "nodes": _outline(services), "count": len(services)}
    return render(request, "administrator/services.html", context)


def _outline(services: list[Service]) -> list[dict[str, Any]]:
    """The services as a tree of nodes. Parents come before their children."""
    nodes: dict[UUID, dict[str, Any]] = {
        row.pk: {"service": row, "icon": KIND_ICONS[ServiceKind(row.kind)], "children": []}
        for row in services
    }
    roots: list[dict[str, Any]] = []
    for row in services:
        above = nodes.get(row.parent_id) if row.parent_id else None
        (above["children"] if above else roots).append(nodes[row.pk])
    return roots


@for_role(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def one(request: WorkerRequest, service_id: UUID) -> HttpResponse:
    """One service: what is below it, and adding to it."""
    now = timezone.now()
    service = queries.service_to_set_up(request.user, service_id, now)
    form = AddService(request.POST or None)
    if form.is_valid():
        added = add_service(
            ServiceKind(form.cleaned_data["kind"]), form.cleaned_data["name"], service, now, by=request.user
        )
        say(request, f"{added.name} is there now.")
        return redirect("set_up_service", service.pk)
    context = {
        **frame_of(request, "set_up", now),
        "service": service,
        "kind": ServiceKind(service.kind).label,
        "children": service.children.order_by("name"),
        "form": form,
        "ends": service.kind == ServiceKind.HOME,
    }
    return render(request, "administrator/service.html", context, status=422 if form.errors else 200)
