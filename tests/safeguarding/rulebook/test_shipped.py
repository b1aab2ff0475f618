"""The rulebook that comes with the product."""

from collections import Counter

import pytest

from safeguarding.rulebook.loader import rules_hit, shipped
from safeguarding.screening.types import Heading, Rule, Urgency

RULES = shipped().rules
MATCHES = [(rule, text) for rule in RULES for text in rule.match]
NO_MATCHES = [(rule, text) for rule in RULES for text in rule.no_match]


def hit(text: str) -> set[str]:
    return {RULES[number].id for number in rules_hit(text, shipped().matcher)}


@pytest.mark.parametrize(("rule", "text"), MATCHES, ids=[f"{rule.id}: {text}" for rule, text in MATCHES])
def test_a_rule_matches_its_examples(rule: Rule, text: str) -> None:
    assert rule.id in hit(text)


@pytest.mark.parametrize(
    ("rule", "text"), NO_MATCHES, ids=[f"{rule.id}: {text}" for rule, text in NO_MATCHES]
)
def test_a_rule_leaves_its_other_examples_alone(rule: Rule, text: str) -> None:
    assert rule.id not in hit(text)


def test_there_are_rules_for_every_heading() -> None:
    counts = Counter(rule.heading for rule in RULES)
    assert len(RULES) >= 80
    assert {heading: counts[heading] for heading in Heading if counts[heading] < 3} == {}


def test_every_rule_says_why_it_exists_and_who_wrote_it() -> None:
    for rule in RULES:
        assert rule.statement.endswith(".")
        assert rule.source
        assert rule.author
        assert rule.reviewer
        assert rule.language == "en"


def test_class_w_is_never_now_and_class_n_always_has_a_clock() -> None:
    assert not [rule.id for rule in RULES if rule.klass == "W" and rule.urgency is Urgency.NOW]
    assert not [rule.id for rule in RULES if rule.klass == "N" and rule.urgency is Urgency.NONE]


def test_it_is_read_once() -> None:
    assert shipped() is shipped()
    assert shipped().rule("2-hit").heading is Heading.HURT_OR_THREATENED
