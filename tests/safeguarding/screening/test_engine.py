"""What goes in and what comes out: urgency, headings, places, and that nothing is ever lost."""

import pytest

from safeguarding.screening import engine
from safeguarding.screening.engine import screen, screen_safely
from safeguarding.screening.types import (
    AnswerGiven,
    Heading,
    ScreeningInput,
    Urgency,
    most_urgent,
)
from tests.safeguarding.screening.said import given, rules_in, screened, spans


def test_urgencies_sort_from_now_to_none() -> None:
    assert sorted(Urgency, key=lambda urgency: urgency.rank) == ["now", "today", "soon", "none"]
    assert most_urgent([Urgency.SOON, Urgency.NOW, Urgency.NONE]) is Urgency.NOW
    assert most_urgent([]) is Urgency.NONE


def test_no_words_at_all_are_readable_and_raise_nothing() -> None:
    for text in ("", "   \n"):
        result = screened(text)
        assert (result.urgency, result.reasons, result.readable) == (Urgency.NONE, (), True)


def test_the_same_input_gives_the_same_result() -> None:
    one = given("he hit me and said dont tell anyone 😢 hes 24")
    assert screen(one) == screen(one)


@pytest.mark.parametrize(
    ("text", "rule", "marked"),
    [
        ("hi. he hit me", "2-hit", ["he hit me"]),
        ("😭😭 he   HIT  me!!", "2-hit", ["he   HIT  me"]),
        ("heeee hiiiiit meeee", "2-hit", ["heeee hiiiiit meeee"]),
        ("👨‍👩‍👧 im not saaaafe", "1-not-safe-now", ["im not saaaafe"]),
        ("my carer is nice. i want to die", "6-want-to-die", ["want to die"]),
        ("i wnat 2 die", "6-want-to-die", ["wnat 2 die"]),
        ("i don’t feel s4fe here", "4-not-safe-home", ["don’t feel s4fe here"]),
        ("plz hlep me", "20-help", ["plz hlep"]),
    ],
)
def test_a_reason_marks_the_exact_place_in_the_words_as_typed(
    text: str, rule: str, marked: list[str]
) -> None:
    found = spans(text, rule)
    assert found, f"{rule} found nothing in {text!r}"
    assert any(wanted in place for wanted in marked for place in found)


def test_places_apart_are_marked_apart() -> None:
    text = "he hit me on monday at home before school. then on friday after tea dad kicked me"
    assert len(spans(text, "2-hit")) == 2


def test_someone_in_charge_is_told_to_the_caller() -> None:
    assert screened("my foster dad hits me").about_someone_in_charge
    assert not screened("a boy at school hit me").about_someone_in_charge


def test_class_w_alone_is_never_now() -> None:
    text = "he bought me a phone he is 24 its our secret he picks me up i dont see my mates anymore"
    result = screened(text)
    assert {reason.klass for reason in result.reasons} == {"W"}
    assert result.urgency is Urgency.TODAY


def test_an_everyday_saying_hides_only_itself() -> None:
    assert screened("mum hit the roof").urgency is Urgency.NONE
    assert "2-hit" in rules_in(screened("mum hit the roof and then she hit me"))


def test_a_chosen_answer_is_a_reason_without_a_place() -> None:
    result = screened("", answers=(AnswerGiven("feel_safe", "NO"),))
    (reason,) = result.reasons
    assert (reason.source, reason.start, reason.end) == ("answer", None, None)
    assert result.headings == (Heading.HOME_NOT_SAFE,)


def test_whatever_goes_wrong_a_person_reads_it_today(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: ScreeningInput) -> None:
        raise RuntimeError("made to fail")

    monkeypatch.setattr(engine, "screen", broken)
    result = screen_safely(given("all good"))
    assert (result.urgency, result.readable) == (Urgency.TODAY, False)
    assert result.unreadable_because == "error"
