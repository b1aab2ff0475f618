"""What hours would mean for a promise, before they are saved: as the clocks would have it."""

from dataclasses import replace
from datetime import datetime, time

import pytest

from safeguarding.promises import times
from safeguarding.promises.calendars import calendar_of
from safeguarding.promises.due import IN_HOURS, examples
from safeguarding.promises.types import Climb, Clock, PromiseKind
from tests.cast import Cast
from tests.safeguarding.promises.helpers import LONDON, promised

pytestmark = pytest.mark.django_db


def london(day: int, hour: int, minute: int = 0, month: int = 9) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=LONDON)


def test_late_on_friday_then_saturday_then_before_a_holiday(cast: Cast, now: datetime) -> None:
    friday, saturday, eve = examples(cast.team, calendar_of(cast.team), now)
    assert friday.made == london(18, 16, 50)
    assert friday.due == [
        london(21, 16, 50), london(21, 16, 50), london(21, 10, 50), london(22, 16, 50),
    ]  # fmt: skip
    assert saturday.made == london(19, 11)
    assert saturday.due == [london(22, 9), london(22, 9), london(21, 11), london(23, 9)]
    # St Andrew's day 2026 is a Monday, kept in Scotland; the Friday before it is no eve of a weekday.
    assert eve.made == london(24, 16, 50, month=12)


def test_it_is_what_a_promise_really_gets(cast: Cast, now: datetime) -> None:
    first = examples(cast.team, calendar_of(cast.team), now)[0]
    for (kind, clock, climb), due in zip(IN_HOURS, first.due, strict=True):
        assert promised(cast.maya, first.made, clock, climb, kind).due_at == due


def test_hours_nobody_has_saved_are_what_is_shown(cast: Cast, now: datetime) -> None:
    early = replace(calendar_of(cast.team), week=(((time(8), time(10)),),) * 7, region="")
    found = examples(cast.team, early, now)
    assert len(found) == 2, "never closed: no eve"
    assert found[0].due[0] == london(20, 8), "after the day's end on Friday; Saturday begins at 8, Sunday too"
    assert times.is_working(early, london(20, 9))


def test_now_and_today_are_not_among_them() -> None:
    assert {clock for _, clock, _ in IN_HOURS} == {Clock.ORDINARY}
    assert {climb for kind, _, climb in IN_HOURS if kind is PromiseKind.READ} == {
        Climb.USUAL, Climb.MODERATORS, Climb.REPLIES,
    }  # fmt: skip
