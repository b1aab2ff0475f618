"""Our own wording is held to the reading rules of the young person's pages."""

import tomllib
import warnings
from typing import Any

import pytest

from frontend.components.drawings import drawings
from frontend.young_person.parse import CODE
from safeguarding.rulebook.loader import shipped
from safeguarding.screening.engine import screen_safely
from safeguarding.screening.types import AnswerGiven, ScreeningInput, Urgency
from voice.questions.languages import DRAFTS, falls_back, language
from voice.questions.load import DATA
from voice.questions.types import LOWEST, SAFETY, SCALE_OF, Beside, Tier
from voice.questions.words import BESIDE, SCALES, beside_options, label, scale_options

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # its own use of pkg_resources
    import textstat

TIERS = [
    (file.stem, tier)
    for file in sorted(DATA.glob("*.toml"))
    for tier in tomllib.loads(file.read_text(encoding="utf-8"))["tier"]
]
PAGES = [
    pytest.param(tier["scale"], code, question, id=f"{key} {tier['tier']} {code} {question['code']}")
    for key, tier in TIERS
    for question in tier["question"]
    for code in ("en", "en-easy")
]
QUESTIONS = [question for key, tier in TIERS for question in tier["question"] if key == "decision"]
ALL = [question for _, tier in TIERS for question in tier["question"]]


@pytest.mark.parametrize(("scale", "code", "question"), PAGES)
def test_each_page_and_each_string_is_easy_to_read(scale: str, code: str, question: dict[str, Any]) -> None:
    text = question["text"].get(code, question["text"]["en"])
    own = [option["label"]["en"] for option in question.get("options", [])]
    labels = own or [option.label for option in scale_options(scale, code)]
    labels += [option.label for option in beside_options(code)]
    for said in (text, *labels):
        assert len(said.split()) <= 15
        assert textstat.spache_readability(said) <= 4.0, said
    page = ". ".join([text.rstrip("?"), *labels]) + "."
    assert textstat.spache_readability(page) <= 3.0, page


@pytest.mark.parametrize("tier", [tier for key, tier in TIERS if key != "decision"], ids=str)
def test_what_a_set_is_called_is_easy_to_read(tier: dict[str, Any]) -> None:
    for title in tier["title"].values():
        assert textstat.spache_readability(title) <= 3.0, title


@pytest.mark.parametrize("tier", [tier for _, tier in TIERS], ids=str)
def test_each_age_has_its_scale_and_no_more_than_it_can_take(tier: dict[str, Any]) -> None:
    age = Tier(tier["tier"])
    assert tier["scale"] == SCALE_OF[age]
    assert len(tier["question"]) == 3 if age is Tier.FOUR else 3 <= len(tier["question"]) <= 6
    codes = [question["code"] for question in tier["question"]]
    assert len(set(codes)) == len(codes)


def test_questions_that_are_counted_are_asked_in_the_core_alone() -> None:
    counted = {key for key, tier in TIERS for question in tier["question"] if question["part"]}
    assert counted == {"decision"}


@pytest.mark.parametrize("question", ALL, ids=lambda question: question["text"]["en"])
def test_every_question_and_everything_to_tap_has_a_picture_of_its_own(question: dict[str, Any]) -> None:
    own = [option["picture"] for option in question.get("options", [])]
    assert {question["picture"], *own} <= set(drawings("picture"))
    assert len(set(own)) == len(own), "one picture, one meaning"
    values = [option["value"] for option in question.get("options", [])]
    assert len(values) in (0, *range(2, 6)), "all of them fit a small phone"
    assert all(CODE.fullmatch(value) and not value.isdigit() for value in values)
    assert not set(values) & set(Beside.values)


@pytest.mark.parametrize("code", SAFETY)
@pytest.mark.parametrize("value", [LOWEST, "2"])
def test_the_lowest_answer_about_safety_and_no_other_asks_for_a_person_today(code: str, value: str) -> None:
    given = (AnswerGiven(code, value),)
    result = screen_safely(ScreeningInput("", "en", given, (), shipped(), frozenset()))
    assert [reason.urgency for reason in result.reasons] == ([Urgency.TODAY] if value == LOWEST else [])


def test_every_shipped_question_about_safety_is_one_the_rules_know() -> None:
    asked = {question["code"] for question in ALL if "safe" in question["text"]["en"].split()}
    assert asked <= set(SAFETY) and len(asked) == 5


def test_a_hard_string_would_be_caught() -> None:
    assert (
        textstat.spache_readability("To what extent did professionals facilitate your participation?") > 4.0
    )


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question["text"]["en"])
def test_the_core_has_its_pictures_and_every_language(question: dict[str, object]) -> None:
    assert question["picture"] in drawings("picture")
    assert isinstance(question["text"], dict)
    assert set(question["text"]) == {"en", "en-easy", *DRAFTS}


@pytest.mark.parametrize("code", ["en", "en-easy", *DRAFTS])
def test_every_option_has_a_word_in_every_language(code: str) -> None:
    five, three, beside = scale_options("five", code), scale_options("three", code), beside_options(code)
    assert [option.level for option in five] == [1, 2, 3, 4, 5]
    assert [option.level for option in three] == [1, 3, 5]
    assert [option.value for option in beside] == ["not_sure", "skip", "does_not_fit"]
    labels = [option.label for option in [*five, *beside]]
    assert len(set(labels)) == len(labels) and all(labels)


def test_a_language_knows_its_direction_and_what_it_falls_back_to() -> None:
    assert language("ar").direction == "rtl" and not language("ar").is_on
    assert falls_back("en-easy") == ("en-easy", "en")


def test_a_value_nobody_knows_says_itself() -> None:
    assert label("five", "9", "en") == "9"
    assert label("three", "3", "en") == "Yes"
    assert set(SCALES) == {"five", "three"} and "en" in BESIDE
