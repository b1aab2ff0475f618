"""Rotas: who is on shift in the week, and the hours of the next two weeks that have nobody."""

from collections.abc import Sequence
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
from frontend.lead.ladder_words import stretch
from frontend.staff.roles import for_role
from safeguarding.people.access import line_of
from safeguarding.people.models import Worker, WorkerLeave
from safeguarding.people.types import Role
from safeguarding.promises.models import Rota, Shift
from safeguarding.promises.rotas import rotas_kept_by
from safeguarding.promises.types import RotaKind
from safeguarding.promises.who import is_on

KEEPERS = (Role.LEAD, Role.ADMINISTRATOR)
AHEAD = timedelta(days=14)
HOUR = timedelta(hours=1)
MOST_GAPS = 5
KINDS = {
    RotaKind.DUTY: lazy("on call for the service"),
    RotaKind.INDEPENDENT: lazy("outside the service"),
    RotaKind.MODERATORS: lazy("reading"),
    RotaKind.ADVOCATES: lazy("advocates"),
}


@require_safe
@for_role(*KEEPERS)
def rotas(request: WorkerRequest) -> HttpResponse:
    """Each rota that the ladders of their services look up."""
    now = timezone.now()
    mine = set(rotas_kept_by(request.user, now).values_list("pk", flat=True))
    shown = [{**shown_rota(rota, now), "mine": rota.service_id in mine} for rota in of(request.user, now)]
    thin = [rota for rota in shown if rota["must_cover"] and rota["gaps"]]
    context = {**frame(request, now, "lead_rotas"), "rotas": shown, "heading": _finding(shown, thin)}
    return render(request, "lead/rotas.html", context)


def of(worker: Worker, now: datetime) -> list[Rota]:
    """Rotas of the services they lead or set up, and of everything above them."""
    services = list(rotas_kept_by(worker, now))
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


def shown_rota(rota: Rota, now: datetime) -> dict[str, Any]:
    """Its week, its single dates, and its gaps with leave counted."""
    shifts = list(rota.shifts.all())
    gaps = empty_hours(shifts, now)
    weekly = [row for row in shifts if row.from_day is None or row.from_day != row.until_day]
    today = timezone.localtime(now).date()
    weekly = [row for row in weekly if row.until_day is None or row.until_day >= today]
    return {
        "pk": rota.pk,
        "name": rota.name,
        "caption": f"{rota.name}, {rota.service.name}",
        "kind": KINDS[RotaKind(rota.kind)],
        "service": rota.service.name,
        "rows": [[WEEKDAYS[day], _on(day, weekly)] for day in range(7)],
        "heads": [_("Day"), _("On shift")],
        "gaps": len(gaps),
        "gap_hours": _gap_lines(gaps),
        "must_cover": rota.kind in (RotaKind.DUTY, RotaKind.INDEPENDENT),
    }


def _on(day: int, shifts: list[Shift]) -> str:
    rows = sorted((row for row in shifts if row.weekday == day), key=lambda row: row.starts)
    return ", ".join(f"{hours_of(row)} {row.worker.known_as}" for row in rows) or _("nobody begins")


def hours_of(row: Shift) -> str:
    """17:00-09:00."""
    if row.starts == row.ends == time(0):
        return _("all day")
    return f"{row.starts:%H:%M}–{row.ends:%H:%M}"


def empty_hours(shifts: Sequence[Shift], now: datetime) -> list[datetime]:
    """Which of the next 336 hours have nobody on shift who is there, leave and its cover counted."""
    start = timezone.localtime(now).replace(minute=30, second=0, microsecond=0)
    away = list(
        WorkerLeave.objects.filter(
            worker__in={row.worker_id for row in shifts}, ends_at__gt=now, cover__isnull=True
        )
    )
    found = []
    for ahead in range(int(AHEAD / HOUR)):
        at = timezone.localtime(start + ahead * HOUR)
        gone = {row.worker_id for row in away if row.starts_at <= at < row.ends_at}
        if not any(row.worker_id not in gone and row.worker.is_active and is_on(row, at) for row in shifts):
            found.append(at)
    return found


def _gap_lines(gaps: list[datetime]) -> list[str]:
    runs: list[tuple[datetime, datetime]] = []
    for at in gaps:
        if runs and at - runs[-1][1] <= HOUR:
            runs[-1] = (runs[-1][0], at)
        else:
            runs.append((at, at))
    lines = [_run(first, last) for first, last in runs[:MOST_GAPS]]
    return [*lines, _("and %s more") % (len(runs) - MOST_GAPS)] if len(runs) > MOST_GAPS else lines


def _run(first: datetime, last: datetime) -> str:
    if first.date() == last.date():
        return stretch(first, last)
    end = last + HOUR
    return f"{first:%a} {first.day}, {first:%H}:00 – {end:%a} {end.day}, {end:%H}:00"
