"""Send: lease what is waiting, send it, and mark it after sending. A lease that runs out is sent again.

Killed between sending and marking it sends twice under one reference; it never loses one.
"""

import logging
import time
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from itertools import groupby

from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import F, Q

from safeguarding.promises.channels import open_connection, sender_of
from safeguarding.promises.models import Notice, PromiseStep
from safeguarding.promises.types import Channel, NoticeState, StepWhy, pages

log = logging.getLogger(__name__)

LEASE = timedelta(seconds=60)
ATTEMPTS = 30  # about six hours of trying; then it is shown as failed, and the ladder has long gone on
SHORTEST, LONGEST = 5, 15 * 60  # seconds between attempts: doubled each time
WORK_FOR = 25.0  # seconds of sending in one pass: well inside a lease, even with one last message that hangs
WAITING = (NoticeState.QUEUED, NoticeState.LEASED)


def send(now: datetime, *, limit: int = 100, spent: Callable[[], float] = time.monotonic) -> int:
    """Send what is due and return how many notices were sent. A message that fails keeps no other waiting.

    ``spent`` only measures how long this pass has taken, to stop before its leases run out.
    """
    leased = lease(now, limit)
    if not leased:
        return 0
    sent, began, connection = 0, spent(), open_connection()
    try:
        for bundle in bundles(leased):
            if spent() - began > WORK_FOR:
                _give_back(bundle, now)
                continue
            # Somebody may have been left out, or it may have been kept, since these were leased.
            if still := _still_leased(bundle):
                sent += _send_one(still, connection, now)
    finally:
        _close(connection)
    return sent


def lease(now: datetime, limit: int) -> list[Notice]:
    """Take up to ``limit`` waiting notices for this sender alone, for a minute."""
    with transaction.atomic():
        rows = Notice.objects.filter(state__in=WAITING, next_attempt_at__lte=now)
        taken = list(rows.select_for_update(skip_locked=True).order_by("next_attempt_at")[:limit])
        until = now + LEASE
        mine = []
        for notice in taken:
            if _take(notice, until):
                mine.append(notice.pk)
    leased = Notice.objects.filter(pk__in=mine).select_related("promise", "person")
    return [notice for notice in leased.order_by("next_attempt_at", "pk") if not _dropped(notice)]


def _take(notice: Notice, until: datetime) -> bool:
    same = Notice.objects.filter(pk=notice.pk, state=notice.state, attempts=notice.attempts)
    leased = {"state": NoticeState.LEASED, "lease_until": until, "next_attempt_at": until}
    return bool(same.update(**leased, attempts=F("attempts") + 1))


def _dropped(notice: Notice) -> bool:
    """Not needed any more: kept meanwhile, or (after an outage) told again since.

    Nobody is flooded with the past.
    """
    needed = notice.promise.is_open and notice.person.is_active
    if needed and notice.attempts > 1:
        later = Notice.objects.filter(
            promise=notice.promise_id, person=notice.person_id, channel=notice.channel
        )
        needed = not later.filter(
            Q(round__gt=notice.round) | Q(round=notice.round, rung__gt=notice.rung)
        ).exists()
    if not needed:
        _mark([notice], state=NoticeState.DROPPED, lease_until=None)
    return not needed


def bundles(notices: Iterable[Notice]) -> list[list[Notice]]:
    """One message each for what pages; one for everything else that waits for the same person: the digest."""
    paging: list[Notice] = []
    waiting: list[Notice] = []
    for notice in notices:
        (paging if pages(notice.promise.kind, notice.promise.clock) else waiting).append(notice)
    waiting.sort(key=_whom)
    paging.sort(key=lambda notice: notice.promise.is_practice)  # a drill waits for what is real
    return [[notice] for notice in paging] + [list(group) for _, group in groupby(waiting, key=_whom)]


def _whom(notice: Notice) -> tuple[str, str]:
    return str(notice.person_id), notice.channel


def _still_leased(bundle: Sequence[Notice]) -> list[Notice]:
    ids = [notice.pk for notice in bundle]
    still = set(Notice.objects.filter(pk__in=ids, state=NoticeState.LEASED).values_list("pk", flat=True))
    return [notice for notice in bundle if notice.pk in still]


def _send_one(bundle: Sequence[Notice], connection: BaseEmailBackend, now: datetime) -> int:
    sender = sender_of(Channel(bundle[0].channel))
    try:
        if sender is None:
            raise NotImplementedError
        sender(bundle, connection)
    except Exception as error:
        # Only the kind of error: what a mail server answers may repeat an address.
        log.warning("notice not sent: %s", type(error).__name__)
        _close(connection)
        for notice in bundle:
            _not_sent(notice, now)
        return 0
    return _mark(bundle, state=NoticeState.SENT, sent_at=now, lease_until=None)


def _mark(bundle: Iterable[Notice], **values: object) -> int:
    """Mark what is still leased; what was dropped while it was on its way stays dropped."""
    ids = [notice.pk for notice in bundle]
    return Notice.objects.filter(pk__in=ids, state=NoticeState.LEASED).update(**values)


def _not_sent(notice: Notice, now: datetime) -> None:
    if notice.attempts < ATTEMPTS:
        wait = timedelta(seconds=min(SHORTEST * 2 ** (notice.attempts - 1), LONGEST))
        _mark([notice], state=NoticeState.QUEUED, lease_until=None, next_attempt_at=now + wait)
        return
    with transaction.atomic():
        if _mark([notice], state=NoticeState.FAILED, lease_until=None):
            PromiseStep.objects.create(
                promise_id=notice.promise_id,
                at=now,
                why=StepWhy.NOT_SENT,
                rung=notice.rung,
                round=notice.round,
                worker_id=notice.person_id,
                details={"channel": notice.channel},
            )


def _give_back(bundle: Sequence[Notice], now: datetime) -> None:
    for notice in bundle:
        _mark(
            [notice],
            state=NoticeState.QUEUED,
            lease_until=None,
            next_attempt_at=now,
            attempts=notice.attempts - 1,
        )


def _close(connection: BaseEmailBackend) -> None:
    try:
        connection.close()
    except Exception as error:
        log.warning("mail connection not closed: %s", type(error).__name__)
