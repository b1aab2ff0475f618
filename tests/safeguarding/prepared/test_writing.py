"""Rows written by statements of our own are the rows Django would have written."""

import uuid
from datetime import datetime
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from safeguarding.people.models import LocalDay, Worker
from safeguarding.prepared import inserting, update, updating, write
from safeguarding.promises.models import Notice, PromiseStep
from safeguarding.promises.types import Channel, NoticeState, StepWhy
from tests.cast import Cast
from tests.safeguarding.promises.helpers import promised

pytestmark = pytest.mark.django_db


def days(cast: Cast, now: datetime, count: int) -> list[LocalDay]:
    return [
        LocalDay(
            service=cast.team, day=now.date().replace(month=1 + n // 28, day=1 + n % 28), name=f"Day {n}"
        )
        for n in range(count)
    ]


def test_what_is_written_is_what_django_reads_back(cast: Cast, now: datetime) -> None:
    promise = promised(cast.maya, now)
    step = PromiseStep(
        promise=promise, at=now, why=StepWhy.TAKEN, rung=0, round=7, worker=cast.joy, details={"by": "ünï"}
    )
    notice = Notice(
        promise=promise, round=7, rung=0, person=cast.joy, channel=Channel.INBOX, state=NoticeState.SENT,
        next_attempt_at=now, sent_at=None,
    )  # fmt: skip
    write(inserting([step]), inserting([notice]))
    kept = PromiseStep.objects.get(round=7)
    assert (kept.at, kept.worker, kept.rota, kept.details) == (now, cast.joy, None, {"by": "ünï"})
    told = Notice.objects.get(pk=notice.pk)
    assert (told.person, told.next_attempt_at, told.sent_at) == (cast.joy, now, None)
    assert not notice._state.adding


def test_more_rows_than_one_statement_takes_are_all_written(cast: Cast, now: datetime) -> None:
    write(inserting(days(cast, now, 130)))
    assert LocalDay.objects.filter(service=cast.team).count() == 130


def test_nothing_to_write_asks_the_database_nothing(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        write(inserting([]))


def test_the_same_row_twice_is_refused_or_passed_over_as_asked(cast: Cast, now: datetime) -> None:
    write(inserting(days(cast, now, 1)))
    with pytest.raises(IntegrityError), transaction.atomic():
        write(inserting(days(cast, now, 1)))
    write(inserting(days(cast, now, 2), ignore_conflicts=True))
    assert LocalDay.objects.filter(service=cast.team).count() == 2


def test_what_was_written_beside_a_refused_row_goes_with_it(cast: Cast, now: datetime) -> None:
    write(inserting(days(cast, now, 1)))
    cast.asha.known_as = "Somebody"
    with pytest.raises(IntegrityError), transaction.atomic():
        write(updating(cast.asha, "known_as"), inserting(days(cast, now, 1)))
    assert Worker.objects.get(pk=cast.asha.pk).known_as == "Asha"


def test_only_the_named_fields_of_a_row_are_changed(cast: Cast) -> None:
    cast.asha.known_as, cast.asha.name = "Ash", "Never written"
    assert update(cast.asha, "known_as")
    row = Worker.objects.get(pk=cast.asha.pk)
    assert row.known_as == "Ash" and row.name != "Never written"


def test_a_row_that_is_gone_is_told_from_one_that_is_there(cast: Cast) -> None:
    assert not update(Worker(pk=uuid.uuid4(), known_as="Nobody"), "known_as")


def test_what_belongs_together_takes_one_journey_where_the_database_takes_several(
    cast: Cast, now: datetime, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(1 if connection.vendor == "postgresql" else 2):
        write(inserting(days(cast, now, 3)), updating(cast.asha, "known_as"))
