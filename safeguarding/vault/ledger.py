"""The ledger of erasures: ids of young people who were erased, in a file that no backup of the database holds.

A restored backup brings their keys back; the ledger takes them away again. Each line carries a keyed digest, so
that nobody without the key can have somebody erased by writing a line.
"""

import uuid
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from django.conf import settings

from safeguarding.vault.digests import is_one_of, token_digest, token_digests
from safeguarding.vault.lines import append_line

PURPOSE = "erasure ledger"


class NoLedger(Exception):
    """CORNER_ERASURES is not set: an erasure could not be kept through a restore."""


@dataclass
class Ledger:
    """Who was erased and when; and the numbers of lines that are not whole or not ours."""

    erased: dict[uuid.UUID, datetime] = field(default_factory=dict)
    broken: list[int] = field(default_factory=list)


def place() -> Path:
    """Where it is. Raises NoLedger."""
    if not settings.ERASURES:
        raise NoLedger
    return Path(settings.ERASURES)


def enter(young_person_id: uuid.UUID, now: datetime) -> None:
    """Write it down before the erasure is committed. Raises NoLedger, or OSError when it can't be written."""
    entry = f"{young_person_id} {now.isoformat()}"
    append_line(place(), f"{entry} {token_digest(PURPOSE, entry).hex()}")


def read() -> Ledger:
    """All of it; empty while nobody was ever erased. Raises NoLedger, or OSError when it can't be read."""
    found = Ledger()
    try:
        lines = place().read_text().splitlines()
    except FileNotFoundError:
        return found
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        entry, _, digest = line.rpartition(" ")
        if not is_one_of(digest.encode(), [each.hex().encode() for each in token_digests(PURPOSE, entry)]):
            found.broken.append(number)
            continue
        who, _, at = entry.partition(" ")
        found.erased[uuid.UUID(who)] = datetime.fromisoformat(at)
    return found
