"""Taking in a file that was looked at: a hundred lines at a time, each hundred whole or not at all.

Not one transaction: on SQLite it would keep a young person's Send waiting for minutes. Instead every part commits
together with the note that it is done, so whatever stops halfway goes on where it stopped, and no line is taken in
twice. What was fine when it was looked at is looked at again as it goes in.
"""

import time
import uuid
from datetime import datetime, timedelta

from django.db import IntegrityError

from safeguarding.people.models import ImportFile, Service, Worker
from safeguarding.people.types import ImportKind, NotAllowed, NotNow
from safeguarding.responsibility.imports.around import Around
from safeguarding.responsibility.imports.parts import PLANNERS, Planner, lines_of, seal_lines
from safeguarding.responsibility.imports.types import Line, Refused, Why
from safeguarding.trail import types as trail
from safeguarding.trail.actions import change, record
from safeguarding.trail.types import TrailType

KEPT = timedelta(days=7)  # how long what a file said can be looked at again


def confirm(file: ImportFile, now: datetime, by: Worker) -> None:
    """Take it in from now on. Twice is once. Raises NotAllowed for anybody but who brought it.

    NotNow while it has not been looked at to its end: nobody knows yet what they would confirm.
    """
    with change(now):
        row = ImportFile.objects.select_for_update().get(pk=file.pk)
        if row.by_id != by.pk:
            raise NotAllowed("import")
        if row.looked_at is None:
            raise NotNow("not_looked_at")
        if row.confirmed_at is None:
            row.confirmed_at = now
            row.save(update_fields=["confirmed_at"])
            about = ("import", row.pk)
            record(TrailType.FILE_TAKEN_IN, trail.worker(by.pk), about=about, kind=row.kind, lines=row.lines)


def go_on(file_id: uuid.UUID, now: datetime, seconds: float) -> bool:
    """Take in what is left of a confirmed file, for about so long. True when it is done."""
    until = time.monotonic() + seconds
    planner: Planner | None = None
    while True:
        with change(now):
            row = ImportFile.objects.select_for_update().select_related("by").get(pk=file_id)
            if row.done_at is not None or row.confirmed_at is None:
                return row.done_at is not None
            planner = planner or PLANNERS[ImportKind(row.kind)](Around(row.by, now))
            _next_part(row, planner, now)
        if time.monotonic() > until:
            return row.done_at is not None


def _next_part(file: ImportFile, planner: Planner, now: datetime) -> None:
    part = file.parts.filter(taken_in_at__isnull=True).order_by("position").first()
    if part is None:
        file.done_at = now
        file.save(update_fields=["done_at"])
        return
    # Two files at once, each with the same new person, take turns here.
    tops = {row.path.split("/", 1)[0] for row in planner.around.services.values()}
    list(Service.objects.select_for_update().filter(pk__in=tops).order_by("pk"))
    lines = lines_of(part)
    _take_in(planner, lines, now, file.by)
    for line in lines:
        file.became[line.what] = file.became.get(line.what, 0) + 1
    seal_lines(part, lines, now)
    part.taken_in_at = now
    part.save(update_fields=["sealed_lines", "refused", "taken_in_at"])
    file.save(update_fields=["became"])


def _take_in(planner: Planner, lines: list[Line], now: datetime, by: Worker) -> None:
    try:
        with change(now):
            planner.look(lines)
            planner.take_in(lines, now, by)
    except (IntegrityError, NotAllowed, Refused):
        for line in lines:  # one of them spoils it for the others: each on its own
            _take_in_one(planner, line, now, by)


def _take_in_one(planner: Planner, line: Line, now: datetime, by: Worker) -> None:
    try:
        with change(now):
            alone = type(planner)(Around(by, now))
            alone.look([line])
            alone.take_in([line], now, by)
    except (IntegrityError, NotAllowed):
        line.refuse(Refused(Why.NOT_ALLOWED))
    except Refused as refused:
        line.refuse(refused)


def go_on_with_files(now: datetime) -> int:
    """A chore of the clocks: files too long for the page that confirmed them. Returns how many are done now."""
    going = ImportFile.objects.filter(confirmed_at__isnull=False, done_at__isnull=True).order_by(
        "confirmed_at"
    )
    return sum(go_on(key, now, 2) for key in going.values_list("pk", flat=True)[:3])


def note_links(file: ImportFile, count: int, now: datetime, by: Worker) -> None:
    """How many of those it brought have been sent a link to sign in. Raises NotAllowed."""
    with change(now):
        row = ImportFile.objects.select_for_update().get(pk=file.pk)
        if row.by_id != by.pk or row.done_at is None:
            raise NotAllowed("import")
        row.became["links"] = count
        row.save(update_fields=["became"])


def forget(file: ImportFile, now: datetime, by: Worker) -> None:
    """What the file said is deleted here; people who were taken in stay. Raises NotAllowed."""
    with change(now):
        row = ImportFile.objects.select_for_update().get(pk=file.pk)
        if row.by_id != by.pk or (row.confirmed_at is not None and row.done_at is None):
            raise NotAllowed("import")
        row.delete()


def forget_old_files(now: datetime) -> int:
    """A chore: files looked at or taken in a week ago. Returns how many rows went."""
    old = ImportFile.objects.filter(made_at__lt=now - KEPT)
    return old.exclude(confirmed_at__isnull=False, done_at__isnull=True).delete()[0]
