"""The interval holds the true share as often as it says, noise of the protection included."""

import math
from collections.abc import Iterator
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voice.participation.intervals import Counts, interval, share
from voice.participation.noise import noise_variance

SENSITIVITY, EPSILON = 2, Fraction(1)
NOISE = noise_variance(SENSITIVITY, EPSILON)
REACH = 26  # noise beyond it has a probability under 0.000003
SHARES = (0.05, 0.1, 0.2, 0.3, 0.5, 0.6, 0.7, 0.85, 0.9, 0.95)
counts = st.builds(
    Counts, st.integers(-30, 500), st.integers(-30, 500), st.integers(1, 9), st.floats(0.1, 80)
)


def noise_chances() -> list[float]:
    ratio = math.exp(-1 / SENSITIVITY)
    return [(1 - ratio) / (1 + ratio) * ratio ** abs(size) for size in range(-REACH, REACH + 1)]


def chances(heard: int, true: float) -> Iterator[tuple[int, float]]:
    for favourable in range(heard + 1):
        yield favourable, math.comb(heard, favourable) * true**favourable * (1 - true) ** (heard - favourable)


def coverage(heard: int) -> list[float]:
    """Exact: how often the interval holds each true share, over every answer and every noise."""
    noise = noise_chances()
    sizes = range(-REACH, heard + REACH + 1)
    found = {(f, u): interval(Counts(f, u, 1, NOISE)) for f in sizes for u in sizes}
    held = []
    for true in SHARES:
        total = 0.0
        for favourable, chance in chances(heard, true):
            for i, first in enumerate(noise):
                row = 0.0
                for j, second in enumerate(noise):
                    reach = found[favourable + i - REACH, heard - favourable + j - REACH]
                    row += second if reach.low <= true <= reach.high else 0.0
                total += chance * first * row
        held.append(total)
    return held


@pytest.mark.parametrize("heard", [10, 11, 14, 21])
def test_the_interval_holds_the_true_share_in_93_of_100_and_never_under_90(heard: int) -> None:
    held = coverage(heard)
    assert sum(held) / len(held) >= 0.93
    assert min(held) >= 0.90


def plain_wilson(favourable: int, heard: int) -> tuple[float, float]:
    z = 1.959964
    middle = (favourable + z * z / 2) / (heard + z * z)
    half = z / (heard + z * z) * math.sqrt(favourable * (heard - favourable) / heard + z * z / 4)
    return middle - half, middle + half


@pytest.mark.parametrize(("favourable", "heard"), [(0, 10), (5, 10), (27, 40), (100, 100)])
def test_without_noise_it_is_wilsons(favourable: int, heard: int) -> None:
    reach = interval(Counts(favourable, heard - favourable, 1, 0.0))
    assert (reach.low, reach.high) == pytest.approx(plain_wilson(favourable, heard), abs=1e-6)


@given(counts)
def test_any_protected_counts_give_a_share_and_an_interval(one: Counts) -> None:
    reach = interval(one)
    assert 0 <= reach.low < reach.high <= 1
    assert 0 <= share(one) <= 1


@given(counts, counts)
def test_a_sum_of_blocks_adds_counts_and_noise(one: Counts, other: Counts) -> None:
    both = one + other
    assert both.favourable == one.favourable + other.favourable
    assert both.noise == pytest.approx(one.noise + other.noise)
    assert both.heard >= 10 * both.blocks


def test_noise_that_could_hide_everything_says_anything_from_none_to_all() -> None:
    reach = interval(Counts(1, 1, 1, NOISE))
    assert (reach.low, reach.high) == (0.0, 1.0)


def test_a_figure_needs_a_closed_block() -> None:
    with pytest.raises(ValueError):
        Counts(5, 5, 0, NOISE)
