"""What is asked ahead is answered once; what is gathered is written together or not at all."""

from datetime import datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from safeguarding.people.models import Service, Worker
from safeguarding.prepared import Prepared, ahead, gathered, inserting, together, write
from safeguarding.promises.models import Rota
from safeguarding.promises.types import RotaKind
from tests.cast import Cast

pytestmark = pytest.mark.django_db

NAMES = Prepared(lambda services: Service.objects.filter(pk__in=services).values_list("name", flat=True))
WORKER = Prepared(lambda key: Worker.objects.filter(pk=key).values_list("known_as", flat=True))
several = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="where statements go one by one nothing is asked ahead"
)


def asked(cast: Cast) -> tuple[Any, Any]:
    return NAMES.asked(services=[cast.team.pk]), WORKER.asked(key=cast.asha.pk)


@several
def test_both_are_asked_in_one_message_and_answered_from_it(cast: Cast) -> None:
    with CaptureQueriesContext(connection) as queries, ahead(*asked(cast)):
        assert NAMES(services=[cast.team.pk]) == [cast.team.name]
        assert WORKER(key=cast.asha.pk) == [cast.asha.known_as]
    assert len(queries) == 1


def test_whoever_asks_again_after_a_change_hears_of_the_change(cast: Cast) -> None:
    with ahead(*asked(cast)):
        assert WORKER(key=cast.asha.pk) == [cast.asha.known_as]
        Worker.objects.filter(pk=cast.asha.pk).update(known_as="Ash")
        assert WORKER(key=cast.asha.pk) == ["Ash"]


def test_nothing_is_answered_from_it_after_the_block(cast: Cast) -> None:
    with ahead(*asked(cast)):
        pass
    Worker.objects.filter(pk=cast.asha.pk).update(known_as="Ash")
    assert WORKER(key=cast.asha.pk) == ["Ash"]


def test_an_answer_taken_inside_a_block_within_is_not_given_again_outside_it(cast: Cast) -> None:
    with ahead(*asked(cast)):
        with ahead(NAMES.asked(services=[cast.home.pk])):
            assert WORKER(key=cast.asha.pk) == [cast.asha.known_as]
            Worker.objects.filter(pk=cast.asha.pk).update(known_as="Ash")
        assert WORKER(key=cast.asha.pk) == ["Ash"]
        assert NAMES(services=[cast.team.pk]) == [cast.team.name]


def test_another_persons_answer_is_never_given(cast: Cast) -> None:
    with ahead(*asked(cast)):
        assert WORKER(key=cast.joy.pk) == [cast.joy.known_as]


def test_some_may_be_known_and_some_not_in_any_order(cast: Cast) -> None:
    with ahead(asked(cast)[1]):
        names, worker, nobody = together(*asked(cast), WORKER.asked(key=cast.team.pk))
    assert (names, worker, nobody) == ([cast.team.name], [cast.asha.known_as], [])


def rota(cast: Cast, name: str) -> Rota:
    return Rota(service=cast.home, kind=RotaKind.DUTY, name=name)


def test_what_is_gathered_is_there_after_the_block_and_not_before(cast: Cast) -> None:
    row = rota(cast, "on call")
    with gathered():
        write(inserting([row]))
        assert not Rota.objects.filter(pk=row.pk).exists()
    assert Rota.objects.get(pk=row.pk).name == "on call"
    assert not row._state.adding


def test_a_block_that_fails_writes_nothing(cast: Cast, now: datetime) -> None:
    row = rota(cast, "on call")
    with pytest.raises(RuntimeError), gathered():
        write(inserting([row]))
        raise RuntimeError
    assert not Rota.objects.filter(pk=row.pk).exists()
    write(inserting([row]))  # and the next one is written at once
    assert Rota.objects.filter(pk=row.pk).exists()
