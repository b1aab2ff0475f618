"""The reader: on PostgreSQL, a database role that can read release tables and the view of overdue work only.

`manage.py make_reader` makes it. A manager's query runs under it, so that a mistake in a page can't read an answer:
the database refuses. On SQLite there are no roles; there an import contract and tests hold the same line.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import connection, transaction

from voice.participation import live

READABLE = ("release_period", "release_figure", "release_sum", "release_change", live.NAME)
_NAME = re.compile(r"[a-z][a-z0-9_]{0,62}")


class NotAName(ValueError):
    """A role is called by small letters, digits and underscores."""


@contextmanager
def reading() -> Iterator[None]:
    """Read as the reader, if one is set (`CORNER_READER_ROLE`) and the database has roles; nest nothing in it."""
    role = settings.READER_ROLE
    if connection.vendor != "postgresql" or not role:
        yield
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {_checked(role)}")
        try:
            yield
        finally:
            # It would outlive an inner transaction. After an error the whole transaction is given up anyway.
            if (
                not connection.needs_rollback
                and connection.connection.info.transaction_status.name != "INERROR"
            ):
                cursor.execute("RESET ROLE")


def make_reader(role: str) -> list[str]:
    """Make the role if it is not there, take everything from it, grant what it may read; the readable names."""
    role = _checked(role)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
        if cursor.fetchone() is None:
            cursor.execute(f"CREATE ROLE {role} NOLOGIN")
        cursor.execute(f"GRANT {role} TO CURRENT_USER")
        cursor.execute(f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {role}")
        cursor.execute(f"GRANT USAGE ON SCHEMA public TO {role}")
        cursor.execute(f"GRANT SELECT ON {', '.join(READABLE)} TO {role}")
    return list(READABLE)


def _checked(role: str) -> str:
    if not _NAME.fullmatch(role):
        raise NotAName(role)
    return role
