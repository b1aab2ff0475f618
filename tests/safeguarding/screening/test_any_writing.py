"""Whatever is typed: no exception comes out, places stay inside the words, the result is the same twice."""

from hypothesis import given as any_of
from hypothesis import settings
from hypothesis import strategies as st

from safeguarding.screening.engine import screen
from safeguarding.screening.types import Urgency
from tests.safeguarding.screening.said import LINES, given

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
