"""When the database is too busy at the moment of leaving: the page goes, the words are saved after it."""

import logging
import threading
import time
from collections.abc import Callable

from django.db import OperationalError, connection

TRIES, PAUSE = 12, 3  # the database waits five seconds by itself each time: a minute and a half in all
log = logging.getLogger(__name__)


def start(work: Callable[[], None]) -> None:
    """Try ``work`` in a thread of its own until the database takes it."""
    threading.Thread(target=_until_done, args=(work,), name="leaving").start()


def _until_done(work: Callable[[], None]) -> None:
    try:
        for _ in range(TRIES):
            try:
                return work()
            except OperationalError:
                time.sleep(PAUSE)
        log.error("leaving: the database stayed busy")
    finally:
        connection.close()
