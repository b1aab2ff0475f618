"""An open concern is never without a person and a time."""

from datetime import datetime

from safeguarding.concerns.actions.writing import make_promise
from safeguarding.concerns.its_promises import climb_of, open_promises
from safeguarding.concerns.models import Concern, Outcome
from safeguarding.promises.models import Promise
from safeguarding.promises.types import Clock, PromiseKind


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
