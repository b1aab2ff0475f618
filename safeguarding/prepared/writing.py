"""New rows and changed ones, by statements that are written once."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from typing import Any, cast

from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.models import AutoField, Model

from safeguarding.prepared.asking import takes_several

AT_ONCE = 60  # rows in one statement


@dataclass(frozen=True, slots=True)
class Written:
    """A statement with its values, and the rows that are in the database once it ran."""

    statement: str
    values: list[Any]
    rows: Sequence[Model]


def inserting(rows: Sequence[Model], *, ignore_conflicts: bool = False) -> Iterator[Written]:
    """New rows of one model, for ``write``. A number that the database gives is not read back."""
    database = connections[DEFAULT_DB_ALIAS]
    end = " ON CONFLICT DO NOTHING" if ignore_conflicts else ""
    for first in range(0, len(rows), AT_ONCE):
        some = rows[first : first + AT_ONCE]
        start, places, fields = _insert_into(type(some[0]), database.vendor)
        values = [
            field.get_db_prep_save(field.pre_save(row, True), database) for row in some for field in fields
        ]
        yield Written(start + ", ".join([places] * len(some)) + end, values, some)


def updating(row: Model, *names: str) -> Iterator[Written]:
    """These fields of a row, as ``save(update_fields=names)`` writes them, for ``write``."""
    database = connections[DEFAULT_DB_ALIAS]
    statement, fields = _update_of(type(row), names, database.vendor)
    values = [field.get_db_prep_save(getattr(row, field.attname), database) for field in fields]
    yield Written(statement, values, [row])


def update(row: Model, *names: str) -> bool:
    """Write these fields of one row now. False when it is not there any more."""
    database = connections[DEFAULT_DB_ALIAS]
    with transaction.mark_for_rollback_on_error(DEFAULT_DB_ALIAS), database.cursor() as cursor:
        for one in updating(row, *names):
            cursor.execute(one.statement, one.values)
        return bool(cursor.rowcount)


_gathered: ContextVar[list[Written] | None] = ContextVar("gathered", default=None)


@contextmanager
def gathered() -> Iterator[None]:
    """What is written inside waits for the end of the block, then goes in one message, in its order.

    Nothing inside may ask for what it wrote. When the block fails, nothing of it is written.
    """
    if _gathered.get() is not None:
        yield
        return
    token, waiting = _gathered.set([]), []
    try:
        yield
        waiting = _gathered.get() or []
    finally:
        _gathered.reset(token)
    _write(waiting)


def write(*several: Iterator[Written]) -> None:
    """Write them in this order: in one message where the database takes several. Raises IntegrityError."""
    written = [one for some in several for one in some]
    waiting = _gathered.get()
    if waiting is None:
        _write(written)
    else:
        waiting += written


def _write(written: Sequence[Written]) -> None:
    if not written:
        return
    database = connections[DEFAULT_DB_ALIAS]
    if takes_several(database):
        statement = ";\n".join(one.statement for one in written)
        messages = [(statement, [value for one in written for value in one.values])]
    else:
        messages = [(one.statement, one.values) for one in written]
    with transaction.mark_for_rollback_on_error(DEFAULT_DB_ALIAS), database.cursor() as cursor:
        for statement, values in messages:
            cursor.execute(statement, values)
    for row in (row for one in written for row in one.rows):
        row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS


@cache
def _insert_into(model: type[Model], vendor: str) -> tuple[str, str, list[Any]]:
    """The statement's beginning, one row of places, and the fields in order."""
    del vendor  # a part of the key: names are quoted as each database wants them
    quoted = connections[DEFAULT_DB_ALIAS].ops.quote_name
    fields = [field for field in model._meta.concrete_fields if not isinstance(field, AutoField)]
    names = ", ".join(quoted(str(field.column)) for field in fields)
    row = f"({', '.join(['%s'] * len(fields))})"
    # Names of our own models only, quoted; every value goes beside the statement.
    return f"INSERT INTO {quoted(model._meta.db_table)} ({names}) VALUES ", row, fields  # noqa: S608


@cache
def _update_of(model: type[Model], names: tuple[str, ...], vendor: str) -> tuple[str, list[Any]]:
    """The statement, and the fields in the order of its values."""
    del vendor  # a part of the key: names are quoted as each database wants them
    quoted = connections[DEFAULT_DB_ALIAS].ops.quote_name
    fields = [*(model._meta.get_field(name) for name in names), model._meta.pk]
    columns = [f"{quoted(cast(Any, field).column)} = %s" for field in fields]
    # Names of our own models only, quoted; every value goes beside the statement.
    table = quoted(model._meta.db_table)
    return f"UPDATE {table} SET {', '.join(columns[:-1])} WHERE {columns[-1]}", fields  # noqa: S608
