"""When something would be due, by a calendar nobody has saved yet: what an administrator looks at before saving."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from safeguarding.people.models import Service
from safeguarding.promises import times
from safeguarding.promises.finding import find_ladder
from safeguarding.promises.models import Rung
from safeguarding.promises.times import Calendar
from safeguarding.promises.types import Climb, Clock, PromiseKind

Need = tuple[PromiseKind, Clock, Climb]
# What waits for working time; "now" and "today" run round the clock.
IN_HOURS: tuple[Need, ...] = (
    (PromiseKind.READ, Clock.ORDINARY, Climb.USUAL),
    (PromiseKind.READ, Clock.ORDINARY, Climb.MODERATORS),
    (PromiseKind.READ, Clock.ORDINARY, Climb.REPLIES),
    (PromiseKind.ANSWER, Clock.ORDINARY, Climb.USUAL),
)
LATE, LATE_MORNING = time(16, 50), time(11)
FRIDAY = 4


@dataclass(frozen=True)
class Example:
    """Something promised at ``made`` is due at ``due``, in the order of ``IN_HOURS``."""

    made: datetime
    due: list[datetime]


def examples(service: Service, calendar: Calendar, now: datetime) -> list[Example]:
    """Made late on the next Friday, on the Saturday after it, and late before the next day that is closed."""
    waits = [_first(service, need, now) for need in IN_HOURS]
    return [
        Example(made, [times.add(calendar, made, rung.wait, rung.wait_in) for rung in waits])
        for made in _moments(calendar, now)
    ]


def _first(service: Service, need: Need, now: datetime) -> Rung:
    ladder = find_ladder(service, *need, now)
    return Rung.objects.filter(ladder=ladder).order_by("position")[0]


def _moments(calendar: Calendar, now: datetime) -> list[datetime]:
    today = calendar.day_of(now)
    friday = today + timedelta(days=(FRIDAY - today.weekday()) % 7)
    moments = [(friday, LATE), (friday + timedelta(days=1), LATE_MORNING)]
    ahead = (today + timedelta(days=days) for days in range(times.AT_MOST))
    if eve := next((day for day in ahead if _is_eve(calendar, day)), None):
        moments.append((eve, LATE))
    return [datetime.combine(day, at, tzinfo=calendar.zone) for day, at in moments]


def _is_eve(calendar: Calendar, day: date) -> bool:
    """A working day before one that would be, were it not closed."""
    after = day + timedelta(days=1)
    closed = bool(calendar.week[after.weekday()]) and not calendar.is_working_day(after)
    return closed and calendar.is_working_day(day)
