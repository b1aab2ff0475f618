"""The lead's board: every open concern of their services, without words and without headings."""

import uuid
from datetime import datetime

from django.db.models import Q, QuerySet

from safeguarding.concerns.its_promises import about_any
from safeguarding.concerns.models import Concern, Outcome, Plan
from safeguarding.concerns.shown import BoardRow
from safeguarding.people.access import services_under, without_left_out
from safeguarding.people.models import Worker
from safeguarding.people.types import Role, Route
from safeguarding.promises.models import Promise


def open_concerns(lead: Worker, now: datetime) -> list[BoardRow]:
    """Open concerns of the lead's services, the next promise first; six queries however many there are.

    What climbs a ladder outside the service's line stands there without whose it is; what goes to an advocate
    does not.
    """
    rows = list(_theirs(lead, now).filter(closed_at__isnull=True))
    nearest = _next_promises(rows)
    waiting = set(
        Outcome.objects.filter(concern__in=rows, review__isnull=False, agreed__isnull=True).values_list(
            "concern_id", flat=True
        )
    )
    board = [_row(row, nearest.get(row.pk), row.pk in waiting) for row in rows]
    return sorted(
        board, key=lambda row: (row.next_promise.next_action_at if row.next_promise else None) or now
    )


def outcomes_waiting(lead: Worker, now: datetime) -> list[tuple[BoardRow, Outcome]]:
    """Outcomes in the lead's services that wait for a second person, the longest wait first."""
    rows = {row.id: row for row in open_concerns(lead, now)}
    waiting = Outcome.objects.filter(concern_id__in=rows, review__isnull=False, agreed__isnull=True)
    return [(rows[row.concern_id], row) for row in waiting.select_related("by", "review").order_by("at")]


def _theirs(lead: Worker, now: datetime) -> QuerySet[Concern]:
    services = services_under(lead, Role.LEAD, now)
    # Where the young person is now, not where they were when it was opened.
    theirs = Q(young_person__service__in=services) | Q(young_person__home__in=services)
    rows = Concern.objects.filter(theirs).exclude(route=Route.ADVOCATE)
    rows = rows.filter(without_left_out(lead, "young_person_id", "from_id"))
    return rows.select_related("young_person", "service").order_by("opened_at")


def _row(concern: Concern, promise: Promise | None, second_waits: bool) -> BoardRow:
    usual = concern.route == Route.USUAL
    return BoardRow(
        id=concern.pk,
        young_person=concern.young_person if usual else None,
        urgency=concern.urgency,
        pace=concern.pace if usual else "",
        route=concern.route,
        opened_at=concern.opened_at,
        next_promise=promise,
        second_waits=second_waits,
        may_open=usual,
    )


def _next_promises(concerns: list[Concern]) -> dict[uuid.UUID, Promise]:
    """The open promise of each concern whose time comes first."""
    of: dict[tuple[str, uuid.UUID], uuid.UUID] = {("concern", row.pk): row.pk for row in concerns}
    for plan_id, concern_id in Plan.objects.filter(concern__in=concerns).values_list("pk", "concern_id"):
        of["plan", plan_id] = concern_id
    waiting = Outcome.objects.filter(concern__in=concerns, review__isnull=False, agreed__isnull=True)
    for outcome_id, concern_id in waiting.values_list("pk", "concern_id"):
        of["outcome", outcome_id] = concern_id
    rows = Promise.objects.filter(about_any(of), kept_at__isnull=True, ended_at__isnull=True)
    nearest: dict[uuid.UUID, Promise] = {}
    for promise in rows.select_related("keeper", "rota").order_by("next_action_at"):
        nearest.setdefault(of[promise.about_kind, promise.about_id], promise)
    return nearest
