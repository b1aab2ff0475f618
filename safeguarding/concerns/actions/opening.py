"""A concern begins, or is hurried: reasons stored with their promise in the caller's transaction."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from safeguarding.concerns.actions.follow_up import keep_someone_on_it, look_again
from safeguarding.concerns.actions.writing import make_promise
from safeguarding.concerns.its_promises import climb_of, open_promises
from safeguarding.concerns.models import Concern, Reason
from safeguarding.concerns.permission import locked
from safeguarding.concerns.types import ReasonGiven
from safeguarding.people.models import YoungPerson
from safeguarding.promises import actions as promises
from safeguarding.promises.staff import Staff
from safeguarding.promises.types import Climb, Clock, PromiseKind
from safeguarding.screening.types import Urgency
from safeguarding.trail.actions import change, record
from safeguarding.trail.types import Actor, TrailType
from safeguarding.trail.types import young_person as as_young_person


def open_concern(
    young_person: YoungPerson,
    from_: tuple[str, uuid.UUID],
    reasons: Sequence[ReasonGiven],
    urgency: str,
    pace: str,
    route: str,
    now: datetime,
    contribution_id: uuid.UUID | None,
    climb: Climb | None = None,
    is_practice: bool = False,
    actor: Actor | None = None,
    staff: Staff | None = None,
) -> Concern:
    """A person must look, by the clock of ``urgency`` (now, today, soon). Joins the caller's ``change``.

    ``climb`` is for "I am not safe", which starts with whoever is on call; otherwise the route decides.
    Its close needs a second person when it is "now" or any reason is of class N.
    """
    clock = Clock(urgency)
    with change(now, alone=False):
        concern = Concern(
            young_person=young_person,
            service=young_person.service,
            from_kind=from_[0],
            from_id=from_[1],
            urgency=clock,
            needs_second=_needs_second(clock, reasons),
            pace=pace,
            route=route,
            opened_at=now,
            is_practice=is_practice,
        )
        up = climb or climb_of(concern)
        concern.look = make_promise(concern, PromiseKind.LOOK, clock, up, now, staff=staff)
        concern.save(force_insert=True)
        _store(concern, reasons)
        by = actor or as_young_person(young_person.pk)
        _trail(TrailType.CONCERN_OPENED, by, concern, route=route, contribution=contribution_id)
    return concern


def hurry(
    concern: Concern, reasons: Sequence[ReasonGiven], urgency: str, now: datetime, actor: Actor
) -> Concern:
    """More reasons, and perhaps a shorter clock, never a longer one. Opens it again if it was closed."""
    with change(now):
        row = locked(concern.pk)
        _store(row, reasons)
        faster = Urgency(urgency).rank < Urgency(row.urgency).rank
        if faster:
            row.urgency = Clock(urgency)
        row.needs_second = row.needs_second or _needs_second(Clock(row.urgency), reasons)
        reopened = row.closed_at is not None
        row.closed_at = None
        row.save(update_fields=["urgency", "needs_second", "closed_at"])
        _look_sooner(row, Clock(urgency), faster, now, actor)
        keep_someone_on_it(row, now)
        _trail(TrailType.REASONS_ADDED, actor, row, reopened=reopened)
    return row


def _look_sooner(concern: Concern, clock: Clock, faster: bool, now: datetime, actor: Actor) -> None:
    still = list(open_promises(concern))
    looks = [promise for promise in still if promise.kind == PromiseKind.LOOK]
    for promise in looks:
        promises.hurry(promise, clock, now, actor)
    acting = any(promise.kind == PromiseKind.ACT for promise in still)
    # Planned for less, or nobody works on it (closed, asked to wait, a second person checks): what is new is
    # looked at.
    if not looks and (faster or not acting):
        look_again(concern, clock, now)


def add_reasons(concern: Concern, reasons: Sequence[ReasonGiven], now: datetime, actor: Actor) -> Concern:
    """More reasons at the clock it has."""
    return hurry(concern, reasons, concern.urgency, now, actor)


def _trail(type: TrailType, actor: Actor, concern: Concern, **details: object) -> None:
    about = ("concern", concern.pk)
    whose = concern.young_person_id
    record(type, actor, young_person_id=whose, about=about, urgency=concern.urgency, **details)


def _needs_second(clock: Clock, reasons: Sequence[ReasonGiven]) -> bool:
    return clock is Clock.NOW or any(reason.klass == "N" for reason in reasons)


def _store(concern: Concern, reasons: Sequence[ReasonGiven]) -> None:
    Reason.objects.bulk_create(
        Reason(
            concern=concern,
            rule=reason.rule,
            rule_version=reason.rule_version,
            heading=reason.heading,
            klass=reason.klass,
            urgency=reason.urgency,
            source=reason.source,
            start=reason.start,
            end=reason.end,
            statement=reason.statement,
            notes=list(reason.notes),
        )
        for reason in reasons
    )
