"""Looking at a file: read once, then held against what is there, a few seconds at a time.

Nothing of it happens yet. A page reads the whole file (it has it only once) and looks for as long as a page may take;
the clocks look at the rest. What was found so far is stored with every step, so nothing is lost; whoever is
stopped begins to look again from the first line, which changes nothing.
"""

import time
import uuid
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Any

from django.db import transaction

from safeguarding.people.models import ImportFile, ImportPart, Worker
from safeguarding.people.types import ImportKind, NotAllowed
from safeguarding.responsibility.imports.around import Around
from safeguarding.responsibility.imports.parts import PLANNERS, Planner, lines_of, seal_lines
from safeguarding.responsibility.imports.reading import read
from safeguarding.responsibility.imports.services import Services
from safeguarding.responsibility.imports.types import A_PART, Line
from safeguarding.trail.turns import in_turn
from safeguarding.vault import keys

AT_ONCE = 20  # parts in one transaction
A_STEP = 2.0  # seconds of the clocks for one file before others have their turn
FILES = 3  # that the clocks look at in one go


@dataclass
class _Looking:
    """How far this process has come with a file. Another process begins anew."""

    planner: Planner
    next: int = 0
    counts: Counter[str] = field(default_factory=Counter)


_begun: dict[uuid.UUID, _Looking] = {}


def look_at_file(
    data: bytes, kind: ImportKind, now: datetime, by: Worker, seconds: float | None = None
) -> ImportFile:
    """Read a file, and look at it for about so many seconds (None: to its end). Nothing of it happens.

    ``looked_at`` of what comes back says whether every line was looked at. Raises CannotRead, NotAllowed.
    """
    around = Around(by, now)
    if not around.services:
        raise NotAllowed("import")
    sheet = read(data, kind)
    file = ImportFile.objects.create(kind=kind, by=by, read_as=sheet.read_as, made_at=now)
    try:
        _store_lines(file, sheet.lines, around, now)
    except BaseException:
        file.delete()
        raise
    look_on(file.pk, now, seconds)
    file.refresh_from_db()
    return file


def _store_lines(file: ImportFile, lines: Iterator[Line], around: Around, now: datetime) -> None:
    """Every line as it was read, sealed; from the end of this the file is there to be seen."""
    if file.kind == ImportKind.SERVICES:  # lines lean on lines: all are looked at together, and there are few
        everything = list(lines)
        Services(around).look(everything)
        file.counts, file.looked = Counter(line.what for line in everything), len(everything)
        file.looked_at = now
        lines = iter(everything)
    key = keys.organisation_key(now)
    while some := list(islice(lines, A_PART * AT_ONCE)):
        parts = []
        for start in range(0, len(some), A_PART):
            part = ImportPart(file=file, position=(file.lines + start) // A_PART)
            seal_lines(part, some[start : start + A_PART], now, key)
            parts.append(part)
        file.lines += len(some)
        with in_turn(), transaction.atomic():
            ImportPart.objects.bulk_create(parts)
    file.save(update_fields=["counts", "lines", "looked", "looked_at"])


def look_on(file_id: uuid.UUID, now: datetime, seconds: float | None = None) -> bool:
    """Look at what is left of a file, for about so long. True when there is nothing left to look at."""
    until = None if seconds is None else time.monotonic() + seconds
    file = ImportFile.objects.select_related("by").filter(pk=file_id, lines__gt=0).first()
    if file is None or file.looked_at is not None:
        _begun.pop(file_id, None)
        return True
    so_far = _begun.pop(file_id, None) or _Looking(PLANNERS[ImportKind(file.kind)](Around(file.by, now)))
    key = keys.organisation_key(now)
    while True:
        parts = list(file.parts.filter(position__gte=so_far.next).order_by("position")[:AT_ONCE])
        for part in parts:
            lines = lines_of(part)
            for line in lines:
                line.look_again()
            so_far.planner.look(lines)
            so_far.counts.update(line.what for line in lines)
            seal_lines(part, lines, now, key)
        so_far.next += len(parts)
        if _stored(file, parts, so_far, now):
            return True
        if until is not None and time.monotonic() > until:
            _begun[file_id] = so_far
            return False


def _stored(file: ImportFile, parts: Iterable[ImportPart], so_far: _Looking, now: datetime) -> bool:
    """Write down what was found. True when that was the end, or somebody else came to it first."""
    looked = min(so_far.next * A_PART, file.lines)
    found: dict[str, Any] = {"looked": looked}
    if looked == file.lines:
        found |= {"counts": dict(so_far.counts), "looked_at": now}
    with in_turn(), transaction.atomic():
        still = ImportFile.objects.filter(pk=file.pk, looked_at__isnull=True).update(**found)
        if still:
            ImportPart.objects.bulk_update(parts, ["sealed_lines", "refused"])
    return not still or looked == file.lines


def look_on_with_files(now: datetime) -> int:
    """A chore of the clocks: files too long for the page that brought them. Returns how many are looked at now."""
    waiting = ImportFile.objects.filter(looked_at__isnull=True, lines__gt=0).order_by("made_at")
    return sum(look_on(key, now, A_STEP) for key in waiting.values_list("pk", flat=True)[:FILES])
