"""How figures are shown and said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voice.participation.figures import Figure, band, between, figure, in_words, sentence
from voice.participation.intervals import Counts


def shown(low: float, value: float, high: float, *, fine: bool = False) -> Figure:
    return Figure(value, low, high, "15 to 29", fine, small=True)


@pytest.mark.parametrize(
    ("heard", "words"),
    [(3, "10 to 14"), (14, "10 to 14"), (15, "15 to 29"), (120, "100 to 149"), (9000, "5000 or more")],
)
def test_how_many_were_heard_is_a_band(heard: int, words: str) -> None:
    assert band(heard) == words


@pytest.mark.parametrize(
    ("value", "words"),
    [(0.65, "6½ in 10"), (0.3, "3 in 10"), (0.9, "9 in 10 or more"), (0.1, "1 in 10 or fewer")],
)
def test_a_share_is_said_in_halves_of_one_in_ten(value: float, words: str) -> None:
    assert in_words(value) == words


def test_a_large_number_is_said_to_one_in_a_hundred() -> None:
    assert in_words(0.64, fine=True) == "64 in 100"


@pytest.mark.parametrize(
    ("low", "value", "high", "words"),
    [
        (0.5, 0.65, 0.8, "Between 5 and 8 in 10 felt heard."),
        (0.1, 0.3, 0.55, "About 3 in 10 felt heard (likely 5½ or fewer)."),
        (0.55, 0.8, 0.9, "About 8 in 10 felt heard (likely 5½ or more)."),
        (0.55, 0.9, 0.9, "9 in 10 or more felt heard (likely 5½ or more)."),
        (0.1, 0.5, 0.9, "Too few were heard to say how many felt heard."),
        (0.9, 0.9, 0.9, "9 in 10 or more felt heard."),
        (0.1, 0.1, 0.1, "1 in 10 or fewer felt heard."),
    ],
)
def test_one_plain_sentence_a_figure(low: float, value: float, high: float, words: str) -> None:
    assert sentence(shown(low, value, high), "felt heard") == words


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (0.5, 0.8, "between 5 and 8 in 10"),
        (0.1, 0.55, "at most 5½ in 10"),
        (0.55, 0.9, "at least 5½ in 10"),
        (0.1, 0.9, "too few to say"),
        (0.9, 0.9, "9 in 10 or more"),
    ],
)
def test_where_the_true_figure_likely_is(low: float, high: float, words: str) -> None:
    assert between(shown(low, high, high)) == words


def test_a_fine_sentence_counts_in_hundreds() -> None:
    assert sentence(shown(0.58, 0.64, 0.7, fine=True), "felt heard") == "Between 58 and 70 in 100 felt heard."


@given(st.integers(-20, 400), st.integers(-20, 400), st.integers(1, 5))
def test_a_figure_is_rounded_and_never_nearer_an_end_than_one_in_ten(yes: int, no: int, blocks: int) -> None:
    one = figure(Counts(yes, no, blocks, 7.8 * blocks))
    step = 100 if one.fine else 20
    for value in (one.value, one.low, one.high):
        assert 0.1 <= value <= 0.9
        assert round(value * step) == pytest.approx(value * step)
    assert one.low <= one.high


def test_under_thirty_heard_is_a_small_number() -> None:
    assert figure(Counts(20, 9, 1, 7.8)).small
    assert not figure(Counts(20, 10, 1, 7.8)).small


def test_from_a_hundred_heard_one_point_is_shown() -> None:
    assert figure(Counts(63, 36, 3, 23.4)).value == 0.65
    assert figure(Counts(63, 37, 3, 23.4)).value == 0.63
