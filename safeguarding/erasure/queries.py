"""Questions asked of erasures."""

import uuid
from datetime import datetime

from django.db.models import QuerySet

from safeguarding.erasure.models import Erasure
from safeguarding.erasure.types import State
from safeguarding.people.access import services_under
from safeguarding.people.models import Service, Worker
from safeguarding.people.types import NotAllowed, Role


def erasures(worker: Worker, now: datetime) -> QuerySet[Erasure]:
    """Those an administrator or a safeguarding lead may know of: in their services, newest first."""
    services = Service.objects.none()
    for role in (Role.ADMINISTRATOR, Role.LEAD):
        services = services | services_under(worker, role, now)
    rows = Erasure.objects.filter(young_person__service__in=services)
    return rows.select_related("young_person__data_key", "asked_by", "second").order_by("-asked_at")


def erasure(worker: Worker, erasure_id: uuid.UUID, now: datetime) -> Erasure:
    """One of them. Raises NotAllowed."""
    row = erasures(worker, now).filter(pk=erasure_id).first()
    if row is None:
        raise NotAllowed("erasure")
    return row


def waiting(worker: Worker, now: datetime) -> QuerySet[Erasure]:
    """Those that wait for somebody else than who asked."""
    return erasures(worker, now).filter(state=State.WAITING).exclude(asked_by=worker)
