"""The databases of the tests: migrated once, copied for each run, emptied by deleting what stands in them."""

import fcntl
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.core.management.commands import flush
from django.db import connection, connections, transaction

from safeguarding.trail import triggers as of_the_trail
from voice.participation import triggers as of_blocks

ROOT = Path(__file__).parent.parent
OLD = 86_400  # seconds
# Filled by every migrate and changed by nothing else.
STAYS = ("django_content_type", "auth_permission")


def code_of_tables() -> str:
    """Changes with the migrations and with what is installed; `migrate` runs on each copy and does what is left."""
    found = sha256((ROOT / "requirements.txt").read_bytes())
    for file in sorted(ROOT.glob("*/migrations/*.py")):
        found.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return found.hexdigest()[:16]


def folder() -> Path:
    """Where migrated databases wait, and whoever makes one holds the lock."""
    made = Path(tempfile.gettempdir()) / f"corner-migrated-{os.getuid()}"
    made.mkdir(mode=0o700, exist_ok=True)
    return made


@contextmanager
def alone(name: str) -> Iterator[None]:
    """Of many test processes one makes it; the others wait."""
    with (folder() / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def migrated(url: str) -> None:
    """Every migration, in a process of its own, on the database of this address."""
    command = [sys.executable, "manage.py", "migrate", "--verbosity", "0", "--skip-checks"]
    environment = {**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "config.settings_test"}
    subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)


def made_sqlite() -> Path:
    """A migrated file, made unless it is there."""
    with alone("sqlite"):
        there = folder() / f"{code_of_tables()}.sqlite3"
        if not there.exists():
            for file in folder().glob("*.sqlite3"):
                if time.time() - file.stat().st_mtime > OLD:
                    file.unlink()
            making = there.with_suffix(".making")
            making.unlink(missing_ok=True)
            migrated(f"sqlite:///{making}")
            making.rename(there)
        os.utime(there)
        return there


def made_postgresql() -> str:
    """The name of a migrated database, made unless it is there as the code is now."""
    settings = connection.settings_dict
    name = f"{settings['TEST']['NAME'].split('_gw')[0]}_migrated"
    with alone(name), connection._nodb_cursor() as cursor:
        comment = "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s"
        cursor.execute(comment, [name])
        if cursor.fetchone() != (code_of_tables(),):
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
            cursor.execute(f'CREATE DATABASE "{name}"')
            base = os.environ["DATABASE_URL"].rsplit("/", 1)[0]
            migrated(f"{base}/{name}")
            cursor.execute(f"COMMENT ON DATABASE \"{name}\" IS '{code_of_tables()}'")
        return name


def wait_for_no_disk() -> None:
    """Tests kill processes, never the machine: what the system was given is not lost, on the disk or not yet.

    Only here: the product, the measurements and the soak wait for the disk.
    """
    options = connection.settings_dict["OPTIONS"]
    if connection.vendor == "postgresql":
        options["options"] = "-c synchronous_commit=off"
    else:
        options["init_command"] = options["init_command"].replace("synchronous=FULL", "synchronous=OFF")
    connection.close()


def copy_what_is_migrated() -> None:
    """From here on the test database begins as a copy of a migrated one."""
    if connection.vendor == "postgresql":
        connection.settings_dict["TEST"]["TEMPLATE"] = made_postgresql()
        return
    creation: Any = connection.creation
    plain = creation._create_test_db

    def copied(*args: Any, **options: Any) -> str:
        name: str = plain(*args, **options)
        shutil.copyfile(made_sqlite(), name)
        return name

    creation._create_test_db = copied


def empty(self: flush.Command, **options: Any) -> None:
    """What Django's flush does between tests that commit, only for tables that hold something.

    Emptying two hundred tables and their indexes takes PostgreSQL seconds; a test leaves rows in twenty.
    """
    there = connections[options["database"]]
    if "test" not in str(there.settings_dict["NAME"]):
        raise RuntimeError("only a test database is emptied")
    tables = [
        name for name in there.introspection.django_table_names(only_existing=True) if name not in STAYS
    ]
    with transaction.atomic(there.alias), there.cursor() as cursor:
        full = _full(cursor, tables)
        if there.vendor == "postgresql":
            _empty_postgresql(cursor, full)
        else:
            _empty_sqlite(cursor, full)
    for triggers in (of_the_trail, of_blocks):  # a test may have taken them off
        if not triggers.installed(there.alias):
            triggers.install(there.alias)


def _full(cursor: Any, tables: list[str]) -> list[str]:
    asked = (f"SELECT '{table}' WHERE EXISTS (SELECT 1 FROM \"{table}\")" for table in tables)
    cursor.execute(" UNION ALL ".join(asked))
    return [table for (table,) in cursor.fetchall()]


def _empty_postgresql(cursor: Any, tables: list[str]) -> None:
    """No trigger stands in the way for the length of this transaction: not the trail's, not a reference's."""
    cursor.execute("SET LOCAL session_replication_role = replica")
    for table in tables:
        cursor.execute(f'DELETE FROM "{table}"')
    cursor.execute("SET LOCAL session_replication_role = DEFAULT")


def _empty_sqlite(cursor: Any, tables: list[str]) -> None:
    """Triggers are taken off and put back as they were; references are looked at when the transaction ends."""
    cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    triggers = cursor.fetchall()
    for name, _ in triggers:
        cursor.execute(f'DROP TRIGGER "{name}"')
    for table in tables:
        cursor.execute(f'DELETE FROM "{table}"')
    for _, sql in triggers:
        cursor.execute(sql)
