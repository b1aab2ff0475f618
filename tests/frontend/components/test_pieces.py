"""Words are cut to be marked, never changed."""

from hypothesis import given
from hypothesis import strategies as st

from frontend.components.pieces import Piece, pieces

PLACES = st.integers(-3, 40)


def test_a_reason_is_underlined_and_its_number_stands_after_it() -> None:
    assert pieces("he got me a phone ok", reasons=[(3, 17, 1)]) == [
        Piece("he "),
        Piece("got me a phone", reason=True, numbers=(1,)),
        Piece(" ok"),
    ]


def test_overlapping_reasons_each_show_their_number_once() -> None:
    cut = pieces("abcdef", reasons=[(0, 4, 1), (2, 6, 2)])
    assert [(piece.text, piece.numbers) for piece in cut] == [("ab", ()), ("cd", (1,)), ("ef", (2,))]
    assert all(piece.reason for piece in cut)


def test_a_struck_word_says_once_what_stands_instead() -> None:
    cut = pieces("Rhys and me", redactions=[(0, 4, "a boy who lives here")], quotes=[(2, 8)])
    assert [piece.instead for piece in cut] == ["", "a boy who lives here", "", ""]
    assert [piece.struck for piece in cut] == [True, True, False, False]
    assert [piece.quote for piece in cut] == [False, True, True, False]


def test_a_mark_past_the_end_is_cut_off() -> None:
    assert pieces("ab", reasons=[(1, 9, 3)])[-1] == Piece("b", reason=True, numbers=(3,))


def test_no_words_have_no_pieces() -> None:
    assert pieces("", reasons=[(0, 3, 1)]) == []


@given(
    words=st.text(max_size=30),
    reasons=st.lists(st.tuples(PLACES, PLACES, st.integers(1, 9))),
    redactions=st.lists(st.tuples(PLACES, PLACES, st.text(max_size=4))),
    quotes=st.lists(st.tuples(PLACES, PLACES)),
)
def test_the_pieces_joined_are_the_words_as_typed(
    words: str,
    reasons: list[tuple[int, int, int]],
    redactions: list[tuple[int, int, str]],
    quotes: list[tuple[int, int]],
) -> None:
    assert "".join(piece.text for piece in pieces(words, reasons, redactions, quotes)) == words
