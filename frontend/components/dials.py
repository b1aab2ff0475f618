"""Round pictures of time: the dial on desks, the clock on phones. Pure numbers in, SVG out."""

from datetime import datetime, timedelta
from math import cos, pi, sin

LAST_FIFTH = 0.2
HALF_DAY = timedelta(hours=12)


def point(centre: float, radius: float, turn: float) -> str:
    """A point on a circle; `turn` is the part of a whole turn, clockwise from twelve o'clock."""
    angle = 2 * pi * turn
    return f"{centre + radius * sin(angle):.1f} {centre - radius * cos(angle):.1f}"


def sector(centre: float, radius: float, start: float, part: float) -> str:
    """Path of a sector that begins at `start` and covers `part` of a turn, both 0 to 1, clockwise."""
    if part >= 0.999:
        top, bottom = point(centre, radius, 0), point(centre, radius, 0.5)
        return f"M{top}A{radius} {radius} 0 0 1 {bottom}A{radius} {radius} 0 0 1 {top}z"
    large = 1 if part > 0.5 else 0
    begin, end = point(centre, radius, start), point(centre, radius, start + part)
    return f"M{centre} {centre}L{begin}A{radius} {radius} 0 {large} 1 {end}z"


def dial_markup(left: float, kept: bool = False, late: bool = False) -> str:
    """A promise's dial on a 32 grid. `left` is the part of the time still left, 1 to 0."""
    if kept:
        return '<circle class="k" cx="16" cy="16" r="15"/><path class="t" d="M10 16.5l4 4 8-8"/>'
    if late:
        return '<circle class="l" cx="16" cy="16" r="15"/><path class="t" d="M16 9v8M16 22h.01"/>'
    ring = '<circle class="o" cx="16" cy="16" r="14.2"/>'
    left = min(max(left, 0.0), 1.0)
    if left < 0.01:
        return ring
    name = "s h" if left <= LAST_FIFTH else "s"
    return f'{ring}<path class="{name}" d="{sector(16, 10.4, 0, left)}"/>'


def hour_turn(time: datetime) -> float:
    """Where the hour hand stands, as a part of a turn."""
    return (time.hour % 12 + time.minute / 60) / 12


def clock_markup(start: datetime, end: datetime) -> str:
    """A clock face on a 120 grid: hands at `end`, a sector from `start` to `end` (whole from 12 h)."""
    part = min(max((end - start) / HALF_DAY, 0.0), 1.0)
    ticks = "".join(f"M{point(60, 50, n / 12)}L{point(60, 43 if n % 3 else 41, n / 12)}" for n in range(12))
    hands = f"M60 60L{point(60, 30, hour_turn(end))}M60 60L{point(60, 42, end.minute / 60)}"
    filled = f'<path class="s" d="{sector(60, 43, hour_turn(start), part)}"/>' if part > 0 else ""
    face = f'<circle class="o" cx="60" cy="60" r="55"/>{filled}<path class="t" d="{ticks}"/>'
    return f'{face}<path class="a" d="{hands}"/>'
