"""The people around a team and its young people at one moment, loaded once when first asked for."""

import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cached_property
from typing import Any

from django.db.models import Exists, F, OuterRef, Q

from safeguarding.people.access import line_of
from safeguarding.people.models import NamedWorker, Post, Service, Worker, WorkerLeave, YoungPerson
from safeguarding.people.types import Role
from safeguarding.prepared import Asked, Prepared, together
from safeguarding.promises.calendars import asked, calendars_from
from safeguarding.promises.models import Promise, Rota, Shift
from safeguarding.promises.times import Calendar

Ids = set[uuid.UUID]


def held_at(now: datetime) -> Q:
    """Posts held at a moment."""
    return Q(starts_at__lte=now) & (Q(ends_at__isnull=True) | Q(ends_at__gt=now))


def _in_post(now: datetime) -> Exists:
    return Exists(Post.objects.filter(held_at(now), worker_id=OuterRef("worker_id")))


NAMED = Prepared(
    lambda young_people, now: (
        NamedWorker.objects.filter(
            held_at(now), _in_post(now), young_person__in=young_people, worker__is_active=True
        )
        .select_related("worker")
        .order_by("position", "pk")
    )
)
AT_HOME = Prepared(
    lambda homes, now: Post.objects.filter(held_at(now), service__in=homes).values_list(
        "service_id", "worker_id"
    )
)
ROTAS = Prepared(lambda services: Rota.objects.filter(service__in=services))
OVER_A_TEAM = (Role.LEAD, Role.INDEPENDENT, Role.MODERATOR, Role.ADVOCATE)
SHIFTS = Prepared(
    lambda services: (
        Shift.objects.filter(rota__service__in=services)
        .order_by("weekday", "starts", "pk")
        .values_list("rota_id", "worker_id", "weekday", "starts", "ends", "from_day", "until_day")
    )
)
POSTS = Prepared(
    lambda services, now: (
        Post.objects.filter(held_at(now), service__in=services, role__in=OVER_A_TEAM)
        .order_by("worker__name", "pk")
        .values_list("service_id", "role", "worker_id")
    )
)
WORKERS = Prepared(
    lambda services, now: Worker.objects.filter(
        Q(pk__in=Shift.objects.filter(rota__service__in=services).values("worker_id"))
        | Q(pk__in=Post.objects.filter(service__in=services).values("worker_id"))
        | Q(pk__in=WorkerLeave.objects.filter(ends_at__gt=now).values("cover_id")),
        Exists(Post.objects.filter(held_at(now), worker_id=OuterRef("pk"))),
        is_active=True,
    )
)
LEAVES = Prepared(
    lambda now: (
        WorkerLeave.objects.filter(ends_at__gt=now)
        .select_related("cover")
        .order_by(F("cover").asc(nulls_last=True), "-starts_at", "pk")
    )
)


@dataclass(frozen=True, slots=True)
class OnShift:
    """A weekly shift of somebody who is there to work it."""

    worker: Worker
    weekday: int
    starts: time
    ends: time
    from_day: date | None
    until_day: date | None


