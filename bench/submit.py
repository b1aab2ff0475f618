"""The whole submit over HTTP beside a bare form: pairs a second, server CPU for each, errors, and what was stored.

Run as ``python -m bench.submit``: one JSON object on stdout, for the database that DATABASE_URL names.
"""

import json
import os
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from typing import Any
from urllib.parse import quote

from bench import ready
from bench.load import Job, run
from bench.servers import served

EACH = 60  # pairs in a turn
FIRST = 16  # pairs that come before it: a process reads templates and compiles queries at their first use
TURNS = 3
AT_ONCE = (2, 4, 8, 32)


@dataclass
class Turn:
    per_second: float
    cpu_ms: float
    server_errors: int
    other: int
    done: int
    strange: list[int]
    first: int


def _turn(kind: str, application: str, all_jobs: list[Job], at_once: int, good: int) -> Turn:
    first, jobs = all_jobs[:FIRST], all_jobs[FIRST:]
    embedded = "sqlite" in os.environ.get("DATABASE_URL", "sqlite")
    with served(kind, application, {}, workers=1 if embedded else 2) as server:
        began = run(server.port, first, 8, lambda status: status == good).done
        before = server.cpu_seconds()
        result = run(server.port, jobs, at_once, lambda status: status == good)
        spent = server.cpu_seconds() - before
    each = 1_000 * spent / max(result.done, 1)
    return Turn(
        result.per_second(), each, result.server_errors, result.other, result.done, result.strange, began
    )


def _middle(values: list[float]) -> float:
    return sorted(values)[len(values) // 2]


def main() -> None:
    """Ours and bare in turn on the same server, then ours at 2, 4, 8 and 32 at once."""
    ready.set_up()
    ready.empty_database()
    needed = (EACH + FIRST) * (TURNS + len(AT_ONCE))
    ready.note(f"bench: making {needed} young people with a draft each")
    _, waiting = ready.people(needed)
    from django.db import connections  # noqa: PLC0415 - after set_up

    from bench.bare import make_table  # noqa: PLC0415
    from voice.contributions.models import Contribution  # noqa: PLC0415

    make_table()
    connections.close_all()
    print(json.dumps({**_figures(waiting), "stored": Contribution.objects.count()}))


def _figures(waiting: list[ready.Waiting]) -> dict[str, Any]:
    jobs = iter([Job("/s/x", "/s/x", {"go": "next"}, f"s={one.session}") for one in waiting])
    kind = "asgi" if "sqlite" in os.environ["DATABASE_URL"] else "wsgi"
    ours_at = f"config.{kind}:application"
    bare_at = f"bench.bare:get_{kind}" + ("" if kind == "asgi" else "()")
    bare_jobs = [
        Job("/form", "/form", {"text": ready.WORDS}, f"s={one.session}") for one in waiting[: EACH + FIRST]
    ]
    ours, bare = [], []
    for _ in range(TURNS):
        ours.append(_turn(kind, ours_at, list(islice(jobs, EACH + FIRST)), 4, 302))
        bare.append(_turn(kind, bare_at, bare_jobs, 4, 200))
    crowds = {
        str(count): asdict(_turn(kind, ours_at, list(islice(jobs, EACH + FIRST)), count, 302))
        for count in AT_ONCE
    }
    return {
        "server": "uvicorn" if kind == "asgi" else "gunicorn, 2 processes of 4 threads",
        "ours_per_second": round(_middle([turn.per_second for turn in ours]), 1),
        "bare_per_second": round(_middle([turn.per_second for turn in bare]), 1),
        "ours_cpu_ms": round(_middle([turn.cpu_ms for turn in ours]), 2),
        "bare_cpu_ms": round(_middle([turn.cpu_ms for turn in bare]), 2),
        "rate_of_bare": round(
            _middle([a.per_second / b.per_second for a, b in zip(ours, bare, strict=True)]), 3
        ),
        "cpu_of_bare": round(_middle([a.cpu_ms / b.cpu_ms for a, b in zip(ours, bare, strict=True)]), 2),
        "at_once": crowds,
        "acknowledged": sum(turn.done + turn.first for turn in ours)
        + sum(int(crowd["done"]) + int(crowd["first"]) for crowd in crowds.values()),
    }


def database_of(folder: Path) -> str:
    """A SQLite file for the bench."""
    return f"sqlite:///{quote(str(folder / 'bench-test.sqlite3'))}"


if __name__ == "__main__":
    main()
