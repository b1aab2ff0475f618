"""What the rules cannot read goes to a person today, and says why."""

import pytest

from safeguarding.rulebook.loader import shipped
from safeguarding.screening.matching import MOST_LOOKS, find
from safeguarding.screening.readable import LONGEST
from safeguarding.screening.tokens import tokenise
from safeguarding.screening.types import Urgency
from tests.safeguarding.screening.said import rules_in, screened


@pytest.mark.parametrize(
    ("text", "because"),
    [
        ("nie czuję się tu bezpiecznie i chcę do domu", "words"),
        ("no me siento seguro aqui el me pega", "words"),
        ("أنا لا أشعر بالأمان هنا", "script"),
        ("我在这里感觉不安全", "script"),
        ("i like it here but я боюсь его очень", "script"),
        ("asdf qwpoe zxmcn blorf", "words"),
        ("Zbigniew", "words"),
        ("🦑🪩🧿", "words"),
    ],
)
def test_what_cannot_be_read_is_read_by_a_person_today(text: str, because: str) -> None:
    result = screened(text)
    assert (result.urgency, result.readable, result.unreadable_because) == (Urgency.TODAY, False, because)


def test_a_language_without_rules_is_read_today_and_still_screened() -> None:
    result = screened("help me please", language="cy")
    assert result.unreadable_because == "language"
    assert result.urgency is Urgency.NOW


@pytest.mark.parametrize("language", ["en", "en-GB", "en-easy", "EN"])
def test_english_and_easy_english_are_read(language: str) -> None:
    assert screened("i like it here", language=language).readable


@pytest.mark.parametrize(
    "text", ["good", "10/10", "👍", "im fine thanks", "Me n Kai went 2 the park", "ok!!!"]
)
def test_short_ordinary_writing_is_readable(text: str) -> None:
    assert screened(text).readable


def test_badly_spelt_writing_is_still_readable() -> None:
    assert screened("we whent too the beech on saterday an it was realy nise wiv my frends").readable


def test_a_stretch_of_another_language_is_noticed_inside_english() -> None:
    english = "i went to school and then we had tea and played games with my friends and it was good " * 2
    assert screened(english).readable
    assert not screened(english + "on mnie bije kiedy nikogo innego tutaj nie ma").readable


def test_a_local_word_makes_words_readable_and_never_mutes_a_rule() -> None:
    assert not screened("glenfarg bydand").readable
    assert screened("glenfarg bydand", local_words=frozenset({"glenfarg", "bydand"})).readable
    assert "2-hit" in rules_in(screened("he hit me", local_words=frozenset({"hit"})))


def test_very_long_writing_is_read_by_a_person_and_its_beginning_and_end_are_screened() -> None:
    middle = "we went to the park and it was nice " * 3000
    for text in ("i want to die " + middle, middle + "i want to die", middle + " i want to die " + middle):
        result = screened(text)
        assert len(text) > LONGEST
        assert result.unreadable_because == "too long"
        assert result.urgency is Urgency.NOW


@pytest.mark.parametrize("piece", ["hit me ", "he not hurt me want to die ", "safe not ", "phone he bought "])
def test_twice_as_much_writing_is_at_most_twice_the_work(piece: str) -> None:
    matcher = shipped().matcher
    looks = []
    for repeats in (500, 1000, 2000):
        words = tokenise(piece * repeats, matcher.speller).words
        looks.append(find(words, matcher, (range(len(words)),)).looks)
    assert looks[1] <= looks[0] * 2 + 200
    assert looks[2] <= looks[1] * 2 + 200


def test_writing_made_to_be_costly_ends_with_a_person() -> None:
    matcher = shipped().matcher
    words = tokenise("not safe he hurt the phone at night " * 30_000, matcher.speller).words
    found = find(words, matcher, (range(len(words)),))
    assert found.looks <= MOST_LOOKS + 1000


def test_a_megabyte_of_anything_comes_to_an_end() -> None:
    for text in ("a" * 1_000_000, "a'" * 500_000, "!" * 1_000_000, "😀" * 300_000, "hit me " * 150_000):
        assert screened(text).unreadable_because == "too long"
