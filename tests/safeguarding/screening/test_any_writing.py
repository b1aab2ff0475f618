"""Whatever is typed: no exception comes out, places stay inside the words, the result is the same twice."""

import pytest
from hypothesis import given as any_of
from hypothesis import settings
from hypothesis import strategies as st

from safeguarding.screening.engine import screen, screen_safely
from safeguarding.screening.types import Urgency
from tests.safeguarding.screening.said import LINES, given, screened

PIECES = sorted({word for path in sorted(LINES.glob("*.txt")) for word in path.read_text("utf-8").split()})
writing = st.one_of(
    st.text(),
    st.lists(st.sampled_from(PIECES), max_size=60).map(" ".join),
    st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=4)), max_size=40).map("".join),
)


@settings(max_examples=300, deadline=None)
@any_of(writing)
def test_places_lie_in_the_words_and_unreadable_is_never_slower_than_today(text: str) -> None:
    result = screen(given(text))
    assert result == screen(given(text))
    for reason in result.reasons:
        assert reason.source != "words" or (reason.start is not None and reason.end is not None)
        if reason.start is not None and reason.end is not None:
            assert 0 <= reason.start < reason.end <= len(text)
        assert result.urgency.rank <= reason.urgency.rank
    if not result.readable:
        assert result.urgency.rank <= Urgency.TODAY.rank


@settings(max_examples=150, deadline=None)
@any_of(st.sampled_from(["i want to die", "he hit me", "im not safe", "help me please"]), writing)
def test_what_is_said_after_a_worry_never_hides_it(worry: str, more: str) -> None:
    alone = screen(given(worry))
    together = screen(given(f"{worry}. {more}"))
    assert together.urgency.rank <= alone.urgency.rank


@pytest.mark.parametrize(
    "text",
    [
        "a" * 1_000_000,
        "\u200d\U0001f600" * 500_000,
        "\u0301" * 1_000_000,
        "beat me at football and " * 12_000,
    ],
    ids=["one long word", "joined pictures", "only accents", "sayings and worries without end"],
)
def test_writing_made_to_be_costly_ends_with_a_person_today(text: str) -> None:
    result = screen_safely(given(text))
    assert (result.readable, result.unreadable_because) == (False, "too long")
    assert result.urgency.rank <= Urgency.TODAY.rank


def test_a_saying_never_reaches_into_the_next_sentence() -> None:
    assert screened("he beat me at football").urgency is Urgency.NONE
    assert screened("he beat me. then we went to football").urgency is Urgency.TODAY
    assert screened("he beat me at football and then he punched me in the face").urgency is Urgency.TODAY
