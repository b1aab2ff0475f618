"""Moving a promise by hand: taken, handed over, hurried, sent another way, moved away from somebody."""

from datetime import datetime, timedelta
from typing import Any

from safeguarding.people.access import left_out_of
from safeguarding.people.models import Worker
from safeguarding.people.types import NotAllowed
from safeguarding.promises import live
from safeguarding.promises.finding import find_ladder
from safeguarding.promises.models import Promise, PromiseStep
from safeguarding.promises.moves import (
    Landed,
    first_wait,
    land,
    later_wait,
    lock,
    step,
    tell,
    told_before,
    write,
)
from safeguarding.promises.scene import Scene
from safeguarding.promises.types import (
    AlreadyTaken,
    CannotHave,
    Climb,
    Clock,
    StepWhy,
)
from safeguarding.promises.who import Reached, may_have
from safeguarding.trail import types as trail
from safeguarding.trail.actions import change
from safeguarding.trail.types import Actor

QUIET = timedelta(minutes=15)  # how long "I've got this" quietens the paging
FASTEST = [Clock.NOW, Clock.TODAY, Clock.SOON, Clock.ORDINARY]


def take(promise: Promise, worker: Worker, now: datetime) -> Promise:
    """ "I've got this": quiet for 15 minutes, once per person per rung.

    It keeps nothing, and it lapses by itself.

    Taking again what one has just taken changes nothing. Raises AlreadyKept, AlreadyTaken, NotAllowed.
    """
    with change(now):
        row = lock(promise)
        if worker.pk in left_out_of(row.young_person_id, row.contribution_id) or str(worker.pk) in row.avoid:
            raise NotAllowed("promise")
        if row.taken_by_id is not None and row.taken_until is not None and row.taken_until > now:
            if row.taken_by_id == worker.pk:
                return row
            raise AlreadyTaken("by_another")
        # A rung of one version of one ladder: another round at the top is the same rung, and not a new turn.
        before = PromiseStep.objects.filter(promise=row, why=StepWhy.TAKEN, rung=row.rung, worker=worker)
        if before.filter(details__ladder=str(row.ladder_id)).exists():
            raise AlreadyTaken("once_a_rung")
        row.taken_by, row.taken_until = worker, now + QUIET
        row.next_action_at = max(row.next_action_at or now, now + QUIET)
        taken = step(row, StepWhy.TAKEN, now, ladder=str(row.ladder_id))
        taken.worker, taken.rota = worker, None
        live.nudge(told_before(row) | {worker.pk})
        write(row, [taken], trail.worker(worker.pk), StepWhy.TAKEN)
        return row


def hand_over(promise: Promise, from_worker: Worker, to_worker: Worker, now: datetime) -> Promise:
    """Give it to somebody by hand, in the time that is left. The caller has checked that ``from_worker`` may.

    Raises AlreadyKept; CannotHave when ``to_worker`` is left out, away, not active or not of its ladder.
    """
    with change(now):
        row = lock(promise)
        scene = Scene([row], now)
        if not may_have(scene, row, to_worker, now):
            raise CannotHave("cannot_have")
        before = told_before(row)
        landed = Landed(Reached((to_worker,), keeper=to_worker), scene.ladder(row.ladder_id)[row.rung])
        row.round += 1
        row.keeper, row.rota, row.since = to_worker, None, now
        row.taken_by = row.taken_until = None
        if row.next_action_at is None or row.next_action_at <= now:
            row.next_action_at = later_wait(scene, row, landed.rung, now)
        handed = step(row, StepWhy.HANDED_ON, now, by=str(from_worker.pk))
        write(row, [handed], trail.worker(from_worker.pk), StepWhy.HANDED_ON)
        tell(scene, row, landed, now)
        live.nudge(before | {from_worker.pk})
        return row


def hurry(promise: Promise, clock: Clock, now: datetime, actor: Actor) -> Promise:
    """A shorter clock, from the first rung of its ladder. Never lengthens: a slower clock changes nothing.

    Raises AlreadyKept.
    """
    with change(now):
        row = lock(promise)
        if FASTEST.index(Clock(clock)) >= FASTEST.index(Clock(row.clock)):
            return row
        row.clock = clock
        return _restart(row, now, actor, StepWhy.HURRIED, clock=str(clock))


def reroute(promise: Promise, climb: Climb, now: datetime, actor: Actor, why: str) -> Promise:
    """Up another ladder, from its first rung, in the time that is left.

    ``why`` is a code. Raises AlreadyKept.
    """
    with change(now):
        row = lock(promise)
        if row.climb == climb:
            return row
        row.climb = climb
        return _restart(row, now, actor, StepWhy.ROUTED, because=why)


def _restart(row: Promise, now: datetime, actor: Actor, why: StepWhy, **details: Any) -> Promise:
    before = told_before(row)
    row.ladder = find_ladder(row.service, row.kind, row.clock, row.climb, now)
    row.round += 1
    scene = Scene([row], now)
    landed = land(scene, row, 0, now)
    sooner = first_wait(scene, row, now)
    if row.next_action_at is not None and row.next_action_at > now:
        sooner = min(sooner, row.next_action_at)
    if why is StepWhy.HURRIED:
        row.due_at = min(row.due_at, sooner)
    row.next_action_at = sooner
    write(row, [*landed.steps, step(row, why, now, **details)], actor, why)
    tell(scene, row, landed, now)
    live.nudge(before)
    return row
