"""Is a service ready for young people? What is still missing, found afresh each time it is asked."""

import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from safeguarding.people.access import line_of, workers_with
from safeguarding.people.actions.permission import By, actor_of, must_set_up
from safeguarding.people.models import (
    Card,
    NamedWorker,
    Post,
    Service,
    WorkerLeave,
    WorkingHours,
    YoungPerson,
)
from safeguarding.people.types import NotNow, Role, ServiceKind
from safeguarding.promises.defaults import all_ladders, rungs_for
from safeguarding.promises.dry_run import DAYS, Need, hours_without
from safeguarding.promises.models import Drill, Rota, Shift
from safeguarding.promises.types import Climb, RotaKind, pages
from safeguarding.promises.who import is_on
from safeguarding.trail.actions import change, record
from safeguarding.trail.types import TrailType

__all__ = ["Check", "Finding", "findings", "go_live", "register"]

DRILL_HOLDS = timedelta(days=90)  # how long a night drill that passed counts
HALF = timedelta(minutes=30)


class Check(StrEnum):
    """What has to be there, in the order a person would set it up."""

    HOURS = "hours"
    LEAD = "lead"
    MODERATORS = "moderators"
    PEOPLE = "people"
    NAMED = "named"
    INDEPENDENT = "independent"
    NIGHTS = "nights"
    LADDERS = "ladders"
    DRILL = "drill"
    SECOND = "second"
    ADVOCATE = "advocate"
    CARDS = "cards"


# Good to have; everything else must be there before a service opens.
CAN_WAIT = frozenset({Check.SECOND, Check.ADVOCATE, Check.CARDS})


@dataclass(frozen=True)
class Finding:
    """One thing that is right, or how much of it is missing. A room above may have checks of its own."""

    check: str
    ok: bool
    count: int = 0  # of hours, of young people: what is missing
    must: bool = True


Above = Callable[[Service, datetime], Iterable[Finding]]
_above: dict[str, Above] = {}


def register(name: str, check: Above) -> None:
    """A check of a room above this one. Registering again replaces."""
    _above[name] = check


def findings(service: Service, now: datetime) -> list[Finding]:
    """Everything that was looked at for a service, as it is now."""
    found = [
        _one(Check.HOURS, WorkingHours.objects.filter(service__in=line_of(service)).exists()),
        _one(Check.LEAD, workers_with(Role.LEAD, service, now).exists()),
        _one(Check.MODERATORS, workers_with(Role.MODERATOR, service, now).exists()),
        _one(Check.PEOPLE, _young_people(service).exists()),
        _count(Check.NAMED, without_named_worker(service, now).count()),
        _one(Check.INDEPENDENT, not _not_independent(service, now)),
        _count(Check.NIGHTS, _hours_nobody_outside(service, now)),
        _count(Check.LADDERS, _hours_nobody(service, now)),
        _one(Check.DRILL, _drill_passed(service, now)),
        _one(Check.SECOND, workers_with(Role.LEAD, service, now).count() > 1),
        _one(Check.ADVOCATE, workers_with(Role.ADVOCATE, service, now).exists()),
        _count(Check.CARDS, without_card(service).count()),
    ]
    for check in _above.values():
        found += check(service, now)
    return found


def _one(check: Check, ok: bool) -> Finding:
    return Finding(check, ok, 0 if ok else 1, check not in CAN_WAIT)


def _count(check: Check, missing: int) -> Finding:
    return Finding(check, missing == 0, missing, check not in CAN_WAIT)


def _young_people(service: Service) -> QuerySet[YoungPerson]:
    rows = YoungPerson.objects.filter(service__path__startswith=service.path, is_drop_in=False)
    return rows.filter(left_at__isnull=True, erased_at__isnull=True)


def without_named_worker(service: Service, now: datetime) -> QuerySet[YoungPerson]:
    """Young people there who have no named worker who can sign in."""
    named = NamedWorker.objects.filter(
        Q(ends_at__isnull=True) | Q(ends_at__gt=now),
        young_person=OuterRef("pk"),
        position=0,
        starts_at__lte=now,
        worker__is_active=True,
    )
    return _young_people(service).filter(~Exists(named))


