"""The master keys, behind a small interface: from the environment, or from a file that is read again when it changes.

Whatever else may hold them (a key service, a card) needs these three functions and nothing more: data keys are
wrapped and unwrapped, and no master key is handed out.
"""

import base64
import binascii
import os
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from safeguarding.vault.types import CannotOpen

NONCE = 12
Keys = Mapping[str, bytes]


class Masters(Protocol):
    """Whoever holds the master keys."""

    def names(self) -> Collection[str]:
        """The keys there are, newest first. Raises CannotOpen when there is none."""

    def wrap(self, plain: bytes, about: bytes) -> tuple[str, bytes]:
        """``plain`` wrapped by the newest key, and that key's name. Only the same ``about`` opens it."""

    def unwrap(self, name: str, wrapped: bytes, about: bytes) -> bytes:
        """What was wrapped. Raises CannotOpen when the key is missing or is another one."""


class Held:
    """Keys that this process holds itself."""

    def names(self) -> Collection[str]:
        return list(self._keys())

    def wrap(self, plain: bytes, about: bytes) -> tuple[str, bytes]:
        name, key = next(iter(self._keys().items()))
        nonce = os.urandom(NONCE)
        return name, nonce + AESGCM(key).encrypt(nonce, plain, about)

    def unwrap(self, name: str, wrapped: bytes, about: bytes) -> bytes:
        key = self._keys().get(name)
        if key is None:
            raise CannotOpen(f"the master key {name!r} is not in CORNER_MASTER_KEYS")
        try:
            return AESGCM(key).decrypt(wrapped[:NONCE], wrapped[NONCE:], about)
        except InvalidTag as error:
            raise CannotOpen(f"the master key {name!r} is not the one that wrapped this") from error

    def _keys(self) -> Keys:
        held: Keys = settings.MASTER_KEYS
        if not held:
            raise CannotOpen("CORNER_MASTER_KEYS is not set")
        return held


class HeldInFile(Held):
    """Keys in a file: a key put into it is known to a process that is already serving."""

    def __init__(self, path: str) -> None:
        self.path = Path(path)
        self._seen: tuple[int, int] | None = None
        self._held: Keys = {}

    def _keys(self) -> Keys:
        try:
            state = self.path.stat()
            seen = (state.st_mtime_ns, state.st_size)
            if seen != self._seen:
                # Both are set only when the whole file could be read: half a file changes nothing.
                self._held, self._seen = parse(self.path.read_text()), seen
        except (OSError, ImproperlyConfigured):
            if not self._held:
                raise
        return self._held


def parse(text: str) -> dict[str, bytes]:
    """``name:base64,name:base64``, newest first; also one a line. Raises ImproperlyConfigured, naming the key."""
    rows: dict[str, bytes] = {}
    for row in filter(None, (part.strip() for part in text.replace("\n", ",").split(","))):
        name, _, encoded = row.partition(":")
        try:
            value = base64.b64decode(encoded, validate=True)
        except (binascii.Error, ValueError) as error:
            raise ImproperlyConfigured(f"CORNER_MASTER_KEYS: key {name!r} is not base64") from error
        if len(value) != 32 or not 0 < len(name) <= 40:
            raise ImproperlyConfigured(f"CORNER_MASTER_KEYS: key {name!r} needs a name and 32 bytes")
        if name in rows:
            raise ImproperlyConfigured(f"CORNER_MASTER_KEYS: two keys are named {name!r}")
        rows[name] = value
    return rows


_environment = Held()
_files: dict[str, HeldInFile] = {}


def masters() -> Masters:
    """Whoever holds them here."""
    path = settings.MASTER_KEYS_FILE
    if not path:
        return _environment
    if path not in _files:
        _files[path] = HeldInFile(path)
    return _files[path]
