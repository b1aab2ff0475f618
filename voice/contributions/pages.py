"""What the pages about contributions show: plain data, made by the room's queries."""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from safeguarding.concerns.models import Reason
from safeguarding.people.models import Worker, YoungPerson
from safeguarding.promises.models import Promise
from safeguarding.promises.types import PromiseKind
from voice.contributions.models import Contribution
from voice.contributions.recordings.types import RecordingShown
from voice.contributions.said_before import Earlier


@dataclass(frozen=True)
class Person:
    """Somebody as a young person knows them."""

    worker_id: UUID | None
    known_as: str  # a person's, or a team's ("team on call")
    portrait: str


@dataclass(frozen=True)
class PromiseShown:
    """One promise in what a young person sees: who, what, by when, and what became of it."""

    promise_id: UUID
    kind: PromiseKind
    person: Person  # who has it now
    others: tuple[Person, ...]  # on a rota: who is on now
    due: datetime
    kept_at: datetime | None
    kept_by: Person | None
    missed: bool  # its time ran out before somebody kept it
    contribution_id: UUID | None
    by_moderator: bool  # the second reading, so that pages can say "reads it too"


@dataclass(frozen=True)
class Mine:
    """One thing a young person said, in their own list."""

    contribution_id: UUID
    sent_at: datetime
    about: str
    words: str
    decision_title: str
    taken_back: bool
    promises: tuple[PromiseShown, ...]
    recordings: tuple[RecordingShown, ...] = ()
    pictures: tuple[str, ...] = ()  # codes from the board
    earlier: Earlier = field(
        default=Earlier()
    )  # what they said of reaching them before, where nothing stands here


@dataclass(frozen=True)
class Sent:
    """What the page after Send says."""

    contribution_id: UUID
    promises: tuple[PromiseShown, ...]
    too_long: bool  # longer than the rules read: a person reads all of it today
    readable: bool
    urgent: bool  # a person looks sooner than usual
    independent: bool
    for_advocate: bool
    left_out: tuple[Person, ...]  # who can't see this one


@dataclass(frozen=True)
class Seen:
    """One look."""

    person: Person
    at: datetime
    what: str  # the trail type's code
    line: str  # the trail's own wording for a young person, with the name in it


@dataclass(frozen=True)
class AnswerShown:
    question: str
    text: str
    part: str
    value: str
    label: str
    level: int | None  # place on the scale, None beside it


@dataclass(frozen=True)
class Piece:
    """A stretch of their words as typed, and the reasons that mark it."""

    text: str
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True)
class WordsPage:
    """A contribution opened by somebody who may read it."""

    contribution: Contribution
    young_person: YoungPerson
    name: str
    words: str
    pieces: tuple[Piece, ...]
    reasons: tuple[Reason, ...]  # all of them, also those with no place in the words
    answers: tuple[AnswerShown, ...]
    all_the_same: bool  # a run of identical answers, said as just that
    reach: str
    must_not_know: str
    decision_title: str
    decision_day: date | None
    concern_id: UUID | None
    promises: tuple[Promise, ...]
    answer: Promise | None
    left_out: tuple[Worker, ...]
    taken_back: bool
    noticed: tuple[str, ...] = field(default=())  # statements of signs that ask for nothing alone
    recordings: tuple[RecordingShown, ...] = ()
    pictures: tuple[str, ...] = ()  # codes from the board
    earlier: Earlier = field(
        default=Earlier()
    )  # what they said of reaching them before, where nothing stands here
