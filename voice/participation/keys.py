"""Keys with which a manager's own programme reads release data. A key is shown once; its digest is kept."""

import secrets
from datetime import datetime

from safeguarding.people.models import Worker
from safeguarding.trail.actions import change, record
from safeguarding.trail.types import TrailType
from safeguarding.trail.types import worker as as_worker
from safeguarding.vault.digests import token_digest, token_digests
from voice.participation.models import ReleaseKey
from voice.participation.published import top

_PURPOSE = "release_key"


def make_key(worker: Worker, now: datetime) -> str:
    """A new key; the one before it stops working. Raises NotAllowed for who sees no figures."""
    top(worker, now)
    key = secrets.token_urlsafe(32)
    with change(now):
        ReleaseKey.objects.filter(worker=worker, ended_at__isnull=True).update(ended_at=now)
        made = ReleaseKey.objects.create(worker=worker, digest=token_digest(_PURPOSE, key), made_at=now)
        record(TrailType.RELEASE_KEY_MADE, as_worker(worker.pk), about=("release_key", made.pk))
    return key


def end_key(worker: Worker, now: datetime) -> None:
    """The worker's key stops working."""
    with change(now):
        for one in ReleaseKey.objects.select_for_update().filter(worker=worker, ended_at__isnull=True):
            one.ended_at = now
            one.save(update_fields=["ended_at"])
            record(TrailType.RELEASE_KEY_ENDED, as_worker(worker.pk), about=("release_key", one.pk))


def key_of(worker: Worker) -> ReleaseKey | None:
    """The worker's key, if they have one that works."""
    return ReleaseKey.objects.filter(worker=worker, ended_at__isnull=True).first()


def worker_with(key: str) -> Worker | None:
    """Whose key this is: an active worker, or nobody. What they may see is asked anew each time."""
    rows = ReleaseKey.objects.filter(digest__in=token_digests(_PURPOSE, key), ended_at__isnull=True)
    found = rows.filter(worker__is_active=True).select_related("worker").first()
    return found.worker if found else None
