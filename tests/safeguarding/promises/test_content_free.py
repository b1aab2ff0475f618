"""Nothing that leaves says anything: words planted in every field appear in no message and no log."""

import logging
from datetime import datetime
from typing import Any

import pytest

from safeguarding.people.models import Service, Worker
from safeguarding.promises import actions, channels, clocks, outbox
from safeguarding.promises.models import Promise, Rota
from safeguarding.promises.texts import Text
from safeguarding.promises.types import Climb, Clock, PromiseKind
from safeguarding.vault import envelope
from tests.cast import Cast
from tests.conftest import Mailbox
from tests.safeguarding.promises.helpers import MINUTE, next_at, promised

CANARIES = ("KanarieName", "KanarieKnown", "KanarieTeam", "KanarieRota", "KanarieYoung")


def plant(cast: Cast) -> None:
    """A canary in every field that a message or a log line could repeat."""
    Worker.objects.update(name="KanarieName", known_as="KanarieKnown")
    Service.objects.update(name="KanarieTeam")
    Rota.objects.update(name="KanarieRota")
    cast.maya.sealed_name = envelope.seal(cast.maya.data_key, cast.maya, "sealed_name", "KanarieYoung")
    cast.maya.save(update_fields=["sealed_name"])


def everything(smtp: Mailbox, caplog: pytest.LogCaptureFixture) -> str:
    heads = [f"{envelope.mail_from} {envelope.rcpt_tos}" for envelope in smtp.messages]
    return "\n".join([*smtp.texts(), *heads, caplog.text])


def walk(cast: Cast, now: datetime, smtp: Mailbox) -> None:
    """Every kind of promise up its ladder, with a mail server that sometimes refuses."""
    for clock in Clock:
        for climb in (Climb.USUAL, Climb.INDEPENDENT, Climb.ADVOCATE):
            promised(cast.maya, now, clock, climb, PromiseKind.LOOK)
    smtp.refuse_next = 3
    outbox.send(now)
    for _ in range(4):
        latest = max(next_at(promise) for promise in Promise.objects.filter(clock=Clock.ORDINARY))
        clocks.tick(latest)
        outbox.send(latest)
        outbox.send(latest + MINUTE)
    for promise in Promise.objects.all():
        actions.keep(promise, cast.sam, latest)


def test_no_message_and_no_log_line_holds_anything_of_anybody(
    cast: Cast, now: datetime, smtp: Mailbox, caplog: pytest.LogCaptureFixture
) -> None:
    plant(cast)
    caplog.set_level(logging.DEBUG)
    walk(cast, now, smtp)
    assert len(smtp.messages) > 12
    found = everything(smtp, caplog)
    assert [canary for canary in CANARIES if canary in found] == []
    for word in ("look at", "read", "young", "concern", "contribution", "Maya", str(cast.maya.pk)):
        assert word not in "".join(smtp.texts())


def test_the_search_would_find_one(
    cast: Cast, now: datetime, smtp: Mailbox, caplog: pytest.LogCaptureFixture, monkeypatch: Any
) -> None:
    plant(cast)
    monkeypatch.setattr(
        channels,
        "text_for",
        lambda promise: Text("look", f"{promise.service.name} {promise.young_person_id}"),
    )
    promised(cast.maya, now)
    outbox.send(now)
    assert "KanarieTeam" in everything(smtp, caplog)
