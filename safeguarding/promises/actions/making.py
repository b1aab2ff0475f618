"""Making a promise: it has a person and a time before the transaction it belongs to commits."""

import uuid
from datetime import datetime

from safeguarding.people.models import Worker, YoungPerson
from safeguarding.prepared import inserting, write
from safeguarding.promises.finding import find_ladder
from safeguarding.promises.models import Promise
from safeguarding.promises.moves import first_wait, hold_young_person, land, step, to_tell
from safeguarding.promises.scene import Scene
from safeguarding.promises.staff import Staff
from safeguarding.promises.types import Climb, Clock, PromiseKind, StepWhy
from safeguarding.trail.actions import change, record
from safeguarding.trail.types import CLOCKS, TrailType

# A time given with these only ever shortens the clock; a review or a piece of advice may be planned for
# later.
CLOCK_RULES = (PromiseKind.READ, PromiseKind.LOOK, PromiseKind.ACT, PromiseKind.ANSWER)


def make(
    kind: PromiseKind,
    clock: Clock,
    climb: Climb,
    *,
    about: tuple[str, uuid.UUID],
    young_person: YoungPerson,
    now: datetime,
    contribution_id: uuid.UUID | None = None,
    chosen: Worker | None = None,
    due_at: datetime | None = None,
    avoid: frozenset[uuid.UUID] = frozenset(),
    is_practice: bool = False,
    staff: Staff | None = None,
) -> Promise:
    """Promise something, and give it to whoever is there for it now. Never refuses for want of people.

    ``due_at`` of what comes back is what the young person may be told; one that is given counts only if it is
    sooner than the clock, except for advice and reviews. ``chosen`` is whom a rung "the chosen person" means;
    ``avoid`` never get it. A ladder that reaches nobody sends it to the independent rota.
    """
    with change(now, alone=False):
        hold_young_person(young_person.pk)
        promise = Promise(
            kind=kind,
            clock=clock,
            climb=climb,
            about_kind=about[0],
            about_id=about[1],
            contribution_id=contribution_id,
            young_person=young_person,
            service=young_person.service,
            chosen=chosen,
            avoid=sorted(map(str, avoid)),
            made_at=now,
            is_practice=is_practice,
            ladder=find_ladder(young_person.service, kind, clock, climb, now),
        )
        _give(promise, due_at, now, staff)
        return promise


def _due(by_clock: datetime, given: datetime | None, kind: PromiseKind) -> datetime:
    if given is None:
        return by_clock
    return min(by_clock, given) if kind in CLOCK_RULES else given


def _give(promise: Promise, due_at: datetime | None, now: datetime, staff: Staff | None) -> None:
    """Find who has it first and until when, and store it with its step, its trail and its notices."""
    scene = Scene([promise], now, staff)
    landed = land(scene, promise, 0, now)
    promise.due_at = _due(first_wait(scene, promise, now), due_at, PromiseKind(promise.kind))
    promise.next_action_at = promise.due_at
    steps = [*landed.steps, step(promise, StepWhy.MADE, now)]
    notices = to_tell(scene, promise, landed, now)
    write(inserting([promise]), inserting(steps), inserting(notices))
    record(
        TrailType.PROMISE_MADE,
        CLOCKS,
        young_person_id=promise.young_person_id,
        about=("promise", promise.pk),
        kind=promise.kind,
        clock=promise.clock,
        climb=promise.climb,
    )
