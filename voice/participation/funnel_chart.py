"""Where things stand in a funnel: services by how many were heard, between limits that narrow as more are."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from voice.participation.charts import Tick
from voice.participation.figures import band, figure
from voice.participation.funnel import Place, Point

WIDTH, HEIGHT = 640, 320
LEFT, RIGHT, TOP, BOTTOM = 72, 40, 20, 44
_COARSE = 20  # limits are drawn to 5 points


@dataclass(frozen=True)
class FunnelDot:
    """One unit: where it stands, and its name where it lies outside."""

    name: str
    x: int
    y: int
    outside: bool


@dataclass(frozen=True)
class FunnelChart:
    """Dots by how many were heard (lower end of the band, scaled by square roots), between two limits."""

    width: int
    height: int
    left: int
    right: int
    bottom: int
    up: tuple[Tick, ...]
    across: tuple[Tick, ...]
    upper: str
    lower: str
    dots: tuple[FunnelDot, ...]


def funnel_chart(points: Sequence[Point]) -> FunnelChart | None:
    """The picture of these units; None for none."""
    if not points:
        return None
    starts = {point.name: int(band(point.counts.heard).split()[0]) for point in points}
    most = max(starts.values())
    at = {
        name: round(LEFT + (WIDTH - LEFT - RIGHT) * math.sqrt(start / most)) for name, start in starts.items()
    }
    ordered = sorted(points, key=lambda point: (at[point.name], point.name))
    return FunnelChart(
        width=WIDTH,
        height=HEIGHT,
        left=LEFT,
        right=WIDTH - RIGHT,
        bottom=HEIGHT - BOTTOM,
        up=tuple(Tick(_y(tenth / 10), f"{tenth} in 10") for tenth in range(0, 11, 2)),
        across=tuple(
            Tick(x, str(heard)) for heard, x in sorted({starts[name]: x for name, x in at.items()}.items())
        ),
        upper=_line([(at[point.name], point.upper) for point in ordered]),
        lower=_line([(at[point.name], point.lower) for point in ordered]),
        dots=tuple(
            FunnelDot(p.name, at[p.name], _y(figure(p.counts).value), p.place is not Place.WITHIN)
            for p in ordered
        ),
    )


def _line(places: Sequence[tuple[int, float]]) -> str:
    return " ".join(f"{x},{_y(round(value * _COARSE) / _COARSE)}" for x, value in places)


def _y(value: float) -> int:
    return round(HEIGHT - BOTTOM - value * (HEIGHT - BOTTOM - TOP))
