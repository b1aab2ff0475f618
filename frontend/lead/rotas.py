"""Rotas: who is on shift in the week, and the hours of the next two weeks that have nobody."""

from datetime import datetime, time, timedelta
from typing import Any

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from frontend.desk.frame import frame
from frontend.desk.wording import WEEKDAYS
from frontend.guards import WorkerRequest
from frontend.staff.roles import for_role
from safeguarding.people.access import line_of, services_under
from safeguarding.people.models import Worker
from safeguarding.people.types import Role
from safeguarding.promises.models import Rota, Shift
from safeguarding.promises.types import RotaKind
from safeguarding.promises.who import is_on

AHEAD = timedelta(days=14)
KINDS = {
    RotaKind.DUTY: lazy("on call for the service"),
    RotaKind.INDEPENDENT: lazy("outside the service"),
    RotaKind.MODERATORS: lazy("reading"),
    RotaKind.ADVOCATES: lazy("advocates"),
}


@require_safe
@for_role(Role.LEAD)
def rotas(request: WorkerRequest) -> HttpResponse:
    """Each rota that the lead's ladders look up."""
    now = timezone.now()
    shown = [_rota(rota, now) for rota in _of(request.user, now)]
    thin = [rota for rota in shown if rota["must_cover"] and rota["gaps"]]
    context = {**frame(request, now, "lead_rotas"), "rotas": shown, "heading": _finding(shown, thin)}
    return render(request, "lead/rotas.html", context)


def _of(lead: Worker, now: datetime) -> list[Rota]:
    """Rotas of the lead's services and of everything above them."""
    services = list(services_under(lead, Role.LEAD, now))
    above = {key for service in services for key in line_of(service)}
    rows = Rota.objects.filter(Q(service__in=services) | Q(service__in=above)).select_related("service")
    return list(rows.prefetch_related("shifts__worker").order_by("kind", "name"))


def _finding(rotas: list[dict[str, Any]], thin: list[dict[str, Any]]) -> str:
    if not rotas:
        return _("There is no rota yet")
    if thin:
        return ngettext(
            "One rota has hours without anybody", "%(many)s rotas have hours without anybody", len(thin)
        ) % {"many": len(thin)}
    return _("Every rota covers day and night")


def _rota(rota: Rota, now: datetime) -> dict[str, Any]:
    shifts = list(rota.shifts.all())
    gaps = _empty_hours(shifts, now)
    rows = [[WEEKDAYS[day], _on(day, shifts)] for day in range(7)]
    return {
        "name": rota.name,
        "kind": KINDS[RotaKind(rota.kind)],
        "service": rota.service.name,
        "rows": rows,
        "heads": [_("Day"), _("On shift")],
        "gaps": gaps,
        "must_cover": rota.kind in (RotaKind.DUTY, RotaKind.INDEPENDENT),
    }


def _on(day: int, shifts: list[Shift]) -> str:
    rows = sorted((row for row in shifts if row.weekday == day), key=lambda row: row.starts)
    return ", ".join(f"{_hours(row)} {row.worker.known_as}" for row in rows) or _("nobody begins")


def _hours(row: Shift) -> str:
    if row.starts == row.ends == time(0):
        return _("all day")
    return f"{row.starts:%H:%M}–{row.ends:%H:%M}"


def _empty_hours(shifts: list[Shift], now: datetime) -> int:
    """How many of the next 336 hours have nobody on shift."""
    start = timezone.localtime(now).replace(minute=30, second=0, microsecond=0)
    hours = int(AHEAD / timedelta(hours=1))
    return sum(
        not any(is_on(row, timezone.localtime(start + timedelta(hours=ahead))) for row in shifts)
        for ahead in range(hours)
    )