def without_card(service: Service) -> QuerySet[YoungPerson]:
    """Young people there whom no card was made for."""
    alive = Card.objects.filter(young_person=OuterRef("pk"), ended_at__isnull=True)
    return _young_people(service).filter(~Exists(alive))


def _not_independent(service: Service, now: datetime) -> bool:
    """Nobody outside the service's own line, or somebody among them who works in it too."""
    outside = workers_with(Role.INDEPENDENT, service, now)
    in_line = Q(service__in=line_of(service)) | Q(service__path__startswith=service.path)
    held = Post.objects.filter(in_line, worker__in=outside, starts_at__lte=now)
    held = held.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=now))
    other = held.exclude(role__in=[Role.INDEPENDENT, Role.ADVOCATE, Role.ADMINISTRATOR])
    return not outside.exists() or other.exists()


def _hours_nobody_outside(service: Service, now: datetime) -> int:
    """Hours of the next 14 days, nights too, with nobody of the independent rota on shift."""
    line = line_of(service)
    rotas = {
        rota.service_id: rota for rota in Rota.objects.filter(service__in=line, kind=RotaKind.INDEPENDENT)
    }
    nearest = next((rotas[key] for key in line if key in rotas), None)
    if nearest is None:
        return DAYS * 24
    may = {worker.pk for worker in workers_with(Role.INDEPENDENT, service, now)}
    shifts = list(Shift.objects.filter(rota=nearest, worker__in=may))
    leaves = list(WorkerLeave.objects.filter(worker__in=may, ends_at__gt=now))
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    hours = (midnight + timedelta(days=day, hours=hour) + HALF for day in range(DAYS) for hour in range(24))
    return sum(
        not any(is_on(shift, at) and not _away(shift.worker_id, at, leaves) for shift in shifts)
        for at in hours
    )


def _away(worker_id: uuid.UUID, at: datetime, leaves: list[WorkerLeave]) -> bool:
    return any(row.worker_id == worker_id and row.starts_at <= at < row.ends_at for row in leaves)


def needs() -> list[Need]:
    """One of each ladder that could reach other people than the ones before it."""
    different: dict[object, Need] = {}
    for kind, clock, climb in all_ladders():
        who = tuple(rung.who for rung in rungs_for(kind, clock, climb))
        if climb is not Climb.ADVOCATE:
            different.setdefault((who, climb, pages(kind, clock)), Need(kind, clock, climb))
    return list(different.values())


def _hours_nobody(service: Service, now: datetime) -> int:
    """Hours of the next 14 days in which some ladder reaches nobody of the service's own."""
    lead = workers_with(Role.LEAD, service, now).first()
    if lead is None:
        return DAYS * 24
    # Where nobody is there to try it for, none is found: that is another finding.
    return len(set().union(*(hours_without(lead, need, now, service) for need in needs())))


def _drill_passed(service: Service, now: datetime) -> bool:
    since = now - DRILL_HOLDS
    return Drill.objects.filter(
        service__in=line_of(service), passed=True, is_night=True, ended_at__gte=since
    ).exists()


def go_live(service: Service, now: datetime, by: By) -> None:
    """Open a service to its young people: cards and posters of it work from now on. Twice is once.

    Raises NotAllowed; NotNow while something that must be there is missing, or for a team, a home or an authority.
    """
    must_set_up(by, service, now)
    # Before the transaction: looking at every hour of two weeks takes a moment, and Sends would wait for it.
    missing = [finding.check for finding in findings(service, now) if finding.must and not finding.ok]
    with change(now):
        must_set_up(by, service, now)
        row = Service.objects.select_for_update().get(pk=service.pk)
        if row.live_since is not None:
            return
        if row.kind != ServiceKind.SERVICE or row.closed_at is not None:
            raise NotNow("not_a_service")
        if missing:
            raise NotNow("not_ready", missing[0])
        row.live_since = service.live_since = now
        row.save(update_fields=["live_since"])
        record(TrailType.SERVICE_OPENED, actor_of(by), about=("service", row.pk))
