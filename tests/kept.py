"""What many tests begin with is made once by the product's own actions, and then laid back as rows.

Making the cast takes three hundred statements. The rows it leaves are the same each time for the same moment, so
after the first time they are put in as they were: a few statements on SQLite, one message on PostgreSQL. Each test
still has its own rows in its own transaction, and objects of its own.
"""

import pickle
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import TypeVar

from django.apps import apps
from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

T = TypeVar("T")
LONGEST = timedelta(minutes=5)
_MADE: dict[Hashable, "_Made"] = {}
_LATELY: list[datetime] = []


def lately() -> datetime:
    """A moment of the last five minutes, the same for many tests in a row: where pages read the clock themselves."""
    now = timezone.now()
    if not _LATELY or not timedelta() <= now - _LATELY[-1] < LONGEST:
        _LATELY.append(now)
    return _LATELY[-1]


def kept(key: Hashable, make: Callable[[], T]) -> T:
    """What `make` makes; from the second time on, the same rows and new objects, where nothing is in their way.

    It may be used for what only makes rows, in tables that were empty, and gives back what can be pickled.
    """
    whole = (key, connection.vendor, settings.DIGEST_KEY, tuple(settings.MASTER_KEYS.items()))
    ready = _MADE.get(whole)
    if ready is None:
        return _watched(whole, make)
    if _in_the_way(ready):
        return make()
    with transaction.atomic():
        ready.lay()
    result: T = pickle.loads(ready.result)
    return result


@dataclass
class _Made:
    """The rows of each table, and what was given back."""

    tables: tuple[str, ...]
    statements: list[str]
    result: bytes

    def lay(self) -> None:
        """Put the rows back. References are looked at when the transaction ends, so any order will do."""
        with connection.cursor() as cursor:
            for statement in self.statements:
                cursor.execute(statement)


def _watched(whole: Hashable, make: Callable[[], T]) -> T:
    before = _counts()
    result = make()
    grown = tuple(table for table, count in _counts().items() if count != before[table])
    if not any(before[table] for table in grown):  # else it stands on what may not be there next time
        _MADE[whole] = _Made(grown, _statements(grown), pickle.dumps(result))
    return result


@cache
def _columns() -> dict[str, list[str]]:
    """Every table of ours and the framework's, and its columns."""
    return {
        model._meta.db_table: [str(field.column) for field in model._meta.local_concrete_fields]
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy
    }


def _counts() -> dict[str, int]:
    parts = [f"SELECT '{table}', count(*) FROM {_quoted(table)}" for table in _columns()]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts))
        return dict(cursor.fetchall())


def _in_the_way(made: _Made) -> bool:
    """A row stands in a table that was empty."""
    parts = [f"EXISTS (SELECT 1 FROM {_quoted(table)})" for table in made.tables]
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + " OR ".join(parts))
        return bool(cursor.fetchone()[0])


def _statements(tables: tuple[str, ...]) -> list[str]:
    """Rows as they stand, written out, so that they go in few messages."""
    found = [_insert(table, ", ".join(_rows(table))) for table in tables]
    return found if connection.vendor == "sqlite" else ["; ".join(found)]


def _insert(table: str, rows: str) -> str:
    columns = ", ".join(_quoted(name) for name in _columns()[table])
    return f"INSERT INTO {_quoted(table)} ({columns}) VALUES {rows}"


def _rows(table: str) -> list[str]:
    """Each row as the database itself would write it in a statement."""
    columns = [_quoted(name) for name in _columns()[table]]
    one = "quote({})" if connection.vendor == "sqlite" else "quote_nullable({})"
    asked = " || ', ' || ".join(one.format(name) for name in columns)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT '(' || {asked} || ')' FROM {_quoted(table)}")
        return [str(row) for (row,) in cursor.fetchall()]


def _quoted(name: str) -> str:
    return str(connection.ops.quote_name(name))
