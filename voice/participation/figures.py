"""How a figure is shown and said: rounded shares, bands of how many, one plain sentence.

The rounding is for reading, not for protection: what comes in is protected already. Signals are looked for in
unrounded values (`xmr`), because rounding first makes false ones.
"""

import math
from dataclasses import dataclass

from voice.participation.intervals import Counts, interval, share

STEP = 0.05  # a figure is shown to the nearest 5 points...
FINE_STEP = 0.01  # ...and to one point
FINE_FROM = 100  # when at least so many were heard
SMALL_BELOW = 30  # below it: "small number, read with care"
LEAST_SHOWN, MOST_SHOWN = 0.1, 0.9  # beyond them a figure is only "or fewer", "or more"
BANDS = (10, 15, 30, 50, 100, 150, 300, 600, 1000, 2000, 5000)
_ROUNDING = 1e-9  # a share that is a whole number of steps stays one


@dataclass(frozen=True)
class Figure:
    """One figure as it may be shown: shares rounded and kept between 1 in 10 and 9 in 10."""

    value: float
    low: float
    high: float
    band: str
    fine: bool
    small: bool

    @property
    def says_nothing(self) -> bool:
        """True when the interval is too wide to say anything."""
        return self.low <= LEAST_SHOWN and self.high >= MOST_SHOWN


def figure(counts: Counts) -> Figure:
    """The figure of these counts: the value to the nearest step, the interval rounded outwards."""
    fine = counts.heard >= FINE_FROM
    step = FINE_STEP if fine else STEP
    reach = interval(counts)
    return Figure(
        value=_kept(math.floor(share(counts) / step + 0.5 + _ROUNDING) * step),
        low=_kept(math.floor(reach.low / step + _ROUNDING) * step),
        high=_kept(math.ceil(reach.high / step - _ROUNDING) * step),
        band=band(counts.heard),
        fine=fine,
        small=counts.heard < SMALL_BELOW,
    )


def band(heard: int) -> str:
    """How many were heard, as a band: "15 to 29"; `heard` is a protected number."""
    at = max((lower for lower in BANDS if lower <= heard), default=BANDS[0])
    following = [lower for lower in BANDS if lower > at]
    return f"{at} to {following[0] - 1}" if following else f"{at} or more"


def in_words(value: float, *, fine: bool = False) -> str:
    """A share as a person says it: "6½ in 10", "64 in 100", "9 in 10 or more"."""
    if value >= MOST_SHOWN - _ROUNDING:
        return "9 in 10 or more"
    if value <= LEAST_SHOWN + _ROUNDING:
        return "1 in 10 or fewer"
    return _count(value, fine=fine) + _of(fine)


def sentence(shown: Figure, what: str) -> str:
    """One plain sentence: "Between 5 and 8 in 10 felt heard." for `what` = "felt heard".

    Where one end is not known the figure itself comes first: "at least 1½" alone would be read as 1½.
    """
    low_open, high_open = shown.low <= LEAST_SHOWN + _ROUNDING, shown.high >= MOST_SHOWN - _ROUNDING
    low, high = _count(shown.low, fine=shown.fine), _count(shown.high, fine=shown.fine)
    if low_open and high_open:
        return f"Too few were heard to say how many {what}."
    if shown.high <= LEAST_SHOWN + _ROUNDING or shown.low >= MOST_SHOWN - _ROUNDING:
        return f"{in_words(shown.value)} {what}."
    about = in_words(shown.value, fine=shown.fine)
    about = about if " or " in about else f"About {about}"
    of = _of(True) if shown.fine else ""  # beside "9 in 10 or more" a bare 82 would be read as 82 of 10
    if low_open:
        return f"{about} {what} (likely {high}{of} or fewer)."
    if high_open:
        return f"{about} {what} (likely {low}{of} or more)."
    return f"Between {low} and {high}{_of(shown.fine)} {what}."


def between(shown: Figure) -> str:
    """Where the true figure likely is: "between 5 and 8 in 10", "at least 5½ in 10", "too few to say"."""
    low_open, high_open = shown.low <= LEAST_SHOWN + _ROUNDING, shown.high >= MOST_SHOWN - _ROUNDING
    low, high = _count(shown.low, fine=shown.fine), _count(shown.high, fine=shown.fine)
    if low_open and high_open:
        return "too few to say"
    if shown.high <= LEAST_SHOWN + _ROUNDING or shown.low >= MOST_SHOWN - _ROUNDING:
        return in_words(shown.value)
    if low_open:
        return f"at most {high}{_of(shown.fine)}"
    if high_open:
        return f"at least {low}{_of(shown.fine)}"
    return f"between {low} and {high}{_of(shown.fine)}"


def _kept(value: float) -> float:
    return round(min(max(value, LEAST_SHOWN), MOST_SHOWN), 2)


def _of(fine: bool) -> str:
    return " in 100" if fine else " in 10"


def _count(value: float, *, fine: bool) -> str:
    if fine:
        return str(round(value * 100))
    halves = round(value * 20)
    whole = str(halves // 2) if halves != 1 else ""
    return whole + ("½" if halves % 2 else "")
