"""An open concern is never without a person and a time."""

from datetime import datetime

from safeguarding.concerns.actions.writing import make_promise
from safeguarding.concerns.its_promises import climb_of, held_through, open_promises
from safeguarding.concerns.models import Concern, Outcome
from safeguarding.people.models import Worker
from safeguarding.promises import actions as promises
from safeguarding.promises.models import Promise, PromiseStep
from safeguarding.promises.types import Clock, PromiseKind, StepWhy


def look_again(concern: Concern, clock: Clock, now: datetime) -> Promise:
    """A promise that a person looks at it again, by this clock."""
    return make_promise(concern, PromiseKind.LOOK, clock, climb_of(concern), now)


def look_again_on(day: datetime, concern: Concern, now: datetime) -> Promise:
    """A promise that a person looks at it again at a time somebody chose."""
    return make_promise(concern, PromiseKind.REVIEW, Clock.SOON, climb_of(concern), now, due_at=day)


def keep_someone_on_it(concern: Concern, now: datetime) -> None:
    """If it is open and nothing is promised about it any more, somebody looks again within a working day."""
    if concern.closed_at is not None or open_promises(concern).exists():
        return
    waiting = Outcome.objects.filter(concern=concern, review__isnull=False, agreed__isnull=True)
    if not waiting.exists():
        look_again(concern, Clock.SOON, now)


def followed_up(concern: Concern, worker: Worker, now: datetime) -> None:
    """An outcome is written, and waits for a second person: whoever was to look again after a step has looked.

    Only what ``keep_someone_on_it`` asked for after that step. A first look is kept by a plan alone, and what new
    reasons ask for stays: no clock stops for them. The second person's own promise keeps it from being forgotten.
    """
    step = _when_steps_ended(concern)
    asked = [row for row in open_promises(concern) if row.kind == PromiseKind.LOOK and row.made_at in step]
    hurried = PromiseStep.objects.filter(promise__in=asked, why=StepWhy.HURRIED).values_list("promise")
    for promise in open_promises(concern).filter(pk__in=[row.pk for row in asked]).exclude(pk__in=hurried):
        promises.keep(promise, worker, now)


def _when_steps_ended(concern: Concern) -> set[datetime]:
    """When a plan was done, or an outcome refused: the moment at which somebody was asked to look again."""
    plans = [key for kind, key in held_through(concern) if kind == "plan"]
    done = Promise.objects.filter(about_kind="plan", about_id__in=plans, kept_at__isnull=False)
    refused = Outcome.objects.filter(concern=concern, agreed=False, second_at__isnull=False)
    return {
        at
        for at in (*done.values_list("kept_at", flat=True), *refused.values_list("second_at", flat=True))
        if at is not None
    }
