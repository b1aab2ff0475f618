"""Data keys: made, unwrapped, destroyed."""

import os
import time
import uuid
from datetime import datetime

from django.db.models import Q

from safeguarding.vault.masters import masters
from safeguarding.vault.models import DataKey
from safeguarding.vault.types import CannotOpen, Erased

# Seconds an unwrapped key may stay in memory: an erasure in another process reaches this one within that time.
KEEP = 30.0
MOST = 2_000
_unwrapped: dict[uuid.UUID, tuple[float, bytes]] = {}


def make(now: datetime, *, for_organisation: bool = False) -> DataKey:
    """A new data key, stored wrapped by the newest master key."""
    row = _new(now, for_organisation)
    row.save(force_insert=True)
    return row


def make_many(count: int, now: datetime) -> list[DataKey]:
    """New data keys, stored in one go."""
    return DataKey.objects.bulk_create([_new(now) for _ in range(count)])


def _new(now: datetime, for_organisation: bool = False) -> DataKey:
    row = DataKey(made_at=now, for_organisation=for_organisation)
    row.wrapped_by, row.wrapped = masters().wrap(os.urandom(32), row.id.bytes)
    return row


def organisation_key(now: datetime) -> DataKey:
    """The key for what is about no young person; made the first time it is asked for."""
    return DataKey.objects.filter(for_organisation=True).first() or make(now, for_organisation=True)


def unwrapped(row: DataKey) -> bytes:
    """The 32 bytes of a data key. Raises Erased if destroyed, CannotOpen if its master key is missing or wrong."""
    if row.wrapped is None:  # before what is in memory: nothing more is sealed under a destroyed key
        raise Erased(str(row.id))
    kept = _unwrapped.get(row.id)
    if kept is not None and time.monotonic() - kept[0] < KEEP:
        return kept[1]
    plain = opened(row)
    if len(_unwrapped) >= MOST:
        _unwrapped.clear()
    _unwrapped[row.id] = (time.monotonic(), plain)
    return plain


def opened(row: DataKey) -> bytes:
    """As ``unwrapped``, by the master key and never from memory."""
    if row.wrapped is None:
        raise Erased(str(row.id))
    return masters().unwrap(row.wrapped_by, bytes(row.wrapped), row.id.bytes)


def unwrapped_by_id(key_id: uuid.UUID) -> bytes:
    """As ``unwrapped``, finding the row only when its key is not in memory."""
    kept = _unwrapped.get(key_id)
    if kept is not None and time.monotonic() - kept[0] < KEEP:
        return kept[1]
    row = DataKey.objects.filter(pk=key_id).first()
    if row is None:
        raise CannotOpen(f"no data key {key_id}")
    return unwrapped(row)


def destroy(key_id: uuid.UUID, now: datetime) -> None:
    """Nobody can read again what this key sealed, nor what the keys sealed that it took the place of."""
    keys = DataKey.objects.filter(Q(pk=key_id) | Q(replaced_by=key_id), destroyed_at__isnull=True)
    keys.update(wrapped=None, destroyed_at=now)
    forget_unwrapped()


def forget_unwrapped() -> None:
    """Drop every key from memory (after an erasure, a rotation, between tests)."""
    _unwrapped.clear()
