"""A picture lock taken off in person: how long another may be chosen for it, and whose hand it was."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from safeguarding.people.access import left_out_of_any
from safeguarding.people.models import PictureLock, YoungPerson
from safeguarding.trail.models import TrailEntry
from safeguarding.trail.types import TrailType

# They are in one room when it is taken off. A day is for a phone that is elsewhere, or for being alone with it.
COUNTS_FOR = timedelta(hours=24)


@dataclass(frozen=True)
class Reset:
    """The last time somebody took their lock off."""

    by: uuid.UUID | None
    at: datetime


def last_reset(young_person: YoungPerson) -> Reset | None:
    """None if nobody ever did."""
    rows = TrailEntry.objects.filter(young_person_id=young_person.pk, type=TrailType.LOCK_RESET)
    row = rows.order_by("number").last()
    return Reset(row.actor_id, row.at) if row is not None else None


def just_reset(young_person: YoungPerson, now: datetime) -> bool:
    """Another may be chosen: taken off today, by somebody who is left out of nothing since."""
    reset = last_reset(young_person)
    if reset is None or not reset.at <= now < reset.at + COUNTS_FOR:
        return False
    return reset.by not in left_out_of_any(young_person.pk)


def chosen_after_reset(young_person: YoungPerson) -> datetime | None:
    """When their present lock was chosen, if that was after a reset; None for a lock nobody ever took off."""
    reset = last_reset(young_person)
    lock = PictureLock.objects.filter(young_person=young_person).first()
    if reset is None or lock is None or lock.made_at < reset.at:
        return None
    return lock.made_at
