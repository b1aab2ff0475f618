"""Wrapping every data key anew under the newest master key, a batch at a time, while everything goes on."""

import uuid
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Count, QuerySet

from safeguarding.prepared import updating, write
from safeguarding.vault.masters import masters
from safeguarding.vault.models import DataKey
from safeguarding.vault.types import CannotOpen

BATCH = 500


@dataclass(frozen=True)
class Batch:
    """What one batch did: how many are wrapped anew, which can't be opened, and where to go on (None: the end)."""

    done: int
    cannot: list[uuid.UUID]
    last: uuid.UUID | None


def _waiting() -> QuerySet[DataKey]:
    newest = next(iter(masters().names()))
    return DataKey.objects.filter(wrapped__isnull=False).exclude(wrapped_by=newest)


def left() -> dict[str, int]:
    """How many data keys are still wrapped by each older master key. Empty: those may be thrown away."""
    rows = _waiting().order_by().values_list("wrapped_by").annotate(many=Count("pk"))
    return dict(sorted(rows))


def rewrap(after: uuid.UUID | None = None, most: int = BATCH) -> Batch:
    """The next keys after this one, in one short transaction; stopped at any moment, the rest is still there.

    Nobody who reads waits or fails: what they have read opens by the older master key, which stays in place.
    """
    with transaction.atomic():
        rows = _waiting().order_by("pk").select_for_update(no_key=True)
        found = list((rows.filter(pk__gt=after) if after else rows)[:most])
        cannot, done = [], []
        for row in found:
            try:
                plain = masters().unwrap(row.wrapped_by, bytes(row.wrapped or b""), row.id.bytes)
            except CannotOpen:
                cannot.append(row.pk)
                continue
            row.wrapped_by, row.wrapped = masters().wrap(plain, row.id.bytes)
            done.append(row)
        write(*(updating(row, "wrapped", "wrapped_by") for row in done))
    return Batch(len(done), cannot, found[-1].pk if len(found) == most else None)
