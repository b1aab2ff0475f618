"""Words of the concerns room."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import TextChoices

from safeguarding.screening.types import Reason


class Pace(TextChoices):
    """What the young person wants to happen."""

    JUST_TELL = "just_tell"
    TALK_FIRST = "talk_first"
    NOT_YET = "not_yet"
    DO_SOMETHING = "do_something"


class NoteKind(TextChoices):
    FACT = "fact"
    OPINION = "opinion"
    HEARD = "heard"


class OutcomeKind(TextChoices):
    SPOKE = "spoke"
    KNOWN = "known"
    SUPPORT = "support"
    PLAN_CHANGED = "plan_changed"
    CHILD_PROTECTION = "child_protection"
    POLICE = "police"
    DESIGNATED_OFFICER = "designated_officer"
    COMPLAINT = "complaint"
    TRAFFICKING = "trafficking"
    RETURN_INTERVIEW = "return_interview"
    ADULT_PROTECTION = "adult_protection"
    SHARED = "shared"
    ASKED_TO_WAIT = "asked_to_wait"
    ANOTHER_CHILD = "another_child"
    MEANT_ELSE = "meant_else"
    NOT_FOUND_OUT = "not_found_out"


# A pass-on carries receiver, reference and confirmed receipt.
PASSED_ON = (
    OutcomeKind.CHILD_PROTECTION,
    OutcomeKind.POLICE,
    OutcomeKind.DESIGNATED_OFFICER,
    OutcomeKind.TRAFFICKING,
    OutcomeKind.ADULT_PROTECTION,
)
# "Nothing": these need a second person whatever the concern's class.
NOTHING = (OutcomeKind.KNOWN, OutcomeKind.MEANT_ELSE, OutcomeKind.NOT_FOUND_OUT, OutcomeKind.ASKED_TO_WAIT)


class ReasonSource(TextChoices):
    WORDS = "words"
    ANSWER = "answer"
    HISTORY = "history"
    HELP_NOW = "help_now"
    PERSON = "person"  # a moderator or worker saw it


@dataclass(frozen=True, slots=True)
class ReasonGiven:
    """Why a person should look, before it is stored. ``start`` and ``end``: code points, end excluded."""

    rule: str
    rule_version: int
    heading: int
    klass: str
    urgency: str
    source: ReasonSource
    statement: str
    start: int | None = None
    end: int | None = None
    notes: tuple[str, ...] = ()


def from_screening(reason: Reason) -> ReasonGiven:
    """What screening found, as this room stores it."""
    return ReasonGiven(
        rule=reason.rule,
        rule_version=reason.version,
        heading=int(reason.heading),
        klass=reason.klass,
        urgency=str(reason.urgency),
        source=ReasonSource(reason.source),
        statement=reason.statement,
        start=reason.start,
        end=reason.end,
        notes=tuple(str(note) for note in reason.notes),
    )


class ConcernError(Exception):
    """Something that was asked for can't be done now. Nothing has changed."""


class AlreadyClosed(ConcernError):
    """People have closed it: a late step never undoes that."""


class NothingOpen(ConcernError):
    """There is no open promise of that kind about this concern."""


class AlreadyAnswered(ConcernError):
    """Somebody has answered this already, or its time has ended."""


class MoreCame(ConcernError):
    """Reasons or a plan came after they looked: what they wrote is not about those."""


class Overtaken(ConcernError):
    """Reasons or a plan came after this outcome was written: nobody can agree to it any more."""


class Incomplete(ConcernError):
    """One thing is missing or can't be. ``field`` is what to put right, ``code`` says how."""

    def __init__(self, field: str, code: str = "missing", limit: datetime | None = None) -> None:
        super().__init__(f"{field}: {code}")
        self.field, self.code, self.limit = field, code, limit
