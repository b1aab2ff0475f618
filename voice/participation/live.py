"""The one thing managers see live: overdue work, as a database view that holds no content.

Whose young person it is, what it is about, who keeps it and how it climbed are not in it; promises about a worry,
to the independent rota or to an advocate are not either. Made anew after every migrate.
"""

from django.db import connections

from safeguarding.promises.types import Climb, PromiseKind

NAME = "overdue_work"
_QUERY = f"""CREATE VIEW {NAME} AS
    SELECT service_id, kind, due_at FROM safeguarding_promise
    WHERE kept_at IS NULL AND ended_at IS NULL AND climb = '{Climb.USUAL.value}'
    AND kind IN ('{PromiseKind.READ.value}', '{PromiseKind.ANSWER.value}') AND NOT is_practice"""  # noqa: S608 - constants of ours


def install(using: str = "default") -> None:
    """Make the view, or make it anew."""
    remove(using)
    with connections[using].cursor() as cursor:
        cursor.execute(_QUERY)


def remove(using: str = "default") -> None:
    """Take the view off, so that a migration may change the table under it."""
    with connections[using].cursor() as cursor:
        cursor.execute(f"DROP VIEW IF EXISTS {NAME}")
