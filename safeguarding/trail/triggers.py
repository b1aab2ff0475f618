"""Append-only, said by the database itself. Installed after every migrate, since a rebuilt table loses its triggers."""

from django.db import connections

TABLE = "safeguarding_trailentry"

SQLITE = [
    f"""CREATE TRIGGER IF NOT EXISTS trail_no_{what.lower()} BEFORE {what} ON {TABLE}
    BEGIN SELECT RAISE(ABORT, 'the trail is append-only'); END"""
    for what in ("UPDATE", "DELETE")
]
POSTGRESQL = [
    """CREATE OR REPLACE FUNCTION trail_refuse() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'the trail is append-only'; END $$""",
    f"""CREATE OR REPLACE TRIGGER trail_append_only BEFORE UPDATE OR DELETE ON {TABLE}
    FOR EACH ROW EXECUTE FUNCTION trail_refuse()""",
    f"""CREATE OR REPLACE TRIGGER trail_no_truncate BEFORE TRUNCATE ON {TABLE}
    FOR EACH STATEMENT EXECUTE FUNCTION trail_refuse()""",
]
LIFT = {
    "sqlite": ["DROP TRIGGER IF EXISTS trail_no_update", "DROP TRIGGER IF EXISTS trail_no_delete"],
    "postgresql": [
        f"DROP TRIGGER IF EXISTS trail_append_only ON {TABLE}",
        f"DROP TRIGGER IF EXISTS trail_no_truncate ON {TABLE}",
    ],
}


def install(using: str = "default") -> None:
    """Put the triggers on the trail's table; harmless when they are there."""
    connection = connections[using]
    with connection.cursor() as cursor:
        for statement in SQLITE if connection.vendor == "sqlite" else POSTGRESQL:
            cursor.execute(statement)


def installed(using: str = "default") -> bool:
    """Both changes and deletions are refused by the database today."""
    connection = connections[using]
    if connection.vendor == "sqlite":
        query = (
            "SELECT count(*) FROM sqlite_master WHERE type='trigger'"
            " AND name IN ('trail_no_update','trail_no_delete')"
        )
    else:
        query = (
            "SELECT count(*) FROM pg_trigger WHERE tgname IN ('trail_append_only','trail_no_truncate')"
            f" AND tgrelid = to_regclass('{TABLE}') AND tgenabled <> 'D'"
        )
    with connection.cursor() as cursor:
        cursor.execute(query)
        return bool(cursor.fetchone()[0] == 2)


def lift_for_flush(using: str = "default") -> None:
    """Take them off so that a test database can be emptied. Refused outside a test database."""
    connection = connections[using]
    name = str(connection.settings_dict["NAME"])
    if "test" not in name:
        raise RuntimeError("the trail's triggers are lifted only in a test database")
    with connection.cursor() as cursor:
        for statement in LIFT[connection.vendor]:
            cursor.execute(statement)
