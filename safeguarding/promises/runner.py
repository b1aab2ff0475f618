"""Runs tick, send and the chores, each in a thread of its own, until told to stop.

``manage.py clocks`` runs them always; the server runs them itself when nobody else's heart beats.
"""

import logging
import os
import socket
import threading
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, connection, transaction
from django.db.models import Q
from django.utils import timezone

from safeguarding.promises import chores, clocks, heartbeat, outbox
from safeguarding.promises.models import Heartbeat

log = logging.getLogger(__name__)

EVERY = 1.0  # seconds between looks at what is due
BEAT_EVERY = timedelta(seconds=5)
TAKE_OVER = timedelta(seconds=20)  # how old another's heartbeat is when the server takes over

Clock = Callable[[], datetime]


@dataclass
class Part:
    """One of the clocks in this process."""

    name: str
    work: Callable[[datetime], object]
    runner: str
    always: bool  # False: only while nobody else does it
    beaten: datetime | None = None
    mine: bool = False


def run(stop: threading.Event, *, always: bool, clock: Clock = timezone.now, every: float = EVERY) -> None:
    """Run everything until ``stop`` is set. Returns when each thread has finished what it was at."""
    runner = f"{socket.gethostname()[:30]}:{os.getpid()}:{uuid.uuid4().hex[:6]}"
    parts = [
        Part("tick", clocks.tick, runner, always),
        Part("send", outbox.send, runner, always),
        Part("chores", lambda now: chores.run_due(now, runner), runner, always),
        Part("outside", heartbeat.tell_outside, runner, always),
    ]
    threads = [
        threading.Thread(
            target=_loop, args=(part, stop, clock, every), name=f"clocks-{part.name}", daemon=True
        )
        for part in parts
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def run_inside(stop: threading.Event) -> None:
    """For the server's own process: stands by, and takes over what nobody has done for 20 seconds."""
    run(stop, always=False)


def run_once(now: datetime) -> None:
    """One pass of everything, in this thread, with its heartbeats."""
    parts = (("tick", clocks.tick), ("send", outbox.send), ("chores", chores.run_due))
    for name, work in parts:
        beat(Part(name, work, f"once:{os.getpid()}", always=True), now)
        work(now)


def _loop(part: Part, stop: threading.Event, clock: Clock, every: float) -> None:
    try:
        while not stop.is_set():
            _turn(part, clock)
            stop.wait(every)
    finally:
        connection.close()


def _turn(part: Part, clock: Clock) -> None:
    """One look. Whatever goes wrong, the next one comes, on a fresh connection."""
    try:
        now = clock()
        if part.beaten is None or now - part.beaten >= BEAT_EVERY or now < part.beaten:
            part.mine = beat(part, now)
            part.beaten = now if part.mine else None
        if part.mine:
            part.work(now)
    except Exception as error:
        log.error("%s stopped for a moment: %s", part.name, type(error).__name__)
        part.beaten = None
        connection.close()


def beat(part: Part, now: datetime) -> bool:
    """Write the heartbeat. False when this runner stands by and another's heart beats."""
    values = {"beat_at": now, "runner": part.runner}
    rows = Heartbeat.objects.filter(name=part.name)
    if not part.always:
        rows = rows.filter(Q(runner=part.runner) | Q(beat_at__lt=now - TAKE_OVER))
    if rows.update(**values):
        return True
    try:
        with transaction.atomic():
            Heartbeat.objects.create(name=part.name, **values)
    except IntegrityError:
        return False  # another's, and it beats
    return True
