"""What the questions of this room answer with: plain values for lists and pages."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from safeguarding.people.models import Worker, YoungPerson
from safeguarding.promises.models import Promise, Rota
from safeguarding.promises.types import RungWho


@dataclass(frozen=True)
class Ahead:
    """What would happen next if nobody kept it: ``worker`` or ``rota`` gets it at ``at``."""

    worker: Worker | None
    rota: Rota | None
    who: RungWho
    at: datetime

    @property
    def name(self) -> str:
        """As young people know them."""
        if self.worker is not None:
            return self.worker.known_as
        return self.rota.name if self.rota is not None else ""


@dataclass(frozen=True)
class Reader:
    """Somebody who could read what a young person sends."""

    worker: Worker
    who: RungWho
    rota: Rota | None = None


@dataclass(frozen=True)
class InboxRow:
    """A promise in somebody's inbox. No words: those are opened, and that is a look."""

    promise: Promise
    due: datetime  # when it moves on
    left: float  # of the time its holder got: 1.0 at the start, 0.0 when it runs out
    if_not: tuple[str, datetime] | None  # who would get it then
    mine: bool  # held by this worker alone, not through a rota

    @property
    def young_person(self) -> YoungPerson:
        return self.promise.young_person

    @property
    def kind(self) -> str:
        return self.promise.kind

    @property
    def clock(self) -> str:
        return self.promise.clock

    @property
    def about(self) -> tuple[str, uuid.UUID]:
        return self.promise.about_kind, self.promise.about_id

    @property
    def told(self) -> datetime:
        """What the young person was told."""
        return self.promise.due_at

    @property
    def missed(self) -> bool:
        """Its time ran out once already."""
        return self.promise.missed_at is not None

    @property
    def taken_by(self) -> Worker | None:
        """Who has said "I've got this"."""
        return self.promise.taken_by

    @property
    def is_practice(self) -> bool:
        return self.promise.is_practice
