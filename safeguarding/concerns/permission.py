"""Who may do what to a concern: the facts for the one policy in ``people.access``."""

import uuid
from dataclasses import replace
from datetime import datetime

from safeguarding.concerns.its_promises import held_through
from safeguarding.concerns.models import Concern, Outcome
from safeguarding.people.access import Act, Facts, facts_about, may
from safeguarding.people.models import Worker
from safeguarding.people.types import NotAllowed, Route
from safeguarding.promises import queries as promised
from safeguarding.promises.moves import hold_young_person


def contribution_of(concern: Concern) -> uuid.UUID | None:
    """The contribution it came from: people left out of that one only are left out of the concern too."""
    return concern.from_id if concern.from_kind == "contribution" else None


def facts_for(worker: Worker, concern: Concern, now: datetime) -> Facts:
    """What the policy needs to know about this worker and this concern."""
    return facts_about(
        worker,
        concern.young_person,
        now,
        route=Route(concern.route),
        contribution_id=contribution_of(concern),
        holds=promised.holds(worker, held_through(concern), now),
    )


def may_second(worker: Worker, outcome: Outcome, facts: Facts, now: datetime) -> bool:
    """They hold the promise to check this outcome, and did not propose it."""
    holds = promised.holds(worker, [("outcome", outcome.pk)], now)
    return may(Act.SECOND, replace(facts, holds=holds, proposed_it=outcome.by_id == worker.pk))


def must_work_on(worker: Worker, concern: Concern, now: datetime) -> Concern:
    """The concern, locked until the transaction ends, for somebody who may work on it. Raises NotAllowed."""
    row = locked(concern.pk)
    if not may(Act.WORK_ON, facts_for(worker, row, now)):
        raise NotAllowed("concern")
    return row


def locked(concern_id: uuid.UUID) -> Concern:
    """The row as it is now, held still: a plan and a close of one moment come one after the other.

    The young person's row is held first, as the promises room does: two changes never block each other.
    """
    young_person_id = Concern.objects.filter(pk=concern_id).values_list("young_person_id", flat=True).first()
    if young_person_id is None:
        raise NotAllowed("concern")
    hold_young_person(young_person_id)
    rows = Concern.objects.select_for_update(of=("self",))
    rows = rows.select_related(
        "look", "young_person__service", "young_person__home", "young_person__data_key"
    )
    return rows.get(pk=concern_id)
