from datetime import datetime
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test import Client

from safeguarding.promises import actions, clocks, outbox, runner, watchdog
from safeguarding.promises.models import Heartbeat
from safeguarding.promises.types import Clock
from tests.cast import Cast
from tests.conftest import Mailbox
from tests.safeguarding.promises.helpers import MINUTE, SECOND, promised


@pytest.fixture
def beating(cast: Cast, now: datetime) -> None:
    for name in ("tick", "send"):
        Heartbeat.objects.create(name=name, beat_at=now, runner="command")


def test_all_is_well(cast: Cast, now: datetime, beating: None) -> None:
    assert watchdog.health(now) == []
    assert not watchdog.clocks_late(now)


def test_clocks_that_never_beat_are_late(db: None, now: datetime) -> None:
    assert watchdog.health(now) == ["tick_late", "send_late"]
    assert watchdog.clocks_late(now)


def test_a_minute_without_a_beat_is_an_alarm_and_the_next_beat_ends_it(now: datetime, beating: None) -> None:
    assert watchdog.health(now + 60 * SECOND) == []
    assert watchdog.health(now + 61 * SECOND) == ["tick_late", "send_late"]
    assert watchdog.clocks_late(now + 61 * SECOND)
    runner.beat(runner.Part("tick", clocks.tick, "command", always=True), now + 62 * SECOND)
    assert watchdog.health(now + 62 * SECOND) == ["send_late"]


def test_a_promise_due_and_not_moved_is_overdue_after_its_grace(
    cast: Cast, now: datetime, beating: None
) -> None:
    promise = promised(cast.maya, now, Clock.NOW)
    outbox_done = now + 17 * MINUTE
    Heartbeat.objects.update(beat_at=outbox_done + SECOND)
    assert "overdue" not in watchdog.health(outbox_done)
    assert "overdue" in watchdog.health(outbox_done + SECOND)
    clocks.tick(outbox_done + SECOND)
    assert "overdue" not in watchdog.health(outbox_done + SECOND)
    actions.keep(promise, cast.ravi, outbox_done)


def test_notices_nobody_sends_are_seen(cast: Cast, now: datetime, beating: None, smtp: Mailbox) -> None:
    promised(cast.maya, now)
    later = now + 3 * MINUTE
    Heartbeat.objects.update(beat_at=later)
    assert watchdog.health(later) == ["not_sending"]
    outbox.send(later)
    assert watchdog.health(later) == []


def database_gone(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
    raise OperationalError("server closed the connection to KanarieHost")


def test_a_database_that_does_not_answer_is_said_so(now: datetime, beating: None) -> None:
    with connection.execute_wrapper(database_gone):
        assert watchdog.health(now) == ["database"]
        assert watchdog.clocks_late(now)


def test_healthz_answers_with_codes(client: Client, db: None) -> None:
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert answer.json() == {"ok": False, "because": ["tick_late", "send_late"]}


def test_healthz_is_well_when_the_clocks_beat(client: Client, cast: Cast) -> None:
    from django.utils import timezone

    for name in ("tick", "send"):
        Heartbeat.objects.create(name=name, beat_at=timezone.now(), runner="command")
    assert client.get("/healthz").json() == {"ok": True, "because": []}


def test_healthz_says_so_when_the_database_is_gone(client: Client, db: None) -> None:
    with connection.execute_wrapper(database_gone):
        answer = client.get("/healthz")
    assert (answer.status_code, answer.json()["because"]) == (503, ["database"])
