"""How written words become canonical ones."""

import pytest

from safeguarding.rulebook.loader import shipped
from safeguarding.screening.spelling import edit_cost
from safeguarding.screening.tokens import MOST_UNFAMILIAR, tokenise


def words(text: str) -> str:
    return " ".join(tokenise(text, shipped().matcher.speller).words)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("he's hittin me", "he be hit me"),
        ("dont don't don’t dinnae divvent", "do not do not do not do not do not"),
        ("im gonna", "i be go to"),
        ("sooooo scaaared", "so scare"),
        ("h8 2nite b4", "hate tonight before"),
        ("k1ll mys3lf", "kill myself"),
        ("hurtting", "hurt"),
        ("frightnd", "frighten"),
        ("mum's boyfriend", "mum boyfriend"),
        ("ｈｅｌｐ", "help"),
        ("he\u200blp me", "help me"),
        ("ma hoose", "mum house"),
        ("up till 4am or 11pm", "up till 4am or 11pm"),
    ],
)
def test_other_ways_of_writing_mean_the_same(written: str, meant: str) -> None:
    assert words(written) == meant


def test_an_ordinary_word_is_never_turned_into_an_alarming_one() -> None:
    for ordinary in ("hat", "bit", "killer", "bead", "horse", "cute", "knight", "sage", "dice"):
        assert words(ordinary) == ordinary or words(ordinary) in ("bit",)


def test_only_guesses_are_marked_as_guessed() -> None:
    tokens = tokenise("he treatened me", shipped().matcher.speller)
    assert [tokens.words[place] for place in tokens.guessed] == ["threaten"]


@pytest.mark.parametrize(
    ("written", "meant", "near"),
    [
        ("hrut", "hurt", True),
        ("scarred", "scared", True),
        ("bulied", "bullied", True),
        ("xurt", "hurt", False),
        ("hurtful", "hurt", False),
    ],
)
def test_one_slip_is_near_and_two_are_not(written: str, meant: str, near: bool) -> None:
    assert (edit_cost(written, meant) is not None) is near


def test_every_place_lies_in_the_text_and_never_goes_back() -> None:
    text = "I   wanna... go 🏠 plz!! idk"
    tokens = tokenise(text, shipped().matcher.speller)
    assert tokens.starts == sorted(tokens.starts)
    assert all(0 <= start < end <= len(text) for start, end in zip(tokens.starts, tokens.ends, strict=True))


def test_only_so_many_strange_words_are_puzzled_over() -> None:
    text = " ".join(f"qz{'x' * (number % 7)}{number}k" for number in range(MOST_UNFAMILIAR * 2))
    tokens = tokenise(text, shipped().matcher.speller)
    assert len(tokens.words) == MOST_UNFAMILIAR * 2
