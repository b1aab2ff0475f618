"""Where things stand in a picture: whole numbers for the SVG templates, from shown figures only.

Every coordinate is worked out from a `Figure`, which is rounded already, so a picture says no more than its
table. Limits are rounded to one point. Coordinates are whole numbers in the picture's own view box, so that
no language writes them with a comma.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from voice.participation.figures import Figure, in_words
from voice.participation.xmr import Chart

WIDTH, HEIGHT = 640, 400
# To the right there is room for the longest figure, "1 in 10 or fewer".
LEFT, RIGHT, TOP, BOTTOM = 72, 132, 44, 36
LEAST_SPAN = 0.3
MOST_LABELS = 6


@dataclass(frozen=True)
class Tick:
    """A labelled place on an axis."""

    at: int
    label: str


@dataclass(frozen=True)
class Dot:
    """One period's figure; hollow when it is part of a signal."""

    x: int
    y: int
    hollow: bool
    label: str


@dataclass(frozen=True)
class Flag:
    """What the adults changed, and in which period: a line, and a box beside it for the words."""

    x: int
    label: str
    box: int
    width: int


@dataclass(frozen=True)
class TrendPoint:
    """One period of a trend; no figure where nothing was closed, `fresh` where the question changed."""

    label: str
    figure: Figure | None
    change: str = ""
    fresh: bool = False


@dataclass(frozen=True)
class Trend:
    """A line of figures with its interval band, its middle and usual limits, and what was changed when."""

    width: int
    height: int
    left: int
    right: int
    top: int
    bottom: int
    across: tuple[Tick, ...]
    up: tuple[Tick, ...]
    lines: tuple[str, ...]
    bands: tuple[str, ...]
    dots: tuple[Dot, ...]
    newest: int | None
    middle: int | None
    middle_label: int | None
    limits: tuple[int, ...]
    flags: tuple[Flag, ...]


@dataclass(frozen=True)
class _Axis:
    low: float
    high: float

    def y(self, value: float) -> int:
        inside = (min(max(value, self.low), self.high) - self.low) / (self.high - self.low)
        return round(HEIGHT - BOTTOM - inside * (HEIGHT - BOTTOM - TOP))


def trend(points: Sequence[TrendPoint], chart: Chart | None) -> Trend:
    """The trend of these periods, oldest first; `chart` is of the same periods that have a figure."""
    shown = [(at, point, point.figure) for at, point in enumerate(points) if point.figure is not None]
    lines = [round(v, 2) for v in (chart.lower, chart.upper) if v is not None] if chart else []
    axis = _axis([f.low for _, _, f in shown] + [f.high for _, _, f in shown] + lines)
    signalled = {place for found in chart.found for place in found.points} if chart else set()
    dots = tuple(
        Dot(_x(at, len(points)), axis.y(f.value), place in signalled, in_words(f.value, fine=f.fine))
        for place, (at, _, f) in enumerate(shown)
    )
    stretches = _stretches(points)
    middle = axis.y(round(chart.middle, 2)) if chart else None
    newest = dots[-1].y if dots else None
    return Trend(
        width=WIDTH,
        height=HEIGHT,
        left=LEFT,
        right=WIDTH - RIGHT,
        top=TOP,
        bottom=HEIGHT - BOTTOM,
        across=_across(points),
        up=tuple(
            Tick(axis.y(v / 10), f"{v} in 10") for v in range(round(axis.low * 10), round(axis.high * 10) + 1)
        ),
        lines=tuple(_path([(_x(at, len(points)), axis.y(f.value)) for at, f in run]) for run in stretches),
        bands=tuple(_band(run, axis, len(points)) for run in stretches),
        dots=dots,
        newest=newest,
        middle=middle,
        middle_label=_clear_of(newest, middle),
        limits=tuple(axis.y(value) for value in lines if axis.low <= value <= axis.high),
        flags=tuple(
            _flag(_x(at, len(points)), point.change, at > len(points) / 2)
            for at, point in enumerate(points)
            if point.change
        ),
    )


def _flag(x: int, label: str, to_left: bool) -> Flag:
    """Words wide enough for the longest letters; to the left of the line in the right half of the picture."""
    width = 9 * len(label) + 16
    return Flag(x, label, x - width if to_left else x, width)


def _clear_of(newest: int | None, middle: int | None) -> int | None:
    """Where the word beside the middle line stands, clear of the two lines of the newest figure."""
    if newest is None or middle is None or not newest - 30 < middle < newest + 40:
        return middle
    return newest + 40 if middle >= newest else newest - 30


def _axis(values: Sequence[float]) -> _Axis:
    """Whole tenths around the values, at least three of them apart."""
    low = math.floor(min(values, default=0.0) * 10 + 1e-9) / 10
    high = math.ceil(max(values, default=1.0) * 10 - 1e-9) / 10
    low, high = max(low, 0.0), min(high, 1.0)
    if high - low < LEAST_SPAN:
        low = max(round(min(low, 1 - LEAST_SPAN), 1), 0.0)
        high = round(max(high, low + LEAST_SPAN), 1)
    return _Axis(low, high)


def _x(at: int, size: int) -> int:
    room = WIDTH - LEFT - RIGHT - 24
    return LEFT + 12 + (round(room * at / (size - 1)) if size > 1 else room // 2)


def _across(points: Sequence[TrendPoint]) -> tuple[Tick, ...]:
    step = max(1, math.ceil(len(points) / MOST_LABELS))
    return tuple(Tick(_x(at, len(points)), point.label) for at, point in enumerate(points) if at % step == 0)


def _stretches(points: Sequence[TrendPoint]) -> list[list[tuple[int, Figure]]]:
    """The figures in unbroken rows: a period without one, or a changed question, breaks the line."""
    runs: list[list[tuple[int, Figure]]] = [[]]
    for at, point in enumerate(points):
        if point.figure is None or point.fresh:
            runs.append([])
        if point.figure is not None:
            runs[-1].append((at, point.figure))
    return [run for run in runs if run]


def _band(run: Sequence[tuple[int, Figure]], axis: _Axis, size: int) -> str:
    upper = [(_x(at, size), axis.y(f.high)) for at, f in run]
    lower = [(_x(at, size), axis.y(f.low)) for at, f in reversed(run)]
    return _path(upper + lower)


def _path(places: Sequence[tuple[int, int]]) -> str:
    return " ".join(f"{x},{y}" for x, y in places)
