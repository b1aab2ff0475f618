"""An outside team is rung by a person, who writes down whether somebody answered, and who."""

from datetime import datetime

from safeguarding.people.models import Worker
from safeguarding.people.types import NotAllowed
from safeguarding.promises import live
from safeguarding.promises.actions.moving import QUIET
from safeguarding.promises.models import Handover, Promise, PromiseStep, Rung
from safeguarding.promises.moves import lock, step, told_before, write
from safeguarding.promises.queries import who_has
from safeguarding.promises.types import CannotHave, RungWho, StepWhy
from safeguarding.trail import types as trail
from safeguarding.trail.actions import change, record
from safeguarding.trail.types import TrailType
from safeguarding.vault import envelope


def rang(promise: Promise, worker: Worker, answered_by: str, now: datetime) -> Handover:
    """``worker`` rang the outside team of the rung this is on; ``answered_by`` is empty when nobody answered.

    Somebody who answered and was told quietens the ladder as "I've got this" does: for 15 minutes, once on a
    rung. A call nobody answered changes no time. It never keeps the promise: only a plan does. Raises
    AlreadyKept; NotAllowed for somebody who does not have it; CannotHave when it is on no telephone's rung.
    """
    with change(now):
        row = lock(promise)
        rung = telephone_of(row)
        if rung is None:
            raise CannotHave("no_telephone")
        if worker not in who_has(row, now):
            raise NotAllowed("promise")
        answered = bool(answered_by.strip())
        call = Handover(promise=row, rung=row.rung, phone=rung.phone, rang_by=worker, rang_at=now)
        if answered:
            key = row.young_person.data_key
            call.sealed_answered_by = envelope.seal(key, call, "sealed_answered_by", answered_by.strip())
        call.save(force_insert=True)
        if answered and not _quietened_before(row):
            row.taken_by, row.taken_until = worker, now + QUIET
            row.next_action_at = max(row.next_action_at or now, now + QUIET)
        why = StepWhy.HANDED_OUT if answered else StepWhy.RANG
        done = step(row, why, now, ladder=str(row.ladder_id), call=str(call.pk))
        done.worker, done.rota = worker, None
        record(
            TrailType.RANG_OUTSIDE,
            trail.worker(worker.pk),
            young_person_id=row.young_person_id,
            about=("promise", row.pk),
            answered="yes" if answered else "no",
        )
        live.nudge(told_before(row) | {worker.pk})
        write(row, [done], trail.worker(worker.pk), why)
        return call


def telephone_of(promise: Promise) -> Rung | None:
    """The outside team's rung, while the promise is on it."""
    rows = Rung.objects.filter(ladder_id=promise.ladder_id, position=promise.rung, who=RungWho.OUTSIDE_PHONE)
    return rows.first()


def _quietened_before(row: Promise) -> bool:
    before = PromiseStep.objects.filter(promise=row, why=StepWhy.HANDED_OUT, rung=row.rung)
    return before.filter(details__ladder=str(row.ladder_id)).exists()
