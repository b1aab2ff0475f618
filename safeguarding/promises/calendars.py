"""Which calendar a service works by: its own, or the nearest above it."""

import uuid
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, time
from zoneinfo import ZoneInfo

from django.conf import settings

from safeguarding.people.access import line_of
from safeguarding.people.models import LocalDay, Service, WorkingHours
from safeguarding.prepared import Asked, Prepared, together
from safeguarding.promises.times import USUAL_WEEK, Calendar, Stretch

Week = tuple[tuple[Stretch, ...], ...]
ZONES = Prepared(
    lambda services: Service.objects.filter(pk__in=services).values_list("pk", "timezone", "holidays")
)
HOURS = Prepared(
    lambda services: (
        WorkingHours.objects.filter(service__in=services)
        .order_by("starts")
        .values_list("service_id", "weekday", "starts", "ends")
    )
)
CLOSED = Prepared(
    lambda services: LocalDay.objects.filter(service__in=services).values_list("service_id", "day")
)


def calendar_of(service: Service) -> Calendar:
    """The calendar of one service."""
    return calendars_of([service])[service.pk]


def calendars_of(services: Iterable[Service]) -> dict[uuid.UUID, Calendar]:
    """The calendar of each service. Hours, zone and region are inherited; closed days add up."""
    lines = {service.pk: line_of(service) for service in services}
    return calendars_from(lines, *together(*asked({pk for line in lines.values() for pk in line})))


def asked(services: set[uuid.UUID]) -> tuple[Asked, Asked, Asked]:
    """What ``calendars_from`` needs to know of these services and all above them."""
    return ZONES.asked(services=services), HOURS.asked(services=services), CLOSED.asked(services=services)


def calendars_from(
    lines: dict[uuid.UUID, list[uuid.UUID]],
    above: Iterable[tuple[uuid.UUID, str, str]],
    hours: Iterable[tuple[uuid.UUID, int, time, time]],
    days: Iterable[tuple[uuid.UUID, date]],
) -> dict[uuid.UUID, Calendar]:
    """The calendars of services by their lines, from the rows that were asked for."""
    rows = list(above)
    zones, regions = {pk: zone for pk, zone, _ in rows}, {pk: region for pk, _, region in rows}
    weeks = _weeks(hours)
    closed: dict[uuid.UUID, set[date]] = defaultdict(set)
    for service_id, day in days:
        closed[service_id].add(day)
    return {
        pk: Calendar(
            zone=ZoneInfo(_nearest(line, zones) or settings.TIME_ZONE),
            week=next((weeks[key] for key in line if key in weeks), USUAL_WEEK),
            region=_nearest(line, regions),
            closed=frozenset(day for key in line for day in closed[key]),
        )
        for pk, line in lines.items()
    }


def _nearest(line: list[uuid.UUID], values: dict[uuid.UUID, str]) -> str:
    return next((values[key] for key in line if values.get(key)), "")


def _weeks(hours: Iterable[tuple[uuid.UUID, int, time, time]]) -> dict[uuid.UUID, Week]:
    days: dict[uuid.UUID, list[list[Stretch]]] = {}
    for service, weekday, starts, ends in hours:
        days.setdefault(service, [[] for _ in range(7)])[weekday].append((starts, ends))
    return {key: tuple(tuple(day) for day in week) for key, week in days.items()}


def from_above(service: Service) -> Calendar:
    """What a service would work by if it said nothing for itself, but for its own closed days."""
    line = line_of(service)
    rows = together(*asked(set(line)))
    return calendars_from({service.pk: line[1:]}, *rows)[service.pk]
