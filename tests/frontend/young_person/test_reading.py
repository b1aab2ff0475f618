"""Times in plain words: never earlier than the clock keeps."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from frontend.young_person.reading import by, by_after, by_only, clock_words, rounded_up, when
from frontend.young_person.words import Words

LONDON = ZoneInfo("Europe/London")
NOW = datetime(2026, 9, 15, 9, 10, tzinfo=LONDON)
WORDS = Words()


def at(hour: int, minute: int = 0, day: int = 15) -> datetime:
    return datetime(2026, 9, day, hour, minute, tzinfo=LONDON)


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (at(16), "4"), (at(9, 10), "10 past 9"), (at(11, 45), "quarter to 12"), (at(12, 30), "half past 12"),
        (at(2, 30), "half past 2 at night"), (at(0), "12 at night"),
        (at(5, 30), "half past 5 in the morning"), (at(17, 30), "half past 5"),
        (at(19), "7 in the evening"), (at(23, 55), "5 to 12 at night"),
    ],
)  # fmt: skip
def test_an_hour_is_said_as_people_say_it(moment: datetime, said: str) -> None:
    assert clock_words(moment) == said


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (at(16), "today by 4"), (at(16, 1), "today by 5 past 4"), (at(10, day=16), "tomorrow by 10"),
        (at(10, day=18), "on Friday by 10"), (at(10, day=30), "on 30 September by 10"),
    ],
)  # fmt: skip
def test_a_due_time_has_its_day(moment: datetime, said: str) -> None:
    assert by(moment, NOW, WORDS) == said


def test_a_later_time_leaves_the_day_out_when_it_was_just_said() -> None:
    assert by_only(at(16), NOW, WORDS) == "by 4"
    assert by_after(at(17, day=18), at(16, day=18), NOW, WORDS) == "by 5"
    assert by_after(at(9, day=21), at(16, day=18), NOW, WORDS) == "on Monday by 9"


def test_what_has_been_is_said_with_its_day() -> None:
    assert when(at(9, 10), NOW, WORDS) == "10 past 9"
    assert when(at(16, day=14), NOW, WORDS) == "4 on Monday"
    assert when(at(16, day=1), NOW, WORDS) == "on 1 September"


def test_nothing_is_promised_before_its_clock() -> None:
    for minute in range(120):
        due = at(9) + timedelta(minutes=minute, seconds=30)
        assert rounded_up(due) >= due.replace(second=0)
        assert rounded_up(due) - due < timedelta(minutes=5)


def test_the_same_night_is_tonight_on_both_sides_of_midnight() -> None:
    assert by(at(0, 5, day=16), at(23, 50), WORDS) == "tonight by 5 past 12"
    assert by(at(23, 55), at(23, 40), WORDS) == "tonight by 5 to 12"
    assert by_only(at(23, 55), at(23, 40), WORDS) == "tonight by 5 to 12"
