"""Our own wording is held to the reading rules of the young person's pages."""

import tomllib
import warnings

import pytest

from frontend.components.drawings import drawings
from voice.questions.languages import LANGUAGES, falls_back, language, offered
from voice.questions.load import DATA
from voice.questions.words import BESIDE, SCALES, beside_options, label, scale_options

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # its own use of pkg_resources
    import textstat

PAGES = [
    (tier["tier"], tier["scale"], code, [question["text"][code] for question in tier["question"]])
    for tier in tomllib.loads((DATA / "decision.toml").read_text())["tier"]
    for code in ("en", "en-easy")
]
QUESTIONS = [
    question
    for tier in tomllib.loads((DATA / "decision.toml").read_text())["tier"]
    for question in tier["question"]
]


@pytest.mark.parametrize(("tier", "scale", "code", "texts"), PAGES)
def test_each_page_and_each_string_is_easy_to_read(
    tier: str, scale: str, code: str, texts: list[str]
) -> None:
    options = scale_options(scale, code) + beside_options(code)
    for text in texts:
        assert len(text.split()) <= 15
        assert textstat.spache_readability(text) <= 4.0, text
        page = ". ".join([text.rstrip("?"), *(option.label for option in options)]) + "."
        assert textstat.spache_readability(page) <= 3.0, page


def test_a_hard_string_would_be_caught() -> None:
    assert (
        textstat.spache_readability("To what extent did professionals facilitate your participation?") > 4.0
    )


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question["text"]["en"])
def test_every_question_has_its_picture_and_every_language(question: dict[str, object]) -> None:
    assert question["picture"] in drawings("picture")
    assert isinstance(question["text"], dict)
    assert set(question["text"]) == {row.code for row in LANGUAGES}


@pytest.mark.parametrize("code", [row.code for row in LANGUAGES])
def test_every_option_has_a_word_in_every_language(code: str) -> None:
    five, three, beside = scale_options("five", code), scale_options("three", code), beside_options(code)
    assert [option.level for option in five] == [1, 2, 3, 4, 5]
    assert [option.level for option in three] == [1, 3, 5]
    assert [option.value for option in beside] == ["not_sure", "skip", "does_not_fit"]
    labels = [option.label for option in [*five, *beside]]
    assert len(set(labels)) == len(labels) and all(labels)


def test_only_finished_languages_are_offered() -> None:
    assert [row.code for row in offered()] == ["en", "en-easy"]
    assert language("ar").direction == "rtl" and not language("ar").is_on
    assert falls_back("en-easy") == ("en-easy", "en")


def test_a_value_nobody_knows_says_itself() -> None:
    assert label("five", "9", "en") == "9"
    assert label("three", "3", "en") == "Yes"
    assert set(SCALES) == {"five", "three"} and "en" in BESIDE
