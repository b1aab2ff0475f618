"""Writing very many made-up rows: COPY on PostgreSQL, one prepared statement on SQLite. No signal, no trail."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import AutoField, Model


def write(model: type[Model], names: Sequence[str], rows: Iterable[Sequence[Any]], **same: Any) -> None:
    """Insert rows whose `names` differ; `same` holds for all, every other field has its default.

    Values are UUIDs, datetimes with a zone, numbers, text or None.
    """
    fields = {field.attname: field for field in model._meta.concrete_fields}
    columns: list[str] = []
    constants: list[Any] = []
    for field in fields.values():
        if field.attname in names or isinstance(field, AutoField):
            continue
        value = same[field.attname] if field.attname in same else field.get_default()
        columns.append(str(field.column))
        constants.append(field.get_db_prep_save(value, connection))
    order = [str(fields[name].column) for name in names] + columns
    if connection.vendor == "sqlite":
        _prepared(model._meta.db_table, order, ([*map(_lite, row), *constants] for row in rows))
    else:
        _copied(model._meta.db_table, order, ([*row, *constants] for row in rows))


def _prepared(table: str, order: list[str], rows: Iterable[list[Any]]) -> None:
    places = ", ".join("?" * len(order))
    with connection.cursor() as cursor:
        cursor.cursor.connection.executemany(_insert(table, order) + f" VALUES ({places})", rows)


def _copied(table: str, order: list[str], rows: Iterable[list[Any]]) -> None:
    columns = ", ".join(f'"{name}"' for name in order)
    with connection.cursor() as cursor, cursor.cursor.copy(f'COPY "{table}" ({columns}) FROM STDIN') as copy:
        for row in rows:
            copy.write_row(row)


def _insert(table: str, order: list[str]) -> str:
    return f'INSERT INTO "{table}" ({", ".join(f"{chr(34)}{name}{chr(34)}" for name in order)})'


def _lite(value: Any) -> Any:
    """As Django stores it on SQLite."""
    if isinstance(value, UUID):
        return value.hex
    if isinstance(value, datetime):
        return value.astimezone(UTC).replace(tzinfo=None).isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    return value
