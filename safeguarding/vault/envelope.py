"""Seals text, sound and pictures: AES-256-GCM under a data key, bound to the row and field it stands in.

A sealed value is ``1 | data key id (16) | nonce (12) | ciphertext and tag``. The table, field and row go in as
additional data, so a value copied to another place is refused.
"""

import os
import uuid

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db.models import Model

from safeguarding.vault import keys
from safeguarding.vault.models import DataKey
from safeguarding.vault.types import CannotOpen

VERSION = b"\x01"
HEAD = 1 + 16
NONCE = 12


def _place(row: Model, field: str) -> bytes:
    return f"{row._meta.db_table}.{field}.{row.pk}".encode()


def seal(key: DataKey, row: Model, field: str, text: str) -> bytes:
    """Seal ``text`` for one field of one row. The row needs its primary key already (they are made in Python)."""
    # surrogatepass: a lone surrogate that a strange keyboard sends is kept as it came, not refused.
    return seal_bytes(key, row, field, text.encode("utf-8", "surrogatepass"))


def seal_bytes(key: DataKey, row: Model, field: str, plain: bytes) -> bytes:
    """The same for what is not text: a sound, a picture."""
    nonce = os.urandom(NONCE)
    sealed = AESGCM(keys.unwrapped(key)).encrypt(nonce, plain, _place(row, field))
    return VERSION + key.id.bytes + nonce + sealed


def open_sealed(row: Model, field: str) -> str:
    """The text sealed in ``row.field``; empty when the field is empty.

    Raises Erased when its key was destroyed, CannotOpen when it was altered, moved, or the key is wrong.
    """
    return open_bytes(row, field).decode("utf-8", "surrogatepass")


def open_bytes(row: Model, field: str) -> bytes:
    """What is sealed in ``row.field``, as it is; empty when the field is empty. Raises as ``open_sealed``."""
    value = getattr(row, field)
    if value is None:
        return b""
    sealed = bytes(value)
    if sealed[:1] != VERSION or len(sealed) < HEAD + NONCE + 16:
        raise CannotOpen(f"{row._meta.db_table}.{field}: not a sealed value")
    plain_key = keys.unwrapped_by_id(uuid.UUID(bytes=sealed[1:HEAD]))
    try:
        return AESGCM(plain_key).decrypt(
            sealed[HEAD : HEAD + NONCE], sealed[HEAD + NONCE :], _place(row, field)
        )
    except InvalidTag as error:
        raise CannotOpen(f"{row._meta.db_table}.{field}: changed, moved, or another key") from error
