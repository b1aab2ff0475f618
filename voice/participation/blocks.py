"""Which answers become a block: the rules, without the database.

A block is made of the answers to one part, from one team and one period, once they come from ten different
young people. Who answered decides that, never what they answered ("not sure" counts as one): so that a figure
exists tells nothing about any answer. What is too few waits one period; then it is put together with what
waits in the sibling teams, under their parent, and so on upward. A closed block is never opened again, and an
answer is in at most one. The same answers always give the same blocks.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import NamedTuple
from uuid import UUID

from voice.participation.intervals import LEAST_PER_BLOCK
from voice.questions.types import Beside, Scale


class Verdict(Enum):
    """What an answer counts as; not sure, skipped and "does not fit me" are their own share, never a no."""

    FAVOURABLE = "favourable"
    NOT_FAVOURABLE = "not_favourable"
    BESIDE = "beside"


_FAVOURABLE = {Scale.FIVE: frozenset({"4", "5"}), Scale.THREE: frozenset({"3"})}
_NOT_FAVOURABLE = {Scale.FIVE: frozenset({"1", "2", "3"}), Scale.THREE: frozenset({"1", "2"})}


def verdict(scale: Scale, value: str) -> Verdict:
    """Top two of five and "yes" of three are favourable. ValueError for a value the scale does not have."""
    if value in Beside.values:
        return Verdict.BESIDE
    if value in _FAVOURABLE[scale]:
        return Verdict.FAVOURABLE
    if value in _NOT_FAVOURABLE[scale]:
        return Verdict.NOT_FAVOURABLE
    raise ValueError("no such value on this scale")


class Given(NamedTuple):
    """One answer as the gate sees it. `at` orders the answers of one person; ties fall to `number`.

    `number` is what the caller finds it by; `who` is the young person, or the worker for what workers answer.
    """

    number: int
    who: UUID
    team: UUID
    part: str
    period: str
    at: datetime
    verdict: Verdict


@dataclass(frozen=True)
class Planned:
    """A block to close: whose, which part, the periods its answers come from, and the answers.

    `counted` holds the latest answer of each young person; `replaced` their earlier ones, which are used up
    with the block and can be in no other.
    """

    unit: UUID
    part: str
    first_period: str
    period: str
    counted: tuple[Given, ...]
    replaced: tuple[Given, ...]

    def count(self, verdict: Verdict) -> int:
        """How many young people's latest answers are of this kind. Not for showing: protect it first."""
        return sum(given.verdict is verdict for given in self.counted)

    @property
    def people(self) -> int:
        """How many different people are in it."""
        return len({given.who for given in self.counted})

    @property
    def used(self) -> list[Given]:
        """Every answer this block uses up."""
        return sorted(self.counted + self.replaced, key=_when)


Parents = Mapping[UUID, UUID | None]
Pools = Mapping[UUID, list[Given]]


def plan(given: Iterable[Given], parents: Parents, period: str) -> list[Planned]:
    """The blocks to close at the end of `period`, from every answer that is in no block yet.

    `parents` is the tree of services; the pool of a team goes up it only after it has waited one period.
    A young person counts once a period and part, with their latest answer, whichever team it was given in.
    What is in no block afterwards waits. Answers of a later period are left alone.
    """
    due = sorted((one for one in given if one.period <= period), key=_when)
    last = {_once(one): one for one in due}
    pools: dict[str, dict[UUID, list[Given]]] = defaultdict(lambda: defaultdict(list))
    for one in last.values():
        pools[one.part][one.team].append(one)
    earlier: dict[tuple[UUID, str, str], list[Given]] = defaultdict(list)
    for one in due:
        if last[_once(one)] is not one:
            earlier[_once(one)].append(one)
    return [
        _planned(unit, part, period, pool, earlier)
        for part, teams in sorted(pools.items())
        for unit, pool in _large_enough(teams, parents, period)
    ]


def _large_enough(teams: Pools, parents: Parents, period: str) -> list[tuple[UUID, list[Given]]]:
    """The pools of one part that can close: by team, then upward what has waited, with its siblings."""
    large: list[tuple[UUID, list[Given]]] = []
    waited: dict[UUID, list[Given]] = {}
    fresh: dict[UUID, list[Given]] = {}
    for unit, pool in sorted(teams.items()):
        if _enough(pool):
            large.append((unit, pool))
        elif min(one.period for one in pool) < period:
            waited[unit] = pool
        else:
            fresh[unit] = pool
    while waited:
        waited, fresh = _one_up(waited, parents), _one_up(fresh, parents)
        for unit in sorted(waited):
            if not _enough(waited[unit]):
                waited[unit] = waited[unit] + fresh.pop(unit, [])
            if _enough(waited[unit]):
                large.append((unit, waited.pop(unit)))
    return large


def _one_up(pools: Pools, parents: Parents) -> dict[UUID, list[Given]]:
    """The pools put together under their parents; what stands at the top already is left out, and waits."""
    above: dict[UUID, list[Given]] = defaultdict(list)
    for unit, pool in sorted(pools.items()):
        parent = parents.get(unit)
        if parent is not None:
            above[parent] += pool
    return dict(above)


def _enough(pool: list[Given]) -> bool:
    """Ten different young people, whatever they answered."""
    return len({one.who for one in pool}) >= LEAST_PER_BLOCK


def _planned(
    unit: UUID,
    part: str,
    period: str,
    pool: list[Given],
    earlier: Mapping[tuple[UUID, str, str], list[Given]],
) -> Planned:
    latest = _latest(pool)
    counted = set(latest.values())
    replaced = [one for one in pool if one not in counted]
    replaced += [one for kept in pool for one in earlier.get(_once(kept), [])]
    return Planned(
        unit=unit,
        part=part,
        first_period=min(one.period for one in pool),
        period=period,
        counted=tuple(sorted(counted, key=_when)),
        replaced=tuple(sorted(replaced, key=_when)),
    )


def _latest(pool: Iterable[Given]) -> dict[UUID, Given]:
    """The latest answer of each young person."""
    return {one.who: one for one in sorted(pool, key=_when)}


def _when(one: Given) -> tuple[datetime, int]:
    return one.at, one.number


def _once(one: Given) -> tuple[UUID, str, str]:
    return one.who, one.part, one.period
