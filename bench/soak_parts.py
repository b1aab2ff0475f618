"""The processes a soak runs and kills. Loaded once in a process that only forks, so that a new one is there at once."""

import os
import time
from collections.abc import Callable

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings_test")
django.setup()

from django.db import DatabaseError, connection  # noqa: E402 - after setup
from django.utils import timezone  # noqa: E402

from safeguarding.promises import clocks, outbox  # noqa: E402

PAUSE = 0.05  # seconds between looks, as close as a kill could come


def tick() -> None:
    """Moves what is due, until killed."""
    while True:
        _try(lambda: clocks.tick(timezone.now()))
        time.sleep(PAUSE)


def send() -> None:
    """Sends what waits, until killed."""
    while True:
        _try(lambda: outbox.send(timezone.now()))
        time.sleep(PAUSE)


def web(port: int) -> None:
    """Serves the product, until killed."""
    import uvicorn  # noqa: PLC0415 - only here

    uvicorn.run("config.asgi:application", host="127.0.0.1", port=port, log_level="critical")


def _try(work: Callable[[], object]) -> None:
    try:
        work()
    except DatabaseError:
        connection.close()
