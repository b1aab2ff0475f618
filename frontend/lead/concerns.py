"""Open concerns, and outcomes that wait for a second person. No words, no headings."""

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
from frontend.desk.lines import number
from frontend.desk.times import left, part_left, when, when_exactly
from frontend.desk.wording import CLOCKS, KINDS, OUTCOMES, PACES
from frontend.guards import WorkerRequest
from frontend.staff.roles import for_role
from safeguarding.concerns.models import Outcome
from safeguarding.concerns.queries import open_concerns, outcomes_waiting
from safeguarding.concerns.shown import BoardRow
from safeguarding.concerns.types import OutcomeKind, Pace
from safeguarding.people.queries import name_of
from safeguarding.people.types import Role
from safeguarding.promises.types import PromiseKind


@require_safe
@for_role(Role.LEAD)
def concerns(request: WorkerRequest) -> HttpResponse:
    """Every open concern by its next time; outcomes that wait on the side."""
    now = timezone.now()
    rows = open_concerns(request.user, now)
    waiting = outcomes_waiting(request.user, now)
    context = {
        **frame(request, now, "lead_concerns", {"lead_concerns": len(rows)}),
        "groups": [{"title": "", "rows": [_row(row, now) for row in rows]}] if rows else [],
        "waiting": [_waiting(row, outcome, request, now) for row, outcome in waiting],
        "heading": _finding(rows),
    }
    return render(request, "lead/concerns.html", context)


def _finding(rows: list[BoardRow]) -> str:
    unplanned = sum(
        1 for row in rows if row.next_promise is not None and row.next_promise.kind == PromiseKind.LOOK
    )
    if not rows:
        return _("No concern is open")
    if not unplanned:
        return _("Every open concern has a plan")
    return ngettext("One concern has no plan yet", "%(many)s concerns have no plan yet", unplanned) % {
        "many": number(unplanned)
    }


def _row(row: BoardRow, now: datetime) -> dict[str, Any]:
    promise = row.next_promise
    until = (promise.next_action_at or promise.due_at) if promise else now
    name = name_of(row.young_person) if row.young_person else _("outside the service")
    chips = []
    if row.pace:
        chips.append({"text": str(PACES[Pace(row.pace)]), "icon": "pace", "kind": "theirs"})
    if row.urgency in ("now", "today"):
        chips.append({"text": str(CLOCKS[row.urgency]), "icon": "clock", "kind": "clock"})
    if row.second_waits:
        chips.append({"text": _("waits for a second person"), "icon": "people"})
    has = ""
    if promise is not None:
        has = promise.keeper.known_as if promise.keeper else promise.rota.name if promise.rota else ""
    late = promise is not None and promise.due_at < now
    return {
        "id": row.id,
        "when": when(until, now),
        "time_left": left(promise.due_at if promise and late else until, now),
        "left": part_left(promise.made_at, until, now) if promise else 0,
        "late": late,
        "urgent": late,
        "title": f"{KINDS[PromiseKind(promise.kind)]} · {name}" if promise else name,
        "chips": chips,
        "has": has,
        "many": promise is not None and promise.keeper is None,  # a rota: they have it
        "moves": _("since %(when)s") % {"when": when_exactly(row.opened_at, now)},
        "href": reverse("concern", args=[row.id]) if row.may_open else "",
    }


def _waiting(row: BoardRow, outcome: Outcome, request: WorkerRequest, now: datetime) -> dict[str, Any]:
    return {
        "name": name_of(row.young_person) if row.young_person else _("Outside the service"),
        "what": OUTCOMES[OutcomeKind(outcome.kind)],
        "by": outcome.by.known_as,
        "mine": outcome.by_id == request.user.pk,
        "when": when_exactly(outcome.at, now),
        "href": reverse("concern", args=[row.id]) if row.may_open else "",
    }
