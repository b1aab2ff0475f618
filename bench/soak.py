"""``make soak``: real processes, killed at random moments, beside a real mail server. Prints lost, doubled, late.

``python -m bench.soak --seconds 60`` on the database DATABASE_URL names. Exit status 1 when anything was lost.
"""

import argparse
import http.client
import json
import multiprocessing
import os
import random
import sys
import tempfile
import threading
import time
from collections import Counter
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller

from bench import ready
from bench.load import Job, pair
from tests.services import free_port

LATE = 60.0  # seconds after it was due
DRAIN = 120.0  # seconds for what is left when the killing has ended
PER_SECOND = 80  # promises that fall due each second
FEEDS = 4  # times a second
KILL_EVERY = 0.35  # seconds, in the middle
STORED = 302  # what the server answers once it is


@dataclass(frozen=True)
class Goal:
    """So long at least, until so many were killed and told, and never longer than ``at_most`` seconds."""

    seconds: float
    kills: int
    notices: int
    at_most: float

    def reached(self, spent: float, kills: int, notices: int) -> bool:
        """It may end."""
        enough = spent >= self.seconds and kills >= self.kills and notices >= self.notices
        return enough or spent >= self.at_most


@dataclass
class Result:
    seconds: float = 0.0
    kills: dict[str, int] = field(default_factory=dict)
    due: int = 0  # times a promise fell due
    notices: int = 0
    acknowledged: int = 0  # contributions the web answered for
    lost: int = 0
    doubled_moves: int = 0
    doubled_mails: int = 0  # under the same reference
    overtaken: int = 0  # not sent any more, as a later one about the same was
    late: int = 0
    p50_late_s: float = 0.0
    worst_late_s: float = 0.0


class Sink:
    """A mail server that remembers each reference and when it came."""

    def __init__(self) -> None:
        self.came: Counter[str] = Counter()
        self.first: dict[str, float] = {}

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        for line in envelope.content.split(b"\r\n"):
            if line.lower().startswith(b"message-id:"):
                reference = line.split(b"<")[1].split(b"@")[0].decode()
                self.came[reference] += 1
                self.first.setdefault(reference, time.time())
        return "250 OK"


class Family:
    """The processes: started from one that only forks, killed without warning, started again."""

    def __init__(self, port: int, ticks: int, sends: int) -> None:
        self.context = multiprocessing.get_context("forkserver")
        self.context.set_forkserver_preload(["bench.soak_parts", "uvicorn", "config.asgi"])
        self.wanted = [("tick", ())] * ticks + [("send", ())] * sends + [("web", (port,))]
        self.alive: list[Any] = [self._start(*one) for one in self.wanted]
        self.kills: Counter[str] = Counter()

    def _start(self, name: str, args: tuple[int, ...]) -> Any:
        from bench import soak_parts  # noqa: PLC0415 - after the settings stand

        process = self.context.Process(target=getattr(soak_parts, name), args=args, daemon=True)
        process.start()
        return process

    def kill_one(self) -> None:
        """kill -9 of any of them, and another in its place."""
        weights = [
            1 if name == "web" else 3 for name, _ in self.wanted
        ]  # a server needs longer to be there again
        index = random.choices(range(len(self.alive)), weights)[0]
        self.alive[index].kill()
        self.alive[index].join()
        self.kills[self.wanted[index][0]] += 1
        self.alive[index] = self._start(*self.wanted[index])

    def end(self) -> None:
        for process in self.alive:
            process.kill()
            process.join()


def promises(cast: Any, count: int) -> None:
    """That many open "now" promises, none of them due for a while."""
    from datetime import timedelta  # noqa: PLC0415

    from django.utils import timezone  # noqa: PLC0415 - after the settings stand

    from safeguarding.promises.models import Promise  # noqa: PLC0415
    from safeguarding.promises.types import Clock  # noqa: PLC0415
    from tests.safeguarding.promises.helpers import promised  # noqa: PLC0415

    for number in range(count):
        promised((cast.maya, cast.kai, cast.noor, cast.dylan)[number % 4], timezone.now(), Clock.NOW)
    Promise.objects.update(next_action_at=timezone.now() + timedelta(hours=1))


def make_due(count: int) -> int:
    """So many of those that are not due fall due now. Returns how many did."""
    from datetime import timedelta  # noqa: PLC0415

    from django.db import OperationalError  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415

    from safeguarding.promises.models import Promise  # noqa: PLC0415

    now = timezone.now()
    rows = Promise.objects.filter(
        clock="now", kept_at__isnull=True, next_action_at__gt=now + timedelta(minutes=5)
    )
    ids = list(rows.order_by("?").values_list("pk", flat=True)[:count])
    try:
        return int(rows.filter(pk__in=ids).update(next_action_at=now))
    except OperationalError:  # SQLite: somebody killed held the file, or the others wrote all the time
        return 0


