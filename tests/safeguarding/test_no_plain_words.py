"""Nothing said stands anywhere in plain: words planted in every sealed field, looked for in all that leaves a trace.

Each place has its control: a word that does stand there in plain is found by the same search.
"""

import base64
import binascii
import logging
import os
import shutil
import sqlite3
import subprocess
import tempfile
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core import mail
from django.db import connection
from django.utils import timezone

from safeguarding.promises import outbox
from safeguarding.trail.models import TrailEntry
from safeguarding.vault.envelope import open_bytes
from safeguarding.vault.resealing import sealed_fields
from tests.cast import Cast, make_cast
from tests.conftest import Mailbox
from tests.frontend.young_person.walk import come_in, to_topics
from tests.kept import lately
from tests.safeguarding.planted import Planted, fields_that_hold_one, plant
from tests.voice.contributions.recorded import sound
from voice.contributions.recordings.models import OwnRecording
from voice.questions.load import load

pytestmark = pytest.mark.django_db(transaction=True)

# What can hold no word: a sound is looked for by its own bytes, below; pictures are codes of our own board.
NO_WORDS = {"OwnRecording.sealed_media", "Contribution.sealed_pictures"}
BEGAN = time.time() - 1
PLAIN = f"zq{uuid4().hex}"  # stands in plain where the controls put it; another at each run


