"""Texts and emails by GOV.UK Notify, to a real server that speaks its API: fixed texts, each person alone."""

import json
import logging
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest

from safeguarding.people.models import Service, Worker
from safeguarding.promises import heartbeat, notify, outbox
from safeguarding.promises.models import Heartbeat, Notice, Rota
from safeguarding.promises.types import Channel, Clock, NoticeState, PromiseKind
from tests.cast import Cast
from tests.conftest import Mailbox
from tests.safeguarding.promises.helpers import MINUTE, NIGHT, SECOND, promised
from tests.safeguarding.promises.notify_server import KEY, Notify, notify_server

pytestmark = pytest.mark.django_db
TEMPLATES = {name: f"template-{name}" for name in ("now", "today", "waiting", "practice")}
CANARIES = ("KanarieName", "KanarieKnown", "KanarieTeam", "KanarieRota")


@pytest.fixture
def server(settings: Any, cast: Cast) -> Iterator[Notify]:
    with notify_server() as server:
        settings.NOTIFY_KEY = KEY
        settings.NOTIFY_URL = f"http://127.0.0.1:{server.server_port}"
        settings.NOTIFY_TEXTS = TEMPLATES
        for number, worker in enumerate((cast.ravi, cast.sam, cast.asha)):
            worker.phone = f"0770090012{number}"
            worker.save(update_fields=["phone"])
        yield server


def texts(server: Notify) -> list[dict[str, Any]]:
    return [data for kind, data in server.taken if kind == "sms"]


def test_now_goes_by_two_channels_and_an_ordinary_thing_by_one(
    cast: Cast, now: datetime, server: Notify, smtp: Mailbox
) -> None:
    promised(cast.maya, now, Clock.NOW)
    promised(cast.kai, now, Clock.TODAY)
    assert outbox.send(now) == 3
    notice = Notice.objects.get(channel=Channel.SMS)
    assert texts(server) == [
        {
            "phone_number": "07700900120",
            "template_id": "template-now",
            "personalisation": {"link": "http://localhost:8000/sign-in"},
            "reference": str(notice.pk),
        }
    ]
    assert notice.state == NoticeState.SENT
    assert len(smtp.messages) == 2


def test_today_out_of_hours_goes_by_two_channels(cast: Cast, server: Notify, smtp: Mailbox) -> None:
    promised(cast.maya, NIGHT, Clock.TODAY)
    outbox.send(NIGHT)
    assert [data["template_id"] for data in texts(server)] == ["template-today"]
    assert len(smtp.messages) == 1


def test_one_number_that_is_refused_keeps_nobody_elses_waiting(
    cast: Cast, now: datetime, server: Notify, smtp: Mailbox, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    server.refuse = {"07700900120"}
    promised(cast.maya, now, Clock.NOW)
    promised(cast.maya, now, Clock.NOW, chosen=cast.asha, kind=PromiseKind.ACT)
    outbox.send(now)
    assert [data["phone_number"] for data in texts(server)] == ["07700900122"]
    waiting = Notice.objects.get(channel=Channel.SMS, state=NoticeState.QUEUED)
    assert waiting.person == cast.ravi
    assert len(smtp.messages) == 2  # their emails went all the same
    assert "07700900120" not in caplog.text  # what the server answered repeats it
    server.refuse = set()
    outbox.send(now + MINUTE)
    assert len(texts(server)) == 2


def test_emails_go_by_notify_too_where_its_templates_are_named(
    cast: Cast, now: datetime, server: Notify, settings: Any, smtp: Mailbox
) -> None:
    settings.NOTIFY_EMAILS = TEMPLATES
    promised(cast.maya, now, Clock.TODAY)
    outbox.send(now)
    (kind, data), *others = server.taken
    assert (kind, data["email_address"], others) == ("email", "asha@example.org", [])
    assert smtp.messages == []


def test_without_all_its_templates_nothing_is_queued_for_it(
    cast: Cast, now: datetime, server: Notify, settings: Any
) -> None:
    settings.NOTIFY_TEXTS = {"now": "only this one"}
    promised(cast.maya, now, Clock.NOW)
    assert not Notice.objects.filter(channel=Channel.SMS).exists()


def plant() -> None:
    Worker.objects.update(name="KanarieName", known_as="KanarieKnown")
    Service.objects.update(name="KanarieTeam")
    Rota.objects.update(name="KanarieRota")


def test_nothing_it_is_sent_says_anything(
    cast: Cast, now: datetime, server: Notify, smtp: Mailbox, caplog: pytest.LogCaptureFixture
) -> None:
    plant()
    caplog.set_level(logging.DEBUG)
    promised(cast.maya, now, Clock.NOW)
    outbox.send(now)
    assert texts(server)
    everything = json.dumps(server.taken) + "".join(server.headers_seen) + caplog.text
    assert [canary for canary in CANARIES if canary in everything] == []


def test_the_search_would_find_one(
    cast: Cast, now: datetime, server: Notify, smtp: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    plant()
    monkeypatch.setattr(notify, "link", lambda: Service.objects.all()[0].name)
    promised(cast.maya, now, Clock.NOW)
    outbox.send(now)
    assert "KanarieTeam" in json.dumps(server.taken)


def test_the_outward_heartbeat_beats_with_the_clocks_and_stops_with_them(
    now: datetime, server: Notify, settings: Any
) -> None:
    settings.HEARTBEAT_URL = f"http://127.0.0.1:{server.server_port}/alive"
    for name in ("tick", "send"):
        Heartbeat.objects.update_or_create(name=name, defaults={"beat_at": now, "runner": "test"})
    assert heartbeat.tell_outside(now)
    assert not heartbeat.tell_outside(now + SECOND)  # not too often
    assert heartbeat.tell_outside(now + 10 * SECOND)
    assert not heartbeat.tell_outside(now + 61 * SECOND)  # the clocks have stopped, and so does it
    assert [path for path, _ in server.taken] == ["/alive", "/alive"]
    settings.HEARTBEAT_URL = "http://127.0.0.1:9/nobody"
    Heartbeat.objects.update(beat_at=now + 70 * SECOND)
    assert not heartbeat.tell_outside(now + 70 * SECOND)
