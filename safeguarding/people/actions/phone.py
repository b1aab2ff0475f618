"""The work telephone of a member of staff."""

import re
from datetime import datetime

from safeguarding.people.models import Worker
from safeguarding.trail import types as trail
from safeguarding.trail.actions import change, record
from safeguarding.trail.types import TrailType

NUMBER = re.compile(r"\+?[0-9]{7,15}")


def set_phone(worker: Worker, phone: str, now: datetime) -> None:
    """Their own number, for texts without content; empty for none. Raises ValueError for what is no number."""
    kept = re.sub(r"[\s().-]", "", phone)
    if kept and not NUMBER.fullmatch(kept):
        raise ValueError("phone")
    with change(now):
        worker.phone = kept
        worker.save(update_fields=["phone"])
        record(TrailType.PERSON_CHANGED, trail.worker(worker.pk), worker=worker.pk, what="phone")
