"""What the pages about answers show."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from voice.contributions.pages import AnswerShown, Person


@dataclass(frozen=True)
class AnswerForMe:
    """An answer as the young person reads it. ``text`` is empty until they open it."""

    reply_id: UUID
    contribution_id: UUID
    by: Person
    text: str
    way: str
    delivered_at: datetime
    opened_at: datetime | None
    helped: str


@dataclass(frozen=True)
class ReplyToRead:
    """One answer that waits for a moderator."""

    reply_id: UUID
    contribution_id: UUID
    team: str
    by: Person
    due: datetime
    way: str
    text: str  # empty in lists
    long_sentences: tuple[str, ...]
    writer_left_out: bool = False  # said only of an opened one: it can't go, and is given back


@dataclass(frozen=True)
class Answered:
    """What an answer answers, beside it: their words and taps, or the part that was let out, or nothing."""

    words: str = ""
    answers: tuple[AnswerShown, ...] = ()
    language: str = ""
    quote: str = ""
    opened: bool = False


@dataclass(frozen=True)
class ReplyWritten:
    """One answer as the worker who wrote it sees it."""

    reply_id: UUID
    by: Person
    text: str
    way: str
    state: str
    written_at: datetime
    returned_why: str
    delivered_at: datetime | None
    opened_at: datetime | None
    helped: str
