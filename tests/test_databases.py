"""A test that commits leaves nothing behind for the next one, and no database but a test's is ever emptied."""

from datetime import datetime
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from config import env
from safeguarding.trail import triggers
from safeguarding.trail.models import TrailEntry
from tests import databases
from tests.cast import make_cast
from voice.participation import triggers as of_blocks

pytestmark = pytest.mark.django_db(transaction=True)


def rows() -> dict[str, int]:
    """How many rows stand in each table."""
    with connection.cursor() as cursor:
        found = {}
        for table in connection.introspection.django_table_names(only_existing=True):
            cursor.execute(f'SELECT count(*) FROM "{table}"')
            found[table] = cursor.fetchone()[0]
    return found


def test_what_was_committed_is_gone_and_what_migrating_filled_stays(now: datetime) -> None:
    before = rows()
    assert {table for table, count in before.items() if count} == set(databases.STAYS)
    make_cast(now)
    assert sum(rows().values()) > sum(before.values()) + 300
    call_command("flush", interactive=False, verbosity=0)
    assert rows() == before


def test_the_trail_is_append_only_again_afterwards(now: datetime) -> None:
    triggers.lift_for_flush()
    make_cast(now)
    call_command("flush", interactive=False, verbosity=0)
    assert triggers.installed() and of_blocks.installed()
    make_cast(now)
    for change in (TrailEntry.objects.all().delete, lambda: TrailEntry.objects.update(type="x")):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            change()


def test_only_tests_do_not_wait_for_the_disk() -> None:
    real = env.database("", Path("/nowhere"))["OPTIONS"]["init_command"]
    assert "synchronous=FULL" in real
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous" if connection.vendor == "sqlite" else "SHOW synchronous_commit")
        assert cursor.fetchone()[0] in {0, "off"}


def test_a_database_that_is_no_test_s_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(connection.settings_dict, "NAME", "corner")
    with pytest.raises(RuntimeError):
        call_command("flush", interactive=False, verbosity=0)


def test_a_change_of_a_migration_is_another_database(
    tmp_path: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = databases.code_of_tables()
    assert databases.code_of_tables() == before
    monkeypatch.setattr(databases, "ROOT", databases.ROOT / "tests")
    with pytest.raises(OSError):
        databases.code_of_tables()
