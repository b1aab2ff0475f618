"""You said, we did: what adults changed because of the figures, or why they can't."""

from datetime import date, datetime
from uuid import UUID

from safeguarding.people.access import roles_over
from safeguarding.people.models import Service, Worker
from safeguarding.people.types import NotAllowed, Role
from safeguarding.trail.actions import change, record
from safeguarding.trail.types import TrailType
from safeguarding.trail.types import worker as as_worker
from voice.participation.models import Change, ReleasePeriod
from voice.participation.types import Measure


def write_change(
    worker: Worker,
    unit: Service,
    *,
    measure: Measure,
    period: str,
    label: str,
    said: str,
    did: str,
    cannot: bool,
    due_on: date,
    now: datetime,
) -> Change:
    """Write down a change to a unit, owned by the manager who writes it.

    Raises NotAllowed for anybody who does not manage the unit, and for a period that is not closed.
    """
    if not may_write(worker, unit, now) or not ReleasePeriod.objects.filter(pk=period).exists():
        raise NotAllowed(unit.pk)
    with change(now):
        written = Change.objects.create(
            unit=unit,
            measure=measure,
            period=period,
            label=label,
            said=said,
            did=did,
            cannot=cannot,
            owner=worker,
            due_on=due_on,
            done_on=due_on if cannot else None,
            made_at=now,
        )
        record(TrailType.CHANGE_WRITTEN, as_worker(worker.pk), about=("change", written.pk))
    return written


def change_done(worker: Worker, change_id: UUID, day: date, now: datetime) -> Change:
    """Say that a change was made; saying it again changes nothing. Raises NotAllowed for a stranger."""
    with change(now):
        one = Change.objects.select_for_update().select_related("unit").filter(pk=change_id).first()
        if one is None or not may_write(worker, one.unit, now):
            raise NotAllowed(change_id)
        if one.done_on is None:
            one.done_on = day
            one.save(update_fields=["done_on"])
            record(TrailType.CHANGE_DONE, as_worker(worker.pk), about=("change", one.pk))
    return one


def may_write(worker: Worker, unit: Service, now: datetime) -> bool:
    """Only who manages a unit writes its changes."""
    return worker.is_active and Role.MANAGER in roles_over(worker, unit, now)
