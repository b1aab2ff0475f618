"""Every style works in both directions of reading, and the desk's one file is what the parts say."""

import re
from pathlib import Path

import pytest

import frontend.components
from frontend.components import build

HOME = Path(frontend.components.__file__).parent
SHEETS = sorted(HOME.glob("*/*.css"))
PHYSICAL = re.compile(
    r"(?<![\w-])((margin|padding|border)-(left|right|top|bottom)|(?:min-|max-)?(?:width|height)|left|right|top|bottom"
    r"|text-align: *(left|right)|float|border-(top|bottom)-(left|right)-radius)\s*:"
)
QUERY = re.compile(r"@media[^{]+")


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: f"{sheet.parent.name}/{sheet.name}")
def test_a_style_names_no_side_of_the_screen(sheet: Path) -> None:
    css = QUERY.sub("", sheet.read_text(encoding="utf-8"))
    assert not PHYSICAL.search(css)


def test_a_side_of_the_screen_would_be_noticed() -> None:
    assert PHYSICAL.search("a { margin-left: 3px; }")
    assert PHYSICAL.search("a { width: 3px; }")
    assert not PHYSICAL.search("a { inline-size: 3px; margin-inline-start: 2px; border-width: 1px; }")


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: f"{sheet.parent.name}/{sheet.name}")
def test_a_style_has_no_capitals_italics_gradients_or_motion(sheet: Path) -> None:
    css = sheet.read_text(encoding="utf-8")
    assert not re.search(r"text-transform|italic|gradient|transition|animation", css)


@pytest.mark.parametrize("name", ["desk.css", "desk.js"])
def test_the_desks_file_is_up_to_date(name: str) -> None:
    kept = (build.STATIC / name).read_text(encoding="utf-8")
    assert kept == build.built()[name], "run: python -m frontend.components.build"


def test_building_writes_what_is_built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build, "STATIC", tmp_path / "desk")
    build.main()
    assert {
        path.name: path.read_text(encoding="utf-8") for path in (tmp_path / "desk").iterdir()
    } == build.built()
