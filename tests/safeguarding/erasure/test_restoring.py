"""A real backup brings back who was erased; the ledger takes them away again."""

import os
import shutil
import sqlite3
import subprocess
from datetime import datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from safeguarding import checks
from safeguarding.erasure.actions import unapplied
from safeguarding.people.models import YoungPerson
from safeguarding.people.queries import ERASED, name_of
from safeguarding.promises.models import Promise
from safeguarding.promises.models_promises import OPEN
from safeguarding.trail import triggers
from safeguarding.trail.queries import first_broken
from safeguarding.vault import digests, envelope, keys, ledger
from safeguarding.vault.lines import append_line
from safeguarding.vault.types import Erased
from tests.cast import Cast
from tests.safeguarding.erasure.test_erasing import all_kept, book, erase
from tests.voice.contributions.said import send

__all__ = ["book"]


def back_up(to: Path) -> None:
    """As an operator would: SQLite's own backup, or pg_dump."""
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        with sqlite3.connect(to) as copy:
            connection.connection.backup(copy)
        copy.close()
        return
    _postgres("pg_dump", "--format=custom", f"--file={to}")


def restore(was: Path) -> None:
    """Put the backup where the database is."""
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        with sqlite3.connect(was) as copy:
            copy.backup(connection.connection)
        copy.close()
    else:
        connection.close()
        _postgres(
            "pg_restore", "--clean", "--if-exists", f"--dbname={connection.settings_dict['NAME']}", str(was)
        )
    keys.forget_unwrapped()  # a restored server has just been started


def _postgres(tool: str, *more: str) -> None:
    if not shutil.which(tool):
        pytest.skip(f"{tool} is not here")
    at = connection.settings_dict
    where = {"PGHOST": at["HOST"], "PGPORT": at["PORT"], "PGUSER": at["USER"], "PGPASSWORD": at["PASSWORD"]}
    if tool == "pg_dump":
        more = (*more, str(at["NAME"]))
    subprocess.run([tool, *more], env={**os.environ, **where}, check=True, capture_output=True)


def apply() -> str:
    out = StringIO()
    call_command("apply_erasures", stdout=out)
    return out.getvalue()


@pytest.mark.django_db(transaction=True)
def test_who_was_erased_is_erased_again_after_a_restore(cast: Cast, now: datetime, tmp_path: Path) -> None:
    said = send(cast.maya, now, "a nice day")
    back_up(tmp_path / "backup")
    all_kept(cast.maya, now)
    erase(cast, now + timedelta(days=1))
    assert apply().startswith("0 "), "nothing to do before a restore"

    restore(tmp_path / "backup")
    maya = YoungPerson.objects.get(pk=cast.maya.pk)
    assert name_of(maya) == "Maya", "the control: the backup does bring her back"
    assert unapplied() == [maya.pk]
    assert [found.id for found in checks.ledger_is_applied()] == ["corner.W023"]
    checks.at_start()  # it says so and serves: nobody else waits for it

    assert apply().startswith("1 ")
    assert name_of(YoungPerson.objects.get(pk=maya.pk)) == ERASED
    with pytest.raises(Erased):
        envelope.open_sealed(said.words, "sealed_text")
    assert not Promise.objects.filter(OPEN, young_person=maya).exists(), "nobody is asked to read nothing"
    assert name_of(YoungPerson.objects.get(pk=cast.kai.pk)) == "Kai"
    assert checks.ledger_is_applied() == []
    assert apply().startswith("0 "), "twice is once"
    assert first_broken() is None
    assert triggers.installed()


def test_a_line_written_by_somebody_else_erases_nobody(cast: Cast, now: datetime, book: Path) -> None:
    ledger.enter(cast.kai.pk, now)
    good = book.read_text()
    book.write_text(good.replace(str(cast.kai.pk), str(cast.maya.pk)) + "half a li\n" + good)
    assert ledger.read().broken == [1, 2]
    with pytest.raises(CommandError, match="1, 2"):
        apply()
    assert name_of(YoungPerson.objects.get(pk=cast.maya.pk)) == "Maya"
    assert name_of(YoungPerson.objects.get(pk=cast.kai.pk)) == ERASED
    assert [found.id for found in checks.ledger_is_applied()] == ["corner.W025"]


def test_a_ledger_that_is_not_set_or_not_there_is_said(cast: Cast, settings: Any, tmp_path: Path) -> None:
    settings.ERASURES = str(tmp_path)
    with pytest.raises(CommandError, match="can't be read"):
        apply()
    assert [found.id for found in checks.ledger_is_applied()] == ["corner.W024"]
    settings.ERASURES = ""
    with pytest.raises(CommandError, match="not set"):
        apply()


@pytest.mark.django_db(transaction=True)
def test_a_crash_after_the_ledger_and_before_the_commit_is_made_good(
    cast: Cast, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(*args: Any) -> None:
        append_line(ledger.place(), line(cast, now))
        raise KeyboardInterrupt

    monkeypatch.setattr(ledger, "enter", crash)
    with pytest.raises(KeyboardInterrupt):
        erase(cast, now)
    assert name_of(YoungPerson.objects.get(pk=cast.maya.pk)) == "Maya"
    assert apply().startswith("1 ")


def line(cast: Cast, now: datetime) -> str:
    entry = f"{cast.maya.pk} {now.isoformat()}"
    return f"{entry} {digests.token_digest(ledger.PURPOSE, entry).hex()}"
