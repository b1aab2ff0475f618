"""What the moderators' pages show."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from safeguarding.concerns.models import Reason
from voice.contributions.models import Contribution
from voice.contributions.pages import AnswerShown, Piece
from voice.contributions.recordings.types import RecordingShown
from voice.moderation.models import Reading, Release


@dataclass(frozen=True)
class QueueRow:
    """One contribution to read, without who said it."""

    contribution_id: UUID
    team: str
    age_band: str
    language: str
    about: str
    due: datetime
    has_words: bool
    length: int
    readable: bool
    has_concern: bool
    taken_back: bool
    recordings: tuple[str, ...] = ()  # their kinds


@dataclass(frozen=True)
class ReadingPage:
    """A contribution opened by a moderator: words and answers, no name."""

    contribution: Contribution
    team: str
    age_band: str
    words: str
    pieces: tuple[Piece, ...]
    answers: tuple[AnswerShown, ...]
    reasons: tuple[Reason, ...]
    urgency: str  # of its concern; empty if there is none
    due: datetime
    quote_ok: bool
    check_rules: bool  # 1 in 20 of the unflagged
    reading: Reading | None
    release: Release | None
    quote: str
    recordings: tuple[RecordingShown, ...] = ()
    pictures: tuple[str, ...] = ()  # codes from the board
