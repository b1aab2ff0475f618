"""The words of the screening room: what goes in, what comes out. Plain data, frozen, no behaviour."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from safeguarding.screening.compiled import Matcher

Klass = Literal["N", "W"]
Source = Literal["words", "answer", "history"]

_RANKS = {"now": 0, "today": 1, "soon": 2, "none": 3}


class Urgency(StrEnum):
    """How fast a person looks. It never says whether a person looks: everything is read."""

    NOW = "now"
    TODAY = "today"
    SOON = "soon"
    NONE = "none"

    @property
    def rank(self) -> int:
        """0 is the most urgent; sorts ascending."""
        return _RANKS[self.value]


def most_urgent(urgencies: Iterable[Urgency]) -> Urgency:
    """The most urgent of these; `none` when there are none."""
    return min(urgencies, key=_RANKS.__getitem__, default=Urgency.NONE)


class Heading(IntEnum):
    """The twenty headings: what a worry may be about."""

    NOT_SAFE_NOW = 1
    HURT_OR_THREATENED = 2
    NOT_LOOKED_AFTER = 3
    HOME_NOT_SAFE = 4
    SOMEONE_IN_CHARGE = 5
    HURTING_MYSELF = 6
    PRESSURED = 7
    ONLINE = 8
    AWAY = 9
    CONTROLLING = 10
    GIFTS = 11
    JOBS_FOR_OTHERS = 12
    MOVED_AROUND = 13
    ALCOHOL_OR_DRUGS = 14
    CUT_OFF = 15
    NEW_PEOPLE = 16
    KEPT_QUIET = 17
    SCHOOL_OR_MOOD = 18
    ANOTHER_CHILD = 19
    WANTS_TO_TALK = 20

    @property
    def title(self) -> str:
        """The heading in plain words."""
        return _TITLES[self]

    @property
    def classes(self) -> str:
        """Which classes a rule under it may have: N something may be happening, W worth knowing beside
        other things."""
        return "NW" if self in _EITHER else "W" if self in _BESIDE_OTHERS else "N"


_TITLES = {
    Heading.NOT_SAFE_NOW: "Not safe right now",
    Heading.HURT_OR_THREATENED: "Someone hurts, frightens or threatens me",
    Heading.NOT_LOOKED_AFTER: "Not looked after: food, warmth, clothes, health, left alone",
    Heading.HOME_NOT_SAFE: "Where I live does not feel safe",
    Heading.SOMEONE_IN_CHARGE: "About a worker, carer or someone in charge",
    Heading.HURTING_MYSELF: "Hurting myself, or not wanting to be here",
    Heading.PRESSURED: "Pressured about my body, pictures or relationships",
    Heading.ONLINE: "Online: strangers, secrets, threats to share, being paid",
    Heading.AWAY: "Away from home, staying elsewhere, nobody knew",
    Heading.CONTROLLING: "Older or controlling people, secret relationship",
    Heading.GIFTS: "Gifts, money, lifts, phones, places to stay",
    Heading.JOBS_FOR_OTHERS: "Owing, carrying, keeping or doing jobs for others",
    Heading.MOVED_AROUND: "Moved around, papers or phone held, not free to leave",
    Heading.ALCOHOL_OR_DRUGS: "Alcohol or drugs given or expected",
    Heading.CUT_OFF: "Cut off from family, friends, school, my worker",
    Heading.NEW_PEOPLE: "New places, cars, strangers calling",
    Heading.KEPT_QUIET: "Told to keep quiet, or took something back",
    Heading.SCHOOL_OR_MOOD: "Missing school, big changes in mood",
    Heading.ANOTHER_CHILD: "Worried about another child",
    Heading.WANTS_TO_TALK: "I want to talk to someone",
}
_EITHER = frozenset({Heading.ONLINE, Heading.AWAY, Heading.JOBS_FOR_OTHERS, Heading.ANOTHER_CHILD})
_BESIDE_OTHERS = frozenset(
    {
        Heading.CONTROLLING,
        Heading.GIFTS,
        Heading.ALCOHOL_OR_DRUGS,
        Heading.CUT_OFF,
        Heading.NEW_PEOPLE,
        Heading.KEPT_QUIET,
        Heading.SCHOOL_OR_MOOD,
    }
)


@dataclass(frozen=True, slots=True)
class AnswerGiven:
    """One chosen answer, by its codes (never by its wording)."""

    question: str
    value: str


@dataclass(frozen=True, slots=True)
class PastDay:
    """What the rules found on one earlier day for the same young person: (rule id, heading number)."""

    day: date
    rules: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Together:
    """A count over days: at least `at_least` different things (`distinct`: headings, rules or days) among
    `headings` within `days` days. `days` = 0 means in this one contribution."""

    headings: frozenset[int]
    at_least: int
    days: int
    distinct: Literal["heading", "rule", "day"]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of a rulebook, as written. It is data: it can be shown, published, kept with its version."""

    id: str
    version: int
    heading: Heading
    klass: Klass
    urgency: Urgency
    statement: str
    source: str
    author: str
    reviewer: str
    language: str
    terms: tuple[str, ...]
    answers: tuple[tuple[str, str], ...]
    together: Together | None
    match: tuple[str, ...]
    no_match: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rulebook:
    """A published set of rules, compiled once. `languages` are those whose writing it can screen."""

    version: int
    rules: tuple[Rule, ...]
    languages: frozenset[str]
    matcher: Matcher = field(repr=False, compare=False)

    def rule(self, rule_id: str) -> Rule:
        """The rule with this id; KeyError if the rulebook has none."""
        return self.matcher.rules_by_id[rule_id]


@dataclass(frozen=True, slots=True)
class ScreeningInput:
    """Everything screening may look at, loaded beforehand. `day` is the day the words were said; without
    it every past day counts as recent, because a missing date must not hide a repeat."""

    text: str
    language: str
    answers: tuple[AnswerGiven, ...]
    history: tuple[PastDay, ...]
    rulebook: Rulebook
    local_words: frozenset[str]
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a person should look. `start` and `end` are code points in the words as typed (end excluded);
    both None for an answer or a repeat over days."""

    rule: str
    version: int
    heading: Heading
    klass: Klass
    urgency: Urgency
    source: Source
    start: int | None
    end: int | None
    statement: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ScreeningResult:
    """`headings` ascending, each once; `reasons` by place in the words. Not readable always means at
    least `today`."""

    urgency: Urgency
    headings: tuple[Heading, ...]
    reasons: tuple[Reason, ...]
    readable: bool
    unreadable_because: str | None

    @property
    def about_someone_in_charge(self) -> bool:
        """True when the words may be about a worker, carer or someone in charge: route conflict-free."""
        return Heading.SOMEONE_IN_CHARGE in self.headings
