"""What is laid back as rows is what the actions made, and no test sees another's."""

from datetime import datetime, timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from safeguarding.people.actions import add_service, give_post
from safeguarding.people.models import Service, Worker, YoungPerson
from safeguarding.people.queries import name_of
from safeguarding.people.types import Role, ServiceKind
from safeguarding.trail.models import TrailEntry
from safeguarding.trail.queries import first_broken
from safeguarding.trail.types import CLOCKS
from tests import kept
from tests.cast import Cast, make_cast

pytestmark = pytest.mark.django_db


class _Undone(Exception):
    pass


def everything() -> dict[str, list[tuple[object, ...]]]:
    """All rows of all tables."""
    found: dict[str, list[tuple[object, ...]]] = {}
    with connection.cursor() as cursor:
        for table, columns in kept._columns().items():
            cursor.execute(
                f"SELECT {', '.join(kept._quoted(name) for name in columns)} FROM {kept._quoted(table)}"
            )
            found[table] = sorted(cursor.fetchall(), key=repr)
    return found


def southshire(now: datetime) -> Service:
    return add_service(ServiceKind.AUTHORITY, "Southshire", None, now, by=CLOCKS)


def made_and_undone(now: datetime) -> tuple[Cast, dict[str, list[tuple[object, ...]]]]:
    try:
        with transaction.atomic():
            cast = make_cast(now)
            rows = everything()
            raise _Undone
    except _Undone:
        return cast, rows


@pytest.fixture
def other_day(now: datetime) -> datetime:
    """A moment that no other test makes its cast at: here the first time is the first."""
    return now + timedelta(days=5)


def test_the_second_time_the_rows_are_the_same_and_the_objects_new(other_day: datetime) -> None:
    first, made = made_and_undone(other_day)
    assert not Worker.objects.exists(), "undone in between"
    second, laid = made_and_undone(other_day)
    assert laid == made
    assert len(made["safeguarding_rung"]) > 50
    assert second == first and second.asha is not first.asha


def test_what_was_laid_back_is_whole_and_goes_on(other_day: datetime) -> None:
    made_and_undone(other_day)
    cast = make_cast(other_day)
    assert first_broken() is None
    assert name_of(YoungPerson.objects.get(pk=cast.maya.pk)) == "Maya"
    before = TrailEntry.objects.count()
    give_post(cast.asha, cast.sibling, Role.WORKER, other_day, CLOCKS)
    assert TrailEntry.objects.count() == before + 1 and first_broken() is None
    assert cast.asha.posts.count() == 2


def test_where_something_is_in_the_way_it_is_really_made(other_day: datetime) -> None:
    first, _ = made_and_undone(other_day)
    southshire(other_day)
    second = make_cast(other_day)
    assert second.asha.pk != first.asha.pk
    assert first_broken() is None


def test_another_moment_has_a_cast_of_its_own(other_day: datetime) -> None:
    first, _ = made_and_undone(other_day)
    second = make_cast(other_day + timedelta(hours=1))
    assert second.asha.pk != first.asha.pk
    assert second.asha.posts.get().starts_at == other_day + timedelta(hours=1)


def test_what_stood_on_something_else_is_not_kept(other_day: datetime) -> None:
    def one() -> Service:
        return southshire(other_day)

    one()
    first = kept.kept(("a second one", other_day), one)
    assert kept.kept(("a second one", other_day), one).pk != first.pk
    assert Service.objects.count() == 3


def test_a_moment_lasts_for_five_minutes() -> None:
    assert kept.lately() is kept.lately()
    kept._LATELY[-1] -= timedelta(minutes=6)
    assert timezone.now() - kept.lately() < timedelta(minutes=1)
