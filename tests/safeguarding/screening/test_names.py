"""Who is named in the words, so that a young person can be asked whether that person may see them."""

import pytest

from safeguarding.screening.names import named_in

PEOPLE = (
    ("asha", ("Asha Patel", "Ash", "social worker", "my worker")),
    ("joy", ("Joy Okafor", "Miss Okafor")),
    ("carol", ("Carol", "Caz", "carer", "foster mum")),
    ("lena", ("Lena", "the manager")),
)


def named(text: str) -> list[tuple[str, str]]:
    return [(mention.key, text[mention.start : mention.end]) for mention in named_in(text, PEOPLE)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Asha shouted at me", [("asha", "Asha")]),
        ("asha's car", [("asha", "asha's")]),
        ("ashas always late", [("asha", "ashas")]),
        ("i told asah", [("asha", "asah")]),
        ("my social worker never comes", [("asha", "social worker")]),
        ("Caz is cross with joy", [("carol", "Caz"), ("joy", "joy")]),
        ("miss okafor said no", [("joy", "miss okafor")]),
        ("the manager and carole", [("lena", "manager"), ("carol", "carole")]),
        ("😀 my foster mum 😀", [("carol", "foster mum")]),
        ("we went to the beach", []),
    ],
)
def test_readers_are_found_by_name_nickname_slip_and_role(text: str, found: list[tuple[str, str]]) -> None:
    assert named(text) == found


def test_an_ordinary_word_is_not_a_misspelt_name() -> None:
    assert named("lean on me") == []
    assert named("i like ash trees") == [("asha", "ash")]


def test_nobody_is_found_in_nothing() -> None:
    assert named_in("", PEOPLE) == ()
    assert named_in("Asha", ()) == ()
