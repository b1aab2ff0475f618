"""Writers of one process take turns on SQLite, in the order they came."""

import threading
import time
from datetime import datetime

import pytest
from django.db import OperationalError, connection

from safeguarding.trail import turns
from safeguarding.trail.actions import change
from safeguarding.trail.models import TrailEntry
from safeguarding.trail.types import CLOCKS, TrailType

pytestmark = pytest.mark.django_db(transaction=True)


def test_forty_writers_at_once_all_get_their_turn(now: datetime) -> None:
    problems: list[Exception] = []

    def write() -> None:
        from safeguarding.trail.actions import record

        try:
            with change(now):
                time.sleep(0.01)
                record(TrailType.PERSON_CHANGED, CLOCKS)
        except Exception as error:
            problems.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=write) for _ in range(40)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert problems == []
    assert TrailEntry.objects.count() == 40


def test_a_turn_that_never_comes_is_a_locked_database(monkeypatch: pytest.MonkeyPatch) -> None:
    if connection.vendor != "sqlite":
        return
    monkeypatch.setattr(turns, "PATIENCE", 0.05)
    refused: list[Exception] = []

    def second() -> None:
        try:
            with turns.in_turn():
                pass
        except OperationalError as error:
            refused.append(error)
        finally:
            connection.close()

    with turns.in_turn():
        thread = threading.Thread(target=second)
        thread.start()
        thread.join()
    assert len(refused) == 1
    with turns.in_turn():  # whoever gave up left nothing behind
        pass


def test_whoever_has_the_turn_does_not_wait_for_themselves(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "PATIENCE", 0.05)
    with turns.in_turn(), turns.in_turn():
        pass
    with turns.in_turn():
        pass
