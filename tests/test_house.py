"""The house stays small and clear: lengths, and words no screen may use."""

import ast
import re
import tomllib
from itertools import pairwise
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FLOORS = ("config", "frontend", "voice", "safeguarding", "bench")
MOST_LINES, MOST_IN_FUNCTION = 300, 40
NEVER = re.compile(r"\b(placements?|contacts?|respite)\b", re.IGNORECASE)


def sources(*folders: str) -> list[Path]:
    return [
        path for folder in folders for path in (ROOT / folder).rglob("*.py") if "migrations" not in path.parts
    ]


@pytest.mark.parametrize("path", sources(*FLOORS), ids=lambda path: str(path.relative_to(ROOT)))
def test_no_file_and_no_function_grows_long(path: Path) -> None:
    text = path.read_text()
    assert len(text.splitlines()) <= MOST_LINES
    functions = [
        n for n in ast.walk(ast.parse(text)) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    long = {node.name: (node.end_lineno or 0) - node.lineno + 1 for node in functions}
    assert {name: lines for name, lines in long.items() if lines > MOST_IN_FUNCTION} == {}


def screen_text(template: str) -> str:
    """What a person reads of a template: no tags, no template code, no attributes."""
    return re.sub(r"<[^>]*>|\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", " ", template, flags=re.DOTALL)


def test_the_word_list_would_find_a_word_on_a_screen() -> None:
    assert NEVER.search(screen_text("<p>Your placement</p>"))
    assert not NEVER.search(screen_text('<p class="contact">{{ contact }}</p>'))


@pytest.mark.parametrize(
    "path", sorted((ROOT / "frontend").rglob("*.html")), ids=lambda path: str(path.relative_to(ROOT))
)
def test_no_screen_uses_a_word_young_people_dislike(path: Path) -> None:
    assert not NEVER.search(screen_text(path.read_text()))


PICTURED = (
    "A young person",
    "A worker",
    "A moderator",
    "A safeguarding lead",
    "A manager",
    "An administrator",
)


@pytest.mark.parametrize("face", PICTURED)
def test_the_readme_has_a_picture_of_each_face(face: str) -> None:
    """In the cell above its line, and a picture that is there."""
    rows = [
        line.split("|")[1:-1]
        for line in (ROOT / "README.md").read_text().splitlines()
        if line.startswith("|")
    ]
    above = [
        over[column]
        for over, row in pairwise(rows)
        for column, cell in enumerate(row)
        if cell.strip().startswith(f"{face}:")
    ]
    assert len(above) == 1
    shown = re.search(r"!\[.+\]\((docs/pictures/[^)]+\.png)\)", above[0])
    assert shown is not None
    assert (ROOT / shown[1]).read_bytes().startswith(b"\x89PNG")


def test_it_is_free_for_everybody_under_the_agpl() -> None:
    text = (ROOT / "LICENSE").read_text()
    assert text.split("\n", 2)[:2] == ["GNU AFFERO GENERAL PUBLIC LICENSE", "Version 3, 19 November 2007"]
    assert "13. Remote Network Interaction" in text, "the whole of it"
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert project["license"] == "AGPL-3.0-or-later"
