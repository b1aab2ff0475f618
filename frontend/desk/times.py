"""Times as a worker reads them, in the current time zone: "10:40", "24 min left", "Tue"."""

from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

WEEK = 6  # days ahead for which a weekday's name is enough


def clock_time(at: datetime) -> str:
    """10:40"""
    return date_format(timezone.localtime(at), "H:i")


def day_of(at: datetime) -> date:
    """The local day."""
    return timezone.localtime(at).date()


def day_name(at: datetime, now: datetime) -> str:
    """Tue within a week, otherwise 3 Dec."""
    ahead = (day_of(at) - day_of(now)).days
    return date_format(timezone.localtime(at), "D" if abs(ahead) <= WEEK else "j M")


def when(at: datetime, now: datetime) -> str:
    """The time today; another day by its name."""
    return clock_time(at) if day_of(at) == day_of(now) else day_name(at, now)


def when_exactly(at: datetime, now: datetime) -> str:
    """10:40 today, "Tue 10:40" on another day."""
    return clock_time(at) if day_of(at) == day_of(now) else f"{day_name(at, now)} {clock_time(at)}"


def left(at: datetime, now: datetime) -> str:
    """How long until then: "24 min left", "in 4 h 44", "at 12:00" on another day; or how late it is."""
    if at < now:
        return _("%(much)s late") % {"much": span(now - at)}
    if day_of(at) != day_of(now):
        return _("at %(time)s") % {"time": clock_time(at)}
    if at - now < timedelta(hours=1):
        return _("%(much)s left") % {"much": span(at - now)}
    return _("in %(much)s") % {"much": span(at - now)}


def span(much: timedelta) -> str:
    """24 min, 4 h 44, 3 days."""
    minutes = int(much.total_seconds() // 60)
    if minutes < 60:
        return _("%(minutes)s min") % {"minutes": max(minutes, 1)}
    if minutes < 24 * 60:
        hours, rest = divmod(minutes, 60)
        return (
            _("%(hours)s h %(minutes)02d") % {"hours": hours, "minutes": rest} if rest else _("%s h") % hours
        )
    days = minutes // (24 * 60)
    return _("1 day") if days == 1 else _("%s days") % days


def part_left(start: datetime, end: datetime, now: datetime) -> float:
    """1 at the start, 0 at the end and after."""
    whole = (end - start).total_seconds()
    return min(max((end - now).total_seconds() / whole, 0.0), 1.0) if whole > 0 else 0.0
