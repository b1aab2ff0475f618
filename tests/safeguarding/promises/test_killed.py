"""A sender killed at any moment loses nothing: what it held is sent again, under the same reference."""

import os
import signal
import subprocess
from collections.abc import Iterator
from datetime import datetime
from email import message_from_bytes
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from safeguarding.promises import outbox
from safeguarding.promises.models import Notice
from safeguarding.promises.types import Channel, NoticeState
from tests.cast import Cast
from tests.safeguarding.promises.helpers import SECOND, promised
from tests.safeguarding.promises.processes import sender
from tests.services import free_port

pytestmark = pytest.mark.django_db(transaction=True)


class Killer:
    """A mail server that kills its sender: before it takes the message, or after it, before it says so."""

    def __init__(self) -> None:
        self.taken: list[Envelope] = []
        self.kill_at = ""
        self.sender: subprocess.Popen[bytes] | None = None

    def _kill(self, at: str) -> None:
        if self.kill_at == at and self.sender is not None:
            os.kill(self.sender.pid, signal.SIGKILL)
            self.sender.wait()

    async def handle_RCPT(  # noqa: N802
        self,
        server: SMTP,
        session: Session,
        envelope: Envelope,
        address: str,
        options: list[str],
    ) -> str:
        self._kill("before")
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        self.taken.append(envelope)
        self._kill("after")
        return "250 OK"

    def references(self) -> list[str]:
        return [str(message_from_bytes(mail.original_content or b"")["Message-ID"]) for mail in self.taken]


@pytest.fixture
def killer(settings: Any) -> Iterator[Killer]:
    killer = Killer()
    controller = Controller(killer, hostname="127.0.0.1", port=free_port())
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", controller.port
    yield killer
    controller.stop()


@pytest.mark.parametrize(("kill_at", "copies"), [("before", 1), ("after", 2)])
def test_a_killed_senders_notice_is_sent_by_the_next(
    cast: Cast, now: datetime, killer: Killer, settings: Any, kill_at: str, copies: int
) -> None:
    promise = promised(cast.maya, now)
    notice = Notice.objects.get(promise=promise, channel=Channel.EMAIL)
    killer.kill_at, killer.sender = kill_at, sender(now, settings.EMAIL_PORT)
    assert killer.sender.wait(60) == -signal.SIGKILL
    notice.refresh_from_db()
    assert notice.state == NoticeState.LEASED  # never marked before it was taken

    killer.kill_at = ""
    assert outbox.send(now + 59 * SECOND) == 0
    assert outbox.send(now + 60 * SECOND) == 1
    notice.refresh_from_db()
    assert notice.state == NoticeState.SENT
    assert killer.references() == [f"<{notice.pk}@localhost>"] * copies
