"""The watchdog of the clocks: what is not as it should be, as codes. No count, no name."""

from datetime import datetime, timedelta

from django.db import DatabaseError
from django.db.models import Exists, OuterRef

from safeguarding.promises.models import Heartbeat, Notice, Promise
from safeguarding.promises.models_promises import OPEN
from safeguarding.promises.types import NoticeState

LATE = timedelta(seconds=60)  # no heartbeat for so long is an alarm
GRACE = timedelta(minutes=2)  # a due promise nobody moved, a notice nobody tried to send
CLOCKS = ("tick", "send")


def health(now: datetime) -> list[str]:
    """Codes of what is wrong; empty when all is well.

    database, tick_late, send_late, overdue (a promise is due and did not move), not_sending (notices wait),
    not_sent (given up on within the last hour), nobody (an open promise is held by no person at all).
    """
    try:
        return _late_clocks(now) + _late_work(now)
    except DatabaseError:
        return ["database"]


def clocks_late(now: datetime) -> bool:
    """Tick or send has not run for a minute: every member of staff is told on every page."""
    try:
        return bool(_late_clocks(now))
    except DatabaseError:
        return True


def _late_clocks(now: datetime) -> list[str]:
    beats = dict(Heartbeat.objects.filter(name__in=CLOCKS).values_list("name", "beat_at"))
    return [f"{name}_late" for name in CLOCKS if name not in beats or now - beats[name] > LATE]


def _late_work(now: datetime) -> list[str]:
    found = []
    if Promise.objects.filter(OPEN, next_action_at__lt=now - GRACE).exists():
        found.append("overdue")
    waiting = Notice.objects.filter(state__in=(NoticeState.QUEUED, NoticeState.LEASED))
    if waiting.filter(next_attempt_at__lt=now - GRACE).exists():
        found.append("not_sending")
    if Notice.objects.filter(state=NoticeState.FAILED, next_attempt_at__gt=now - timedelta(hours=1)).exists():
        found.append("not_sent")
    told = Notice.objects.filter(promise=OuterRef("pk"), round=OuterRef("round"), rung=OuterRef("rung"))
    if Promise.objects.filter(OPEN, ~Exists(told), rota__isnull=False).exists():
        found.append("nobody")
    return found
