"""The tree of services: look, add, rename, move, close."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from frontend.administrator.forms import AddService, ChangeService
from frontend.administrator.hours_form import summary
from frontend.administrator.tabs import frame_of
from frontend.guards import WorkerRequest
from frontend.staff.desk import say
from frontend.staff.roles import for_role
from safeguarding.people import queries
from safeguarding.people.actions import add_service, close_service, open_again
from safeguarding.people.models import Service
from safeguarding.people.types import NotNow, Role, ServiceKind
from safeguarding.promises.calendars import calendar_of
from safeguarding.responsibility.moving_services import change_service
from safeguarding.responsibility.types import NobodyToHandTo

KIND_ICONS = {
    ServiceKind.NATION: "shield",
    ServiceKind.AUTHORITY: "shield",
    ServiceKind.SERVICE: "people",
    ServiceKind.TEAM: "people",
    ServiceKind.HOME: "home",
}

NOT_NOW = {
    "closed": "{about} is closed.",
    "young_people": "Young people are still there. Move them first.",
    "posts": "Workers still have posts there. End those first.",
    "circle": "It would be inside itself, by way of {about}.",
    "wrong_kind": "That can’t be inside {about}.",
}


@for_role(Role.ADMINISTRATOR)
@require_GET
def tree(request: WorkerRequest) -> HttpResponse:
    """Every service the administrator looks after, as an outline."""
    now = timezone.now()
    services = queries.services_to_set_up(request.user, now)
    there = [row for row in services if row.closed_at is None]
    context = {
        **frame_of(request, "set_up", now),
        "nodes": _outline(there),
        "count": len(there),
        "count_services": sum(row.kind == ServiceKind.SERVICE for row in there),
        "closed": [row for row in services if row.closed_at is not None],
        "not_open": [row for row in there if row.kind == ServiceKind.SERVICE and row.live_since is None],
    }
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
    """One service: what is below it, adding to it, its name and place, closing it."""
    now = timezone.now()
    service = queries.service_to_set_up(request.user, service_id, now)
    services = queries.services_to_set_up(request.user, now)
    go = request.POST.get("go", "add")
    posted = request.method == "POST"
    add = AddService(request.POST if posted and go == "add" else None, inside=ServiceKind(service.kind))
    change = ChangeService(
        request.POST if posted and go == "change" else None,
        service=service,
        services=services,
        initial={
            "name": service.name,
            "inside": str(service.parent_id),
            "product_name": service.product_name,
        },
    )
    if posted and _did(request, service, go, add, change, now):
        return redirect("set_up_service", service.pk)
    context = {
        **frame_of(request, "set_up", now),
        "service": service,
        "kind": ServiceKind(service.kind).label,
        "hours": summary(calendar_of(service)),
        "children": [
            (row, KIND_ICONS[ServiceKind(row.kind)]) for row in services if row.parent_id == service.pk
        ],
        "form": add,
        "change": change,
        "ends": service.kind == ServiceKind.HOME or service.closed_at is not None,
        "opens": service.kind == ServiceKind.SERVICE and service.closed_at is None,
    }
    status = 422 if add.errors or change.errors else 200
    return render(request, "administrator/service.html", context, status=status)


def _did(
    request: WorkerRequest, service: Service, go: str, add: AddService, change: ChangeService, now: datetime
) -> bool:
    """Do what the pressed button says; False when a form has to be shown again."""
    try:
        if go == "close":
            close_service(service, now, request.user)
            say(request, f"{service.name} is closed. What was said there stays.")
        elif go == "again":
            open_again(service, now, request.user)
            say(request, f"{service.name} is in use again.")
        elif go == "change" and change.is_valid():
            data = change.cleaned_data
            called = data["product_name"]
            change_service(service, data["name"], change.parent(), now, request.user, product_name=called)
            say(request, "Changed.")
        elif go == "add" and add.is_valid():
            data = add.cleaned_data
            added = add_service(ServiceKind(data["kind"]), data["name"], service, now, by=request.user)
            say(request, f"{added.name} is there now.")
        else:
            return False
    except NotNow as refused:
        say(request, NOT_NOW[refused.code].format(about=refused.about), "error")
    except NobodyToHandTo:
        say(request, "Something promised there would have nobody. Nothing has changed.", "error")
    return True
