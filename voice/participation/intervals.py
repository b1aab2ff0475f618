"""A figure from protected counts: the share, how many were heard, and the interval.

Everything here is a function of protected counts only, so nothing it returns says more than they do.
"""

import math
from dataclasses import dataclass

Z = 1.959964  # two-sided 95 %
LEAST_PER_BLOCK = 10


@dataclass(frozen=True)
class Counts:
    """Protected counts of one unit, part and period: a block, or a sum of blocks.

    `noise` is the variance on each of the two counts (`noise.noise_variance` times the number of blocks).
    """

    favourable: int
    not_favourable: int
    blocks: int
    noise: float

    def __post_init__(self) -> None:
        if self.blocks < 1:
            raise ValueError("a figure comes from at least one closed block")

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(
            self.favourable + other.favourable,
            self.not_favourable + other.not_favourable,
            self.blocks + other.blocks,
            self.noise + other.noise,
        )

    @property
    def heard(self) -> int:
        """How many were heard, as far as the protected counts tell: never under ten for each block."""
        return max(self.favourable + self.not_favourable, LEAST_PER_BLOCK * self.blocks)


@dataclass(frozen=True)
class Interval:
    """The 95 % interval of a share, both ends from 0 to 1."""

    low: float
    high: float


def share(counts: Counts) -> float:
    """The share in the favourable category, from 0 to 1."""
    favourable, other = max(counts.favourable, 0), max(counts.not_favourable, 0)
    return favourable / (favourable + other) if favourable + other else 0.5


def interval(counts: Counts) -> Interval:
    """Wilson's 95 % interval, widened by the noise of the protection.

    Every share p is kept for which (favourable - p x heard) lies within Z standard deviations of zero; its
    variance is n p (1 - p) from who happened to answer, and v ((1 - p)^2 + p^2) from the noise on the two
    counts. A quadratic in p. Where the noise could hide everything the answer is "anything from 0 to 1".
    """
    total = counts.favourable + counts.not_favourable
    spread, noise = Z**2 * counts.heard, Z**2 * counts.noise
    a = total**2 + spread - 2 * noise
    b = 2 * counts.favourable * total + spread - 2 * noise
    c = counts.favourable**2 - noise
    inside = b * b - 4 * a * c
    if a <= 0 or inside < 0:
        return Interval(0.0, 1.0)
    low, high = ((b - math.sqrt(inside)) / (2 * a), (b + math.sqrt(inside)) / (2 * a))
    if low >= 1 or high <= 0:
        return Interval(0.0, 1.0)
    return Interval(max(low, 0.0), min(high, 1.0))
