"""Words of the rulebook room: what a service's own rule says, and how far it has come."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from django.db.models import TextChoices

from safeguarding.screening.types import Rulebook

OWN = "own-"  # the ids of a service's own rules begin with it; no shipped rule's does


class State(TextChoices):
    """How far a version of a rule has come."""

    DRAFT = "draft"  # changes nothing
    IN_FORCE = "in_force"
    BEFORE = "before"  # another version came after it


@dataclass(frozen=True, slots=True)
class Near:
    """Any of ``first`` and any of ``second`` with at most ``within`` words between, in either order."""

    first: tuple[str, ...]
    second: tuple[str, ...]
    within: int

    @property
    def pattern(self) -> str:
        """The line of the rulebook's small language that means the same."""
        return f"({'|'.join(self.first)}) &{self.within} ({'|'.join(self.second)})"


@dataclass(frozen=True, slots=True)
class Written:
    """A rule as somebody wrote it. It may still be wrong: ``writing.problems_of`` says what is."""

    heading: int
    klass: str
    urgency: str
    statement: str
    source: str
    terms: tuple[str, ...]
    near: tuple[Near, ...]
    match: tuple[str, ...]
    no_match: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """Plain data for one column."""
        return asdict(self)

    @staticmethod
    def from_json(data: Mapping[str, Any]) -> Written:
        """The other way."""
        near = tuple(Near(tuple(row["first"]), tuple(row["second"]), row["within"]) for row in data["near"])
        return Written(
            heading=int(data["heading"]),
            klass=str(data["klass"]),
            urgency=str(data["urgency"]),
            statement=str(data["statement"]),
            source=str(data["source"]),
            terms=tuple(data["terms"]),
            near=near,
            match=tuple(data["match"]),
            no_match=tuple(data["no_match"]),
        )


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that keeps a rule from being published: where (field, line from 1, 0 = all of it) and what."""

    field: str
    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Additions:
    """What a service adds to the shipped rulebook: rules of its own, compiled, and ordinary local words."""

    edition: str = ""  # empty: nothing was ever added
    book: Rulebook | None = None
    words: frozenset[str] = frozenset()
    broken: bool = False  # a rule in force can't be read any more: a person reads everything today


NOTHING_ADDED = Additions()
