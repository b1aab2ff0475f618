"""An everyday saying hides its own words, and never what somebody says between them."""

from collections.abc import Mapping, Sequence

import pytest

from safeguarding.rulebook.loader import rules_hit, shipped
from safeguarding.screening import matching, sayings
from safeguarding.screening.compiled import Matcher, compile_rules
from safeguarding.screening.placing import Places
from safeguarding.screening.sayings import Own
from safeguarding.screening.types import Rule, Urgency
from tests.safeguarding.screening.said import rules_in, screened

# The whole line is the stretch of an everyday saying, and inside it something is told.
TOLD_BETWEEN = [
    ("dad shouts hits me tidy", "2-hit"),
    ("i was scared he strangled me at the film", "2-hit"),
    ("phone me he raped me at nine", "7-pressured-sex"),
    ("he sleeps over and he touches me at my nan", "7-touched"),
    ("we stay there and he beats me at my aunt", "2-hit"),
    ("i miss my nan he hits me but soon", "2-hit"),
    ("joking he hits me about the trip", "2-hit"),
    ("i hide because he beats me in the market", "2-hit"),
    ("i cry because he batters me over the book", "2-hit"),
    ("do not want to go to school because he hits me every monday", "2-hit"),
    ("the secret is he touches me and then we have cake", "7-touched"),
    ("my brother hits me and he kicked me and he is two", "2-hit"),
    ("my carer pinches me and is off sick", "5-hurt-by"),
]


@pytest.mark.parametrize(("line", "rule"), TOLD_BETWEEN)
def test_what_is_told_between_the_words_of_a_saying_is_seen(
    line: str, rule: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as whole_stretches:
        whole_stretches.setattr(matching, "own_words", _whole_stretches)
        whole_stretches.setattr(matching, "hidden", lambda *_: True)
        assert rule not in rules_in(screened(line)), "a saying that hid its whole stretch would not hide this"
    result = screened(line)
    assert rule in rules_in(result)
    assert result.urgency.rank <= Urgency.TODAY.rank


def _whole_stretches(
    words: Sequence[str], possible: Sequence[tuple[int, int, int]], at: Places, matcher: Matcher, most: int
) -> tuple[Mapping[int, list[Own]], int]:
    """Sayings as they once were: everything from the first word to the last was theirs."""
    own, looks = sayings.own_words(words, possible, at, matcher, most)
    said = {one for of_word in own.values() for one in of_word}
    stretches = [frozenset(range(min(one), max(one) + 1)) for one in said]
    return {place: [one] for one in stretches for place in one}, looks


def read_by(terms: tuple[str, ...], *said: str) -> "Read":
    return Read(terms, said)


class Read:
    """One made-up rule and made-up sayings: what they make of a line."""

    def __init__(self, terms: tuple[str, ...], said: tuple[str, ...]) -> None:
        like = next(rule for rule in shipped().rules if rule.terms)
        self.matcher = compile_rules([_with(like, terms)], {}, said)

    def finds(self, text: str) -> bool:
        return bool(rules_hit(text, self.matcher))


def _with(like: Rule, terms: tuple[str, ...]) -> Rule:
    return like.__class__(**{name: getattr(like, name) for name in like.__slots__} | {"terms": terms})


def test_a_place_is_hidden_only_if_all_its_words_are_the_saying_s() -> None:
    read = read_by(("mum ~2 beat ~1 me",), "mum beat me ~3 chess")
    assert not read.finds("mum beat me at chess")
    assert read.finds("mum beat me")
    assert read_by(("mum ~2 beat ~1 me",), "beat me ~3 chess").finds("mum beat me at chess")
    assert read_by(("beat ~1 me",), "beat ~2 chess").finds("beat me chess")


def test_words_of_two_sayings_together_hide_nothing() -> None:
    rule = ("beat ~3 me",)
    assert read_by(rule, "beat ~5 chess", "take me ~5 park").finds("beat and take me chess park")
    assert not read_by(rule, "beat ~3 me ~5 chess").finds("beat and take me chess park")


def test_of_the_same_words_said_twice_the_nearest_are_the_saying_s() -> None:
    read = read_by(("hit ~1 me",), "hit ~1 me ~8 snowball")
    assert not read.finds("hit me with a snowball")
    assert read.finds("hit me and hit me with a snowball")


def test_a_pattern_that_also_stands_outside_the_saying_is_seen() -> None:
    read = read_by(("dad|brother ~4 batter ~1 me",), "brother batter me ~2 pool")
    assert not read.finds("brother battered me at pool")
    assert read.finds("dad saw my brother batter me at pool")
