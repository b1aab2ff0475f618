import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import OperationalError, connection

from safeguarding.promises import runner, watchdog
from safeguarding.promises.models import Heartbeat
from safeguarding.promises.runner import Part
from tests.cast import Cast
from tests.conftest import Mailbox
from tests.safeguarding.promises.helpers import SECOND, fresh, holder, promised
from tests.safeguarding.promises.processes import environment

ROOT = Path(__file__).parents[3]


def part(
    name: str, *, always: bool, runner_name: str, work: Callable[[datetime], object] = lambda _: None
) -> Part:
    return Part(name, work, runner_name, always)


def wait_for(found: Callable[[], bool], seconds: float = 15.0) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found():
            return True
        time.sleep(0.05)
    return False


def test_a_standby_waits_while_another_heart_beats(db: None, now: datetime) -> None:
    assert runner.beat(part("tick", always=True, runner_name="command"), now)
    standby = part("tick", always=False, runner_name="server")
    assert not runner.beat(standby, now + 19 * SECOND)
    assert Heartbeat.objects.get(name="tick").runner == "command"


def test_a_standby_takes_over_after_twenty_seconds_of_silence_and_keeps_it(db: None, now: datetime) -> None:
    runner.beat(part("tick", always=True, runner_name="command"), now)
    standby = part("tick", always=False, runner_name="server")
    assert runner.beat(standby, now + 21 * SECOND)
    assert runner.beat(standby, now + 26 * SECOND)
    assert not runner.beat(part("tick", always=False, runner_name="another"), now + 30 * SECOND)


def test_the_first_standby_there_is_takes_it(db: None, now: datetime) -> None:
    assert runner.beat(part("tick", always=False, runner_name="one"), now)
    assert not runner.beat(part("tick", always=False, runner_name="two"), now)


def test_a_standby_that_is_not_needed_does_no_work(db: None, now: datetime) -> None:
    worked: list[datetime] = []
    runner.beat(part("tick", always=True, runner_name="command"), now)
    runner._turn(part("tick", always=False, runner_name="server", work=worked.append), lambda: now)
    assert worked == []


@pytest.mark.django_db(transaction=True)
def test_what_goes_wrong_is_logged_as_a_code_and_the_next_turn_comes(
    now: datetime, caplog: pytest.LogCaptureFixture
) -> None:
    worked: list[datetime] = []

    def work(at: datetime) -> None:
        worked.append(at)
        if len(worked) == 1:
            raise ValueError("Maya said KanarieWort")

    mine = part("tick", always=True, runner_name="command", work=work)
    runner._turn(mine, lambda: now)
    runner._turn(mine, lambda: now + SECOND)
    assert worked == [now, now + SECOND]
    assert [record.getMessage() for record in caplog.records] == ["tick stopped for a moment: ValueError"]


def test_run_once_does_a_pass_and_beats(cast: Cast, now: datetime, smtp: Mailbox) -> None:
    promise = promised(cast.maya, now)
    runner.run_once(promise.due_at)
    assert holder(promise) == "Joy"
    assert len(smtp.messages) == 2
    assert watchdog.health(promise.due_at) == []


@pytest.mark.django_db(transaction=True)
def test_threads_of_their_own_move_and_send_until_told_to_stop(
    cast: Cast, now: datetime, smtp: Mailbox
) -> None:
    promise = promised(cast.maya, now)
    at = [now]
    stop = threading.Event()
    thread = threading.Thread(target=lambda: runner.run(stop, always=False, clock=lambda: at[0], every=0.05))
    thread.start()
    try:
        assert wait_for(lambda: len(smtp.messages) == 1)
        assert holder(promise) == "Asha"
        at[0] = promise.due_at
        assert wait_for(lambda: len(smtp.messages) == 2)
        assert wait_for(lambda: fresh(promise).keeper == cast.joy)
    finally:
        stop.set()
        thread.join(15)
    assert not thread.is_alive()
    assert set(Heartbeat.objects.values_list("name", flat=True)) >= {"tick", "send", "chores"}


@pytest.mark.django_db(transaction=True)
def test_a_thread_whose_connection_died_goes_on_with_a_fresh_one(now: datetime) -> None:
    turns: list[str] = []

    def work(at: datetime) -> None:
        turns.append("turn")
        if len(turns) == 1:
            connection.close()
            raise OperationalError("server closed the connection")
        Heartbeat.objects.count()
        turns.append("worked")

    def loop() -> None:
        mine = part("tick", always=True, runner_name="command", work=work)
        runner._turn(mine, lambda: now)
        runner._turn(mine, lambda: now)
        connection.close()

    thread = threading.Thread(target=loop)
    thread.start()
    thread.join(15)
    assert turns == ["turn", "turn", "worked"]


@pytest.mark.django_db(transaction=True)
def test_the_command_runs_until_it_is_told_to_stop(cast: Cast) -> None:
    process = subprocess.Popen(
        [sys.executable, "manage.py", "clocks"],
        cwd=ROOT,
        env=environment(smtp_port=1),
        stderr=subprocess.PIPE,
    )
    try:
        assert wait_for(lambda: Heartbeat.objects.filter(name__in=("tick", "send")).count() == 2, 30)
        os.kill(process.pid, signal.SIGTERM)
        _, errors = process.communicate(timeout=20)
    finally:
        process.kill()
        process.wait()
    assert (process.returncode, errors.decode()) == (0, "")


def test_the_command_does_one_pass_and_stops(db: None) -> None:
    call_command("clocks", "--once")
    assert Heartbeat.objects.filter(name="tick").exists()


@pytest.mark.parametrize("gap", [timedelta(0), timedelta(seconds=60)])
def test_beating_in_time_is_well(db: None, now: datetime, gap: timedelta) -> None:
    for name in ("tick", "send"):
        runner.beat(part(name, always=True, runner_name="command"), now)
    assert watchdog.health(now + gap) == []
