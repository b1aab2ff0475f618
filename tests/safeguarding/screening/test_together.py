"""Counts over this young person's days: repeats and combinations are shown, not added up."""

from datetime import date, timedelta

from safeguarding.screening.types import PastDay, Urgency
from tests.safeguarding.screening.said import rules_in, screened

TODAY = date(2026, 3, 20)


def days_ago(days: int, *rules: tuple[str, int]) -> PastDay:
    return PastDay(TODAY - timedelta(days=days), rules)


def test_two_different_signs_in_one_contribution_are_shown_together() -> None:
    assert screened("he bought me trainers").urgency is Urgency.SOON
    result = screened("he bought me trainers and he is 24")
    assert "together-exploitation" in rules_in(result)
    assert result.urgency is Urgency.TODAY


def test_a_sign_comes_together_with_one_from_last_week() -> None:
    past = (days_ago(7, ("10-older", 10)),)
    result = screened("he bought me trainers", history=past, day=TODAY)
    (reason,) = [reason for reason in result.reasons if reason.source == "history"]
    assert (reason.rule, reason.start, reason.urgency) == ("together-exploitation", None, Urgency.TODAY)


def test_a_sign_from_long_ago_does_not_count() -> None:
    past = (days_ago(29, ("10-older", 10)),)
    assert screened("he bought me trainers", history=past, day=TODAY).urgency is Urgency.SOON


def test_without_a_day_everything_counts_as_recent() -> None:
    past = (days_ago(300, ("10-older", 10)),)
    assert screened("he bought me trainers", history=past).urgency is Urgency.TODAY


def test_the_past_alone_never_fires() -> None:
    past = (days_ago(1, ("10-older", 10), ("11-gifts", 11)),)
    assert screened("we had pizza", history=past, day=TODAY).urgency is Urgency.NONE


def test_the_third_bad_day_in_three_weeks_is_looked_at_today() -> None:
    text = "bunking off again"
    one, two = days_ago(5, ("18-school", 18)), days_ago(9, ("18-school", 18))
    assert screened(text, history=(one,), day=TODAY).urgency is Urgency.SOON
    assert screened(text, history=(one, two), day=TODAY).urgency is Urgency.TODAY


def test_a_faint_sign_says_nothing_alone_and_soon_when_it_comes_again() -> None:
    text = "things are weird at home"
    alone = screened(text)
    assert (alone.urgency, rules_in(alone)) == (Urgency.NONE, {"18-faint"})
    assert screened(text, history=(days_ago(3, ("18-faint", 18)),), day=TODAY).urgency is Urgency.SOON
