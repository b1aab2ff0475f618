"""Questions asked of erasures."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import QuerySet

from safeguarding.erasure.keeping import must_not_keep
from safeguarding.erasure.models import Erasure
from safeguarding.erasure.types import MustKeep, State
from safeguarding.people.access import services_under
from safeguarding.people.models import LeftOut, Service, Worker, YoungPerson
from safeguarding.people.types import NotAllowed, Role
from safeguarding.vault import ledger


def erasures(worker: Worker, now: datetime) -> QuerySet[Erasure]:
    """Those an administrator or a safeguarding lead may know of: in their services, newest first.

    Nothing of a young person who wants them left out of anything.
    """
    services = Service.objects.none()
    for role in (Role.ADMINISTRATOR, Role.LEAD):
        services = services | services_under(worker, role, now)
    left_out = LeftOut.objects.filter(worker=worker, lifted_at__isnull=True).values("young_person_id")
    rows = Erasure.objects.filter(young_person__service__in=services).exclude(young_person__in=left_out)
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


def in_the_way(young_person: YoungPerson, now: datetime) -> MustKeep | None:
    """Why they can't be erased now; None when they can. The caller got them through a query that checked who asks."""
    try:
        must_not_keep(young_person, now)
    except MustKeep as why:
        return why
    return None


@dataclass(frozen=True)
class Book:
    """The ledger as an administrator may see it: counts, and what is wrong with it."""

    set: bool  # CORNER_ERASURES names one
    readable: bool = True
    entries: int = 0
    broken: int = 0  # lines that are not whole, or were not written here
    missing: int = 0  # erasures that were done and are not in it: a restore would undo them


def book() -> Book:
    """Of everybody's erasures, not of one administrator's: it is one file."""
    if not settings.ERASURES:
        return Book(set=False)
    try:
        found = ledger.read()
    except OSError:
        return Book(set=True, readable=False)
    done = Erasure.objects.filter(state=State.DONE).values_list("young_person_id", flat=True)
    return Book(True, True, len(found.erased), len(found.broken), len(set(done) - set(found.erased)))
