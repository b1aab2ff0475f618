"""When a service works: its week, its clock, and the days it is closed. What is below it inherits all three."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from typing import Any
from zoneinfo import available_timezones

from safeguarding.people.actions.permission import By, actor_of, must_set_up
from safeguarding.people.models import LocalDay, Service, WorkingHours
from safeguarding.people.types import HOLIDAYS, NotNow
from safeguarding.trail.actions import change, record
from safeguarding.trail.types import TrailType

Stretches = Sequence[tuple[int, time, time]]  # weekday (0 = Monday), start, end
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def set_working_hours(service: Service, hours: Stretches, now: datetime, *, by: By) -> None:
    """Replace a service's working week, in its local time; none at all means: as what is above it.

    What was promised before keeps the time that was said then. Raises NotAllowed; NotNow for hours that end
    before they begin, or two stretches that meet.
    """
    week = _week(hours)
    with change(now):
        must_set_up(by, service, now)
        service.working_hours.all().delete()
        WorkingHours.objects.bulk_create(
            WorkingHours(service=service, weekday=day, starts=starts, ends=ends)
            for day, stretches in week.items()
            for starts, ends in stretches
        )
        _record(by, service, "working_hours", **{DAYS[day]: _as_code(week[day]) for day in sorted(week)})


def set_calendar(
    service: Service, hours: Stretches, timezone: str, holidays: str, now: datetime, by: By
) -> None:
    """Its week, its time zone and whose public holidays it keeps; each may be empty: as what is above it.

    Raises as ``set_working_hours``; NotNow too for a zone or holidays that nobody has heard of.
    """
    if timezone and timezone not in available_timezones():
        raise NotNow("zone", timezone)
    if holidays and holidays not in HOLIDAYS:
        raise NotNow("holidays", holidays)
    with change(now):
        set_working_hours(service, hours, now, by=by)
        if (service.timezone, service.holidays) != (timezone, holidays):
            service.timezone, service.holidays = timezone, holidays
            service.save(update_fields=["timezone", "holidays"])
            _record(by, service, "calendar", zone=timezone, holidays=holidays)


def close_on(service: Service, day: date, name: str, now: datetime, by: By) -> None:
    """It is closed on this day too, beside the public holidays. The same day twice is once. Raises NotAllowed."""
    with change(now):
        must_set_up(by, service, now)
        _, new = LocalDay.objects.get_or_create(service=service, day=day, defaults={"name": name})
        if new:
            _record(by, service, "closed_on", day=day.isoformat())


def open_on(service: Service, day: date, now: datetime, by: By) -> None:
    """It works on that day after all. Raises NotAllowed."""
    with change(now):
        must_set_up(by, service, now)
        if LocalDay.objects.filter(service=service, day=day).delete()[0]:
            _record(by, service, "open_on", day=day.isoformat())


def _week(hours: Stretches) -> dict[int, list[tuple[time, time]]]:
    week: dict[int, list[tuple[time, time]]] = defaultdict(list)
    for day, starts, ends in sorted(hours):
        if ends <= starts:
            raise NotNow("ends_first", DAYS[day])
        if week[day] and starts < week[day][-1][1]:
            raise NotNow("hours_meet", DAYS[day])
        week[day].append((starts, ends))
    return week


def _as_code(stretches: Iterable[tuple[time, time]]) -> str:
    """ "0900-1230.1330-1700": what the trail keeps of a day."""
    return ".".join(f"{starts:%H%M}-{ends:%H%M}" for starts, ends in stretches)


def _record(by: By, service: Service, what: str, **details: Any) -> None:
    record(TrailType.SERVICE_CHANGED, actor_of(by), about=("service", service.pk), what=what, **details)
