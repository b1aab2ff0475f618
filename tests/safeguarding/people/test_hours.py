"""When a service works is said by its administrators, written into the trail, and inherited by what is below."""

from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

import pytest

from safeguarding.people.actions import close_on, open_on, set_calendar, set_working_hours
from safeguarding.people.models import LocalDay, Service, Worker
from safeguarding.people.types import NotAllowed, NotNow
from safeguarding.promises.calendars import calendar_of, from_above
from safeguarding.trail.models import TrailEntry
from safeguarding.trail.types import CLOCKS, TrailType
from tests.cast import Cast

pytestmark = pytest.mark.django_db
MORNINGS = [(day, time(8), time(12, 30)) for day in range(6)]
SPLIT = [(0, time(9), time(12)), (0, time(13), time(17))]


def fresh(service: Service) -> Service:
    return Service.objects.get(pk=service.pk)


def changes() -> list[dict[str, str]]:
    rows = TrailEntry.objects.filter(type=TrailType.SERVICE_CHANGED).order_by("pk")
    return [row.details for row in rows]


def test_a_team_gets_hours_zone_and_holidays_of_its_own(cast: Cast, now: datetime) -> None:
    set_calendar(cast.team, MORNINGS, "Europe/Dublin", "GB-NIR", now, cast.adam)
    mine = calendar_of(fresh(cast.team))
    assert (mine.zone.key, mine.region) == ("Europe/Dublin", "GB-NIR")
    assert mine.week[5] == ((time(8), time(12, 30)),) and mine.week[6] == ()
    assert calendar_of(fresh(cast.service)).region == "GB-SCT", "what is above keeps its own"
    hours, calendar = changes()
    assert (hours["mon"], hours["what"]) == ("0800-1230", "working_hours")
    assert "sun" not in hours
    assert (calendar["zone"], calendar["holidays"]) == ("Europe/Dublin", "GB-NIR")


def test_nothing_of_its_own_is_as_above_it(cast: Cast, now: datetime) -> None:
    set_calendar(cast.service, SPLIT, "", "GB-ENG", now, cast.adam)
    set_calendar(cast.team, MORNINGS, "", "", now, cast.adam)
    assert from_above(fresh(cast.team)) == calendar_of(fresh(cast.service))
    set_calendar(cast.team, [], "", "", now, cast.adam)
    assert calendar_of(fresh(cast.team)) == calendar_of(fresh(cast.service))
    assert calendar_of(fresh(cast.team)).week[0] == ((time(9), time(12)), (time(13), time(17)))


@pytest.mark.parametrize(
    ("hours", "zone", "holidays", "code"),
    [
        ([(0, time(17), time(9))], "", "", "ends_first"),
        ([(0, time(9), time(9))], "", "", "ends_first"),
        ([(0, time(9), time(13)), (0, time(12), time(17))], "", "", "hours_meet"),
        ([], "Europe/Nowhere", "", "zone"),
        ([], "", "GB", "holidays"),
    ],
)
def test_hours_that_cannot_be_change_nothing(
    cast: Cast, now: datetime, hours: list[tuple[int, time, time]], zone: str, holidays: str, code: str
) -> None:
    before = calendar_of(cast.authority)
    with pytest.raises(NotNow) as refused:
        set_calendar(cast.authority, hours, zone, holidays, now, cast.adam)
    assert refused.value.code == code
    assert calendar_of(fresh(cast.authority)) == before
    assert changes() == []


def test_a_day_is_closed_and_opened_again(cast: Cast, now: datetime) -> None:
    day = date(2026, 9, 17)
    assert calendar_of(cast.team).is_working_day(day), "the control"
    for _ in range(2):
        close_on(cast.service, day, "Training", now, cast.adam)
    assert LocalDay.objects.count() == 1
    assert not calendar_of(cast.team).is_working_day(day), "what is below is closed with it"
    open_on(cast.service, day, now, cast.adam)
    open_on(cast.service, day, now, cast.adam)
    assert calendar_of(cast.team).is_working_day(day)
    assert [row["what"] for row in changes()] == ["closed_on", "open_on"]


def test_only_whoever_sets_the_service_up_may(cast: Cast, now: datetime) -> None:
    day = date(2026, 9, 17)
    changes: list[Callable[[Worker], Any]] = [
        lambda by: set_calendar(cast.team, MORNINGS, "", "", now, by),
        lambda by: set_working_hours(cast.team, MORNINGS, now, by=by),
        lambda by: close_on(cast.team, day, "x", now, by),
        lambda by: open_on(cast.team, day, now, by),
    ]
    for worker in (cast.sam, cast.lena, cast.asha, cast.stranger):
        for change in changes:
            with pytest.raises(NotAllowed):
                change(worker)
    set_working_hours(cast.agency, MORNINGS, now, by=CLOCKS)
    with pytest.raises(NotAllowed):
        set_calendar(cast.agency, [], "", "", now, cast.adam)
