"""Who is reached at a rung at a moment. No query, no clock: everything comes from the scene."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from safeguarding.people.models import Worker
from safeguarding.people.types import Role
from safeguarding.promises.models import Promise, Rota, Rung, Shift
from safeguarding.promises.scene import Scene
from safeguarding.promises.staff import OnShift
from safeguarding.promises.times import is_working
from safeguarding.promises.types import Climb, RotaKind, RungWho, pages

COVERS = 3  # a cover may be covered for, and so on; then nobody is there

ROTA_OF = {
    RungWho.DUTY_ROTA: (RotaKind.DUTY, None),
    RungWho.INDEPENDENT_ROTA: (RotaKind.INDEPENDENT, Role.INDEPENDENT),
    RungWho.MODERATORS: (RotaKind.MODERATORS, Role.MODERATOR),
    RungWho.ADVOCATES: (RotaKind.ADVOCATES, Role.ADVOCATE),
}
# Nobody else may have what climbs these, whoever had it before.
ONLY = {Climb.INDEPENDENT: Role.INDEPENDENT, Climb.ADVOCATE: Role.ADVOCATE}
IN_LINE = (RungWho.NAMED_WORKER, RungWho.DEPUTY, RungWho.DUTY_ROTA, RungWho.LEAD)


@dataclass(frozen=True)
class Reached:
    """Whom a rung reaches.

    ``keeper`` or ``rota`` has the promise; all ``workers`` are told. False if nobody.
    """

    workers: tuple[Worker, ...] = ()
    keeper: Worker | None = None
    rota: Rota | None = None

    def __bool__(self) -> bool:
        return bool(self.workers)


NOBODY = Reached()


def _one(worker: Worker | None) -> Reached:
    return Reached((worker,), keeper=worker) if worker else NOBODY


def reached(scene: Scene, promise: Promise, rung: Rung, at: datetime) -> Reached:
    """Whom this rung reaches at ``at``: there, not left out, and of the ladder the promise may climb."""
    who = RungWho(rung.who)
    if who in IN_LINE and scene.for_independents_only(promise):
        who = RungWho.INDEPENDENT_ROTA
    if who in (RungWho.NAMED_WORKER, RungWho.DEPUTY):
        return _named(scene, promise, who, at)
    if who is RungWho.LEAD:
        return _leads(scene, promise, at)
    if who is RungWho.CHOSEN:
        return _chosen(scene, promise, at)
    if who in ROTA_OF:
        return _rota(scene, promise, who, at)
    return _who_rings(scene, promise, rung, at)  # an outside team's telephone: a person rings it


def whenever(scene: Scene, promise: Promise, rung: Rung) -> bool:
    """This rung reaches somebody at whatever hour: those who hold a role are asked even when nobody of them is there.

    False says nothing: it may reach somebody at some hours, or at all.
    """
    who = RungWho(rung.who)
    if who in IN_LINE and scene.for_independents_only(promise):
        who = RungWho.INDEPENDENT_ROTA
    role = Role.LEAD if who is RungWho.LEAD else ROTA_OF.get(who, (None, None))[1]
    if role is None:
        return False
    out = scene.out(promise)
    return any(worker.pk not in out for worker in scene.holding(promise, role))


def _who_rings(scene: Scene, promise: Promise, rung: Rung, at: datetime) -> Reached:
    """Whoever is on shift rings an outside team; else the nearest rung below that reaches somebody."""
    on_call = RungWho.INDEPENDENT_ROTA if scene.for_independents_only(promise) else RungWho.DUTY_ROTA
    if there := _rota(scene, promise, on_call, at):
        return there
    below = [row for row in scene.ladder(promise.ladder_id) if row.position < rung.position]
    others = (row for row in reversed(below) if row.who != RungWho.OUTSIDE_PHONE)
    return next((there for row in others if (there := reached(scene, promise, row, at))), NOBODY)


def in_hours(scene: Scene, promise: Promise, at: datetime) -> bool:
    """Inside the working hours of the young person's team."""
    return is_working(scene.calendars[promise.service_id], at)


def _chosen(scene: Scene, promise: Promise, at: datetime) -> Reached:
    there = stands_in(scene, promise, promise.chosen, at) if promise.chosen else None
    only = ONLY.get(Climb(promise.climb))
    return _one(there if only is None or there in scene.holding(promise, only) else None)


def _named(scene: Scene, promise: Promise, who: RungWho, at: datetime) -> Reached:
    # What waits for a working day may lie in an inbox overnight; what pages needs somebody who is there.
    if pages(promise.kind, promise.clock) and not in_hours(scene, promise, at):
        return NOBODY
    for position, worker in scene.named[promise.young_person_id]:
        if (position == 0) == (who is RungWho.NAMED_WORKER):
            found = stands_in(scene, promise, worker, at)
            if found:
                return _one(found)
    return NOBODY


