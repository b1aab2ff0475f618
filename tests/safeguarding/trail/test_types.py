"""Each type says how it reads to staff and to the young person, and what becomes of personal data in it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from safeguarding.trail.types import LOOKS, STAFF_ONLY, WORDINGS, Personal, TrailType, personal

ROOT = Path(__file__).parents[3]
# What would be somebody's words or name under another heading.
NEVER = {"name", "known_as", "email", "title", "words", "text", "note", "reason", "said", "address"}


def recordings() -> Iterator[tuple[str, ast.Call]]:
    """Every place that writes an entry."""
    for floor in ("safeguarding", "voice", "frontend", "config"):
        for path in (ROOT / floor).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.Call) and node.args and _records(node.func):
                    yield f"{path.relative_to(ROOT)}:{node.lineno}", node


def _records(function: ast.expr) -> bool:
    return ast.unparse(function).rpartition(".")[2] == "record"


RECORDINGS = list(recordings())


@pytest.mark.parametrize("type_", TrailType)
def test_a_type_has_its_wordings_and_says_what_becomes_of_personal_data(type_: TrailType) -> None:
    wording = WORDINGS[type_]
    assert wording.staff
    assert set(re.findall(r"{(.*?)}", wording.staff + wording.young_person)) <= {"who"}
    assert isinstance(personal(type_), Personal)
    if personal(type_) is Personal.STAFF:
        assert not wording.young_person, "a young person is shown what is about them only"


def test_every_look_is_shown_to_the_young_person() -> None:
    assert all(WORDINGS[look].young_person and look not in STAFF_ONLY for look in LOOKS)


def test_what_is_about_staff_only_never_names_a_young_person() -> None:
    assert len(RECORDINGS) > 30, "the control: the places are found"
    names = {f"TrailType.{type_.name}" for type_ in STAFF_ONLY}
    wrong = [
        where
        for where, call in RECORDINGS
        if ast.unparse(call.args[0]) in names and any(word.arg == "young_person_id" for word in call.keywords)
    ]
    assert wrong == []


def test_no_entry_is_given_words_or_a_name() -> None:
    given = {(where, word.arg) for where, call in RECORDINGS for word in call.keywords if word.arg in NEVER}
    assert given == set()
