"""Who could have what a young person sends later on: those of a rota who are not on shift now."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from safeguarding.people.models import Worker, YoungPerson
from safeguarding.promises.models import Promise
from safeguarding.promises.scene import Scene
from safeguarding.promises.staff import OnShift, Staff
from safeguarding.promises.types import Climb, Clock, PromiseKind, RotaKind, RungWho
from safeguarding.promises.who import ROTA_OF, begins_on, stands_in

DAYS = 8  # a weekly shift begins again within them
ROTAS = {
    Climb.USUAL: RungWho.DUTY_ROTA,
    Climb.INDEPENDENT: RungWho.INDEPENDENT_ROTA,
    Climb.ADVOCATE: RungWho.ADVOCATES,
}


@dataclass(frozen=True)
class OnLater:
    """Somebody of a rota, and when they are next on shift."""

    worker: Worker
    who: RungWho
    at: datetime


def on_later(
    young_person: YoungPerson,
    now: datetime,
    climb: Climb = Climb.USUAL,
    but: Collection[uuid.UUID] = (),
    staff: Staff | None = None,
) -> list[OnLater]:
    """Everybody whose shift on this ladder's rota begins within the week, soonest first, each once.

    Without those in ``but`` (they are shown already) and those who are left out; with whoever stands in for
    somebody on leave that day.
    """
    who = ROTAS[climb]
    promise = Promise(
        kind=PromiseKind.READ,
        clock=Clock.ORDINARY,
        climb=climb,
        young_person=young_person,
        service=young_person.service,
    )
    scene = Scene([promise], now, staff)
    kind, role = ROTA_OF[who]
    may_hold = None if role is None else {worker.pk for worker in scene.holding(promise, role)}
    found: dict[uuid.UUID, OnLater] = {}
    for shift, at in _next_shifts(scene, promise, kind, now):
        worker = stands_in(scene, promise, shift.worker, at)
        if worker is None or worker.pk in but or (may_hold is not None and worker.pk not in may_hold):
            continue
        found.setdefault(worker.pk, OnLater(worker, who, at))
    return list(found.values())


def _next_shifts(
    scene: Scene, promise: Promise, kind: RotaKind, now: datetime
) -> list[tuple[OnShift, datetime]]:
    zone = scene.calendars[promise.service_id].zone
    today = now.astimezone(zone).date()
    line = scene.lines[promise.service_id]
    rotas = [rota for service in line if (rota := scene.rotas.get((service, kind))) is not None]
    found = [
        (shift, at)
        for rota in rotas
        for shift in scene.shifts[rota.pk]
        for day in (today + timedelta(days=ahead) for ahead in range(DAYS))
        if begins_on(shift, day) and (at := datetime.combine(day, shift.starts, zone)) > now
    ]
    return sorted(found, key=lambda row: row[1])
