"""What the pages about decisions show."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from voice.questions.types import Part


@dataclass(frozen=True)
class DecisionShown:
    """A decision as a young person, or a worker who may see it, reads it."""

    decision_id: UUID
    title: str
    meets_on: date | None
    view: str
    decided: str
    changed: str
    why_not: str
    decided_at: datetime | None
    made_at: datetime
    asked_at: datetime | None  # when they were last asked how it felt
    told_us: bool  # they have answered


@dataclass(frozen=True)
class WorkerSide:
    """What a worker said about one part."""

    part: Part
    value: str
