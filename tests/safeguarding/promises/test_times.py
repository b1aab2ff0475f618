from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeguarding.promises import times
from safeguarding.promises.times import Calendar
from safeguarding.promises.types import WaitIn

LONDON = ZoneInfo("Europe/London")
OFFICE = Calendar(LONDON, region="GB-SCT")
LUNCH = Calendar(LONDON, week=(((time(9), time(12)), (time(13), time(17))),) * 5 + ((), ()))
NEVER = Calendar(LONDON, week=((),) * 7)


def at(day: int, hour: int, minute: int = 0, month: int = 9, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=LONDON)


def test_a_working_day_is_a_weekday_that_is_no_holiday() -> None:
    assert OFFICE.is_working_day(date(2026, 9, 15))
    assert not OFFICE.is_working_day(date(2026, 9, 19))  # a Saturday
    assert not OFFICE.is_working_day(date(2026, 11, 30))  # Saint Andrew's Day, a Monday
    assert Calendar(LONDON, region="GB-ENG").is_working_day(date(2026, 11, 30))


def test_a_local_day_closes_one_service() -> None:
    closed = Calendar(LONDON, closed=frozenset({date(2026, 9, 15)}))
    assert not times.is_working(closed, at(15, 10))
    assert times.is_working(closed, at(16, 10))


def test_an_unknown_region_has_no_holidays_so_no_clock_grows() -> None:
    assert Calendar(LONDON, region="XX-1").is_working_day(date(2026, 12, 25))


def test_working_time_begins_on_its_first_second_and_ends_before_its_last() -> None:
    assert not times.is_working(OFFICE, at(15, 8, 59))
    assert times.is_working(OFFICE, at(15, 9))
    assert times.is_working(OFFICE, at(15, 16, 59))
    assert not times.is_working(OFFICE, at(15, 17))


def test_lunch_is_not_working_time() -> None:
    assert not times.is_working(LUNCH, at(15, 12, 30))
    assert times.add_working_minutes(LUNCH, at(15, 11, 30), 60) == at(15, 13, 30)


def test_working_minutes_go_on_the_next_morning() -> None:
    assert times.add_working_minutes(OFFICE, at(15, 16, 30), 60) == at(16, 9, 30)


def test_working_minutes_jump_a_weekend_and_a_holiday() -> None:
    friday = at(27, 16, 30, month=11)
    assert times.add_working_minutes(OFFICE, friday, 60) == at(
        1, 9, 30, month=12
    )  # Monday is Saint Andrew's Day


def test_working_minutes_that_end_with_the_day_end_that_day() -> None:
    assert times.add_working_minutes(OFFICE, at(15, 16), 60) == at(15, 17)


@pytest.mark.parametrize(
    ("begun", "due"),
    [
        (at(15, 10), at(16, 10)),  # Tuesday to Wednesday, the same time
        (at(18, 16), at(21, 16)),  # Friday to Monday
        (at(19, 11), at(22, 9)),  # from a Saturday: counted from Monday morning
        (at(15, 20), at(17, 9)),  # in the evening: counted from the next morning
        (at(15, 7), at(16, 9)),  # before work: counted from nine
    ],
)
def test_one_working_day(begun: datetime, due: datetime) -> None:
    assert times.add_working_days(OFFICE, begun, 1) == due


def test_a_working_day_is_never_later_than_the_hours_of_its_last_day() -> None:
    short_friday = Calendar(LONDON, week=(((time(9), time(17)),),) * 4 + (((time(9), time(15)),), (), ()))
    assert times.add_working_days(short_friday, at(17, 16, 30), 1) == at(18, 15)


def test_a_lunch_hour_on_the_last_day_ends_it_before_lunch() -> None:
    mixed = Calendar(LONDON, week=(times.USUAL_WEEK[0], LUNCH.week[0], *times.USUAL_WEEK[2:]))
    assert times.add_working_days(mixed, at(14, 12, 30), 1) == at(15, 12)


def test_working_days_keep_their_local_time_over_the_night_the_clocks_change() -> None:
    friday = at(23, 16, month=10)  # summer time; the clocks go back on Sunday the 25th
    due = times.add_working_days(OFFICE, friday, 1)
    assert due.astimezone(LONDON).time() == time(16)
    assert due - friday == timedelta(days=3, hours=1)


def test_minutes_of_real_time_are_not_fooled_by_the_clocks_going_back() -> None:
    before = datetime(2026, 10, 25, 0, 50, tzinfo=LONDON)
    due = times.add_minutes(before, 30)
    assert due == datetime(2026, 10, 25, 0, 20, tzinfo=UTC)
    assert due.astimezone(LONDON).fold == 0
    assert times.add_minutes(before, 90) - before.astimezone(UTC) == timedelta(minutes=90)


def test_minutes_of_real_time_are_not_fooled_by_the_clocks_going_forward() -> None:
    before = datetime(2027, 3, 28, 0, 50, tzinfo=LONDON)
    assert times.add_minutes(before, 15).astimezone(LONDON).time() == time(2, 5)


def test_a_leap_day_is_a_day() -> None:
    assert times.add_working_days(OFFICE, at(28, 10, month=2, year=2028), 1) == at(29, 10, month=2, year=2028)


def test_a_calendar_without_working_time_counts_real_time_rather_than_for_ever() -> None:
    assert times.add_working_minutes(NEVER, at(15, 10), 60) == at(15, 11)
    assert times.add_working_days(NEVER, at(15, 10), 1) == at(16, 10)
    assert times.next_working_morning(NEVER, at(15, 10)) == at(16, 10)


def test_the_next_working_morning_is_never_today() -> None:
    assert times.next_working_morning(OFFICE, at(15, 8)) == at(16, 9)
    assert times.next_working_morning(OFFICE, at(18, 16)) == at(21, 9)


def test_each_unit_of_a_wait() -> None:
    assert times.add(OFFICE, at(18, 16, 50), 15, WaitIn.CLOCK) == at(18, 17, 5)
    assert times.add(OFFICE, at(18, 16, 50), 15, WaitIn.WORKING) == at(21, 9, 5)
    assert times.add(OFFICE, at(18, 16, 50), 2, WaitIn.WORKING_DAYS) == at(22, 16, 50)


MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2028, 12, 31)).map(
    lambda naive: naive.replace(tzinfo=UTC)
)


@given(MOMENTS, st.integers(1, 3_000))
def test_working_minutes_end_in_working_time_and_add_up(begun: datetime, minutes: int) -> None:
    due = times.add_working_minutes(OFFICE, begun, minutes)
    assert due > begun
    assert times.is_working(OFFICE, due - timedelta(microseconds=1))
    worked = timedelta()
    for starts, ends in times.stretches_from(OFFICE, begun):
        if starts >= due:
            break
        worked += min(ends, due) - starts
    assert worked == timedelta(minutes=minutes)


@given(MOMENTS, st.integers(1, 10))
def test_working_days_end_on_a_working_day_and_later_ones_end_later(begun: datetime, days: int) -> None:
    due = times.add_working_days(OFFICE, begun, days)
    assert OFFICE.is_working_day(OFFICE.day_of(due))
    assert times.add_working_days(OFFICE, begun, days - 1) < due or days == 1
    assert due > begun
