"""The noise has the distribution it says, repeats itself, and is never shared by two sets of answers."""

import math
from collections import Counter
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voice.participation.noise import Bits, discrete_laplace, noise_variance, protected

KEY = b"a release key for tests, 32 bytes"
DRAWS = 8_000


def probability(value: int, scale: float) -> float:
    """The exact probability of a discrete Laplace value."""
    ratio = math.exp(-1 / scale)
    return (1 - ratio) / (1 + ratio) * ratio ** abs(value)


@pytest.mark.parametrize("scale", [Fraction(1), Fraction(2), Fraction(3, 2), Fraction(1, 3)])
def test_draws_follow_the_exact_distribution(scale: Fraction) -> None:
    seen = Counter(discrete_laplace(Bits(KEY, f"{scale}/{n}".encode()), scale) for n in range(DRAWS))
    cells = [v for v in range(-40, 41) if DRAWS * probability(v, float(scale)) >= 10]
    expected = [DRAWS * probability(v, float(scale)) for v in cells]
    observed = [seen[v] for v in cells]
    expected.append(DRAWS - sum(expected))
    observed.append(DRAWS - sum(observed))
    chi_square = sum((o - e) ** 2 / e for o, e in zip(observed, expected, strict=True) if e > 1)
    freedom = len(cells)
    # Wilson and Hilferty's cube: below 3.1 for all but one set of draws in a thousand.
    deviate = ((chi_square / freedom) ** (1 / 3) - 1 + 2 / (9 * freedom)) / math.sqrt(2 / (9 * freedom))
    assert deviate < 3.1


@pytest.mark.parametrize("scale", [Fraction(1), Fraction(2)])
def test_the_variance_told_to_the_intervals_is_that_of_the_draws(scale: Fraction) -> None:
    exact = sum(v * v * probability(v, float(scale)) for v in range(-200, 201))
    assert noise_variance(1, 1 / scale) == pytest.approx(exact)


@given(st.integers(0, 500), st.text(max_size=20))
def test_the_same_count_of_the_same_block_is_always_protected_alike(count: int, label: str) -> None:
    first = protected(count, sensitivity=2, epsilon=Fraction(1), key=KEY, label=label)
    assert first == protected(count, sensitivity=2, epsilon=Fraction(1), key=KEY, label=label)


def test_neighbouring_answers_draw_independently() -> None:
    def noise(count: int, scope: tuple[int, ...], block: int) -> int:
        label = f"block {block}"
        return protected(count, sensitivity=2, epsilon=Fraction(1), key=KEY, label=label, scope=scope) - count

    pairs = [(noise(5, (5, 6), block), noise(5, (5, 7), block)) for block in range(300)]
    assert sum(a == b for a, b in pairs) < 90, "another count in the block must change this one's draw"
    assert {a for a, _ in pairs} != {0}, "there is noise at all"


def test_the_key_decides_the_draw() -> None:
    other = b"another release key, of 32 bytes."
    draws = [
        [protected(20, sensitivity=2, epsilon=Fraction(1), key=key, label=str(n)) for n in range(50)]
        for key in (KEY, other)
    ]
    assert draws[0] != draws[1]


@given(st.integers(1, 9), st.integers(1, 9), st.integers(0, 10**9))
def test_every_draw_below_a_bound_is_below_it(low: int, high: int, seed: int) -> None:
    bits = Bits(KEY, str(seed).encode())
    assert all(0 <= bits.below(low * high) < low * high for _ in range(20))


@pytest.mark.parametrize(
    ("sensitivity", "epsilon", "key"),
    [(0, Fraction(1), KEY), (2, Fraction(0), KEY), (2, Fraction(-1), KEY), (2, Fraction(1), b"short")],
)
def test_protection_that_protects_nothing_is_refused(sensitivity: int, epsilon: Fraction, key: bytes) -> None:
    with pytest.raises(ValueError):
        protected(12, sensitivity=sensitivity, epsilon=epsilon, key=key, label="x")