def forms(word: str) -> Iterator[bytes]:
    """How a word can stand in bytes: as it is, two bytes a letter, and in hex or base64 as a dump writes it."""
    for plain in (word.encode(), word.encode("utf-16-le")):
        yield plain
        yield binascii.hexlify(plain)
        yield binascii.hexlify(plain).upper()
    for shift in range(3):
        # The letters at either end depend on what stands beside the word.
        encoded = base64.b64encode(b" " * shift + word.encode())
        yield encoded[(shift * 8 + 5) // 6 : len(encoded) - 4]


def found_in(content: bytes, words: dict[str, str]) -> list[str]:
    """Where the words were planted that stand in these bytes."""
    return [where for where, word in words.items() if any(form in content for form in forms(word))]


def rows() -> bytes:
    """Every value of every row of every table."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            for row in cursor.fetchall():
                found += [bytes(v) if isinstance(v, bytes | memoryview) else str(v).encode() for v in row]
    return b"\n".join(found)


def files() -> bytes:
    """The database's own files: SQLite's with its journal, or PostgreSQL's folder with its log, where we may look."""
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite":
        return b"".join(path.read_bytes() for path in Path(name).parent.glob(f"{Path(name).name}*"))
    with connection.cursor() as cursor:
        cursor.execute("CHECKPOINT")
        cursor.execute("SHOW data_directory")
        folder = Path(cursor.fetchone()[0])
        cursor.execute("SELECT oid FROM pg_database WHERE datname = current_database()")
        own = folder / "base" / str(cursor.fetchone()[0])
    if not os.access(own, os.R_OK):
        return PLAIN.encode()  # its files are another user's, or on another machine: the dump has to do
    # Of the log, what was written since the words were thought of: what is older can't hold them.
    log = [path for path in (folder / "pg_wal").iterdir() if path.stat().st_mtime >= BEGAN]
    return b"".join(path.read_bytes() for path in (*own.iterdir(), *log) if path.is_file())


def dump() -> bytes:
    """A backup as text."""
    at = connection.settings_dict
    if connection.vendor == "sqlite":
        with sqlite3.connect(at["NAME"]) as copy:
            lines = "\n".join(copy.iterdump()).encode()
        copy.close()
        return lines
    if not shutil.which("pg_dump"):
        return PLAIN.encode()  # only PostgreSQL's own tool writes one
    where = {"PGHOST": at["HOST"], "PGPORT": at["PORT"], "PGUSER": at["USER"], "PGPASSWORD": at["PASSWORD"]}
    done = subprocess.run(
        ["pg_dump", str(at["NAME"])], env={**os.environ, **where}, check=True, capture_output=True
    )
    return done.stdout


def sessions() -> bytes:
    """What sessions hold, which is packed where it is stored."""
    kept = [SessionStore(session_key=row.session_key).load() for row in Session.objects.all()]
    return repr(kept).encode()


@pytest.fixture
def scene(db: None) -> Cast:
    """Everybody, at this very moment: pages read the clock themselves."""
    now = lately()
    cast = make_cast(now)
    load(now)
    return cast


@pytest.fixture
def planted(scene: Cast) -> Planted:
    words = Planted()
    plant(scene, timezone.now(), words)
    return words


def test_no_word_stands_in_what_is_stored_nor_in_an_address(planted: Planted, scene: Cast) -> None:
    every = {f"{model.__name__}.{name}" for model, name in sealed_fields()}
    assert every - fields_that_hold_one(planted) - NO_WORDS == set(), "plant one there in planted.py"
    places = (rows, files, dump, sessions)
    got_out = {look.__name__: found_in(look(), planted.words) for look in places}
    assert not any(got_out.values()), got_out
    scene.team.name = PLAIN
    scene.team.save()
    session = SessionStore()
    session["said"] = PLAIN
    session.save()
    for look in places:
        assert found_in(look(), {"": PLAIN}), f"the control: {look.__name__}"
    seen = "\n".join(planted.addresses).encode()
    assert len(planted.addresses) > 20 and b"/s/" in seen, "the control: the way is there"
    assert found_in(seen, planted.words) == []
    _trail_holds_ids_and_codes_only()


def test_no_piece_of_a_sound_stands_in_plain(planted: Planted) -> None:
    """Neither of what is kept nor of the file as it came."""
    row, came = OwnRecording.objects.get(), sound(title=planted.words["said by a file"])
    kept = open_bytes(row, "sealed_media")
    assert len(kept) > 1_500 and len(came) > 3_000
    pieces = [whole[place : place + 24] for whole in (kept, came) for place in (300, 700, len(whole) - 60)]
    looked = {
        form for piece in pieces for form in (piece, piece.hex().encode(), piece.hex().upper().encode())
    }
    for look in (rows, files, dump):
        assert not [form for form in looked if form in look()], look.__name__
    OwnRecording.objects.filter(pk=row.pk).update(sealed_media=kept)
    for look in (rows, files, dump):
        if PLAIN.encode() != (content := look()):  # where we may not look
            assert any(form in content for form in looked), f"the control: {look.__name__}"


def _trail_holds_ids_and_codes_only() -> None:
    """What happens to personal data in it: nothing has to, for there are only ids that lead nowhere once erased."""
    values = {
        (entry.type, name, value)
        for entry in TrailEntry.objects.all()
        for name, value in entry.details.items()
    }
    assert len(values) > 20
    assert {row for row in values if len(row[2]) > 64 or not row[2].isascii() or " " in row[2]} == set()


def test_no_word_is_logged_mailed_or_left_in_a_file(
    scene: Cast, smtp: Mailbox, caplog: pytest.LogCaptureFixture, capfd: Any, settings: Any, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    spool, scratch = tmp_path / "spool", tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    words, now = Planted(), timezone.now()
    with caplog.at_level(logging.DEBUG):
        plant(scene, now, words)
        outbox.send(now + timedelta(seconds=1))
        settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
        settings.EMAIL_FILE_PATH = str(spool)
        outbox.send(now + timedelta(hours=3))
        mail.send_mail(PLAIN, PLAIN, None, ["control@example.org"])
        logging.getLogger("safeguarding.control").debug(PLAIN)
    with tempfile.NamedTemporaryFile(delete=False) as file:
        file.write(PLAIN.encode())
    printed = capfd.readouterr()
    places = {
        "the log": caplog.text,
        "what was printed": f"{printed.out}{printed.err}{PLAIN}",
        "the mail": "\n".join([*smtp.texts(), PLAIN]),
        "the spool": "\n".join(path.read_text() for path in spool.iterdir()),
        "temporary files": "\n".join(path.read_text() for path in scratch.rglob("*") if path.is_file()),
    }
    assert smtp.messages
    for place, content in places.items():
        assert found_in(content.encode(), words.words) == [], place
        assert PLAIN in content, f"the control: {place}"


def test_no_word_is_in_the_report_of_an_error(
    scene: Cast,
    caplog: pytest.LogCaptureFixture,
    settings: Any,
    monkeypatch: pytest.MonkeyPatch,
    smtp: Mailbox,
) -> None:
    from safeguarding.people.actions import make_card
    from safeguarding.trail.types import CLOCKS

    def breaks(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError("it broke")

    settings.ADMINS = [("Somebody", "somebody@example.org")]
    words = Planted()
    phone = to_topics(come_in(scene.maya, make_card(scene.maya, timezone.now(), CLOCKS)))
    phone.client.raise_request_exception = False
    phone.press("free", name="about")
    monkeypatch.setattr("voice.contributions.drafts.save", breaks)
    with caplog.at_level(logging.DEBUG):
        phone.press(words=words("words"))
    assert phone.status == 500
    assert words.words["words"] in phone.html, "the control: the page gives the words back"
    assert "it broke" in caplog.text, "the control: the error is reported"
    assert found_in(caplog.text.encode(), words.words) == []
    assert found_in("\n".join(smtp.texts()).encode(), words.words) == []


def test_no_word_goes_through_redis(scene: Cast, settings: Any) -> None:
    if not settings.REDIS_URL:
        pytest.skip("no Redis is set: REDIS_URL")
    import redis

    words = Planted()
    with redis.Redis.from_url(settings.REDIS_URL) as client, client.pubsub() as heard:
        heard.psubscribe("*")
        plant(scene, timezone.now(), words)
        client.publish("control", PLAIN)
        client.set("control", PLAIN, ex=60)
        messages = []
        while (message := heard.get_message(timeout=1)) is not None:
            messages.append(repr(message))
            if PLAIN in messages[-1]:
                break
        stored = [f"{key!r} {client.dump(key)!r}" for key in client.scan_iter()]
    for place, content in (("messages", messages), ("keys", stored)):
        assert found_in("\n".join(content).encode(), words.words) == [], place
        assert PLAIN in "\n".join(content), f"the control: {place}"
