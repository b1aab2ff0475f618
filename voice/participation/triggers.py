"""A closed block stays as it was closed, said by the database itself. Installed after every migrate.

Refused: changing a block or its figure, and moving an answer that is in a block. Leaving the answer's block
empty for good is not needed: blocks are never deleted. Emptying a test database is still allowed.
"""

from django.db import connections

CLOSED = ("voice_block", "release_figure", "release_sum")
ANSWERS = "voice_answer"
NAMES = (*(f"{table}_stays" for table in CLOSED), f"{ANSWERS}_stays")

_SQLITE = """CREATE TRIGGER IF NOT EXISTS {table}_stays BEFORE UPDATE {column} ON {table} {when}
    BEGIN SELECT RAISE(ABORT, 'a closed block stays as it was closed'); END"""
_FUNCTION = """CREATE OR REPLACE FUNCTION block_refuse() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'a closed block stays as it was closed'; END $$"""
_POSTGRESQL = """CREATE OR REPLACE TRIGGER {table}_stays BEFORE UPDATE {column} ON {table}
    FOR EACH ROW {when} EXECUTE FUNCTION block_refuse()"""


def install(using: str = "default") -> None:
    """Put the triggers on; harmless when they are there."""
    connection = connections[using]
    sqlite = connection.vendor == "sqlite"
    statement = _SQLITE if sqlite else _POSTGRESQL
    different = "IS NOT" if sqlite else "IS DISTINCT FROM"
    moved = f"(OLD.block_id IS NOT NULL AND NEW.block_id {different} OLD.block_id)"
    with connection.cursor() as cursor:
        if not sqlite:
            cursor.execute(_FUNCTION)
        for table in CLOSED:
            cursor.execute(statement.format(table=table, column="", when=""))
        cursor.execute(statement.format(table=ANSWERS, column="OF block_id", when=f"WHEN {moved}"))


def installed(using: str = "default") -> bool:
    """All of them stand in the database today."""
    connection = connections[using]
    query = (
        "SELECT name FROM sqlite_master WHERE type='trigger'"
        if connection.vendor == "sqlite"
        else "SELECT tgname FROM pg_trigger WHERE tgenabled <> 'D'"
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        return set(NAMES) <= {name for (name,) in cursor.fetchall()}
