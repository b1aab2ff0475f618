"""One transaction for a change and its trail, with the trail written last.

``with change(now):`` opens the transaction. Inside it actions call ``record(...)``; the entries wait in memory and
are chained when the outermost ``change`` ends, so that the chain's head is locked for its last moment only.
"""

import json
import uuid
from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db import transaction

from safeguarding.prepared import Prepared, inserting, updating, write
from safeguarding.trail.models import TrailEntry, TrailHead
from safeguarding.trail.turns import in_turn
from safeguarding.trail.types import Actor, TrailType

START = bytes(32)
HEAD = Prepared(lambda: TrailHead.objects.select_for_update().filter(pk=1))


class NoChangeOpen(Exception):
    """Something recorded a trail entry outside ``change``: it would not be in the transaction."""


@dataclass
class _Open:
    now: datetime
    entries: list[TrailEntry] = field(default_factory=list)
    memory: dict[Hashable, Any] = field(default_factory=dict)


_open: ContextVar[_Open | None] = ContextVar("trail_open", default=None)


@contextmanager
def change(now: datetime, *, alone: bool = True) -> Iterator[None]:
    """One transaction. Entries recorded inside are written just before it commits; nested ones join the outermost.

    A nested one that fails takes its own entries with it, and the outer one may go on; without ``alone`` it takes
    the outer one with it too, which saves the database two commands.
    """
    outer = _open.get()
    if outer is not None:
        kept, memory = len(outer.entries), dict(outer.memory)
        try:
            with transaction.atomic(savepoint=alone):
                yield
        except BaseException:
            del outer.entries[kept:]
            outer.memory = memory
            raise
        return
    token = _open.set(_Open(now))
    try:
        with in_turn(), transaction.atomic():
            yield
            current = _open.get()
            if current is not None:
                _write(current.entries)
    finally:
        _open.reset(token)


def memory() -> dict[Hashable, Any]:
    """What the open change remembers until it ends, or until what noted it fails. Outside a change: nothing."""
    current = _open.get()
    return {} if current is None else current.memory


def record(
    type: TrailType,
    actor: Actor,
    *,
    young_person_id: uuid.UUID | None = None,
    about: tuple[str, uuid.UUID] | None = None,
    **details: Any,
) -> None:
    """Add an entry to the open change. ``details`` takes ids and codes only, never words or names.

    Raises NoChangeOpen outside ``change``.
    """
    current = _open.get()
    if current is None:
        raise NoChangeOpen(type)
    current.entries.append(
        TrailEntry(
            at=current.now,
            type=type,
            actor_kind=actor.kind,
            actor_id=actor.id,
            young_person_id=young_person_id,
            about_kind=about[0] if about else "",
            about_id=about[1] if about else None,
            details={name: str(value) for name, value in sorted(details.items())},
        )
    )


def link(entry: TrailEntry, previous: bytes) -> bytes:
    """The entry's digest, which chains it to the one before."""
    # ``record`` has sorted the details: SQLite gives them back in this order.
    ids = [id_.hex if id_ else None for id_ in (entry.actor_id, entry.young_person_id, entry.about_id)]
    return digest_of(
        previous,
        entry.number,
        entry.at.timestamp(),
        entry.type,
        entry.actor_kind,
        ids[0],
        ids[1],
        entry.about_kind,
        ids[2],
        json.dumps(entry.details, sort_keys=True),
    )


def digest_of(previous: bytes, *content: object) -> bytes:
    """SHA-256 over the digest before it and everything in an entry, in the order ``link`` gives it.

    Codes, numbers and ids hold no bar, and the details' are escaped: no two entries read the same.
    """
    *codes, details = map(str, content)
    text = "|".join((*codes, details.replace("|", "\\u007c")))
    return sha256(previous + text.encode()).digest()


def _write(entries: list[TrailEntry]) -> None:
    if not entries:
        return
    head = (
        HEAD.first()
        or TrailHead.objects.select_for_update().get_or_create(pk=1, defaults={"digest": START})[0]
    )
    for entry in entries:
        entry.number = head.number + 1
        entry.previous = bytes(head.digest)
        entry.digest = link(entry, entry.previous)
        head.number, head.digest = entry.number, entry.digest
    write(inserting(entries), updating(head, "number", "digest"))
