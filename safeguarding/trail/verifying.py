"""Is the trail as it was written? Read page by page and without rows' objects: a million entries in half a minute."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db import connection

from safeguarding.trail.actions import START, digest_of
from safeguarding.trail.models import TrailEntry, TrailHead

PAGE = 10_000  # entries read at once
COLUMNS = (
    "number, at, type, actor_kind, actor_id, young_person_id, about_kind, about_id, details, previous, digest"
)


@dataclass(frozen=True)
class Finding:
    """The first place that does not fit, in plain words."""

    number: int
    what: str


@dataclass(frozen=True)
class Verified:
    """How many entries fit, the last one's digest, and what does not fit (None: the whole trail is sound)."""

    entries: int
    digest: bytes
    finding: Finding | None


def verify(anchors: Mapping[int, bytes] | None = None) -> Verified:
    """Follow the chain up to where its head stood at the start; entries may be written meanwhile.

    Finds a changed, deleted, inserted or swapped entry. A tail cut off together with the head, or a whole chain
    written anew, shows only against ``anchors`` kept elsewhere: entry numbers and the digests they had.
    """
    known = dict(anchors or {})
    head = TrailHead.objects.filter(pk=1).first()
    until = head.number if head else 0
    number, previous = 0, START
    for row in _rows(until):
        finding = _misfit(row, number + 1, previous)
        if finding is None and known.get(row[0], row[10]) != row[10]:
            finding = Finding(row[0], f"Entry {row[0]} is not the one that was anchored.")
        if finding is not None:
            return Verified(number, previous, finding)
        number, previous = row[0], row[10]
    return Verified(number, previous, _end(number, previous, head, known))


def _end(
    number: int, previous: bytes, head: TrailHead | None, anchors: Mapping[int, bytes]
) -> Finding | None:
    """What is wrong at the end of a chain whose every entry fits."""
    last = max([number, *anchors])
    if head is not None and head.number > number:
        return _missing(number + 1, head.number)
    if head is not None and bytes(head.digest) != previous:
        return Finding(number + 1, "The head of the trail is not its last entry.")
    if last > number:
        return _missing(number + 1, last)
    # Entries first, then the head: written together, so that an honest head is never behind what was there.
    there = TrailEntry.objects.order_by("-number").values_list("number", flat=True).first() or 0
    first = TrailEntry.objects.order_by("number").values_list("number", flat=True).first() or 1
    now = TrailHead.objects.filter(pk=1).values_list("number", flat=True).first() or 0
    if there > now or first < 1:
        wrong = now + 1 if there > now else first
        return Finding(wrong, f"Entry {wrong} was put in beside the chain.")
    return None


def _missing(first: int, last: int) -> Finding:
    several = f"Entries {first} to {last} are" if last > first else f"Entry {first} is"
    return Finding(first, f"{several} missing.")


def _misfit(row: tuple[Any, ...], number: int, previous: bytes) -> Finding | None:
    if row[0] > number:
        return _missing(number, row[0] - 1)
    if row[10] != digest_of(row[9], *row[:9]):
        return Finding(number, f"Entry {number} was changed.")
    if row[9] != previous:
        return Finding(number, f"Entry {number} does not follow from the one before it.")
    return None


def _rows(until: int) -> Iterator[tuple[Any, ...]]:
    """Every entry from 1 to ``until`` in order, as its link wants it: plain values, no objects of ours."""
    table = TrailEntry._meta.db_table
    # Our own table's and columns' names only; the numbers go beside the statement.
    page = f"SELECT {COLUMNS} FROM {table} WHERE number > %s AND number <= %s ORDER BY number LIMIT %s"  # noqa: S608
    last, in_order = 0, connection.vendor == "sqlite"
    while True:
        with connection.cursor() as cursor:
            cursor.execute(page, [last, until, PAGE])
            found = cursor.fetchall()
        for row in found:
            yield _plain(row, in_order)
        if len(found) < PAGE:
            return
        last = found[-1][0]


def _plain(row: tuple[Any, ...], in_order: bool) -> tuple[Any, ...]:
    number, at, type_, actor_kind, actor, young_person, about_kind, about, details, previous, digest = row
    return (
        number,
        _moment(at),
        type_,
        actor_kind,
        _id(actor),
        _id(young_person),
        about_kind,
        _id(about),
        # SQLite keeps the details as they were written; PostgreSQL in an order of its own.
        details if in_order else json.dumps(json.loads(details), sort_keys=True),
        bytes(previous),
        bytes(digest),
    )


def _moment(at: datetime | str) -> float:
    """Seconds since 1970. SQLite keeps moments in UTC without saying so."""
    moment = datetime.fromisoformat(at) if isinstance(at, str) else at
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()


def _id(value: UUID | str | None) -> str | None:
    """As the chain writes an id, and as SQLite keeps it: 32 digits without dashes."""
    return value.hex if isinstance(value, UUID) else value
