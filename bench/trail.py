"""How fast the trail is followed from end to end. Run as ``python -m bench.trail``: one JSON object on stdout."""

import json
import time
import uuid
from datetime import timedelta
from typing import Any

from bench import ready

ENTRIES = 100_000
MILLION = 1_000_000


def fill(count: int) -> None:
    """``count`` entries, chained as ``record`` chains them."""
    from django.utils import timezone  # noqa: PLC0415 - after set_up

    from safeguarding.trail.actions import START, link  # noqa: PLC0415
    from safeguarding.trail.models import TrailEntry, TrailHead  # noqa: PLC0415
    from safeguarding.trail.types import ActorKind, TrailType  # noqa: PLC0415

    now, previous, rows = timezone.now(), START, []
    people = [uuid.uuid4() for _ in range(200)]
    for number in range(1, count + 1):
        entry = TrailEntry(
            number=number,
            at=now + timedelta(milliseconds=number),
            type=TrailType.PROMISE_MADE,
            actor_kind=ActorKind.WORKER,
            actor_id=people[number % 200],
            young_person_id=people[number % 199],
            about_kind="contribution",
            about_id=uuid.uuid4(),
            details={"clock": "ordinary", "keeper": str(people[number % 198]), "kind": "read"},
            previous=previous,
        )
        entry.digest = previous = link(entry, previous)
        rows.append(entry)
        if len(rows) == 2_000 or number == count:
            TrailEntry.objects.bulk_create(rows)
            rows = []
    TrailHead.objects.update_or_create(pk=1, defaults={"number": count, "digest": previous})


def main() -> None:
    """Fill, then verify three times: the middle one counts."""
    ready.set_up()
    ready.empty_database()
    ready.note(f"bench: writing {ENTRIES} entries of the trail")
    fill(ENTRIES)
    print(json.dumps(figures()))


def figures() -> dict[str, Any]:
    """Entries for each second of this process's CPU, and what a million would take."""
    from safeguarding.trail.verifying import verify  # noqa: PLC0415 - after set_up

    taken = []
    for _ in range(3):
        began = time.process_time()
        found = verify()
        taken.append(time.process_time() - began)
        if found.finding is not None or found.entries != ENTRIES:
            raise RuntimeError(f"the trail of the bench is not whole: {found}")
    seconds = sorted(taken)[1]
    return {
        "entries": ENTRIES,
        "verified_per_cpu_second": round(ENTRIES / seconds),
        "cpu_seconds_for_a_million": round(seconds * MILLION / ENTRIES, 1),
    }


if __name__ == "__main__":
    main()
