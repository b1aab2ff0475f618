"""Seals what allauth keeps of a worker's second step, bound to that worker: moved to another row, it does not open."""

import base64
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime

from allauth.mfa.adapter import DefaultMFAAdapter

from safeguarding.people.models import Worker
from safeguarding.vault import envelope, keys

FIELD = "second_step"
_whose: ContextVar[tuple[Worker, datetime]] = ContextVar("second_step_of")


@contextmanager
def of(worker: Worker, now: datetime) -> Iterator[None]:
    """Inside, allauth's secrets are this worker's. Outside none can be sealed or opened (LookupError)."""
    token = _whose.set((worker, now))
    try:
        yield
    finally:
        _whose.reset(token)


class SealedSecrets(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no types
    """What allauth asks for sealing."""

    def encrypt(self, text: str) -> str:
        """Sealed by the organisation's key."""
        worker, now = _whose.get()
        return base64.b64encode(
            envelope.seal(keys.organisation_key(now), Worker(pk=worker.pk), FIELD, text)
        ).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Raises CannotOpen for another worker's."""
        worker, _ = _whose.get()
        holder = Worker(pk=worker.pk)
        setattr(holder, FIELD, base64.b64decode(encrypted_text))
        return envelope.open_sealed(holder, FIELD)
