"""A year in seconds, with calendars nobody thought of: never a promise without a keeper and a next time."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from safeguarding.people.models import LocalDay, WorkerLeave, WorkingHours
from safeguarding.promises import clocks
from safeguarding.promises.calendars import calendar_of
from safeguarding.promises.models import Promise, PromiseStep, Shift
from safeguarding.promises.types import Clock, PromiseKind, RotaKind, pages
from tests.cast import Cast
from tests.safeguarding.promises.helpers import promised

pytestmark = pytest.mark.django_db
REGIONS = ("GB-SCT", "GB-ENG", "GB-NIR", "")
STRETCH = st.tuples(st.integers(0, 20), st.integers(1, 4)).map(
    lambda pair: (time(pair[0]), time(sum(pair) - 1, 59))
)
WEEKS = st.dictionaries(st.integers(0, 6), STRETCH, max_size=7)
DAYS = st.integers(0, 365)
LEAVES = st.lists(
    st.tuples(
        st.sampled_from(["asha", "joy", "ravi", "sam", "ines"]), DAYS, st.integers(1, 60), st.booleans()
    ),
    max_size=8,
)


@pytest.mark.slow
@given(
    region=st.sampled_from(REGIONS),
    week=WEEKS,
    closed=st.sets(DAYS, max_size=20),
    leaves=LEAVES,
    gaps=st.sets(st.integers(0, 6), max_size=5),
    kinds=st.lists(st.sampled_from(Clock), min_size=1, max_size=2),
)
@settings(
    max_examples=2,
    deadline=None,
    database=None,
    phases=(Phase.generate,),
    suppress_health_check=list(HealthCheck),
)
def test_a_year_of_any_calendar_leaves_nothing_ownerless(
    cast: Cast,
    region: str,
    week: dict[int, tuple[time, time]],
    closed: set[int],
    leaves: list[tuple[str, int, int, bool]],
    gaps: set[int],
    kinds: list[Clock],
) -> None:
    with transaction.atomic():
        begin = datetime(2026, 9, 16, 9, 0, tzinfo=UTC)
        _prepare(cast, begin, region, week, closed, leaves, gaps)
        for clock in kinds:
            promised(cast.maya, begin, clock, kind=PromiseKind.LOOK)
        _a_year(cast, begin)
        transaction.set_rollback(True)


def _prepare(
    cast: Cast,
    begin: datetime,
    region: str,
    week: dict[int, tuple[time, time]],
    closed: set[int],
    leaves: list[tuple[str, int, int, bool]],
    gaps: set[int],
) -> None:
    cast.authority.holidays = region
    cast.authority.save(update_fields=["holidays"])
    WorkingHours.objects.all().delete()
    for day, (starts, ends) in week.items():
        WorkingHours.objects.create(service=cast.team, weekday=day, starts=starts, ends=ends)
    for ahead in closed:
        shut = (begin + timedelta(days=ahead)).date()
        LocalDay.objects.create(service=cast.team, day=shut, name="closed")
    Shift.objects.filter(rota__kind=RotaKind.DUTY, weekday__in=gaps).delete()
    for name, ahead, days, covered in leaves:
        away = begin + timedelta(days=ahead)
        WorkerLeave.objects.create(
            worker=getattr(cast, name), starts_at=away, ends_at=away + timedelta(days=days),
            cover=cast.lena if covered else None,
        )  # fmt: skip


def _a_year(cast: Cast, begin: datetime) -> None:
    """Each promise from one time of its own to the next; those that page are looked at for a day every month."""
    now, end = begin, begin + timedelta(days=365)
    while now < end:
        row = Promise.objects.select_related("keeper", "rota").order_by("next_action_at").first()
        assert row is not None and row.next_action_at is not None
        assert (row.keeper is None) != (row.rota is None)
        assert row.next_action_at > now or now == begin
        now = row.next_action_at
        clocks.tick(now)
        late = PromiseStep.objects.filter(at=now, due__gt=now)
        assert not late.exists()  # never early
        for promise in Promise.objects.all():
            assert promise.next_action_at is not None and promise.next_action_at > now
            assert promise.next_action_at - now < timedelta(days=401)
            if pages(promise.kind, promise.clock):
                assert promise.next_action_at - now <= timedelta(hours=2)
        if PromiseStep.objects.filter(promise=row).count() % 4 == 0:
            # An hour of paging is like any other: on to another week, day and season.
            later = now + timedelta(days=13, hours=7)
            Promise.objects.filter(next_action_at__lte=later).update(next_action_at=later)


@pytest.mark.parametrize(
    ("region", "day", "works"),
    [
        ("GB-SCT", date(2026, 11, 30), False),  # Saint Andrew's Day
        ("GB-ENG", date(2026, 11, 30), True),
        ("GB-WLS", date(2026, 11, 30), True),
        ("GB-NIR", date(2026, 7, 13), False),  # Battle of the Boyne, on the Monday after
        ("GB-ENG", date(2026, 7, 13), True),
        ("GB-SCT", date(2027, 1, 4), False),  # the second of January, on the Monday after
        ("GB-ENG", date(2027, 1, 4), True),
        ("GB-ENG", date(2026, 8, 31), False),  # the summer holiday is late in August, and early in Scotland
        ("GB-SCT", date(2026, 8, 31), True),
        ("GB-SCT", date(2026, 8, 3), False),
    ],
)
def test_each_nation_has_its_own_holidays_by_team(cast: Cast, region: str, day: date, works: bool) -> None:
    cast.team.holidays = region  # the authority above is Scottish
    cast.team.save(update_fields=["holidays"])
    assert calendar_of(cast.team).is_working_day(day) is works
    LocalDay.objects.create(service=cast.service, day=date(2026, 9, 16), name="Fair Wednesday")
    assert not calendar_of(cast.team).is_working_day(date(2026, 9, 16))  # inherited, and added up
    assert calendar_of(cast.sibling).is_working_day(date(2026, 9, 16))
