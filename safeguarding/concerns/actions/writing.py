"""What every action about a concern writes: promises that belong to it, and its lines in the trail."""

import uuid
from datetime import datetime
from typing import Any

from safeguarding.concerns.models import Concern
from safeguarding.concerns.permission import contribution_of
from safeguarding.people.models import Worker
from safeguarding.promises import actions as promises
from safeguarding.promises.models import Promise
from safeguarding.promises.types import Climb, Clock, PromiseKind
from safeguarding.trail.actions import record
from safeguarding.trail.types import TrailType
from safeguarding.trail.types import worker as as_worker


def make_promise(
    concern: Concern,
    kind: PromiseKind,
    clock: Clock,
    climb: Climb,
    now: datetime,
    about: tuple[str, uuid.UUID] | None = None,
    **more: Any,
) -> Promise:
    """A promise about the concern itself, or about something of its (``about``)."""
    return promises.make(
        kind,
        clock,
        climb,
        about=about or ("concern", concern.pk),
        young_person=concern.young_person,
        now=now,
        contribution_id=contribution_of(concern),
        is_practice=concern.is_practice,
        **more,
    )


def trail(type: TrailType, worker: Worker, concern: Concern, **details: Any) -> None:
    """One line about this concern by a worker; ids and codes only."""
    record(
        type,
        as_worker(worker.pk),
        young_person_id=concern.young_person_id,
        about=("concern", concern.pk),
        **details,
    )
