"""Moving promises away: from somebody left out, gone or on leave, or with a young person to another team."""

import uuid
from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q

from safeguarding.people.access import works_over
from safeguarding.people.models import Service, Worker, YoungPerson
from safeguarding.prepared import Asked, Prepared
from safeguarding.promises import live
from safeguarding.promises.models import Promise, Rota
from safeguarding.promises.moves import (
    Landed,
    drop_notices,
    lock,
    resettle,
    rows_to_move,
    step,
    told_before,
    write,
)
from safeguarding.promises.scene import Scene
from safeguarding.promises.types import AlreadyKept, Climb, NobodyToHandTo, StepWhy
from safeguarding.promises.who import on_rota
from safeguarding.trail import types as trail
from safeguarding.trail.actions import change
from safeguarding.trail.types import Actor

PROMISED = Prepared(
    lambda contribution: Promise.objects.filter(contribution_id=contribution).values_list("pk", flat=True)[:1]
)


def promised_asked(contribution_id: uuid.UUID) -> Asked:
    """Whether anything is promised about this contribution yet."""
    return PROMISED.asked(contribution=contribution_id)


def move_from(
    worker: Worker, young_person: YoungPerson, now: datetime, contribution_id: uuid.UUID | None = None
) -> int:
    """Move what this worker has of a young person's to the next person, as they are left out.

    Also drops what was to be sent to them. Returns how many promises moved. Never refuses.
    """
    with change(now, alone=False):
        rows = Promise.objects.filter(young_person=young_person)
        if contribution_id is not None:
            if not PROMISED(contribution=contribution_id):
                return 0  # it is just being sent
            rows = rows.filter(contribution_id=contribution_id)
        drop_notices(Q(person=worker, promise__in=rows))
        live.nudge({worker.pk})
        actor = trail.young_person(young_person.pk)
        found = _open(rows.values_list("pk", flat=True))
        return sum(_away(row, worker, now, actor, StepWhy.LEFT_OUT) is not None for row in found)


def hand_on(worker: Worker, now: datetime, actor: Actor, *, what_can: bool = False) -> int:
    """Everything this worker has goes to whoever its ladder reaches without them. Returns how many moved.

    Called when they leave or go away. Raises NobodyToHandTo, and nothing moved, when something has nobody
    else; with ``what_can`` that one stays, its ladder going on as ever, and the others move.
    """
    with change(now):
        mine = Q(keeper=worker) | Q(taken_by=worker) | Q(rota__shifts__worker=worker)
        found = _open(Promise.objects.filter(mine).distinct().values_list("pk", flat=True))
        live.nudge({worker.pk})
        moved = 0
        for row in found:
            try:
                with change(now):
                    moved += _handed_on(row, worker, now, actor)
            except NobodyToHandTo:
                if not what_can:
                    raise
        return moved


def hand_on_from(rota: Rota, now: datetime, actor: Actor) -> int:
    """What waits on a rota that has nobody on shift for it any more goes on. Returns how many promises moved.

    Called when somebody is taken off. Raises NobodyToHandTo, and nothing moved, when one has nobody else.
    """
    with change(now):
        moved = 0
        for row in _open(Promise.objects.filter(rota=rota).values_list("pk", flat=True)):
            scene = Scene([row], now)
            if on_rota(scene, row, rota, now):
                continue
            landed = resettle(scene, row, now, actor, StepWhy.HANDED_ON, start=row.rung)
            if not landed.reached:
                raise NobodyToHandTo("nobody")
            moved += 1
        return moved


def _handed_on(row: Promise, worker: Worker, now: datetime, actor: Actor) -> bool:
    landed = _away(row, worker, now, actor, StepWhy.HANDED_ON)
    if landed is not None and (not landed.reached or landed.reached.keeper == worker):
        raise NobodyToHandTo("nobody")
    return landed is not None


def move_to(young_person: YoungPerson, service: Service, now: datetime, actor: Actor) -> int:
    """A young person's open promises go to the people of another team, in the time that is left.

    Returns how many. Raises NobodyToHandTo, and nothing moved, when one would have nobody there.
    """
    with change(now):
        found = _open(Promise.objects.filter(young_person=young_person).values_list("pk", flat=True))
        for row in found:
            row.service, row.young_person = service, young_person
            if row.chosen is not None and not _goes_with_them(row, row.chosen, now):
                row.chosen = None  # it was theirs as one of the people there: now it is the new people's
            landed = resettle(Scene([row], now), row, now, actor, StepWhy.HANDED_ON, start=row.rung)
            if not landed.reached:
                raise NobodyToHandTo("nobody")
        return len(found)


def _goes_with_them(promise: Promise, chosen: Worker, now: datetime) -> bool:
    """A specialist, who knows them by one question only; or somebody who works over them where they are now."""
    return promise.climb == Climb.ADVISER or works_over(chosen, promise.young_person, now)


def _open(promise_ids: Iterable[uuid.UUID]) -> list[Promise]:
    """Those still open, locked in an order that lets two of these pass each other."""
    found = []
    for row in rows_to_move().filter(pk__in=sorted(promise_ids)).order_by("young_person_id", "pk"):
        try:
            found.append(lock(row))
        except AlreadyKept:
            continue
    return found


def _away(row: Promise, worker: Worker, now: datetime, actor: Actor, why: StepWhy) -> Landed | None:
    """Take one locked promise from ``worker``. None when it stays where it is."""
    scene = Scene([row], now)
    emptied = row.rota is not None and not on_rota(scene, row, row.rota, now)
    if row.keeper_id == worker.pk or emptied:
        return resettle(scene, row, now, actor, why, start=row.rung, away=str(worker.pk))
    if row.taken_by_id == worker.pk:
        if row.next_action_at == row.taken_until:
            row.next_action_at = now  # their quiet ends with them
        row.taken_by = row.taken_until = None
        write(row, [step(row, why, now, away=str(worker.pk))], actor, why)
        live.nudge(told_before(row))
    return None
