"""The language lint over every string a person may read: templates, sentences in the code, questions, charts' words."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from voice.participation.types import MEANS, WHAT, Measure

ROOT = Path(__file__).parent.parent
NEVER = re.compile(
    r"\b(placements?|contacts?|respite|service users?|abscond(s|ed)?|challenging behaviou?rs?|hard to reach|LAC)\b",
    re.IGNORECASE,
)


def sentences(path: Path) -> Iterator[str]:
    """Strings of more than one word, docstrings aside."""
    tree = ast.parse(path.read_text())
    docs = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    constants = (node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in docs)
    for constant in constants:
        if isinstance(constant.value, str) and " " in constant.value.strip():
            yield constant.value


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from texts(inner)


def test_no_sentence_in_the_code_uses_a_word_that_no_screen_may(tmp_path: Path) -> None:
    bad = tmp_path / "bad.py"
    bad.write_text('"""A placement."""\nsaid = "Your placement is here"\n')
    assert [bool(NEVER.search(one)) for one in sentences(bad)] == [True], (
        "the control; docstrings are not read"
    )
    files = [
        path
        for floor in ("config", "frontend", "voice", "safeguarding")
        for path in (ROOT / floor).rglob("*.py")
    ]
    found = {
        f"{path.relative_to(ROOT)}: {one}"
        for path in files
        if "migrations" not in path.parts
        for one in sentences(path)
        if NEVER.search(one)
    }
    assert found == set()


def test_no_question_uses_one() -> None:
    files = list((ROOT / "voice/questions/data").rglob("*.toml"))
    assert files
    for path in files:
        assert [one for one in texts(tomllib.loads(path.read_text())) if NEVER.search(one)] == []


def test_every_figure_has_a_sentence_and_a_meaning() -> None:
    for measure in Measure:
        assert WHAT[measure]
        assert measure in MEANS or measure.value.startswith("w_")
        assert not NEVER.search(WHAT[measure] + MEANS.get(measure, ""))
