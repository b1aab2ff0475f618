from collections.abc import Iterator
from datetime import datetime

import pytest
from django.db import OperationalError

from safeguarding.promises import chores
from tests.safeguarding.promises.helpers import SECOND


@pytest.fixture(autouse=True)
def _only_these_chores(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(chores, "_chores", {})
    yield


def test_a_chore_runs_at_its_own_pace(db: None, now: datetime) -> None:
    ran: list[datetime] = []
    chores.register("sweep", 30, ran.append)
    for seconds in (0, 1, 29, 30, 31, 61):
        chores.run_due(now + seconds * SECOND)
    assert ran == [now, now + 30 * SECOND, now + 61 * SECOND]


def test_a_chore_that_fails_keeps_no_other_from_running(
    db: None, now: datetime, caplog: pytest.LogCaptureFixture
) -> None:
    ran: list[datetime] = []

    def fails(at: datetime) -> None:
        raise ValueError("KanarieWort")

    chores.register("broken", 30, fails)
    chores.register("sweep", 30, ran.append)
    assert chores.run_due(now) == 1
    assert ran == [now]
    assert [record.getMessage() for record in caplog.records] == ["chore broken failed: ValueError"]


def test_a_database_that_is_gone_is_the_runners_to_mend(db: None, now: datetime) -> None:
    def gone(at: datetime) -> None:
        raise OperationalError

    chores.register("sweep", 30, gone)
    with pytest.raises(OperationalError):
        chores.run_due(now)


def test_registering_again_replaces(db: None, now: datetime) -> None:
    ran: list[str] = []
    chores.register("sweep", 30, lambda _: ran.append("old"))
    chores.register("sweep", 30, lambda _: ran.append("new"))
    chores.run_due(now)
    assert ran == ["new"]
