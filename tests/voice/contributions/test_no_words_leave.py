"""Canary words planted in every field, searched for in all that is stored or sent outside the seals."""

import logging
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection

from safeguarding.promises import outbox
from tests.cast import Cast
from tests.conftest import Mailbox
from tests.voice.contributions.said import begun, send
from voice.contributions.looks import open_words
from voice.contributions.types import AnswerWay
from voice.decisions.actions import record_decided, write_decision
from voice.moderation.actions import finish_reading, keep_back, open_for_reading
from voice.moderation.types import Grade, WhyKeptBack
from voice.replies.actions import let_reply_go, return_reply, write_reply

pytestmark = pytest.mark.django_db(transaction=True)

CANARIES = [
    f"canary{word}"
    for word in ("words", "reach", "notknow", "draft", "reply", "why", "title", "view", "told")
]


def everything_stored() -> bytes:
    """Every value of every row of every table; on SQLite the raw files too, where deleted rows would show."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            for row in cursor.fetchall():
                found += [bytes(v) if isinstance(v, bytes | memoryview) else str(v).encode() for v in row]
    if connection.vendor == "sqlite":
        name = str(connection.settings_dict["NAME"])
        found += [file.read_bytes() for file in (Path(name), Path(f"{name}-wal")) if file.exists()]
    return b"\n".join(found)


def plant(cast: Cast, now: datetime) -> None:
    words = "canarywords i am not safe here"
    row = send(cast.maya, now, words, reach="canaryreach", must_not_know="canarynotknow")
    begun(cast.maya, now, words="canarydraft")
    worker = cast.asha
    open_words(worker, row.pk, now)
    open_for_reading(cast.rhona, row.pk, now)
    finish_reading(cast.rhona, row, Grade.TODAY, True, now)
    keep_back(cast.rhona, row, WhyKeptBack.NOT_SAFE, "canarytold", now)
    reply = write_reply(worker, row, "canaryreply", AnswerWay.HERE, now)
    return_reply(cast.rhona, reply, "canarywhy", now)
    let_reply_go(cast.rhona, write_reply(worker, row, "canaryreply", AnswerWay.HERE, now), now)
    decision = write_decision(worker, cast.maya, "canarytitle", None, now)
    record_decided(worker, decision, view="canaryview", decided="x", changed="y", why_not="", now=now)


def test_no_word_stands_anywhere_unsealed(
    cast: Cast, now: datetime, smtp: Mailbox, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        plant(cast, now)
        outbox.send(now + timedelta(seconds=1))
    places = {
        "the database": everything_stored(),
        "the mail": "\n".join(smtp.texts()).encode(),
        "the log": caplog.text.encode(),
    }
    assert smtp.messages and places["the mail"]
    for place, content in places.items():
        for canary in CANARIES:
            assert canary.encode() not in content, f"{canary} stands in {place}"


def test_the_search_would_find_a_word_that_got_out(cast: Cast, now: datetime) -> None:
    assert b"Harbour team" in everything_stored()
    cast.team.name = "canarywords"
    cast.team.save()
    assert b"canarywords" in everything_stored()


def test_a_thrown_away_draft_leaves_nothing_to_find(cast: Cast, now: datetime) -> None:
    from voice.contributions import drafts
    from voice.contributions.models import Draft

    draft = begun(cast.maya, now, words="canarydraft")
    sealed = bytes(draft.sealed_body)
    assert sealed in everything_stored()
    drafts.throw_away(draft, now)
    assert not Draft.objects.exists()
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert sealed not in everything_stored()
