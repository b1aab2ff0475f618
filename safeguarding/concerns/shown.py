"""What pages about concerns show, opened and ready: plain frozen data."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from safeguarding.concerns.models import Concern, Outcome, Reason
from safeguarding.people.models import Worker, YoungPerson
from safeguarding.promises.models import Promise


@dataclass(frozen=True)
class PlanShown:
    id: uuid.UUID
    made_by: Worker
    doer: Worker
    what: str
    speak: str
    by: datetime
    made_at: datetime
    act: Promise
    faster_why: str  # empty: it keeps the young person's pace
    told: bool | None
    not_told_why: str
    check: Promise | None  # a second person looks at why they were not told


@dataclass(frozen=True)
class NoteShown:
    by: Worker
    kind: str
    text: str
    heard_from: str
    at: datetime


@dataclass(frozen=True)
class OutcomeShown:
    row: Outcome
    reason: str
    receiver: str  # whom it was passed on to
    reference: str  # in their case system
    second_reason: str
    stands: bool


@dataclass(frozen=True)
class AdviceShown:
    id: uuid.UUID
    adviser: Worker
    asked_by: Worker
    question: str
    chosen: str
    basis: str
    asked_at: datetime
    ends_at: datetime
    answer: str  # empty: none yet
    answered_at: datetime | None


@dataclass(frozen=True)
class ConcernPage:
    """All that somebody who may work on a concern sees, but the young person's words (the upper floor's)."""

    concern: Concern
    young_person: YoungPerson
    reasons: list[Reason]  # by place in the words; those without a place last
    plans: list[PlanShown]  # newest first
    notes: list[NoteShown]  # oldest first
    outcomes: list[OutcomeShown]  # newest first
    advice: list[AdviceShown]
    promises: list[Promise]  # all about it, by when they were made
    current: Promise | None  # the open promise with the nearest time
    act_by: datetime  # the latest time a plan made now may name
    waiting: Outcome | None  # for a second person, or for a receipt
    came: int  # how often reasons or a plan came: an outcome written from this page is about that much
    overtaken: bool  # they came after the waiting outcome was written: nobody can agree to it any more
    may_work: bool
    may_second: bool  # the waiting outcome, by this worker
    may_check: PlanShown | None  # a plan whose "not told" this worker is asked to look at
    people: list[Worker]  # who it may be handed to
    advisers: list[Worker]


@dataclass(frozen=True)
class BoardRow:
    """An open concern on a lead's board: no words, no headings; whose only if the lead may read it."""

    id: uuid.UUID
    young_person: YoungPerson | None
    urgency: str
    pace: str
    route: str
    opened_at: datetime
    next_promise: Promise | None
    second_waits: bool
    may_open: bool


@dataclass(frozen=True)
class ToldFaster:
    """Why a worker did not wait for the young person's pace, as the young person is told."""

    by: Worker
    why: str
    at: datetime


@dataclass(frozen=True)
class AdviceRow:
    """A question that waits for an adviser: when it was asked and ends, nothing of what it says."""

    id: uuid.UUID
    asked_at: datetime
    ends_at: datetime
    answered_at: datetime | None
    closed_at: datetime | None  # what it is about is closed: advice is taken, and nobody waits for it

    @property
    def waits(self) -> bool:
        return self.answered_at is None and self.closed_at is None


@dataclass(frozen=True)
class AdvicePage:
    """What was chosen for an adviser to see, and nothing else."""

    id: uuid.UUID
    asked_by: Worker
    question: str
    chosen: str
    basis: str
    asked_at: datetime
    ends_at: datetime
    answer: str
    answered_at: datetime | None
