"""The passwords workers choose."""

from datetime import datetime

from safeguarding.people.models import Worker
from safeguarding.trail import types as trail
from safeguarding.trail.actions import change, record
from safeguarding.trail.types import TrailType


def choose_password(worker: Worker, password: str, now: datetime) -> None:
    """A worker's own new password. Sessions opened with the old one end. The caller checked its strength."""
    worker.set_password(password)
    with change(now):
        worker.save(update_fields=["password"])
        record(
            TrailType.PERSON_CHANGED, trail.worker(worker.pk), about=("worker", worker.pk), what="password"
        )
