"""Sessions that workers open, and how they end: singly, all the others, or all."""

from datetime import datetime
from uuid import UUID

from django.contrib.sessions.models import Session
from django.db.models import QuerySet

from safeguarding.people.actions import choose_password
from safeguarding.people.models import Worker
from safeguarding.sign_in.models import SignedIn
from safeguarding.sign_in.types import Device, Way
from safeguarding.trail import types as trail
from safeguarding.trail.actions import change, record
from safeguarding.trail.types import TrailType


def open_session(worker: Worker, key: str, device: Device, browser: str, way: Way, now: datetime) -> None:
    """They came in: the session is theirs to see and to end. Rows of sessions that are over go."""
    with change(now):
        living = Session.objects.filter(expire_date__gt=now).values("session_key")
        SignedIn.objects.filter(worker=worker).exclude(session_key__in=living).delete()
        SignedIn.objects.create(
            worker=worker, session_key=key, device=device, browser=browser[:40], way=way, at=now
        )
        record(TrailType.SIGNED_IN, trail.worker(worker.pk), about=("worker", worker.pk), way=way)


def renew(old: str, new: str) -> None:
    """The same session under a new key."""
    SignedIn.objects.filter(session_key=old).update(session_key=new)


def _end(rows: QuerySet[SignedIn]) -> int:
    keys = list(rows.values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    rows.delete()
    return len(keys)


def end_one(worker: Worker, session: UUID, now: datetime) -> int:
    """One of their own sessions ends, wherever it is: its pages at once, its socket at its next look."""
    with change(now):
        ended = _end(SignedIn.objects.filter(worker=worker, pk=session))
        if ended:
            record(
                TrailType.PERSON_CHANGED,
                trail.worker(worker.pk),
                about=("worker", worker.pk),
                what="session ended",
            )
        return ended


def end_others(worker: Worker, here: str, now: datetime) -> int:
    """Every session of theirs but the one whose key is ``here``. Returns how many ended."""
    with change(now):
        ended = _end(SignedIn.objects.filter(worker=worker).exclude(session_key=here))
        if ended:
            record(
                TrailType.PERSON_CHANGED,
                trail.worker(worker.pk),
                about=("worker", worker.pk),
                what="sessions ended",
            )
        return ended


def new_password(worker: Worker, password: str, now: datetime, keep: str = "") -> None:
    """A password of their own choice; every session but the one whose key is ``keep`` ends. Its strength is checked."""
    with change(now):
        choose_password(worker, password, now)
        _end(SignedIn.objects.filter(worker=worker).exclude(session_key=keep))


def end_all(worker: Worker) -> int:
    """Every session of theirs. Part of a change that says why (they left, they lost their phone)."""
    return _end(SignedIn.objects.filter(worker=worker))
