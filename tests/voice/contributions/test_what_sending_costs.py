"""Sending asks the database so often and no oftener, however much was said before."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from safeguarding.concerns.models import Concern
from tests.cast import Cast
from tests.voice.contributions.said import ORDINARY, WORRIED, begun, send
from voice.contributions.actions import submit_contribution

pytestmark = pytest.mark.django_db
# PostgreSQL takes several statements in one message.
MOST = 24 if connection.vendor == "postgresql" else 42
MOST_WORRIED = 28 if connection.vendor == "postgresql" else 48


def asked(cast: Cast, now: datetime, words: str) -> int:
    draft = begun(cast.maya, now, words=words)
    with CaptureQueriesContext(connection) as asked:
        submit_contribution(cast.maya, draft, now)
    return len(asked)


@pytest.mark.parametrize("words", [ORDINARY, "asha came to my meeting and that was good"])
def test_what_names_nobody_or_somebody_asks_the_database_so_often(
    cast: Cast, now: datetime, words: str
) -> None:
    send(cast.maya, now)  # the first one makes what was never made before
    assert asked(cast, now + timedelta(minutes=1), words) <= MOST


def test_a_worry_asks_for_its_concern_too(cast: Cast, now: datetime) -> None:
    send(cast.maya, now, WORRIED)
    assert asked(cast, now + timedelta(minutes=1), WORRIED) <= MOST_WORRIED
    assert Concern.objects.count() == 2


def test_thirty_contributions_before_cost_no_more_than_one(cast: Cast, now: datetime) -> None:
    send(cast.maya, now, WORRIED)
    after_one = asked(cast, now + timedelta(minutes=1), WORRIED)
    for minute in range(2, 31):
        send(cast.maya, now + timedelta(minutes=minute), WORRIED)
    assert asked(cast, now + timedelta(hours=1), WORRIED) == after_one


def test_somebody_left_out_by_the_words_is_out_of_what_is_made_of_them(cast: Cast, now: datetime) -> None:
    """The people are loaded once; who is left out is asked again after somebody was."""
    row = send(cast.maya, now, "asha never rings me back")
    assert row.reading.keeper == cast.joy
    assert row.reading.keeper != send(cast.maya, now + timedelta(minutes=1)).reading.keeper == cast.asha


def test_nobody_is_held_twice_in_one_send(cast: Cast, now: datetime) -> None:
    draft = begun(cast.maya, now, words=WORRIED)
    with CaptureQueriesContext(connection) as asked:
        submit_contribution(cast.maya, draft, now)
    held = [
        row
        for row in asked.captured_queries
        if row["sql"].startswith('SELECT "safeguarding_youngperson"."id" AS "pk"')
    ]
    assert len(held) == 1
