"""Calls to outside teams: which one a worker has to make now, and which were made."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from safeguarding.people.models import Worker
from safeguarding.people.types import NotAllowed
from safeguarding.promises.actions.outside import telephone_of
from safeguarding.promises.models import Handover, Promise, Rung
from safeguarding.promises.models_promises import OPEN
from safeguarding.promises.queries import who_has
from safeguarding.promises.types import RungWho
from safeguarding.vault import envelope


@dataclass(frozen=True)
class Made:
    """A call that was made; ``who`` answered it, or is empty."""

    rang_by: Worker
    rang_at: datetime
    who: str


@dataclass(frozen=True)
class Call:
    """Whom to ring about a promise, and the calls so far."""

    promise: Promise
    phone: str
    made: list[Made]


def to_make(worker: Worker, promise_id: uuid.UUID, now: datetime) -> Call:
    """The call this worker has to make. Raises NotAllowed when there is none, or it is not theirs."""
    rows = Promise.objects.filter(OPEN, pk=promise_id).select_related(
        "keeper", "rota", "service", "young_person__data_key"
    )
    promise = rows.first()
    rung = telephone_of(promise) if promise is not None else None
    if promise is None or rung is None or worker not in who_has(promise, now):
        raise NotAllowed("call")
    return Call(promise, rung.phone, made_about(promise))


def made_about(promise: Promise) -> list[Made]:
    """Every call about a promise, oldest first. The caller has checked who is asking."""
    rows = Handover.objects.filter(promise=promise).select_related("rang_by").order_by("rang_at")
    return [Made(row.rang_by, row.rang_at, envelope.open_sealed(row, "sealed_answered_by")) for row in rows]


def waiting_to_be_rung(promises: Sequence[Promise]) -> set[uuid.UUID]:
    """Which of these are on an outside team's rung: somebody has to ring."""
    rows = Rung.objects.filter(
        ladder__in={promise.ladder_id for promise in promises}, who=RungWho.OUTSIDE_PHONE
    )
    on = set(rows.values_list("ladder_id", "position"))
    return {promise.pk for promise in promises if (promise.ladder_id, promise.rung) in on}
