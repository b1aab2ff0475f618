"""Data keys, and the master keys that wrap them."""

import os
import time
import uuid
from datetime import datetime

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from safeguarding.vault.models import DataKey
from safeguarding.vault.types import CannotOpen, Erased

NONCE = 12
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
    if not settings.MASTER_KEYS:
        raise CannotOpen("CORNER_MASTER_KEYS is not set")
    row = DataKey(made_at=now, for_organisation=for_organisation)
    name, master = next(iter(settings.MASTER_KEYS.items()))
    nonce = os.urandom(NONCE)
    row.wrapped_by = name
    row.wrapped = nonce + AESGCM(master).encrypt(nonce, os.urandom(32), row.id.bytes)
    return row


def organisation_key(now: datetime) -> DataKey:
    """The key for what is about no young person; made the first time it is asked for."""
    return DataKey.objects.filter(for_organisation=True).first() or make(now, for_organisation=True)


def unwrapped(row: DataKey) -> bytes:
    """The 32 bytes of a data key. Raises Erased if destroyed, CannotOpen if its master key is missing or wrong."""
    kept = _unwrapped.get(row.id)
    if kept is not None and time.monotonic() - kept[0] < KEEP:
        return kept[1]
    if row.wrapped is None:
        raise Erased(str(row.id))
    master = settings.MASTER_KEYS.get(row.wrapped_by)
    if master is None:
        raise CannotOpen(f"the master key {row.wrapped_by!r} is not in CORNER_MASTER_KEYS")
    wrapped = bytes(row.wrapped)
    try:
        plain = AESGCM(master).decrypt(wrapped[:NONCE], wrapped[NONCE:], row.id.bytes)
    except InvalidTag as error:
        raise CannotOpen(f"the master key {row.wrapped_by!r} is not the one that wrapped this") from error
    if len(_unwrapped) >= MOST:
        _unwrapped.clear()
    _unwrapped[row.id] = (time.monotonic(), plain)
    return plain


def unwrapped_by_id(key_id: uuid.UUID) -> bytes:
    """As ``unwrapped``, finding the row only when its key is not in memory."""
    kept = _unwrapped.get(key_id)
    if kept is not None and time.monotonic() - kept[0] < KEEP:
        return kept[1]
    row = DataKey.objects.filter(pk=key_id).first()
    if row is None:
        raise CannotOpen(f"no data key {key_id}")
    return unwrapped(row)


def forget_unwrapped() -> None:
    """Drop every key from memory (after an erasure, a rotation, between tests)."""
    _unwrapped.clear()
