"""Who a ladder would reach at every hour of the next two weeks, by today's leave and rotas: nothing is written."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.utils import timezone

from safeguarding.people.access import services_under
from safeguarding.people.models import Service, Worker, YoungPerson
from safeguarding.people.types import Role
from safeguarding.promises import channels
from safeguarding.promises.finding import find_ladder
from safeguarding.promises.models import Ladder, Promise, Rung
from safeguarding.promises.scene import Scene
from safeguarding.promises.types import Channel, Climb, Clock, PromiseKind, RungWho, pages
from safeguarding.promises.who import Reached, in_hours, outside, reached, whenever

DAYS, HOURS = 14, 24
HALF = timedelta(minutes=30)  # the middle of each hour stands for it
NOBODY, OUTSIDE = -1, -2


@dataclass(frozen=True)
class Need:
    """What a ladder is for."""

    kind: PromiseKind
    clock: Clock
    climb: Climb


@dataclass(frozen=True)
class Cell:
    """One hour: the rung reached first, for whichever young person that is latest."""

    at: datetime
    position: int  # NOBODY, OUTSIDE (only the independent rota), or the rung's
    who: RungWho | None


@dataclass(frozen=True)
class Asked:
    """One rung at one hour: whom it reaches, and how each of them is told."""

    rung: Rung
    people: tuple[tuple[Worker, tuple[Channel, ...]], ...]


@dataclass
class OfRung:
    """One rung over the two weeks: does it reach anybody, and ever anybody new."""

    hours: int = 0
    new: int = 0


@dataclass(frozen=True)
class DryRun:
    ladder: Ladder
    rungs: list[Rung]
    days: list[list[Cell]]
    of_rungs: dict[int, OfRung] = field(default_factory=dict)
    people: dict[uuid.UUID, Worker] = field(default_factory=dict)  # everybody any rung reaches at any hour

    @property
    def cells(self) -> list[Cell]:
        """Every hour in order."""
        return [cell for day in self.days for cell in day]

    def at(self, position: int) -> set[datetime]:
        """The hours that reach this rung first, NOBODY or OUTSIDE."""
        return {cell.at for cell in self.cells if cell.position == position}


def dry_run(
    lead: Worker,
    need: Need,
    now: datetime,
    rungs: Sequence[Rung] | None = None,
    service: Service | None = None,
) -> DryRun | None:
    """Try a ladder for everybody in the lead's services; None when they have no young people yet.

    ``rungs`` are tried instead of those there are. Each hour shows the young person it reaches last: one who
    would be reached late is what a lead must see.
    """
    scene, tried = _scene(lead, need, now, rungs, service)
    if scene is None:
        return None
    found = DryRun(tried[0].ladder, scene.ladder(tried[0].ladder_id), [])
    found.of_rungs.update({rung.position: OfRung() for rung in found.rungs})
    for hours in _moments(now):
        found.days.append([_worst([_first(scene, one, at, found) for one in tried]) for at in hours])
    return found


def hours_without(lead: Worker, need: Need, now: datetime, service: Service) -> set[datetime]:
    """The hours at which no rung of a service's ladder reaches anybody, for some young person there.

    The same as the dry run's hours of nobody and of people outside, without looking which rung is first: for a
    big service the dry run takes many seconds.
    """
    scene, tried = _scene(lead, need, now, None, service)
    if scene is None:
        return set()
    hours = [at for day in _moments(now) for at in day]
    found: set[datetime] = set()
    for one in tried:
        rungs = scene.ladder(one.ladder_id)
        if not any(whenever(scene, one, rung) for rung in rungs):
            found |= {
                at for at in hours if not any(reached(scene, one, rung, at) for rung in reversed(rungs))
            }
    return found


def at_hour(
    lead: Worker,
    need: Need,
    now: datetime,
    at: datetime,
    rungs: Sequence[Rung] | None = None,
    service: Service | None = None,
) -> list[Asked]:
    """Every rung at one hour, for whichever young person is reached last then; empty when there is nobody."""
    scene, tried = _scene(lead, need, now, rungs, service)
    if scene is None:
        return []
    worst = max(tried, key=lambda one: _rank(_first(scene, one, at).position))
    return [
        Asked(rung, _told(scene, worst, rung, reached(scene, worst, rung, at), at))
        for rung in scene.ladder(worst.ladder_id)
    ]


def _told(
    scene: Scene, promise: Promise, rung: Rung, there: Reached, at: datetime
) -> tuple[tuple[Worker, tuple[Channel, ...]], ...]:
    two = rung.two_channels or (pages(promise.kind, promise.clock) and not in_hours(scene, promise, at))
    return tuple((worker, tuple(channels.available(two, worker))) for worker in there.workers)


def _scene(
    lead: Worker, need: Need, now: datetime, rungs: Sequence[Rung] | None, service: Service | None
) -> tuple[Scene, list[Promise]] | tuple[None, list[Promise]]:
    tried = _tries(lead, need, now, service)
    if not tried:
        return None, []
    if rungs is not None:
        proposed = Ladder(kind=need.kind, clock=need.clock, climb=need.climb, made_at=now)
        for one in tried:
            one.ladder = proposed
    scene = Scene(tried, now)
    if rungs is not None:
        scene.try_ladder(tried[0].ladder_id, rungs)
    return scene, list({_who_is_around(scene, one): one for one in tried}.values())


def _who_is_around(scene: Scene, promise: Promise) -> tuple[object, ...]:
    """Young people with the same people around them are reached alike: one of them is tried."""
    named = tuple((position, worker.pk) for position, worker in scene.named[promise.young_person_id])
    return promise.service_id, named, frozenset(scene.out(promise))


def _moments(now: datetime) -> list[list[datetime]]:
    # Local hours: on a night when the clocks change one of them is there twice or not at all.
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    return [
        [(midnight + timedelta(days=day)).replace(hour=hour) + HALF for hour in range(HOURS)]
        for day in range(DAYS)
    ]


def _tries(lead: Worker, need: Need, now: datetime, service: Service | None) -> list[Promise]:
    services = services_under(lead, Role.LEAD, now)
    if service is not None:
        services = services.filter(path__startswith=service.path)
    people = YoungPerson.objects.filter(service__in=services, left_at__isnull=True, erased_at__isnull=True)
    ladders: dict[object, Ladder] = {}
    tries: list[Promise] = []
    for person in people.select_related("service", "home").order_by("pk"):
        if person.service_id not in ladders:
            ladders[person.service_id] = find_ladder(person.service, need.kind, need.clock, need.climb, now)
        tries.append(
            Promise(
                kind=need.kind,
                clock=need.clock,
                climb=need.climb,
                young_person=person,
                service=person.service,
                ladder=ladders[person.service_id],
                made_at=now,
            )
        )
    return tries


def _rank(position: int) -> int:
    return {NOBODY: 1_001, OUTSIDE: 1_000}.get(position, position)


def _worst(cells: Sequence[Cell]) -> Cell:
    return max(cells, key=lambda cell: _rank(cell.position))


def _first(scene: Scene, promise: Promise, at: datetime, into: DryRun | None = None) -> Cell:
    """The first rung that reaches somebody; ``into`` also learns what every other rung would do."""
    first: Cell | None = None
    known: set[uuid.UUID] = set()
    for rung in scene.ladder(promise.ladder_id):
        there = reached(scene, promise, rung, at)
        if there and first is None:
            first = Cell(at, rung.position, RungWho(rung.who))
        if first is not None and into is None:
            break
        if into is not None and there:
            ids = {worker.pk: worker for worker in there.workers}
            into.of_rungs[rung.position].hours += 1
            # A telephone reaches another team: the person who rings it was asked before, and that is meant.
            into.of_rungs[rung.position].new += bool(ids.keys() - known) or rung.who == RungWho.OUTSIDE_PHONE
            into.people.update(ids)
            known |= ids.keys()
    return first or Cell(at, OUTSIDE if outside(scene, promise, at) else NOBODY, None)
