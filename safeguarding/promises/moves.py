"""How a promise finds its next person, and how a move is written. Actions and clocks build on this."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from safeguarding.people.access import left_out_of
from safeguarding.people.models import Worker, YoungPerson
from safeguarding.prepared import Prepared, inserting
from safeguarding.prepared import write as write_rows
from safeguarding.promises import channels, live, times
from safeguarding.promises.finding import find_ladder
from safeguarding.promises.models import Notice, Promise, PromiseStep, Rota, Rung
from safeguarding.promises.models_promises import OPEN
from safeguarding.promises.scene import Scene
from safeguarding.promises.types import (
    AlreadyKept,
    Channel,
    Climb,
    NoticeState,
    RotaKind,
    RungWho,
    Stale,
    StepWhy,
    pages,
)
from safeguarding.promises.who import Reached, in_hours, reached
from safeguarding.trail.actions import memory, record
from safeguarding.trail.types import Actor, TrailType

# What has nobody on these ladders waits on their own rota: nobody else may have it.
EMPTY_ROTAS = {
    Climb.INDEPENDENT: (RotaKind.INDEPENDENT, "people outside"),
    Climb.ADVOCATE: (RotaKind.ADVOCATES, "advocates"),
}
REPEAT = 15  # minutes between pages at the top, and of every later rung that has no wait of its own
MOVING = (
    "clock", "climb", "avoid", "service", "chosen", "keeper", "rota", "ladder", "rung", "round", "since", "due_at",
    "next_action_at", "taken_by", "taken_until", "missed_at", "failures",
)  # fmt: skip


HOLD = Prepared(
    lambda key: YoungPerson.objects.select_for_update(no_key=True).filter(pk=key).values_list("pk", flat=True)
)
HOLD_IF_FREE = Prepared(
    lambda key: (
        YoungPerson.objects.select_for_update(no_key=True, skip_locked=True)
        .filter(pk=key)
        .values_list("pk", flat=True)
    )
)


@dataclass
class Landed:
    """Where a promise came to rest, and the steps on the way there."""

    reached: Reached
    rung: Rung
    steps: list[PromiseStep] = field(default_factory=list)


def lock(promise: Promise) -> Promise:
    """The promise as it is now, held until the transaction ends, its young person first.

    Whoever decides who gets a promise holds the young person's row, and so does whoever leaves somebody out:
    neither can miss the other. Always in this order, so that two of them wait and never block each other for
    good. Raises AlreadyKept when it is not open any more.
    """
    hold_young_person(promise.young_person_id)
    row = rows_to_move().filter(pk=promise.pk).select_for_update(of=("self",)).first()
    if row is None:
        raise AlreadyKept("kept")
    return row


def hold_young_person(young_person_id: uuid.UUID, *, skip: bool = False) -> bool:
    """Hold a young person's row; with ``skip``, False at once when somebody else does.

    Once in a change is enough: it is held until the transaction ends.
    """
    held = memory()
    if ("held", young_person_id) not in held:
        if not (HOLD_IF_FREE if skip else HOLD)(key=young_person_id):
            return False
        held["held", young_person_id] = True
    return True


def rows_to_move() -> QuerySet[Promise]:
    """Open promises with what a move needs beside them."""
    return Promise.objects.filter(OPEN).select_related("service", "young_person", "chosen", "keeper", "rota")


def land(scene: Scene, promise: Promise, start: int, now: datetime) -> Landed:
    """Put ``promise`` (in memory) on the first rung from ``start`` up that reaches somebody, and say which.

    Nobody there is written down and moved past at once. A ladder with nobody left goes to the independent
    one; where that has nobody either, and for an advocate's, its own rota holds the promise, empty, and the
    watchdog says so. Never without an owner.
    """
    steps: list[PromiseStep] = []
    landed = _first_there(scene, promise, start, now, steps)
    if landed is None and promise.climb not in EMPTY_ROTAS:
        _route(promise, Climb.INDEPENDENT, now)
        steps.append(step(promise, StepWhy.ROUTED, now, rung=0, because="emptied"))
        landed = _first_there(scene, promise, _past_chosen(scene, promise), now, steps)
    if landed is None:
        top = scene.ladder(promise.ladder_id)[-1]
        landed = Landed(Reached(rota=_empty_rota(scene, promise)), top, steps)
    promise.keeper, promise.rota = landed.reached.keeper, landed.reached.rota
    promise.rung, promise.since = landed.rung.position, now
    promise.taken_by = promise.taken_until = None
    return landed


def _first_there(
    scene: Scene, promise: Promise, start: int, now: datetime, steps: list[PromiseStep]
) -> Landed | None:
    for rung in scene.ladder(promise.ladder_id)[start:]:
        found = reached(scene, promise, rung, now)
        if found:
            return Landed(found, rung, steps)
        steps.append(step(promise, StepWhy.NOBODY_THERE, now, rung=rung.position))
    return None


def _past_chosen(scene: Scene, promise: Promise) -> int:
    """Where the ladder outside begins for somebody who had their turn."""
    rungs = scene.ladder(promise.ladder_id)
    return next((rung.position for rung in rungs if rung.who != RungWho.CHOSEN), 0)


def _route(promise: Promise, climb: Climb, now: datetime) -> None:
    promise.climb = climb
    promise.ladder = find_ladder(promise.service, promise.kind, promise.clock, climb, now)
    promise.round += 1


def _empty_rota(scene: Scene, promise: Promise) -> Rota:
    line, (kind, name) = scene.lines[promise.service_id], EMPTY_ROTAS[Climb(promise.climb)]
    for service in line:
        if rota := scene.rotas.get((service, kind)):
            return rota
    made, _ = Rota.objects.get_or_create(service_id=line[-1], kind=kind, defaults={"name": name})
    return made


def first_wait(scene: Scene, promise: Promise, at: datetime) -> datetime:
    """When the first person's time runs out: the first rung's wait, whoever turned out to be first."""
    rung = scene.ladder(promise.ladder_id)[0]
    return times.add(scene.calendars[promise.service_id], at, rung.wait, rung.wait_in)


def later_wait(scene: Scene, promise: Promise, rung: Rung, at: datetime) -> datetime:
    """When a later person's time runs out.

    A first rung's wait is the shown clock: nobody gets it a second time.
    """
    calendar = scene.calendars[promise.service_id]
    if rung.position > 0:
        return times.add(calendar, at, rung.wait, rung.wait_in)
    if pages(promise.kind, promise.clock):
        return times.add_minutes(at, REPEAT)
    return times.add_working_minutes(calendar, at, 60)


def repeat_wait(scene: Scene, promise: Promise, at: datetime) -> datetime:
    """When the top is asked again: each quarter of an hour, or in each working morning's digest."""
    if pages(promise.kind, promise.clock):
        return times.add_minutes(at, REPEAT)
    return times.next_working_morning(scene.calendars[promise.service_id], at)


