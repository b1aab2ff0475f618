"""Telling change from noise: an XmR chart with four rules, a run chart while there are few periods.

The constants are those of the NHS "Making data count" charts (package NHSRplotthedots): limits at 2.66 mean
moving ranges from the mean, after moving ranges over 3.267 times their mean were left out of that mean.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise
from statistics import fmean, median

LIMIT = 2.66
RANGE_LIMIT = 3.267
RUN = 7
LEAST_FOR_LIMITS = 12
_SAME = 1e-9  # closer to a line than this is on it


class Signal(Enum):
    """Why a run of points is unlikely to be chance."""

    OUTSIDE = "outside"
    ONE_SIDE = "one_side"
    TREND = "trend"
    OUTER_THIRD = "outer_third"


@dataclass(frozen=True)
class Found:
    """A signal that touches the newest point; `points` are places in the series, `up` is its direction."""

    signal: Signal
    points: tuple[int, ...]
    up: bool


@dataclass(frozen=True)
class Chart:
    """Middle line, limits where there are enough periods; `found` touches the newest point, longest first."""

    middle: float
    lower: float | None
    upper: float | None
    found: tuple[Found, ...]


def chart(values: Sequence[float]) -> Chart | None:
    """The chart of unrounded protected shares, oldest first; None for an empty series."""
    if not values:
        return None
    if len(values) < LEAST_FOR_LIMITS:
        middle = median(values)
        return Chart(middle, None, None, _present(_one_side(values, middle), _trend(values)))
    middle, reach = fmean(values), LIMIT * mean_moving_range(values)
    found = _present(
        _outside(values, middle, reach),
        _one_side(values, middle),
        _trend(values),
        _outer_third(values, middle, reach),
    )
    return Chart(middle, middle - reach, middle + reach, found)


def mean_moving_range(values: Sequence[float]) -> float:
    """The mean of the screened moving ranges; zero for fewer than two values."""
    ranges = [abs(after - before) for before, after in pairwise(values)]
    if not ranges:
        return 0.0
    most = RANGE_LIMIT * fmean(ranges)
    return fmean([size for size in ranges if size <= most])


def words(found: Found, *, period: str = "quarter") -> str:
    """What a signal means, in a plain sentence."""
    side = "above" if found.up else "below"
    limit = "upper" if found.up else "lower"
    count = f"{_NUMBERS.get(len(found.points), str(len(found.points)))} {period}s in a row"
    said = {
        Signal.OUTSIDE: f"This {period} is {side} the usual limits.",
        Signal.ONE_SIDE: f"{count} {side} the middle.",
        Signal.TREND: f"{count}, each {'higher' if found.up else 'lower'} than the one before.",
        Signal.OUTER_THIRD: f"Two of the last three {period}s are close to the {limit} limit.",
    }
    return f"{said[found.signal]} That is unlikely to be chance."


_NUMBERS = {7: "Seven", 8: "Eight", 9: "Nine", 10: "Ten", 11: "Eleven", 12: "Twelve"}


def _present(*found: Found | None) -> tuple[Found, ...]:
    there = [one for one in found if one is not None]
    return tuple(sorted(there, key=lambda one: -len(one.points)))


def _outside(values: Sequence[float], middle: float, reach: float) -> Found | None:
    newest = len(values) - 1
    away = values[newest] - middle
    return Found(Signal.OUTSIDE, (newest,), away > 0) if abs(away) > reach + _SAME else None


def _one_side(values: Sequence[float], middle: float) -> Found | None:
    """The newest points in a row on one side; a point on the line ends the run, as in the NHS code."""
    up = values[-1] > middle
    length = _run_back(values, lambda at: (values[at] - middle if up else middle - values[at]) > _SAME)
    return _run(Signal.ONE_SIDE, len(values), length, up)


def _trend(values: Sequence[float]) -> Found | None:
    if len(values) < RUN:
        return None
    up = values[-1] > values[-2]
    steps = _run_back(
        values,
        lambda at: at > 0 and (values[at] > values[at - 1] if up else values[at] < values[at - 1]),
    )
    return _run(Signal.TREND, len(values), steps + 1, up)


def _outer_third(values: Sequence[float], middle: float, reach: float) -> Found | None:
    """Two of the newest three beyond two thirds of the way to a limit, on one side, the newest among them."""
    last_three = range(len(values) - 3, len(values))
    for up in (True, False):
        near = [at for at in last_three if _near(values[at] - middle, reach, up)]
        if len(near) >= 2 and near[-1] == len(values) - 1:
            return Found(Signal.OUTER_THIRD, tuple(near), up)
    return None


def _near(away: float, reach: float, up: bool) -> bool:
    distance = away if up else -away
    return reach * 2 / 3 + _SAME < distance <= reach + _SAME


def _run_back(values: Sequence[float], holds: Callable[[int], bool]) -> int:
    """How many of the newest points in a row hold."""
    length = 0
    while length < len(values) and holds(len(values) - 1 - length):
        length += 1
    return length


def _run(signal: Signal, size: int, length: int, up: bool) -> Found | None:
    return Found(signal, tuple(range(size - length, size)), up) if length >= RUN else None
