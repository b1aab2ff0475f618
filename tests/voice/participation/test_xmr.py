"""Worked examples of the four rules, and how seldom noise alone is flagged."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voice.participation.xmr import Found, Signal, chart, mean_moving_range, words

CALM = [0.50, 0.54, 0.48, 0.52, 0.49, 0.53, 0.47, 0.51, 0.50, 0.52, 0.48, 0.51]


def signals(values: list[float]) -> list[Signal]:
    found = chart(values)
    assert found is not None
    return [one.signal for one in found.found]


def test_the_limits_are_266_mean_moving_ranges_from_the_mean() -> None:
    one = chart([10.0, 12, 11, 13, 12, 14, 11, 12, 13, 11, 12, 13])
    assert one is not None
    # Ranges 2 1 2 1 2 3 1 1 2 1 1: mean 17 / 11, and none over 3.267 times it.
    assert one.middle == pytest.approx(12.0)
    assert one.upper == pytest.approx(12.0 + 2.66 * 17 / 11)
    assert one.lower == pytest.approx(12.0 - 2.66 * 17 / 11)


def test_a_range_far_out_of_the_ordinary_is_screened_from_the_limits() -> None:
    values = [10.0, 11, 10, 11, 10, 11, 10, 11, 10, 11, 10, 30]
    # Ten ranges of 1 and one of 20: mean 30 / 11, screened at 8.91, so the mean of what is left is 1.
    assert mean_moving_range(values) == pytest.approx(1.0)


def test_calm_values_are_no_signal() -> None:
    assert signals(CALM) == []


def test_a_newest_point_outside_the_limits_is_one() -> None:
    assert Signal.OUTSIDE in signals([*CALM, 0.75])


def test_an_old_point_outside_the_limits_is_not_flagged_again() -> None:
    assert signals([0.75, *CALM]) == []


def test_seven_newest_on_one_side_are_one() -> None:
    shifted = [0.50, 0.46, 0.50, 0.46, 0.50, 0.46, 0.56, 0.58, 0.55, 0.57, 0.56, 0.58, 0.55]
    assert signals(shifted) == [Signal.ONE_SIDE]
    assert Signal.ONE_SIDE not in signals([*shifted, 0.45]), "the newest point has left that side"


def test_seven_newest_each_higher_are_one() -> None:
    rising = [0.50, 0.56, 0.47, 0.55, 0.49, 0.54, 0.46, 0.47, 0.48, 0.49, 0.51, 0.53, 0.54]
    assert Signal.TREND in signals(rising)
    assert Signal.TREND not in signals([*rising, 0.54])


def test_two_of_the_newest_three_close_to_a_limit_are_one() -> None:
    one = chart([*CALM, 0.61, 0.52, 0.61])
    assert one is not None
    (found,) = one.found
    assert (found.signal, found.points, found.up) == (Signal.OUTER_THIRD, (12, 14), True)


def test_under_twelve_periods_there_are_no_limits() -> None:
    one = chart(CALM[:11])
    assert one is not None
    assert (one.lower, one.upper) == (None, None)
    assert one.middle == 0.50, "the middle of a run chart is the median"


def test_a_run_chart_still_finds_seven_on_one_side() -> None:
    values = [0.3, 0.31, 0.3, 0.32, 0.6, 0.62, 0.61, 0.63, 0.6, 0.62, 0.61]
    assert Signal.ONE_SIDE not in signals(values), "the median lies among the newest"
    assert Signal.TREND in signals([0.3, 0.4, 0.41, 0.42, 0.43, 0.44, 0.45, 0.46])


def test_no_values_have_no_chart() -> None:
    assert chart([]) is None


@given(st.lists(st.floats(0, 1), min_size=1, max_size=40))
def test_every_signal_touches_the_newest_point(values: list[float]) -> None:
    one = chart(values)
    assert one is not None
    assert all(found.points[-1] == len(values) - 1 for found in one.found)


@given(st.floats(0, 1), st.integers(1, 30))
def test_the_same_figure_again_and_again_is_no_signal(value: float, periods: int) -> None:
    assert signals([value] * periods) == []


def test_noise_alone_seldom_makes_a_signal() -> None:
    draw = random.Random(7)
    runs = [signals([draw.gauss(0.5, 0.05) for _ in range(20)]) for _ in range(1_000)]
    assert sum(bool(run) for run in runs) < 80


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (Found(Signal.ONE_SIDE, tuple(range(7)), True), "Seven quarters in a row above the middle."),
        (Found(Signal.OUTSIDE, (9,), False), "This quarter is below the usual limits."),
        (
            Found(Signal.TREND, tuple(range(13)), True),
            "13 quarters in a row, each higher than the one before.",
        ),
        (
            Found(Signal.OUTER_THIRD, (7, 9), False),
            "Two of the last three quarters are close to the lower limit.",
        ),
    ],
)
def test_a_signal_is_said_in_words(found: Found, said: str) -> None:
    assert words(found) == f"{said} That is unlikely to be chance."