def stands_in(scene: Scene, promise: Promise, worker: Worker, at: datetime) -> Worker | None:
    """The worker, or whoever covers for them at ``at``; None if nobody of them may have it."""
    out = scene.out(promise)
    there: Worker | None = worker
    for _ in range(COVERS):
        if there is None or not there.is_active or there.pk in out:
            return None  # a cover chosen by somebody who is left out is not asked either
        leave = next((row for row in scene.leaves[there.pk] if row.starts_at <= at < row.ends_at), None)
        if leave is None:
            return there
        there = leave.cover
    return None


def on_leave(scene: Scene, worker: Worker, at: datetime) -> bool:
    return any(row.starts_at <= at < row.ends_at for row in scene.leaves[worker.pk])


def _leads(scene: Scene, promise: Promise, at: datetime) -> Reached:
    out = scene.out(promise)
    leads = [worker for worker in scene.holding(promise, Role.LEAD) if worker.pk not in out]
    there = [found for worker in leads if (found := stands_in(scene, promise, worker, at))]
    # The top is always reachable: a lead on leave without a cover is still rung rather than nobody.
    return _several(there or leads)


def _several(workers: list[Worker], rota: Rota | None = None) -> Reached:
    told = tuple({worker.pk: worker for worker in workers}.values())
    if not told:
        return NOBODY
    return Reached(told, rota=rota) if rota else Reached(told, keeper=told[0])


def _rota(scene: Scene, promise: Promise, who: RungWho, at: datetime) -> Reached:
    kind, role = ROTA_OF[who]
    for service in scene.lines[promise.service_id]:
        rota = scene.rotas.get((service, kind))
        if rota is not None and (there := on_rota(scene, promise, rota, at)):
            return _several(there, rota)
    if role is None:
        return NOBODY
    out = scene.out(promise)
    holders = [worker for worker in scene.holding(promise, role) if worker.pk not in out]
    return _several([worker for worker in holders if not on_leave(scene, worker, at)] or holders)


def on_rota(scene: Scene, promise: Promise, rota: Rota, at: datetime) -> list[Worker]:
    """Who is on shift and may have it.

    What can wait for a working day also reaches those not on shift just now.
    """
    role = next(role for kind, role in ROTA_OF.values() if kind == rota.kind)
    may_hold = None if role is None else {worker.pk for worker in scene.holding(promise, role)}
    zone = scene.calendars[promise.service_id].zone
    local = at.astimezone(zone)
    on_shift, members = [], []
    for shift in scene.shifts[rota.pk]:
        if may_hold is not None and shift.worker.pk not in may_hold:
            continue
        worker = stands_in(scene, promise, shift.worker, at)
        if worker is None or (may_hold is not None and worker.pk not in may_hold):
            continue
        if is_on(shift, local):
            on_shift.append(worker)
        elif _is_member(shift, local.date()):
            members.append(worker)
    return on_shift or ([] if pages(promise.kind, promise.clock) else members)


def is_on(shift: Shift | OnShift, local: datetime) -> bool:
    """On shift at a local moment. A shift that ends at or before it starts ends the next morning."""
    day, clock = local.date(), local.time()
    if shift.starts < shift.ends:
        return begins_on(shift, day) and shift.starts <= clock < shift.ends
    if begins_on(shift, day) and clock >= shift.starts:
        return True
    return begins_on(shift, day - timedelta(days=1)) and clock < shift.ends


def begins_on(shift: Shift | OnShift, day: date) -> bool:
    """This weekly shift begins on that local day."""
    return shift.weekday == day.weekday() and _is_member(shift, day)


def _is_member(shift: Shift | OnShift, day: date) -> bool:
    return (shift.from_day is None or shift.from_day <= day) and (
        shift.until_day is None or day <= shift.until_day
    )


def may_have(scene: Scene, promise: Promise, worker: Worker, at: datetime) -> bool:
    """This worker may be given it by hand: active, there, not left out, and right for its ladder."""
    if stands_in(scene, promise, worker, at) != worker:
        return False
    needed = ONLY.get(Climb(promise.climb))
    if needed is None and promise.chosen_id != worker.pk and scene.for_independents_only(promise):
        needed = Role.INDEPENDENT
    if needed is None:
        return True
    return worker.pk in ids(scene.holding(promise, needed))


def ids(workers: list[Worker] | tuple[Worker, ...]) -> set[uuid.UUID]:
    return {worker.pk for worker in workers}


def outside(scene: Scene, promise: Promise, at: datetime) -> Reached:
    """The independent rota, for what has emptied its own ladder."""
    return _rota(scene, promise, RungWho.INDEPENDENT_ROTA, at)
