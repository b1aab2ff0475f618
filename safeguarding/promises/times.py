"""Working time, and nothing but time: no database, no clock.

Minutes of real time are added in UTC, so a night when the clocks change is as long as it is. Working minutes
and working days are counted in the service's local time.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays

from safeguarding.promises.types import WaitIn

Stretch = tuple[time, time]
OFFICE: Stretch = (time(9), time(17))
USUAL_WEEK: tuple[tuple[Stretch, ...], ...] = ((OFFICE,),) * 5 + ((), ())
AT_MOST = 400  # days to look ahead; a calendar without any working time counts real time instead


@dataclass(frozen=True)
class Calendar:
    """When a service works. ``week`` has seven days, Monday first, each with its stretches in order."""

    zone: ZoneInfo
    week: tuple[tuple[Stretch, ...], ...] = USUAL_WEEK
    region: str = ""  # "GB-SCT"; empty = no public holidays
    closed: frozenset[date] = field(default_factory=frozenset)

    def day_of(self, at: datetime) -> date:
        """The local day of a moment."""
        return at.astimezone(self.zone).date()

    def is_working_day(self, day: date) -> bool:
        """Hours on that weekday, no public holiday, no local one."""
        if not self.week[day.weekday()] or day in self.closed:
            return False
        return day not in public_holidays(self.region, day.year)

    def stretches(self, day: date) -> list[tuple[datetime, datetime]]:
        """The working stretches of a local day, as moments in UTC."""
        if not self.is_working_day(day):
            return []
        return [
            (self._moment(day, starts), self._moment(day, ends)) for starts, ends in self.week[day.weekday()]
        ]

    def _moment(self, day: date, at: time) -> datetime:
        return datetime.combine(day, at, tzinfo=self.zone).astimezone(UTC)


@lru_cache(maxsize=64)
def public_holidays(region: str, year: int) -> frozenset[date]:
    """The public holidays of "GB-SCT", "GB-ENG", "GB-NIR" ...; none for a region nobody has heard of.

    A day that is missed makes a clock shorter, never longer.
    """
    country, _, part = region.partition("-")
    if not country:
        return frozenset()
    try:
        return frozenset(holidays.country_holidays(country, subdiv=part or None, years=year))
    except NotImplementedError:
        return frozenset()


def is_working(calendar: Calendar, at: datetime) -> bool:
    """Inside a working stretch; its end is outside."""
    return any(starts <= at < ends for starts, ends in calendar.stretches(calendar.day_of(at)))


def stretches_from(calendar: Calendar, at: datetime) -> Iterator[tuple[datetime, datetime]]:
    """What is left of working time from ``at`` on, in order, for as far as anybody plans."""
    first = calendar.day_of(at)
    for ahead in range(AT_MOST):
        for starts, ends in calendar.stretches(first + timedelta(days=ahead)):
            if ends > at:
                yield max(starts, at.astimezone(UTC)), ends


def next_working(calendar: Calendar, at: datetime) -> datetime:
    """``at`` itself inside working time, otherwise the next moment that is."""
    return next((starts for starts, _ in stretches_from(calendar, at)), at.astimezone(UTC))


def next_working_morning(calendar: Calendar, at: datetime) -> datetime:
    """The start of the next working day after the local day of ``at``."""
    first = calendar.day_of(at)
    for ahead in range(1, AT_MOST):
        if found := calendar.stretches(first + timedelta(days=ahead)):
            return found[0][0]
    return at.astimezone(UTC) + timedelta(days=1)


def add_minutes(at: datetime, minutes: int) -> datetime:
    """Minutes of real time."""
    return at.astimezone(UTC) + timedelta(minutes=minutes)


def add_working_minutes(calendar: Calendar, at: datetime, minutes: int) -> datetime:
    """Minutes of working time: what does not fit before the day ends goes on when the next begins."""
    left = timedelta(minutes=minutes)
    for starts, ends in stretches_from(calendar, at):
        if ends - starts >= left:
            return starts + left
        left -= ends - starts
    return add_minutes(at, minutes)


def add_working_days(calendar: Calendar, at: datetime, days: int) -> datetime:
    """The same local time that many working days on; outside working time, from when it next begins.

    Where the last day has no such working time, the end of the stretch before it: never later than promised.
    """
    begun = next_working(calendar, at)
    clock = begun.astimezone(calendar.zone).time()
    day = calendar.day_of(begun)
    for _ in range(AT_MOST):
        if days == 0:
            break
        day += timedelta(days=1)
        days -= calendar.is_working_day(day)
    found = calendar.stretches(day)
    if not found or days:
        return begun + timedelta(days=1)
    return _inside(found, datetime.combine(day, clock, tzinfo=calendar.zone).astimezone(UTC))


def _inside(stretches: list[tuple[datetime, datetime]], at: datetime) -> datetime:
    best = stretches[0][0]
    for starts, ends in stretches:
        if starts <= at:
            best = min(at, ends)
    return best


def add(calendar: Calendar, at: datetime, wait: int, wait_in: str) -> datetime:
    """``at`` plus a rung's wait, in UTC."""
    if wait_in == WaitIn.WORKING:
        return add_working_minutes(calendar, at, wait)
    if wait_in == WaitIn.WORKING_DAYS:
        return add_working_days(calendar, at, wait)
    return add_minutes(at, wait)
