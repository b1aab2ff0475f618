"""The board: every open promise of the lead's services, by its time. Kind, keeper, times; no words."""

import uuid
from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from frontend.desk.frame import frame
from frontend.desk.lines import link_to, number, title_of
from frontend.desk.times import day_of, left, part_left, when
from frontend.desk.wording import CLOCKS, KINDS
from frontend.guards import WorkerRequest
from frontend.staff.roles import for_role
from safeguarding.concerns.models import Concern
from safeguarding.concerns.queries import OnBoard, concerns_behind, promises_board
from safeguarding.people.types import Role
from safeguarding.promises.types import PAGING, Climb, PromiseKind

MOST = 200  # lines on the page; the rest are counted


@require_safe
@for_role(Role.LEAD)
def board(request: WorkerRequest) -> HttpResponse:
    """Late ones first, then by their time."""
    now = timezone.now()
    everything = promises_board(request.user, now)
    rows = everything[:MOST]
    concerns = concerns_behind({(row.promise.about_kind, row.promise.about_id) for row in rows})
    late = [row for row in rows if row.promise.due_at < now]
    others = [row for row in rows if row.promise.due_at >= now]
    today = [row for row in others if day_of(_next(row)) <= day_of(now)]
    after = [row for row in others if day_of(_next(row)) > day_of(now)]
    named = ((_("Late"), late), (_("Today"), today), (_("Tomorrow and after"), after))
    groups = [
        {"title": title, "rows": [_row(row, concerns, now) for row in part]} for title, part in named if part
    ]
    context = {
        **frame(request, now, "lead", {"lead": len(everything)}),
        "groups": groups,
        "heading": _finding(len(late), len(everything)),
        "more": max(len(everything) - MOST, 0),
        "first": _first_late(late),
    }
    return render(request, "lead/board.html", context)


def _finding(late: int, everything: int) -> str:
    if late:
        return ngettext("One promise is late", "%(many)s promises are late", late) % {"many": number(late)}
    return _("Every promise is in time") if everything else _("Nothing is promised just now")


def _first_late(late: list[OnBoard]) -> str:
    paging = [row for row in late if row.promise.clock in PAGING]
    if not paging:
        return ""
    return ngettext(
        "One of them has a short clock: look at it first.",
        "%(many)s of them have a short clock: look at them first.",
        len(paging),
    ) % {"many": number(len(paging))}


def _next(row: OnBoard) -> datetime:
    promise = row.promise
    return promise.next_action_at or promise.due_at


def _row(row: OnBoard, concerns: dict[tuple[str, uuid.UUID], Concern], now: datetime) -> dict[str, Any]:
    promise = row.promise
    until, late = _next(row), promise.due_at < now
    has = promise.keeper.known_as if promise.keeper else promise.rota.name if promise.rota else ""
    chips = []
    if promise.clock in PAGING:
        chips.append({"text": str(CLOCKS[promise.clock]), "icon": "clock", "kind": "clock"})
    if promise.taken_by is not None and promise.taken_until is not None and promise.taken_until > now:
        chips.append({"text": _("%s has got this") % promise.taken_by.known_as, "icon": "hand"})
    if promise.round:
        chips.append({"text": _("asked again"), "icon": "undo"})
    if row.outside:
        chips.append({"text": _("outside the service"), "icon": "shield"})
    if promise.is_practice:
        chips.append({"text": _("practice"), "icon": "school"})
    return {
        "id": promise.pk,
        "when": when(promise.due_at if late else until, now),
        "time_left": left(promise.due_at if late else until, now),
        "left": part_left(promise.made_at, until, now),
        "late": late,
        "urgent": late and promise.clock in PAGING,
        "title": str(KINDS[PromiseKind(promise.kind)]) if row.outside else title_of(promise),
        "chips": chips,
        "has": has,
        "many": promise.keeper is None,  # a rota: they have it
        "moves": _("moves on %(when)s") % {"when": when(until, now)} if late else "",
        "href": _href(row, concerns),
    }


def _href(row: OnBoard, concerns: dict[tuple[str, uuid.UUID], Concern]) -> str:
    if row.promise.about_kind == "drill":
        return reverse("lead_drill", args=[row.promise.about_id])
    return link_to(row.promise, concerns) if _may_open(row) else ""


def _may_open(row: OnBoard) -> bool:
    """A lead reads what climbs the usual ladders; the rest is only known to be there."""
    promise = row.promise
    if row.outside:
        return False
    return promise.climb in (Climb.USUAL, Climb.HELP_NOW, Climb.SECOND) and promise.about_kind != "reply"
