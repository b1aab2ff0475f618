"""A young person leaves the service, or comes back. Nothing said is lost by either."""

from datetime import datetime

from django.db.models import Q

from safeguarding.people.actions.permission import By, actor_of, must_set_up
from safeguarding.people.models import Card, NamedWorker, YoungPerson
from safeguarding.people.types import NotNow
from safeguarding.promises.models import Promise
from safeguarding.promises.models_promises import OPEN
from safeguarding.promises.moves import hold_young_person
from safeguarding.trail.actions import change, record
from safeguarding.trail.types import TrailType


def has_left(young_person: YoungPerson, now: datetime, by: By) -> None:
    """From now on their card opens nothing and nobody is named for them. What was said stays, sealed.

    Never while something they said waits for somebody: they would not hear what came of it. Twice is once.
    Raises NotAllowed, NotNow.
    """
    with change(now):
        row = _held(young_person, now, by)
        if row.left_at is not None:
            return
        if Promise.objects.filter(OPEN, young_person=row).exists():
            raise NotNow("promises")
        Card.objects.filter(young_person=row, ended_at__isnull=True).update(ended_at=now)
        still = Q(ends_at__isnull=True) | Q(ends_at__gt=now)
        NamedWorker.objects.filter(still, young_person=row).update(ends_at=now)
        _set(row, young_person, now)
        record(TrailType.PERSON_CHANGED, actor_of(by), young_person_id=row.pk, what="left")


def comes_back(young_person: YoungPerson, now: datetime, by: By) -> None:
    """They are here again, with what they said before. They need a named worker and a card. Twice is once.

    Raises NotAllowed; NotNow when their team or home has closed meanwhile.
    """
    with change(now):
        row = _held(young_person, now, by)
        if row.left_at is None:
            return
        for place in (row.service, row.home):
            if place is not None and place.closed_at is not None:
                raise NotNow("closed", place.name)
        _set(row, young_person, None)
        record(TrailType.PERSON_CHANGED, actor_of(by), young_person_id=row.pk, what="came_back")


def _held(young_person: YoungPerson, now: datetime, by: By) -> YoungPerson:
    hold_young_person(young_person.pk)
    row = YoungPerson.objects.select_related("service", "home").get(pk=young_person.pk)
    must_set_up(by, row.service, now)
    if row.erased_at is not None:
        raise NotNow("erased")
    return row


def _set(row: YoungPerson, young_person: YoungPerson, left_at: datetime | None) -> None:
    row.left_at = young_person.left_at = left_at
    row.save(update_fields=["left_at"])
