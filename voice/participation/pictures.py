"""The smaller pictures: six-part profile, stacked answers, response rate. Coordinates as in `charts`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from voice.participation.figures import Figure, in_words

PROFILE_WIDTH = 260
BAR_WIDTH = 400


@dataclass(frozen=True)
class ProfileRow:
    """One part of the profile: the young people's figure, its interval, and their workers' (a diamond)."""

    part: str
    value: int
    low: int
    high: int
    middle: int
    said: str
    workers: int | None
    workers_said: str


@dataclass(frozen=True)
class Stripe:
    """One kind of answer in a stacked bar."""

    name: str
    start: int
    width: int
    said: str


def profile(figures: Mapping[str, Figure], workers: Mapping[str, Figure]) -> list[ProfileRow]:
    """One row a part that has a figure, in the order given."""
    return [
        ProfileRow(
            part=part,
            value=_along(figure.value),
            low=_along(figure.low),
            high=_along(figure.high),
            middle=_along(0.5),
            said=in_words(figure.value, fine=figure.fine),
            workers=_along(workers[part].value) if part in workers else None,
            workers_said=in_words(workers[part].value, fine=workers[part].fine) if part in workers else "",
        )
        for part, figure in figures.items()
    ]


def stacked(counts: Mapping[str, int], *, fine: bool) -> list[Stripe]:
    """A bar of protected counts by kind of answer; counts below zero are none. Empty when nothing is left.

    Shares are rounded to the step of a figure first, so the bar is as coarse as its words.
    """
    kept = {name: max(count, 0) for name, count in counts.items()}
    total = sum(kept.values())
    if not total:
        return []
    step = 100 if fine else 20
    stripes, start = [], 0
    for name, count in kept.items():
        width = round(BAR_WIDTH * round(step * count / total) / step)
        width = min(width, BAR_WIDTH - start)
        stripes.append(Stripe(name, start, width, in_words(round(step * count / total) / step, fine=fine)))
        start += width
    return stripes


def response_rate(figures: Sequence[tuple[str, Figure]]) -> list[Stripe]:
    """One bar a period: how many of those asked replied."""
    return [
        Stripe(label, 0, round(BAR_WIDTH * figure.value), in_words(figure.value, fine=figure.fine))
        for label, figure in figures
    ]


def _along(value: float) -> int:
    return round(8 + value * (PROFILE_WIDTH - 16))