def press_send(port: int, waiting: list[ready.Waiting], stop: threading.Event, done: list[str]) -> None:
    """Young people press Send, and again while the server is away; ``done`` are those it answered for."""
    for one in waiting:
        job = Job("/s/x", "/s/x", {"go": "next"}, f"s={one.session}")
        while not stop.is_set():
            try:
                if pair(http.client.HTTPConnection("127.0.0.1", port, timeout=10), job) == STORED:
                    done.append(one.draft_id)
                    break
            except (OSError, http.client.HTTPException):
                pass  # killed while it answered: it is asked again
            time.sleep(0.1)


def _feed(stop: threading.Event, result: Result) -> None:
    """Promises fall due, evenly."""
    from django.db import connection  # noqa: PLC0415 - after the settings stand

    while not stop.wait(1 / FEEDS):
        result.due += make_due(PER_SECOND // FEEDS)
    connection.close()


def soak(goal: Goal, smtp_port: int) -> Result:
    """Run, kill, drain, count."""
    ready.empty_database()
    cast, waiting = ready.people(min(int(goal.seconds), 100))
    promises(cast, 300)
    sink, port, result = Sink(), free_port(), Result()
    controller = Controller(sink, hostname="127.0.0.1", port=smtp_port)
    controller.start()
    lite = os.environ["DATABASE_URL"].startswith("sqlite")
    family = Family(port, 1 if lite else 2, 1 if lite else 2)
    fed, stop, done = threading.Event(), threading.Event(), list[str]()
    feeding = threading.Thread(target=_feed, args=(fed, result), daemon=True)
    sending = threading.Thread(target=press_send, args=(port, waiting, stop, done), daemon=True)
    began = time.monotonic()
    feeding.start()
    sending.start()
    while not goal.reached(time.monotonic() - began, family.kills.total(), result.due):
        family.kill_one()
        time.sleep(random.random() * 2 * KILL_EVERY)
    fed.set()
    feeding.join(30)
    _drain()
    stop.set()
    sending.join(15)
    family.end()
    result.seconds = round(time.monotonic() - began, 1)
    result.kills, result.acknowledged = dict(family.kills), len(done)
    _count(result, sink, done)
    controller.stop()
    return result


def _drain() -> None:
    """Nobody is killed any more: wait until nothing is due and nothing waits, or time is up."""
    from django.utils import timezone  # noqa: PLC0415 - after the settings stand

    from safeguarding.promises.models import Notice, Promise  # noqa: PLC0415

    until = time.monotonic() + DRAIN
    while time.monotonic() < until:
        due = Promise.objects.filter(kept_at__isnull=True, next_action_at__lte=timezone.now())
        if not due.exists() and not Notice.objects.filter(state__in=("queued", "leased")).exists():
            return
        time.sleep(0.5)


def _count(result: Result, sink: Sink, done: list[str]) -> None:
    """Compare what fell due, what moved, what was marked and what came."""
    from safeguarding.promises.models import Notice, PromiseStep  # noqa: PLC0415 - after the settings stand
    from voice.contributions.models import Contribution  # noqa: PLC0415

    moves = PromiseStep.objects.filter(why__in=("not_kept", "repeated", "take_lapsed"), due__isnull=False)
    moved = moves.filter(promise__clock="now").count()
    result.doubled_moves = max(moved - result.due, 0)
    mails = Notice.objects.filter(channel="email", promise__clock="now").values_list("pk", "state")
    states = {str(pk): state for pk, state in mails}
    result.notices = len(states)
    result.overtaken = sum(state == "dropped" for state in states.values())
    unsent = [pk for pk, state in states.items() if state != "dropped" and pk not in sink.came]
    kept = set(map(str, Contribution.objects.filter(draft_id__in=done).values_list("draft_id", flat=True)))
    result.lost = max(result.due - moved, 0) + len(unsent) + len(set(done) - kept)
    result.doubled_mails = sum(count - 1 for pk, count in sink.came.items() if pk in states)
    waits = sorted(
        (row.at - (row.due or row.at)).total_seconds() for row in moves.filter(promise__clock="now")
    )
    result.p50_late_s = round(waits[len(waits) // 2], 2) if waits else 0.0
    result.worst_late_s = round(waits[-1], 2) if waits else 0.0
    result.late = sum(wait > LATE for wait in waits)


def main() -> int:
    """One soak on the database DATABASE_URL names; on a SQLite file of its own without it."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=60, help="at least")
    parser.add_argument("--kills", type=int, default=0)
    parser.add_argument("--notices", type=int, default=0)
    parser.add_argument("--at-most", type=float, default=1_200, help="seconds")
    given = parser.parse_args()
    goal = Goal(given.seconds, given.kills, given.notices, max(given.at_most, given.seconds))
    smtp_port = free_port()
    os.environ["CORNER_SMTP_PORT"] = str(smtp_port)
    with tempfile.TemporaryDirectory() as data:
        os.environ.setdefault("CORNER_DATA", data)
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{Path(data) / 'soak-test.sqlite3'}")
        ready.set_up()
        result = soak(goal, smtp_port)
    print(json.dumps(asdict(result)), flush=True)
    return 1 if result.lost else 0


if __name__ == "__main__":
    sys.exit(main())
