"""Query sets that are compiled once, and asked several at a time."""

import secrets
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Generic, TypeVar, cast

from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model, QuerySet
from django.db.models.query import (
    FlatValuesListIterable,
    ModelIterable,
    ValuesListIterable,
    get_related_populators,
)

Row = TypeVar("Row")
One = uuid.UUID | datetime | str
Given = One | Sequence[uuid.UUID] | set[uuid.UUID]


@dataclass(frozen=True)
class _Compiled:
    """SQL, where each value goes, and how a row of it becomes what the query set would have given."""

    sql: str
    params: tuple[Any, ...]
    places: tuple[tuple[int, str, int], ...]  # (position in params, name of what is given, which of several)
    rows: Callable[[list[tuple[Any, ...]]], list[Any]]
    locks: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """A prepared query with its values; without SQL when it is known to find nothing."""

    sql: str = ""
    params: tuple[Any, ...] = ()
    rows: Callable[[list[tuple[Any, ...]]], list[Any]] = list
    locks: bool = False


class Prepared(Generic[Row]):
    """A query set whose values come later: ``Prepared(lambda worker: Post.objects.filter(worker=worker))``.

    Called with the same names, it asks the database and returns the rows. A value is an id, a moment or a
    code, never None, and must reach the SQL as it is; several ids are looked for with ``__in``. Nothing else
    may differ between two calls.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Row]]) -> None:
        self._build = build
        self._compiled: dict[tuple[str | int, ...], _Compiled] = {}

    def __call__(self, **given: Given) -> list[Row]:
        return together(self.asked(**given))[0]

    def first(self, **given: Given) -> Row | None:
        """The first row, or None."""
        return next(iter(self(**given)), None)

    def asked(self, **given: Given) -> Asked:
        """For ``together``."""
        database = connections[DEFAULT_DB_ALIAS]
        values = {name: _padded(value) for name, value in given.items()}
        if not all(values.values()):
            return Asked()  # among none of them
        shape: tuple[str | int, ...] = (database.vendor, *(len(several) for several in values.values()))
        compiled = self._compiled.get(shape)
        if compiled is None:
            compiled = self._compiled[shape] = self._compile(given, values, database)
        adapted = {name: [_adapted(one, database) for one in several] for name, several in values.items()}
        params = list(compiled.params)
        for position, name, which in compiled.places:
            params[position] = adapted[name][which]
        return Asked(compiled.sql, tuple(params), compiled.rows, compiled.locks)

    def _compile(
        self, given: dict[str, Given], values: dict[str, tuple[One, ...]], database: BaseDatabaseWrapper
    ) -> _Compiled:
        stand_ins = {name: tuple(_stand_in(value) for value in several) for name, several in values.items()}
        single = {name: isinstance(value, One) for name, value in given.items()}
        rows = self._build(**{name: row[0] if single[name] else row for name, row in stand_ins.items()})
        compiler = rows.query.get_compiler(connection=database)
        sql, params = compiler.as_sql()
        known = {
            _adapted(value, database): (name, which)
            for name, several in stand_ins.items()
            for which, value in enumerate(several)
        }
        places = tuple((at, *known[param]) for at, param in enumerate(params) if _hashable(param) in known)
        if {(name, which) for _, name, which in places} != set(known.values()):
            raise ValueError("a value given to a prepared query does not reach its SQL")
        return _Compiled(sql, tuple(params), places, _reader(rows, compiler), rows.query.select_for_update)


# Answers that were asked for ahead, by their SQL and values: each is given once.
_ahead: ContextVar[dict[tuple[str, tuple[Any, ...]], list[Any]] | None] = ContextVar("ahead", default=None)


@contextmanager
def ahead(*asked: Asked) -> Iterator[None]:
    """Ask now, in one message, what will be asked inside this block. Each answer is given to the first who asks.

    Whoever asks the same once more, after a change say, asks the database. Where the database takes no several
    statements at a time nothing is asked ahead: it would only be asked earlier.
    """
    if not takes_several(connections[DEFAULT_DB_ALIAS]):
        yield
        return
    known = {
        (one.sql, one.params): rows for one, rows in zip(asked, together(*asked), strict=True) if one.sql
    }
    outer = _ahead.get()
    store = {} if outer is None else outer
    store.update(known)
    token = _ahead.set(store)
    try:
        yield
    finally:
        _ahead.reset(token)
        for key in known:
            store.pop(key, None)


def together(*asked: Asked) -> list[list[Any]]:
    """The rows of each, in this order: in one message where the database takes several, else one by one."""
    known = _ahead.get()
    if not known:
        return _together(asked)
    found = {at: known.pop(key) for at, one in enumerate(asked) if (key := (one.sql, one.params)) in known}
    rest = iter(_together([one for at, one in enumerate(asked) if at not in found]))
    return [found[at] if at in found else next(rest) for at in range(len(asked))]


def _together(asked: Sequence[Asked]) -> list[list[Any]]:
    database = connections[DEFAULT_DB_ALIAS]
    if any(one.locks for one in asked) and not database.in_atomic_block:
        raise transaction.TransactionManagementError("rows are held inside a transaction only")
    real = [one for one in asked if one.sql]
    messages = [real] if takes_several(database) else [[one] for one in real]
    found: list[list[Any]] = []
    for message in messages:
        if message:
            found += _answers(message, database)
    rest = iter(found)
    return [next(rest) if one.sql else [] for one in asked]


def takes_several(database: BaseDatabaseWrapper) -> bool:
    """PostgreSQL does, as long as Django puts the values into the statements itself."""
    return database.vendor == "postgresql" and not getattr(
        database.features, "uses_server_side_binding", False
    )


def _answers(message: list[Asked], database: BaseDatabaseWrapper) -> list[list[Any]]:
    found = []
    with database.cursor() as cursor:
        cursor.execute(
            ";\n".join(one.sql for one in message), [param for one in message for param in one.params]
        )
        for place, one in enumerate(message):
            if place:
                cast(Any, cursor).nextset()
            found.append(one.rows(cursor.fetchall()))
    return found


def _padded(value: Given) -> tuple[One, ...]:
    """Several ids become 1, 2, 4, 8 ... by repeating the last, so that few shapes are ever compiled."""
    if isinstance(value, One):
        return (value,)
    several = tuple(value)
    most = 1
    while most < len(several):
        most *= 2
    return several + several[-1:] * (most - len(several)) if several else ()


def _stand_in(value: One) -> One:
    """Something of the same type that stands nowhere else in the query."""
    if isinstance(value, uuid.UUID):
        return uuid.uuid4()
    if isinstance(value, datetime):
        return datetime(1900, 1, 1, tzinfo=UTC) + timedelta(microseconds=secrets.randbelow(10**15))
    return secrets.token_hex(16)


def _adapted(value: One, database: BaseDatabaseWrapper) -> Any:
    """As Django hands it to this database."""
    if isinstance(value, uuid.UUID):
        return value if database.features.has_native_uuid_field else value.hex
    if isinstance(value, datetime):
        return database.ops.adapt_datetimefield_value(value)
    return str(value)


def _hashable(param: Any) -> Any:
    return param if isinstance(param, One) else None


def _reader(rows: QuerySet[Any, Any], compiler: Any) -> Callable[[list[tuple[Any, ...]]], list[Any]]:
    """What Django's own iteration over this query set does with each row, worked out once."""
    converters = compiler.get_converters([selected[0] for selected in compiler.select])
    finish = _finisher(cast(Any, rows)._iterable_class, compiler)

    def read(found: list[tuple[Any, ...]]) -> list[Any]:
        converted: Iterator[Any] = compiler.apply_converters(found, converters) if converters else iter(found)
        return [finish(row) for row in converted]

    return read


def _finisher(kind: type[Any], compiler: Any) -> Callable[[Any], Any]:
    if kind is FlatValuesListIterable:
        return lambda row: row[0]
    if kind is ValuesListIterable:
        return tuple
    if kind is not ModelIterable or compiler.annotation_col_map:
        raise ValueError("a prepared query gives rows of a model or a values_list")
    info = compiler.klass_info
    start, end = info["select_fields"][0], info["select_fields"][-1] + 1
    names = [selected[0].target.attname for selected in compiler.select[start:end]]
    populators = cast(Any, get_related_populators)(info, compiler.select, DEFAULT_DB_ALIAS)

    def model(row: Any) -> Model:
        made: Model = info["model"].from_db(DEFAULT_DB_ALIAS, names, row[start:end])
        for populator in populators:
            populator.populate(row, made)
        return made

    return model
