"""Tick: whatever is due moves on, one short transaction for each promise, any number of processes at once."""

import logging
import uuid
from datetime import datetime, timedelta

from django.db import connection
from django.db.models import F

from safeguarding.promises import live, times
from safeguarding.promises.models import Promise, Rung
from safeguarding.promises.models_promises import OPEN
from safeguarding.promises.moves import (
    REPEAT,
    Landed,
    hold_young_person,
    land,
    later_wait,
    repeat_wait,
    rows_to_move,
    step,
    tell,
    told_before,
    write,
)
from safeguarding.promises.scene import Scene
from safeguarding.promises.types import Climb, RungWho, Stale, StepWhy, pages
from safeguarding.promises.who import reached
from safeguarding.trail.actions import change
from safeguarding.trail.types import CLOCKS

log = logging.getLogger(__name__)

ON_TIME = timedelta(seconds=60)  # within this a rung counts from when it was due; later, from now
A_DAY = 24 * 60  # minutes
FAILURES = 3  # then the promise itself is given to a person


def due_ids(now: datetime, limit: int) -> list[uuid.UUID]:
    """What is due, longest overdue first. PostgreSQL reads it from the index alone."""
    rows = Promise.objects.filter(OPEN, next_action_at__lte=now).order_by("next_action_at", "id")
    return list(rows.values_list("id", flat=True)[:limit])


def tick(now: datetime, *, limit: int = 200) -> int:
    """Move what is due, each promise once, and return how many moved.

    A promise that fails does not keep the next one waiting; after three failures it is given to the lead.
    Raises only when the database itself can't be used.
    """
    moved = 0
    for promise_id in due_ids(now, limit):
        try:
            moved += _tick_one(promise_id, now)
        except Stale:
            continue  # a person or another clock was there first
        except Exception as error:
            if not connection.is_usable():
                raise
            log.error("tick failed: %s", type(error).__name__)
            _failed(promise_id, now)
    return moved


def _tick_one(promise_id: uuid.UUID, now: datetime) -> bool:
    with change(now):
        row = _held(promise_id, now)
        if row is None:
            return False
        due = row.next_action_at or now
        before = told_before(row)
        base = due if now - due < ON_TIME else now
        if row.missed_at is None and now >= row.due_at:
            row.missed_at = row.due_at
        row.failures = 0
        _move_up(row, now, due, base)
        live.nudge(before)
        return True


def _held(promise_id: uuid.UUID, now: datetime) -> Promise | None:
    """The promise, still due and held by this transaction alone; None when somebody else holds it."""
    young_person_id = Promise.objects.filter(pk=promise_id).values_list("young_person_id", flat=True).first()
    if young_person_id is None or not hold_young_person(young_person_id, skip=True):
        return None
    rows = rows_to_move().select_for_update(of=("self",), skip_locked=True)
    return rows.filter(pk=promise_id, next_action_at__lte=now).first()


def _move_up(row: Promise, now: datetime, due: datetime, base: datetime) -> None:
    scene = Scene([row], now)
    lapsed = row.taken_until is not None and row.taken_until == row.next_action_at
    ladder, top = row.ladder_id, scene.ladder(row.ladder_id)[-1].position
    at_top = row.rung >= top
    why = StepWhy.TAKE_LAPSED if lapsed else StepWhy.REPEATED if at_top else StepWhy.NOT_KEPT
    row.round += at_top
    landed = land(scene, row, top if at_top else row.rung + 1, now)
    if at_top and row.ladder_id == ladder:
        row.next_action_at = repeat_wait(scene, row, base)
    else:
        row.next_action_at = later_wait(scene, row, landed.rung, base)
    write(row, [*landed.steps, step(row, why, now, due=due)], CLOCKS, why)
    tell(scene, row, landed, now)


def _failed(promise_id: uuid.UUID, now: datetime) -> None:
    """Count a failure; the third gives the promise to a person. It never stops the tick."""
    try:
        with change(now):
            row = _held(promise_id, now)
            if row is None:
                return
            if row.failures + 1 < FAILURES:
                Promise.objects.filter(pk=row.pk).update(failures=F("failures") + 1)
            else:
                _give_to_a_person(row, now)
    except Exception as error:
        log.error("tick could not hand on: %s", type(error).__name__)


def _give_to_a_person(row: Promise, now: datetime) -> None:
    """To the lead, or outside the line: by as little as possible of what may just have failed three times.

    What is for an advocate stays with advocates.
    """
    scene = Scene([row], now)
    before = told_before(row)
    due, row.round, row.failures, row.since = row.next_action_at, row.round + 1, 0, now
    outside_too = [RungWho.LEAD, RungWho.INDEPENDENT_ROTA]
    people = [RungWho.ADVOCATES] if row.climb == Climb.ADVOCATE else outside_too
    rungs = [Rung(position=row.rung, who=who, two_channels=True) for who in people]
    found = next((there for rung in rungs if (there := reached(scene, row, rung, now))), None)
    if found is not None:
        row.keeper, row.rota = found.keeper, found.rota
    row.taken_by = row.taken_until = None
    row.next_action_at = times.add_minutes(now, REPEAT if pages(row.kind, row.clock) else A_DAY)
    write(row, [step(row, StepWhy.STUCK, now, due=due)], CLOCKS, StepWhy.STUCK)
    if found is not None:
        tell(scene, row, Landed(found, rungs[0]), now)
    live.nudge(before)
