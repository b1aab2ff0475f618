"""Drills: a practice promise goes up the real ladder by the real channels. Nobody real is behind it."""

from datetime import datetime, timedelta

from django.db.models import F

from safeguarding.people.access import services_under
from safeguarding.people.models import NamedWorker, Service, Worker, YoungPerson
from safeguarding.people.types import NotAllowed, Role
from safeguarding.promises import drills
from safeguarding.promises.actions.keeping import end, keep
from safeguarding.promises.actions.making import make
from safeguarding.promises.models import Drill, Promise
from safeguarding.promises.models_promises import OPEN
from safeguarding.promises.types import AlreadyKept, AlreadyTaken, Climb, Clock, PromiseKind
from safeguarding.trail import types as trail
from safeguarding.trail.actions import change, record
from safeguarding.trail.types import CLOCKS, Actor, TrailType
from safeguarding.vault import keys

LONGEST = timedelta(hours=2)  # then it ends by itself, as not passed


def start_drill(by: Worker, service: Service, climb: Climb, now: datetime) -> Drill:
    """A practice "now" goes up ``service``'s ladder from this moment.

    Only where nothing real asks for somebody at once: a drill takes nobody from a young person. One at a time.
    Raises NotAllowed for anybody but a lead or administrator over the service; AlreadyTaken("running" or "real").
    """
    with change(now):
        _must_lead(by, service, now)
        Service.objects.select_for_update().get(pk=service.pk)
        if Drill.objects.filter(service=service, ended_at__isnull=True).exists():
            raise AlreadyTaken("running")
        if _something_real(service):
            raise AlreadyTaken("real")
        drill = Drill(service=service, climb=climb, started_by=by, started_at=now)
        drill.is_night = drills.is_night(service, now)
        drill.promise = make(
            PromiseKind.LOOK,
            Clock.NOW,
            climb,
            about=("drill", drill.pk),
            young_person=_nobody(service, now),
            now=now,
            is_practice=True,
        )
        drill.save(force_insert=True)
        record(
            TrailType.DRILL_STARTED,
            trail.worker(by.pk),
            about=("drill", drill.pk),
            service=service.pk,
            night="yes" if drill.is_night else "no",
        )
        return drill


def answer_drill(worker: Worker, drill: Drill, now: datetime) -> Drill:
    """``worker``, whom the drill reached, answers it as they would a real one: that ends it.

    Raises AlreadyKept; NotAllowed for somebody it has not reached.
    """
    with change(now):
        if not drills.reached(drill, worker, now):
            raise NotAllowed("drill")
        keep(drill.promise, worker, now)
        return _end(drill, now, trail.worker(worker.pk))


def stop_drill(by: Worker, drill: Drill, now: datetime) -> Drill:
    """A lead ends it before anybody answered: not passed. Raises NotAllowed, AlreadyKept."""
    with change(now):
        _must_lead(by, drill.service, now)
        end(drill.promise, trail.worker(by.pk), now, "stopped")
        return _end(drill, now, trail.worker(by.pk))


def end_old_drills(now: datetime) -> int:
    """End what nobody answered in two hours, and what is in the way of something real: a chore of the clocks."""
    ended = 0
    for drill in Drill.objects.filter(ended_at__isnull=True).select_related("promise", "service"):
        if now - drill.started_at < LONGEST and not _something_real(drill.service):
            continue
        with change(now):
            try:
                end(drill.promise, CLOCKS, now, "drill_over")
            except AlreadyKept:
                continue
            _end(drill, now, CLOCKS)
            ended += 1
    return ended


def _end(drill: Drill, now: datetime, actor: Actor) -> Drill:
    drill.ended_at, drill.passed = now, drills.passes(drill)
    drill.save(update_fields=["ended_at", "passed"])
    record(TrailType.DRILL_ENDED, actor, about=("drill", drill.pk), passed="yes" if drill.passed else "no")
    return drill


def _something_real(service: Service) -> bool:
    rows = Promise.objects.filter(OPEN, service__path__startswith=service.path, is_practice=False)
    return rows.filter(clock=Clock.NOW, kind__in=(PromiseKind.READ, PromiseKind.LOOK)).exists()


def _must_lead(by: Worker, service: Service, now: datetime) -> None:
    may = services_under(by, Role.LEAD, now) | services_under(by, Role.ADMINISTRATOR, now)
    if not may.filter(pk=service.pk).exists():
        raise NotAllowed("drill")


def _nobody(service: Service, now: datetime) -> YoungPerson:
    """Whom a drill is for: nobody. Left as they joined, so that no list and no figure ever holds them.

    They have the named workers of somebody real of the team, until the drill is over.
    """
    real = NamedWorker.objects.filter(
        young_person__service__path__startswith=service.path,
        young_person__left_at__isnull=True,
        ends_at__isnull=True,
    )
    like = real.order_by("young_person_id").first()
    team = like.young_person.service if like is not None else service
    made = YoungPerson.objects.create(
        data_key=keys.make(now), service=team, is_drop_in=True, joined_at=now, left_at=now
    )
    if like is not None:
        rows = real.filter(young_person=like.young_person_id).order_by(F("position"))
        NamedWorker.objects.bulk_create(
            NamedWorker(
                young_person=made,
                worker_id=row.worker_id,
                position=row.position,
                starts_at=now,
                ends_at=now + LONGEST,
            )
            for row in rows
        )
    return made
