"""Comparing services: a binomial funnel with over-dispersion (Spiegelhalter 2005), small ones pooled.

No league table: the answer for each unit is only whether it lies where chance and ordinary variety put it.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import reduce
from operator import add

from voice.participation.intervals import Counts, Z, share

POOL_BELOW = 30
POOLED = "Smaller ones together"
_WINSOR = 0.1


class Place(Enum):
    """Where a unit lies."""

    WITHIN = "within"
    ABOVE = "above"
    BELOW = "below"


@dataclass(frozen=True)
class Point:
    """One unit in the funnel: its share, the limits for as many heard, and where it lies."""

    name: str
    counts: Counts
    share: float
    lower: float
    upper: float
    place: Place


def funnel(units: Mapping[str, Counts]) -> list[Point]:
    """Every unit, by name; those with under 30 heard as one point, never dropped. Empty for no units."""
    pooled = pool_small(units)
    if not pooled:
        return []
    middle = share(reduce(add, pooled.values()))
    spreads = {name: _spread(counts, middle) for name, counts in pooled.items()}
    deviates = [(share(counts) - middle) / spreads[name] for name, counts in pooled.items()]
    stretch = math.sqrt(max(1.0, over_dispersion(deviates)))
    return [
        _point(name, counts, middle, Z * stretch * spreads[name]) for name, counts in sorted(pooled.items())
    ]


def pool_small(units: Mapping[str, Counts]) -> dict[str, Counts]:
    """The units with at least 30 heard, and the rest as one."""
    large = {name: counts for name, counts in units.items() if counts.heard >= POOL_BELOW}
    small = [counts for name, counts in units.items() if name not in large]
    return {**large, POOLED: reduce(add, small)} if small else large


def over_dispersion(deviates: list[float]) -> float:
    """How much more the units vary than chance would make them: mean square of winsorised deviates."""
    ordered = sorted(deviates)
    edge = int(len(ordered) * _WINSOR)
    low, high = ordered[edge], ordered[-1 - edge]
    return sum(min(max(z, low), high) ** 2 for z in ordered) / len(ordered)


def _spread(counts: Counts, middle: float) -> float:
    """Standard deviation of a unit's share around the middle, protection noise included."""
    chance = counts.heard * middle * (1 - middle)
    protection = counts.noise * ((1 - middle) ** 2 + middle**2)
    return math.sqrt(chance + protection) / counts.heard


def _point(name: str, counts: Counts, middle: float, reach: float) -> Point:
    value, lower, upper = share(counts), max(middle - reach, 0.0), min(middle + reach, 1.0)
    place = Place.ABOVE if value > upper else Place.BELOW if value < lower else Place.WITHIN
    return Point(name, counts, value, lower, upper, place)
