"""Who a ladder would reach first at every hour of the next two weeks, by today's leave and rotas."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from safeguarding.people.access import services_under
from safeguarding.people.models import Worker, YoungPerson
from safeguarding.people.types import Role
from safeguarding.promises.models import Ladder, Promise, Rung
from safeguarding.promises.moves import find_ladder
from safeguarding.promises.scene import Scene
from safeguarding.promises.types import Climb, Clock, PromiseKind, RungWho
from safeguarding.promises.who import outside, reached

DAYS, HOURS = 14, 24
HALF = timedelta(minutes=30)  # the middle of each hour stands for it
NOBODY, OUTSIDE = -1, -2


@dataclass(frozen=True)
class Cell:
    """One hour: the rung reached first, for whichever young person that is latest."""

    at: datetime
    position: int  # NOBODY, OUTSIDE (only the independent rota), or the rung's
    who: RungWho | None


@dataclass(frozen=True)
class DryRun:
    ladder: Ladder
    rungs: list[Rung]
    days: list[list[Cell]]


def dry_run(lead: Worker, kind: PromiseKind, clock: Clock, climb: Climb, now: datetime) -> DryRun | None:
    """Try a ladder for everybody in the lead's services; None when they have no young people yet.

    Each hour shows the young person it reaches last: one who would be reached late is what a lead must see.
    """
    tried = _tries(lead, kind, clock, climb, now)
    if not tried:
        return None
    scene = Scene(tried, now)
    different = list({_who_is_around(scene, promise): promise for promise in tried}.values())
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    days = [
        [_worst(scene, different, _moment(midnight, day, hour)) for hour in range(HOURS)]
        for day in range(DAYS)
    ]
    return DryRun(tried[0].ladder, scene.ladder(tried[0].ladder_id), days)


def _who_is_around(scene: Scene, promise: Promise) -> tuple[object, ...]:
    """Young people with the same people around them are reached alike: one of them is tried."""
    named = tuple((position, worker.pk) for position, worker in scene.named[promise.young_person_id])
    return promise.service_id, named, frozenset(scene.out(promise))


def _moment(midnight: datetime, day: int, hour: int) -> datetime:
    # Local hours: on a night when the clocks change one of them is there twice or not at all.
    return (midnight + timedelta(days=day)).replace(hour=hour) + HALF


def _tries(lead: Worker, kind: PromiseKind, clock: Clock, climb: Climb, now: datetime) -> list[Promise]:
    services = services_under(lead, Role.LEAD, now)
    people = YoungPerson.objects.filter(service__in=services, left_at__isnull=True, erased_at__isnull=True)
    ladders: dict[object, Ladder] = {}
    tries: list[Promise] = []
    for person in people.select_related("service", "home").order_by("pk"):
        if person.service_id not in ladders:
            ladders[person.service_id] = find_ladder(person.service, kind, clock, climb, now)
        tries.append(
            Promise(
                kind=kind,
                clock=clock,
                climb=climb,
                young_person=person,
                service=person.service,
                ladder=ladders[person.service_id],
                made_at=now,
            )
        )
    return tries


def _worst(scene: Scene, tries: Sequence[Promise], at: datetime) -> Cell:
    cells = [_first(scene, promise, at) for promise in tries]
    return max(cells, key=lambda cell: {NOBODY: 1_001, OUTSIDE: 1_000}.get(cell.position, cell.position))


def _first(scene: Scene, promise: Promise, at: datetime) -> Cell:
    for rung in scene.ladder(promise.ladder_id):
        if reached(scene, promise, rung, at):
            return Cell(at, rung.position, RungWho(rung.who))
    return Cell(at, OUTSIDE if outside(scene, promise, at) else NOBODY, None)
