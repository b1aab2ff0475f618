"""Keeping a promise, or ending one that has nothing left to promise. Only people do either."""

from datetime import datetime

from django.db.models import F, Q

from safeguarding.people.access import left_out_of
from safeguarding.people.models import Worker
from safeguarding.people.types import NotAllowed
from safeguarding.promises import live
from safeguarding.promises.models import Promise, PromiseStep
from safeguarding.promises.models_promises import OPEN
from safeguarding.promises.moves import drop_notices, step, told_before
from safeguarding.promises.types import AlreadyKept, StepWhy
from safeguarding.trail import types as trail
from safeguarding.trail.actions import change, record
from safeguarding.trail.types import Actor, TrailType


def keep(promise: Promise, worker: Worker, now: datetime) -> Promise:
    """This worker did what was promised.

    However far it had climbed meanwhile: a person who did it has done it.

    Raises AlreadyKept when somebody was first, NotAllowed for somebody the young person wants left out.
    """
    with change(now):
        row = _held(promise)
        if worker.pk in left_out_of(row.young_person_id, row.contribution_id):
            raise NotAllowed("promise")
        taken_in_time = row.taken_until is not None and row.taken_until >= now
        if row.missed_at is None and now > row.due_at and not taken_in_time:
            row.missed_at = row.due_at  # the clocks had not come by yet; late is late
        row.kept_at, row.kept_by = now, worker
        _close(row, {"kept_at": now, "kept_by": worker, "missed_at": row.missed_at})
        PromiseStep.objects.bulk_create([step(row, StepWhy.KEPT, now, due=row.due_at, by=str(worker.pk))])
        record(
            TrailType.PROMISE_KEPT,
            trail.worker(worker.pk),
            young_person_id=row.young_person_id,
            about=("promise", row.pk),
            kind=row.kind,
        )
        return row


def end(promise: Promise, actor: Actor, now: datetime, why: str) -> Promise:
    """Nothing is left to promise, and ``why`` (a code) says so. It counts neither as kept nor as missed.

    Raises AlreadyKept.
    """
    with change(now):
        row = _held(promise)
        row.ended_at = now
        _close(row, {"ended_at": now})
        PromiseStep.objects.bulk_create([step(row, StepWhy.ENDED, now, because=why)])
        record(
            TrailType.PROMISE_ENDED,
            actor,
            young_person_id=row.young_person_id,
            about=("promise", row.pk),
            kind=row.kind,
            why=why,
        )
        return row


def _held(promise: Promise) -> Promise:
    row = Promise.objects.filter(OPEN, pk=promise.pk).select_for_update(of=("self",)).first()
    if row is None:
        raise AlreadyKept("kept")
    return row


def _close(row: Promise, values: dict[str, object]) -> None:
    live.nudge(told_before(row))
    quiet: dict[str, object] = {"next_action_at": None, "taken_until": None}
    closed = Promise.objects.filter(OPEN, pk=row.pk).update(**values, **quiet, version=F("version") + 1)
    if not closed:
        raise AlreadyKept("kept")
    row.next_action_at = row.taken_until = None
    row.version += 1
    drop_notices(Q(promise=row))