def step(
    promise: Promise,
    why: StepWhy,
    now: datetime,
    *,
    rung: int | None = None,
    due: datetime | None = None,
    **details: Any,
) -> PromiseStep:
    """A step, unsaved. Without ``rung`` it says who has the promise now; with it, which rung was passed."""
    here = rung is None
    return PromiseStep(
        promise=promise,
        at=now,
        due=due,
        why=why,
        rung=promise.rung if rung is None else rung,
        round=promise.round,
        worker=promise.keeper if here else None,
        rota=promise.rota if here else None,
        details=details,
    )


def write(promise: Promise, steps: Sequence[PromiseStep], actor: Actor, why: StepWhy) -> None:
    """Write a move that was made in memory, if nobody else wrote in between. Raises Stale if somebody did."""
    values = {name: getattr(promise, name) for name in MOVING}
    seen = promise.version
    if not Promise.objects.filter(OPEN, pk=promise.pk, version=seen).update(version=seen + 1, **values):
        raise Stale("moved")
    promise.version = seen + 1
    write_rows(inserting(steps))
    record(
        TrailType.PROMISE_MOVED,
        actor,
        young_person_id=promise.young_person_id,
        about=("promise", promise.pk),
        why=why,
    )


def tell(scene: Scene, promise: Promise, landed: Landed, now: datetime) -> None:
    """Queue a notice to everybody the rung reached, by every channel it asks for, and nudge their inboxes."""
    # Nobody is told the same twice: a move adds to the round, a repeat of this one changes nothing.
    write_rows(inserting(to_tell(scene, promise, landed, now), ignore_conflicts=True))


def to_tell(scene: Scene, promise: Promise, landed: Landed, now: datetime) -> list[Notice]:
    """Those notices, unsaved. Their inboxes are nudged after the commit."""
    workers = landed.reached.workers
    two = landed.rung.two_channels or (
        pages(promise.kind, promise.clock) and not in_hours(scene, promise, now)
    )
    live.nudge(worker.pk for worker in workers)
    return [
        _notice(promise, worker, channel, now)
        for worker in workers
        for channel in channels.available(two, worker)
    ]


def _notice(promise: Promise, worker: Worker, channel: Channel, now: datetime) -> Notice:
    in_inbox = channel is Channel.INBOX
    return Notice(
        promise=promise,
        round=promise.round,
        rung=promise.rung,
        person=worker,
        channel=channel,
        state=NoticeState.SENT if in_inbox else NoticeState.QUEUED,
        next_attempt_at=now,
        sent_at=now if in_inbox else None,
    )


def told_before(promise: Promise) -> set[uuid.UUID]:
    """Whose inboxes show it at the moment."""
    rows = Notice.objects.filter(promise=promise, round=promise.round, rung=promise.rung)
    told = set(rows.values_list("person_id", flat=True)) | (
        {promise.keeper_id} if promise.keeper_id else set()
    )
    return told - left_out_of(promise.young_person_id, promise.contribution_id)


def drop_notices(notices: Q) -> None:
    """Don't send these any more."""
    waiting = Notice.objects.filter(notices, state__in=(NoticeState.QUEUED, NoticeState.LEASED))
    waiting.update(state=NoticeState.DROPPED, lease_until=None)


def resettle(
    scene: Scene, promise: Promise, now: datetime, actor: Actor, why: StepWhy, *, start: int, **details: Any
) -> Landed:
    """Give a locked promise to whoever its ladder reaches from ``start`` up, in the time that is left.

    What pages and has emptied its ladder pages those outside by their own clock: the old ladder's may be a day.
    """
    before, climb = told_before(promise), promise.climb
    promise.round += 1
    landed = land(scene, promise, start, now)
    if promise.next_action_at is None or promise.next_action_at <= now:
        promise.next_action_at = later_wait(scene, promise, landed.rung, now)
    elif promise.climb != climb and pages(promise.kind, promise.clock):
        promise.next_action_at = min(promise.next_action_at, later_wait(scene, promise, landed.rung, now))
    write(promise, [*landed.steps, step(promise, why, now, **details)], actor, why)
    tell(scene, promise, landed, now)
    live.nudge(before)
    return landed
