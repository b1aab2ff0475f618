"""Why two protected counts: what the other designs give away, and what this one costs.

Everything here is exact: probabilities of every output, not samples. The choice is written down in
docs/decisions/0010-protected-counts.md.
"""

import math
from collections.abc import Callable, Iterator
from itertools import product

import pytest

from voice.participation.figures import band

EPSILON = 1.0
REACH = 30
Answers = tuple[int, int, int]  # favourable, not favourable, beside
Output = tuple[object, ...]


def log_chance(value: int, scale: float) -> float:
    return math.log((1 - math.exp(-1 / scale)) / (1 + math.exp(-1 / scale))) - abs(value) / scale


def changed(answers: Answers) -> Iterator[Answers]:
    """Every set of answers that differs in what one young person said."""
    for source, target in product(range(3), repeat=2):
        if source != target and answers[source] > 0:
            moved = list(answers)
            moved[source] -= 1
            moved[target] += 1
            yield moved[0], moved[1], moved[2]


def two_counts(answers: Answers) -> dict[Output, float]:
    """Favourable, not favourable, beside: each with noise of scale 2."""
    sizes = range(-4, 30)
    return {
        out: sum(log_chance(o - a, 2 / EPSILON) for o, a in zip(out, answers, strict=True))
        for out in product(sizes, repeat=3)
    }


def one_count_and_a_band(answers: Answers) -> dict[Output, float]:
    """Favourable with noise of scale 1; the band of how many gave a definite answer is the true one."""
    shown = band(answers[0] + answers[1])
    return {(out, shown): log_chance(out - answers[0], 1 / EPSILON) for out in range(-REACH, REACH)}


def most_told(design: Callable[[Answers], dict[Output, float]], answers: Answers) -> float:
    """The largest log odds that any output gives to an insider who knows everybody else's answer."""
    here = design(answers)
    return max(
        abs(chance - there[out]) if out in there else math.inf
        for there in map(design, changed(answers))
        for out, chance in here.items()
    )


@pytest.mark.parametrize("answers", [(7, 5, 2), (14, 0, 1)])
def test_two_protected_counts_tell_an_insider_no_more_than_epsilon(answers: Answers) -> None:
    assert most_told(two_counts, answers) <= EPSILON + 1e-9


def test_one_protected_count_with_a_true_band_tells_an_insider_everything_at_an_edge() -> None:
    assert most_told(one_count_and_a_band, (9, 5, 1)) == math.inf


def test_in_the_middle_of_a_band_one_count_would_have_held() -> None:
    assert most_told(one_count_and_a_band, (7, 5, 1)) <= EPSILON + 1e-9


def error(heard: int) -> float:
    """Root mean square error in points of the share from two counts, over true shares from 1 to 9 in 10."""
    noise = {size: math.exp(log_chance(size, 2 / EPSILON)) for size in range(-REACH, REACH + 1)}
    total = 0.0
    favourables = [round(heard * tenth / 10) for tenth in range(1, 10)]
    for favourable in favourables:
        for first, second in product(noise, repeat=2):
            yes, no = max(favourable + first, 0), max(heard - favourable + second, 0)
            share = yes / (yes + no) if yes + no else 0.5
            total += noise[first] * noise[second] * (share - favourable / heard) ** 2
    return 100 * math.sqrt(total / len(favourables))


@pytest.mark.parametrize(("heard", "points"), [(10, 19), (15, 14), (30, 7), (60, 4)])
def test_the_cost_in_points_is_the_one_written_down(heard: int, points: int) -> None:
    assert round(error(heard)) == points
