"""Small words for the tests of promises."""

import uuid
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from safeguarding.people.models import Worker, WorkerLeave, YoungPerson
from safeguarding.promises import actions, clocks
from safeguarding.promises.models import Promise
from safeguarding.promises.types import Climb, Clock, PromiseKind

LONDON = ZoneInfo("Europe/London")
NIGHT = datetime(2026, 9, 15, 23, 0, tzinfo=LONDON)
MINUTE = timedelta(minutes=1)
SECOND = timedelta(seconds=1)


def promised(
    young_person: YoungPerson,
    now: datetime,
    clock: Clock = Clock.TODAY,
    climb: Climb = Climb.USUAL,
    kind: PromiseKind = PromiseKind.READ,
    **more: Any,
) -> Promise:
    more.setdefault("about", ("contribution", uuid.uuid4()))
    return actions.make(kind, clock, climb, young_person=young_person, now=now, **more)


def fresh(promise: Promise) -> Promise:
    return Promise.objects.get(pk=promise.pk)


def holder(promise: Promise) -> str:
    """The keeper's name, or the rota's."""
    row = fresh(promise)
    return row.keeper.known_as if row.keeper else row.rota.name if row.rota else ""


def next_at(promise: Promise) -> datetime:
    at = fresh(promise).next_action_at
    assert at is not None
    return at


def let_it_climb(promise: Promise) -> datetime:
    """Let its time run out once, to the second; says when that was."""
    at = next_at(promise)
    assert clocks.tick(at) == 1
    return at


def steps(promise: Promise) -> list[tuple[str, int]]:
    return [(step.why, step.rung) for step in promise.steps.order_by("pk")]


def on_leave(worker: Worker, now: datetime, cover: Worker | None = None, days: int = 7) -> WorkerLeave:
    return WorkerLeave.objects.create(
        worker=worker, starts_at=now - MINUTE, ends_at=now + timedelta(days=days), cover=cover
    )
