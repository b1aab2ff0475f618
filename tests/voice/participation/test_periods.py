"""Quarters and months."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voice.participation.periods import named, period_of

days = st.dates(date(2001, 1, 1), date(2100, 1, 1))
kinds = st.sampled_from(["quarters", "months"])


@given(days, kinds)
def test_a_day_lies_in_its_period_and_the_next_begins_where_it_ends(day: date, kind: str) -> None:
    period = period_of(day, kind)
    assert period.starts <= day < period.ends
    assert period.next.starts == period.ends
    assert period.next.before == period


@given(days, kinds)
def test_a_period_is_found_by_its_name_and_names_sort_by_time(day: date, kind: str) -> None:
    period = period_of(day, kind)
    assert named(period.name) == period
    assert period.before.name < period.name < period.next.name


def test_periods_are_read_in_words() -> None:
    assert period_of(date(2026, 8, 3), "quarters").words == "Jul to Sep 2026"
    assert period_of(date(2026, 8, 3), "months").words == "Aug 2026"
    assert period_of(date(2026, 8, 3), "quarters").short == "Jul 26"


@pytest.mark.parametrize(
    "name", ["", "2026", "2026-Q5", "2026-13", "2026-00", "26-Q1", "2026-Q1/..", "٢٠٢٦-Q1"]
)
def test_nothing_else_is_a_period(name: str) -> None:
    with pytest.raises(ValueError):
        named(name)


def test_days_are_grouped_by_quarters_or_months_only() -> None:
    with pytest.raises(ValueError):
        period_of(date(2026, 1, 1) + timedelta(days=3), "weeks")
