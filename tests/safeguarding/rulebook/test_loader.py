"""A rulebook is used whole or not at all."""

from pathlib import Path

import pytest

from safeguarding.rulebook.loader import BrokenRule, load

GOOD = """heading = 2

[[rule]]
id = "hit"
version = 1
class = "N"
urgency = "today"
statement = "Somebody hits them."
source = "made up"
terms = ["<them> ~2 hit me"]
match = ["he hit me"]
no_match = ["i hit the ball"]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "rulebook.toml").write_text(
        'version = 3\nlanguages = ["en"]\n[defaults]\nauthor = "A"\nreviewer = "B"\nlanguage = "en"\n'
    )
    (tmp_path / "groups.toml").write_text('[groups]\nthem = ["he", "<more>"]\nmore = ["she"]\n')
    (tmp_path / "sayings.toml").write_text('sayings = ["hit the roof"]\n')
    (tmp_path / "h02.toml").write_text(GOOD)
    return tmp_path


def test_a_whole_rulebook_is_loaded(folder: Path) -> None:
    rulebook = load(folder)
    assert (rulebook.version, [rule.id for rule in rulebook.rules]) == (3, ["hit"])
    assert (rulebook.rules[0].author, rulebook.rules[0].reviewer) == ("A", "B")


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ('match = ["he hit me"]', 'match = ["it rained"]', "must match and does not"),
        ('no_match = ["i hit the ball"]', 'no_match = ["she hit me"]', "must not match and does"),
        ('class = "N"', 'class = "W"', "class must be one of N"),
        ('urgency = "today"', 'urgency = "none"', "always has a clock"),
        ('urgency = "today"', 'urgency = "later"', "is not now, today, soon or none"),
        ('statement = "Somebody hits them."', 'statement = " "', "statement must say something"),
        ('source = "made up"\n', "", "source is missing"),
        ("version = 1", "version = 0", "version must be a whole number"),
        ("<them> ~2 hit me", "<nobody> hit me", "there is no group <nobody>"),
        ("<them> ~2 hit me", "he ~2", "cannot read the end"),
        ("<them> ~2 hit me", "he ~99 hit", "too wide"),
        ("<them> ~2 hit me", "(he hit", "cannot read"),
        ("<them> ~2 hit me", "he?", "nothing is left"),
        ('terms = ["<them> ~2 hit me"]', "", "looks for nothing"),
        ('terms = ["<them> ~2 hit me"]', "terms = [1]", "must be a list of words"),
        ('terms = ["<them> ~2 hit me"]', 'answers = ["yes"]', "must be question=value"),
        ('source = "made up"', 'source = "made up"\nscore = 3', "nobody knows what 'score' means"),
        (
            'terms = ["<them> ~2 hit me"]',
            'together = { headings = [21], at_least = 2, days = 7, distinct = "day" }',
            "from 1 to 20",
        ),
    ],
)
def test_a_broken_rule_is_refused_with_its_file_line_and_reason(
    folder: Path, old: str, new: str, why: str
) -> None:
    assert old in GOOD
    (folder / "h02.toml").write_text(GOOD.replace(old, new))
    with pytest.raises(BrokenRule, match=r"^h02\.toml:4: hit: ") as problem:
        load(folder)
    assert why in str(problem.value)


def test_two_rules_cannot_share_an_id(folder: Path) -> None:
    (folder / "h03.toml").write_text(GOOD)
    with pytest.raises(BrokenRule, match=r"h03\.toml:4: hit: this id is already used in h02\.toml"):
        load(folder)


def test_a_file_that_is_missing_or_not_toml_is_named(folder: Path) -> None:
    (folder / "h03.toml").write_text("heading = ")
    with pytest.raises(BrokenRule, match=r"h03\.toml"):
        load(folder)
    (folder / "groups.toml").unlink()
    with pytest.raises(BrokenRule, match=r"groups\.toml is missing"):
        load(folder)


def test_a_heading_must_be_one_of_the_twenty(folder: Path) -> None:
    (folder / "h02.toml").write_text(GOOD.replace("heading = 2", "heading = 21"))
    with pytest.raises(BrokenRule, match="from 1 to 20"):
        load(folder)


def test_groups_cannot_go_in_a_circle(folder: Path) -> None:
    (folder / "groups.toml").write_text('[groups]\nthem = ["<more>"]\nmore = ["<them>"]\n')
    with pytest.raises(BrokenRule, match="names itself"):
        load(folder)


def test_an_empty_rulebook_is_refused(folder: Path) -> None:
    (folder / "h02.toml").unlink()
    with pytest.raises(BrokenRule, match="holds no rule"):
        load(folder)
