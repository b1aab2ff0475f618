"""Files somebody brought: nobody else sees them, for they hold names nobody has checked yet."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from safeguarding.people.models import ImportFile, Worker
from safeguarding.people.types import NotAllowed
from safeguarding.responsibility.imports.around import plain
from safeguarding.responsibility.imports.parts import lines_of
from safeguarding.responsibility.imports.types import Line, What


def files_of(administrator: Worker) -> QuerySet[ImportFile]:
    """Theirs, the newest first."""
    return ImportFile.objects.filter(by=administrator, lines__gt=0).order_by("-made_at")


def file_for(administrator: Worker, file_id: uuid.UUID) -> ImportFile:
    """One of theirs. Raises NotAllowed."""
    row = files_of(administrator).filter(pk=file_id).first()
    if row is None:
        raise NotAllowed("import")
    return row


@dataclass(frozen=True)
class LinesPage:
    """About a hundred lines of a file, and the part the next page begins at (None: this is the last)."""

    lines: list[Line]
    then: int | None


def lines_page(file: ImportFile, start: int, *, refused: bool = False, most: int = 100) -> LinesPage:
    """Lines from part ``start`` on; with ``refused`` only those. The file came from ``file_for``."""
    parts = file.parts.filter(position__gte=start).order_by("position")
    if refused:
        parts = parts.filter(refused__gt=0)
    found: list[Line] = []
    for part in parts.iterator(chunk_size=20):
        if len(found) >= most:
            return LinesPage(found, part.position)
        lines = sorted(lines_of(part), key=lambda line: line.number)
        found += [line for line in lines if not refused or line.what == What.REFUSED]
    return LinesPage(found, None)


def refused_lines(file: ImportFile) -> Iterator[Line]:
    """Every refused line, in order. The file came from ``file_for``."""
    for part in file.parts.filter(refused__gt=0).order_by("position").iterator(chunk_size=20):
        lines = sorted(lines_of(part), key=lambda line: line.number)
        yield from (line for line in lines if line.what == What.REFUSED)


def added_workers(file: ImportFile, now: datetime) -> list[Worker]:
    """Those a file of workers added, who are still with us and never signed in, by email."""
    emails = {
        plain(line.cells["email"])
        for part in file.parts.order_by("position").iterator(chunk_size=20)
        for line in lines_of(part)
        if line.what == What.NEW
    }
    rows = [row for row in Worker.objects.filter(email__in=emails).order_by("email") if row.is_active]
    return [row for row in rows if row.last_login is None]
