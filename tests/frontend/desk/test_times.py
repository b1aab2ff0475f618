"""Times as a worker reads them."""

from datetime import datetime, timedelta

import pytest

from frontend.desk.times import left, part_left, span, when, when_exactly


@pytest.mark.parametrize(
    ("ahead", "said"),
    [
        (timedelta(minutes=24), "24 min left"),
        (timedelta(hours=1, minutes=14), "in 1 h 14"),
        (timedelta(hours=5), "in 5 h"),
        (timedelta(days=1, hours=2), "at 12:00"),
        (timedelta(minutes=-5), "5 min late"),
        (timedelta(days=-2), "2 days late"),
    ],
)
def test_how_long_until_then(now: datetime, ahead: timedelta, said: str) -> None:
    assert left(now + ahead, now) == said


def test_another_day_has_its_name(now: datetime) -> None:
    assert when(now + timedelta(minutes=40), now) == "10:40"
    assert when(now + timedelta(days=1), now) == "Wed"
    assert when(now + timedelta(days=30), now) == "15 Oct"
    assert when_exactly(now + timedelta(days=1), now) == "Wed 10:00"


def test_spans() -> None:
    assert span(timedelta(seconds=20)) == "1 min"
    assert span(timedelta(days=1)) == "1 day"


def test_the_part_that_is_left_stays_between_all_and_nothing(now: datetime) -> None:
    hour = timedelta(hours=1)
    assert part_left(now, now + 4 * hour, now + hour) == 0.75
    assert part_left(now, now + hour, now + 2 * hour) == 0.0
    assert part_left(now, now, now) == 0.0
