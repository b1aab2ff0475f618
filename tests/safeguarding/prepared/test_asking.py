"""A prepared query gives exactly what its query set gives, however often and with whatever it is asked."""

import uuid
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection, transaction

from safeguarding.people.models import NamedWorker, Post, Service, Worker, YoungPerson
from safeguarding.prepared import Prepared, together
from tests.cast import Cast

pytestmark = pytest.mark.django_db

NAMED = Prepared(
    lambda young_person, now: (
        NamedWorker.objects.filter(young_person=young_person, starts_at__lte=now)
        .select_related("worker")
        .order_by("position")
    )
)
NAMES = Prepared(
    lambda services: Service.objects.filter(pk__in=services).order_by("name").values_list("name", flat=True)
)
ROLES = Prepared(lambda role: Post.objects.filter(role=role).order_by("pk").values_list("worker_id", "role"))


def test_it_gives_the_rows_of_its_query_set_with_what_was_selected_beside_them(
    cast: Cast, now: datetime, django_assert_num_queries: Any
) -> None:
    plain = NamedWorker.objects.filter(young_person=cast.maya, starts_at__lte=now).order_by("position")
    with django_assert_num_queries(1):
        rows = NAMED(young_person=cast.maya.pk, now=now)
        assert [row.worker for row in rows] == [cast.asha, cast.joy]
    assert rows == list(plain)
    assert [vars(row)["starts_at"] for row in rows] == [row.starts_at for row in plain]
    assert NAMES(services=[cast.team.pk]) == [cast.team.name]
    assert ROLES(role="lead") == [(cast.sam.pk, "lead")]


def test_it_is_compiled_once_and_each_time_asked_with_what_is_given(cast: Cast, now: datetime) -> None:
    built: list[Any] = []

    def build(young_person: uuid.UUID, now: datetime) -> Any:
        built.append(young_person)
        return NamedWorker.objects.filter(young_person=young_person, starts_at__lte=now)

    asked = Prepared(build)
    assert len(asked(young_person=cast.maya.pk, now=now)) == 2
    assert asked(young_person=cast.maya.pk, now=now - timedelta(days=4000)) == []
    assert asked(young_person=uuid.uuid4(), now=now) == []
    assert len(built) == 1 and built[0] != cast.maya.pk  # a stand-in: nothing of anybody's stays in the SQL


@pytest.mark.parametrize("count", [0, 1, 2, 3, 5, 9])
def test_any_number_of_ids_is_looked_for(cast: Cast, count: int) -> None:
    everybody = list(Worker.objects.order_by("name").values_list("pk", flat=True))[:count]
    found = Prepared(lambda workers: Worker.objects.filter(pk__in=workers).order_by("name"))
    assert [worker.pk for worker in found(workers=everybody)] == everybody


def test_a_value_that_never_reaches_the_database_is_refused(cast: Cast) -> None:
    forgets = Prepared(lambda worker: Worker.objects.all())
    with pytest.raises(ValueError, match="does not reach"):
        forgets(worker=cast.asha.pk)


def test_a_query_set_of_another_kind_is_refused(cast: Cast) -> None:
    as_dictionaries = Prepared(lambda worker: Worker.objects.filter(pk=worker).values("name"))
    with pytest.raises(ValueError, match="rows of a model"):
        as_dictionaries(worker=cast.asha.pk)


@pytest.mark.django_db(transaction=True)
def test_a_row_is_held_in_a_transaction_only(cast: Cast) -> None:
    held = Prepared(lambda key: YoungPerson.objects.select_for_update().filter(pk=key))
    with transaction.atomic():
        assert held.first(key=cast.maya.pk) == cast.maya
    with pytest.raises(transaction.TransactionManagementError):
        held.first(key=cast.maya.pk)


def test_several_are_answered_in_their_order_and_one_that_can_find_nothing_finds_nothing(
    cast: Cast, now: datetime
) -> None:
    found = together(
        ROLES.asked(role="moderator"),
        NAMES.asked(services=[]),
        NAMES.asked(services=[cast.home.pk, cast.team.pk]),
        NAMED.asked(young_person=uuid.uuid4(), now=now),
        NAMED.asked(young_person=cast.maya.pk, now=now),
    )
    assert found[0] == [(cast.rhona.pk, "moderator")]
    assert found[1] == [] and found[3] == []
    assert found[2] == sorted([cast.home.name, cast.team.name])
    assert [row.worker for row in found[4]] == [cast.asha, cast.joy]


def test_several_take_one_journey_where_the_database_answers_several(
    cast: Cast, now: datetime, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(1 if connection.vendor == "postgresql" else 2):
        together(ROLES.asked(role="lead"), NAMED.asked(young_person=cast.maya.pk, now=now))


def test_nothing_asked_is_nothing_found() -> None:
    assert together() == []
    assert together(NAMES.asked(services=[])) == [[]]
