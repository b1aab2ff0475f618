"""Guesses are slowed for whoever guesses, across processes, and never for good."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from django.db import connection

from safeguarding.sign_in import slow
from safeguarding.sign_in.models import Guesses


@pytest.mark.django_db
def test_one_door_slows_down_nobody_else(now: datetime) -> None:
    for minute in range(12):
        slow.begin(now + timedelta(minutes=10 * minute), "password", "asha@example.org", "10.0.0.1")
    later = now + timedelta(minutes=110)
    assert slow.begin(later, "password", "ASHA@example.org", "10.0.0.1") > 60
    assert slow.begin(later, "password", "asha@example.org", "10.0.0.2") == 0
    assert slow.begin(later, "password", "joy@example.org", "10.0.0.1") == 0


@pytest.mark.django_db
def test_the_wait_doubles_to_five_minutes_and_no_more(now: datetime) -> None:
    waits: list[int] = []
    for _ in range(20):
        assert slow.begin(now, "door") == 0
        waits.append(slow.begin(now, "door") if len(waits) >= 2 else 0)
        now += timedelta(seconds=waits[-1])
    assert waits[:8] == [0, 0, 1, 2, 4, 8, 16, 32]
    assert waits[-1] == 300


@pytest.mark.django_db
def test_a_right_one_and_a_day_forget(now: datetime) -> None:
    for _ in range(3):
        slow.begin(now, "door")
    assert slow.begin(now, "door") > 0, "the control: it waits"
    slow.forget("door")
    assert slow.begin(now, "door") == 0
    slow.begin(now + timedelta(days=2), "another door")
    assert Guesses.objects.count() == 1


@pytest.mark.django_db
def test_neither_name_nor_address_stands_in_the_table(now: datetime) -> None:
    slow.begin(now, "password", "asha@example.org", "10.0.0.1")
    row = Guesses.objects.get()
    kept = f"{bytes(row.door)!r} {row.count} {row.wait_until} {row.last_at}"
    assert "asha" not in kept and "10.0.0" not in kept


@pytest.mark.django_db(transaction=True)
def test_many_at_once_over_connections_of_their_own_are_all_counted(now: datetime) -> None:
    def try_it(_: int) -> int:
        try:
            return slow.begin(now, "door")
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        waits = list(pool.map(try_it, range(16)))
    assert waits.count(0) == slow.FREE, "no more than if one had tried after another"


@pytest.mark.django_db
def test_a_clock_put_back_makes_nobody_wait_longer(now: datetime) -> None:
    for _ in range(4):
        slow.begin(now, "door")
        now += timedelta(seconds=60)
    slow.begin(now, "door")
    back = now - timedelta(days=3)
    assert slow.begin(back, "door") == slow.LONGEST, "and not three days"
    assert slow.begin(back + timedelta(seconds=slow.LONGEST), "door") == 0
