"""The clocks: the scan for what is due, five hundred due at once, and the watchdog, at a hundred thousand promises.

Run as ``python -m bench.clocks``: one JSON object on stdout, for the database that DATABASE_URL names.
"""

import json
import statistics
import time
import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from bench import ready

SIZES = (1_000, 10_000, 100_000)
AT_ONCE = 500
TIMES = 21


def main() -> None:
    """Three sizes, the same scans at each."""
    ready.set_up()
    ready.empty_database()
    from django.utils import timezone  # noqa: PLC0415 - after set_up

    from tests.cast import make_cast  # noqa: PLC0415

    now = timezone.now()
    cast = make_cast(now)
    figures: dict[str, Any] = {"due_scan_ms": {}, "watchdog_ms": {}}
    there = 0
    for size in SIZES:
        ready.note(f"bench: {size} open promises")
        _fill(cast, size - there, now)
        there = size
        figures["due_scan_ms"][str(size)] = _middle_ms(lambda: _scan(now))
        figures["watchdog_ms"][str(size)] = _middle_ms(lambda: _watch(now))
    figures["due_scan_growth"] = round(
        figures["due_scan_ms"][str(SIZES[-1])] / figures["due_scan_ms"][str(SIZES[0])], 2
    )
    figures["five_hundred_at_once_s"] = _at_once(now)
    print(json.dumps(figures))


def _fill(cast: Any, many: int, now: datetime) -> None:
    """Open promises as they lie in a large service: most of them due some day."""
    from safeguarding.promises.models import Notice, Promise  # noqa: PLC0415 - after set_up
    from tests.safeguarding.promises.helpers import promised  # noqa: PLC0415

    like = promised(cast.maya, now)
    rows = []
    for number in range(many):
        row = Promise.objects.model(
            **{f.attname: getattr(like, f.attname) for f in Promise._meta.concrete_fields}
        )
        row.pk, row.about_id = uuid.uuid4(), uuid.uuid4()
        row.next_action_at = now + timedelta(hours=1, seconds=number)
        rows.append(row)
    Promise.objects.bulk_create(rows, batch_size=2_000)
    Notice.objects.bulk_create(
        [
            Notice(
                promise=row,
                round=0,
                rung=0,
                person=cast.asha,
                channel="inbox",
                state="sent",
                next_attempt_at=now,
            )
            for row in rows
        ],
        batch_size=2_000,
    )
    _settle()


def _settle() -> None:
    from django.db import connection  # noqa: PLC0415 - after set_up

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _scan(now: datetime) -> None:
    from safeguarding.promises import clocks  # noqa: PLC0415 - after set_up

    clocks.due_ids(now, 200)


def _watch(now: datetime) -> None:
    from safeguarding.promises import watchdog  # noqa: PLC0415 - after set_up

    watchdog.health(now)


def _middle_ms(work: Callable[[], object]) -> float:
    work()
    took = []
    for _ in range(TIMES):
        began = time.perf_counter()
        work()
        took.append(1_000 * (time.perf_counter() - began))
    return round(statistics.median(took), 3)


def _at_once(now: datetime) -> float:
    """Seconds until five hundred that fall due in one moment have all moved, in one process."""
    from safeguarding.promises import clocks  # noqa: PLC0415 - after set_up
    from safeguarding.promises.models import Promise  # noqa: PLC0415

    ids = list(Promise.objects.values_list("pk", flat=True)[:AT_ONCE])
    Promise.objects.filter(pk__in=ids).update(next_action_at=now)
    began, moved = time.perf_counter(), 0
    while moved < AT_ONCE:
        moved += clocks.tick(now)
    return round(time.perf_counter() - began, 2)


if __name__ == "__main__":
    main()