class Staff:
    """Who works for the young people of some promises. Nobody's wish to leave somebody out is heard here."""

    def __init__(self, promises: Sequence[Promise], now: datetime) -> None:
        self.now = now
        self.promises = promises

    def knows(self, promises: Sequence[Promise], now: datetime) -> bool:
        """Loaded for this moment, these young people and the teams their promises are kept in."""
        mine = {(promise.young_person_id, promise.service_id) for promise in self.promises}
        return now == self.now and all((row.young_person_id, row.service_id) in mine for row in promises)

    @cached_property
    def services(self) -> dict[uuid.UUID, Service]:
        """The teams the promises are kept in."""
        return {promise.service_id: promise.service for promise in self.promises}

    @cached_property
    def lines(self) -> dict[uuid.UUID, list[uuid.UUID]]:
        """From each team to its root, nearest first."""
        return {pk: line_of(service) for pk, service in self.services.items()}

    @cached_property
    def _every_service(self) -> Ids:
        return {pk for line in self.lines.values() for pk in line}

    @cached_property
    def _homes(self) -> dict[uuid.UUID, uuid.UUID]:
        """Each young person's home."""
        found = {promise.young_person_id: promise.young_person.home_id for promise in self.promises}
        return {young_person: home for young_person, home in found.items() if home is not None}

    def asked(self) -> tuple[Asked, ...]:
        """Everything but the home's own staff, in one message where the database takes several."""
        services, now = self._every_service, self.now
        people = {promise.young_person_id for promise in self.promises}
        return (
            NAMED.asked(young_people=people, now=now),
            LEAVES.asked(now=now),
            ROTAS.asked(services=services),
            SHIFTS.asked(services=services),
            POSTS.asked(services=services, now=now),
            WORKERS.asked(services=services, now=now),
            *asked(services),
        )

    @cached_property
    def _rows(self) -> dict[str, list[Any]]:
        found = together(*self.asked())
        names = ("named", "leaves", "rotas", "shifts", "posts", "workers", "zones", "hours", "closed")
        return dict(zip(names, found, strict=True))

    @cached_property
    def calendars(self) -> dict[uuid.UUID, Calendar]:
        rows = self._rows
        return calendars_from(self.lines, rows["zones"], rows["hours"], rows["closed"])

    @cached_property
    def named(self) -> dict[uuid.UUID, list[tuple[int, Worker]]]:
        """Each young person's named worker (place 0) and deputies, in order."""
        found: dict[uuid.UUID, list[tuple[int, Worker]]] = defaultdict(list)
        for row in self._rows["named"]:
            found[row.young_person_id].append((row.position, row.worker))
        return found

    @cached_property
    def _home_staff(self) -> dict[uuid.UUID, Ids]:
        found: dict[uuid.UUID, Ids] = defaultdict(set)
        for service, worker in AT_HOME(homes=set(self._homes.values()), now=self.now):
            found[service].add(worker)
        return found

    def home_staff(self, promise: Promise) -> Ids:
        """Everyone with a post at the young person's home."""
        home = self._homes.get(promise.young_person_id)
        return self._home_staff[home] if home is not None else set()

    @cached_property
    def rotas(self) -> dict[tuple[uuid.UUID, str], Rota]:
        """By service and kind."""
        return {(rota.service_id, rota.kind): rota for rota in self._rows["rotas"]}

    @cached_property
    def _workers(self) -> dict[uuid.UUID, Worker]:
        """Active workers in a post who have a shift or a post here, or cover: once each, however many shifts."""
        return {worker.pk: worker for worker in self._rows["workers"]}

    @cached_property
    def shifts(self) -> dict[uuid.UUID, list[OnShift]]:
        """The weekly shifts of each rota, of active workers in a post."""
        found: dict[uuid.UUID, list[OnShift]] = defaultdict(list)
        for rota, worker, day, starts, ends, since, until in self._rows["shifts"]:
            if worker in self._workers:
                found[rota].append(OnShift(self._workers[worker], day, starts, ends, since, until))
        return found

    @cached_property
    def _posts(self) -> dict[tuple[uuid.UUID, str], list[Worker]]:
        found: dict[tuple[uuid.UUID, str], list[Worker]] = defaultdict(list)
        for service, role, worker in self._rows["posts"]:
            if worker in self._workers:
                found[service, role].append(self._workers[worker])
        return found

    def holding(self, promise: Promise, role: Role) -> list[Worker]:
        """Active workers with a role over the promise's team, nearest post first."""
        found: dict[uuid.UUID, Worker] = {}
        for service in self.lines[promise.service_id]:
            for worker in self._posts[service, role]:
                found.setdefault(worker.pk, worker)
        return list(found.values())

    @cached_property
    def leaves(self) -> dict[uuid.UUID, list[WorkerLeave]]:
        """Leave that has not ended yet; where two overlap, the one somebody covers first.

        Nobody covers who could not open it: without a post, or gone.
        """
        found: dict[uuid.UUID, list[WorkerLeave]] = defaultdict(list)
        for leave in self._rows["leaves"]:
            if leave.cover_id not in self._workers:
                leave.cover = None
            found[leave.worker_id].append(leave)
        for leaves in found.values():
            leaves.sort(key=lambda leave: leave.cover is None)
        return found


def staff_of(young_person: YoungPerson, now: datetime) -> Staff:
    """Everybody around one young person: for several questions in one transaction."""
    return Staff([Promise(young_person=young_person, service=young_person.service)], now)


def asked_about(young_person: YoungPerson, now: datetime) -> tuple[Asked, ...]:
    """What will be asked about everybody around one young person."""
    return staff_of(young_person, now).asked()
