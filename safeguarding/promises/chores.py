"""Regular work of the rooms above, run beside the clocks: each at its own pace, in one process at a time."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import DatabaseError, IntegrityError, transaction

from safeguarding.promises.models import Heartbeat

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Chore:
    name: str
    every: timedelta
    do: Callable[[datetime], object]


_chores: dict[str, Chore] = {}


def register(name: str, every_seconds: int, function: Callable[[datetime], object]) -> None:
    """Have ``function(now)`` called about every so many seconds. It must not mind being called twice.

    ``name`` has at most 30 characters.
    """
    _chores[name] = Chore(name, timedelta(seconds=every_seconds), function)


def run_due(now: datetime, runner: str = "") -> int:
    """Run what is due; returns how many ran through.

    One that fails is logged by its name, and the next one runs.
    """
    done = 0
    for chore in list(_chores.values()):
        if not _claim(chore, now, runner):
            continue
        try:
            chore.do(now)
            done += 1
        except DatabaseError:
            raise  # the runner waits and opens a fresh connection
        except Exception as error:
            log.error("chore %s failed: %s", chore.name, type(error).__name__)
    return done


def _claim(chore: Chore, now: datetime, runner: str) -> bool:
    """True for the one process whose turn it is."""
    name = f"chore:{chore.name}"
    row = {"beat_at": now, "runner": runner}
    if Heartbeat.objects.filter(name=name, beat_at__lte=now - chore.every).update(**row):
        return True
    if Heartbeat.objects.filter(name=name).exists():
        return False
    try:
        with transaction.atomic():
            Heartbeat.objects.create(name=name, **row)
    except IntegrityError:
        return False
    return True
