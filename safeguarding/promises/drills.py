"""What is known of drills: whom one reached and how fast, whether it passed, and the last that did."""

import uuid
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db.models import Q, QuerySet

from safeguarding.people.access import line_of, services_under
from safeguarding.people.models import Service, Worker
from safeguarding.people.types import Role
from safeguarding.promises.calendars import calendar_of
from safeguarding.promises.models import Drill, Notice, Promise, PromiseStep
from safeguarding.promises.queries import who_has
from safeguarding.promises.times import is_working
from safeguarding.promises.types import Channel, Climb, NoticeState, StepWhy

NIGHT_FROM, NIGHT_UNTIL = time(22), time(6)  # local
KEPT_WITHIN = timedelta(minutes=15)  # of whoever it reached last: the shown clock of "now"


@dataclass(frozen=True)
class Told:
    """One message of a drill: how long after its rung was reached it was handed over, or None."""

    worker: Worker
    channel: Channel
    after: timedelta | None


@dataclass(frozen=True)
class Report:
    """A drill's times, all from its start."""

    drill: Drill
    rungs: list[
        tuple[int, timedelta, str]
    ]  # rung, when, and who has it from then (as young people know them)
    told: list[Told]
    answered_by: Worker | None
    answered_after: timedelta | None


def is_night(service: Service, at: datetime) -> bool:
    """Between ten and six local time, outside working hours."""
    calendar = calendar_of(service)
    local = at.astimezone(calendar.zone).time()
    return (local >= NIGHT_FROM or local < NIGHT_UNTIL) and not is_working(calendar, at)


def reached(drill: Drill, worker: Worker, now: datetime) -> bool:
    """The drill is in this worker's inbox now."""
    rows = Promise.objects.select_related("keeper", "rota", "service", "young_person")
    return worker in who_has(rows.get(pk=drill.promise_id), now)


def passes(drill: Drill) -> bool:
    """Somebody answered before the top of the ladder had to be asked again, and every message went out."""
    promise = drill.promise
    promise.refresh_from_db()
    again = PromiseStep.objects.filter(promise=promise, why=StepWhy.REPEATED).exists()
    lost = Notice.objects.filter(promise=promise, state=NoticeState.FAILED).exists()
    sent = Notice.objects.filter(promise=promise, state=NoticeState.SENT).exclude(channel=Channel.INBOX)
    return promise.kept_at is not None and not again and not lost and sent.exists()


def last_passed_night_drill(service: Service, climb: Climb = Climb.USUAL) -> datetime | None:
    """When the last passed night drill of this ladder ended, for this service or anything below it.

    For the independent rota one above it counts too: it is shared. None if there was none: do not go live.
    """
    places = Q(service__path__startswith=service.path)
    if climb == Climb.INDEPENDENT:
        places |= Q(service__in=line_of(service))
    rows = Drill.objects.filter(places, climb=climb, is_night=True, passed=True)
    return rows.order_by("-ended_at").values_list("ended_at", flat=True).first()


def of_lead(lead: Worker, now: datetime) -> QuerySet[Drill]:
    """Drills of the lead's services, newest first."""
    rows = Drill.objects.filter(service__in=services_under(lead, Role.LEAD, now))
    return rows.select_related("service", "started_by", "promise__kept_by").order_by("-started_at")


def one(drill_id: uuid.UUID) -> Drill | None:
    """A drill. The caller asks ``reached`` whether its worker may know of it."""
    return Drill.objects.filter(pk=drill_id).select_related("service", "promise").first()


def report(drill: Drill) -> Report:
    """Each rung, each message and the answer, timed."""
    began, promise = drill.started_at, drill.promise
    rows = promise.steps.select_related("worker", "rota").order_by("pk")
    rungs = [
        (row.rung, row.at - began, row.worker.known_as if row.worker else row.rota.name if row.rota else "")
        for row in rows
        if row.why not in (StepWhy.KEPT, StepWhy.ENDED)
    ]
    notices = promise.notices.select_related("person").order_by("rung", "round", "pk")
    told = [
        Told(row.person, Channel(row.channel), row.sent_at - began if row.sent_at else None)
        for row in notices
    ]
    kept = promise.kept_at - began if promise.kept_at else None
    return Report(drill, rungs, told, promise.kept_by, kept)
