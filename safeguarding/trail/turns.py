"""SQLite has one writer at a time, and lets those who wait try again by chance: with thirty at once, some never get
their turn in five seconds. Inside one process they queue here instead, first come, first served.
"""

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import OperationalError, connection

PATIENCE = 20.0  # seconds; whoever waits longer is told that the database is locked, and keeps their words

_gate = threading.Lock()
_waiting: deque[threading.Event] = deque()
_busy = False
_mine = threading.local()  # .held while this thread has the turn: a save inside a save waits for nobody


@contextmanager
def in_turn() -> Iterator[None]:
    """Hold this process's turn to write. Elsewhere than SQLite, or inside a transaction already, it does nothing.

    Raises OperationalError when the turn does not come.
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block or getattr(_mine, "held", False):
        yield
        return
    _take()
    _mine.held = True
    try:
        yield
    finally:
        _mine.held = False
        _give()


def _take() -> None:
    global _busy  # noqa: PLW0603 - one turn for the whole process is the point
    with _gate:
        if not _busy:
            _busy = True
            return
        mine = threading.Event()
        _waiting.append(mine)
    if mine.wait(PATIENCE):
        return
    with _gate:
        if mine not in _waiting:  # it came in the last instant
            return
        _waiting.remove(mine)
    raise OperationalError("database is locked: the turn to write did not come")


def _give() -> None:
    global _busy  # noqa: PLW0603 - see above
    with _gate:
        if _waiting:
            _waiting.popleft().set()  # handed over: still busy
        else:
            _busy = False
