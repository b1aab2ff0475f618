"""Which tests run on one database only: those that can't reach any.

A test without the database mark and without a fixture that leads to it is refused the database by pytest-django: on
each database it does the same. It is marked `pure` by itself; the second run of `make test` leaves the pure out. What
the refusal does not see is watched here: another process, and Redis. A test that needs those is marked
`each_database`; one whose processes have no database in their reach says so by the mark `pure` of its own.
"""

import sys
from functools import cache
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests import services

DATABASE = {
    "db",
    "transactional_db",
    "django_db_reset_sequences",
    "django_db_serialized_rollback",
    "live_server",
}
PROCESSES = {"subprocess.Popen", "os.exec", "os.posix_spawn", "os.fork", "os.system"}

A_PROCESS = "a process:"

_watching = False
_reached: list[str] = []


def is_pure(item: pytest.Item) -> bool:
    """Nothing it asks for leads to a database, and it says of itself that it starts nothing that does."""
    marked = any(item.get_closest_marker(name) for name in ("django_db", "each_database", "journey", "pure"))
    return not marked and not DATABASE & set(getattr(item, "fixturenames", ()))


def reached(event: str, args: tuple[Any, ...]) -> str:
    """What an audit event of Python reached out to that the mark does not allow; empty for all else."""
    if event in PROCESSES:
        return f"{A_PROCESS} {args[0]!r}"
    if event == "socket.connect" and isinstance(args[1], tuple):
        ports = {urlsplit(url).port for url in (services.POSTGRES, services.REDIS)}
        return f"a server: {args[1]!r}" if args[1][1] in ports else ""
    return ""


def _heard(event: str, args: tuple[Any, ...]) -> None:
    if _watching and (found := reached(event, args)):
        _reached.append(found)


@cache
def _listen() -> None:
    """Once, when the first pure test begins: Python has no way to stop listening, and it takes time."""
    sys.addaudithook(_heard)


def begin() -> None:
    """A pure test begins."""
    _listen()
    global _watching  # noqa: PLW0603 - the hook above outlives every object
    _reached.clear()
    _watching = True


def end(processes: bool) -> list[str]:
    """It is over: what did it reach that it must not? `processes` says that those are its own affair."""
    global _watching  # noqa: PLW0603 - likewise
    _watching = False
    return [found for found in _reached if not (processes and found.startswith(A_PROCESS))]
