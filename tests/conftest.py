"""Fixtures of the whole suite: the cast, the moment, a real mail server, and a trail that can be emptied."""

import gc
import os
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.core.management.commands import flush
from hypothesis import HealthCheck, Phase, settings
from pytest_django import DjangoDbBlocker

from safeguarding.rulebook import in_force
from safeguarding.vault import keys
from tests import databases, once
from tests.cast import Cast, make_cast
from tests.services import free_port

LONDON = ZoneInfo("Europe/London")
# "Explain" follows every line of every example, which takes several times as long as the examples; and what is
# slow on a busy machine is not wrong.
settings.register_profile(
    "suite",
    phases=[phase for phase in Phase if phase is not Phase.explain],
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    # What lands is judged by the same examples each time; at a desk they are new ones.
    derandomize=os.environ.get("CI") == "true",
    database=None,
)
settings.load_profile("suite")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if once.is_pure(item):
            item.add_marker(pytest.mark.pure(by_itself=True))


def pytest_collection_finish() -> None:
    """Six thousand tests and all they import stay to the end: looking for rubbish among them only takes time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 10, 20)


@pytest.fixture(autouse=True)
def _pure_is_pure(request: pytest.FixtureRequest) -> Iterator[None]:
    mark = request.node.get_closest_marker("pure")
    if mark is None:
        yield
        return
    once.begin()
    yield
    assert once.end(processes="by_itself" not in mark.kwargs) == [], (
        "mark it each_database: see tests/once.py"
    )


@pytest.fixture
def now() -> datetime:
    """A Tuesday in term time, in working hours."""
    return datetime(2026, 9, 15, 10, 0, tzinfo=LONDON)


@pytest.fixture
def cast(db: None, now: datetime) -> Cast:
    return make_cast(now)


@pytest.fixture(autouse=True)
def _nothing_left_over() -> Iterator[None]:
    """What a process keeps in memory of people and services: many tests have the same ones."""
    yield
    keys.forget_unwrapped()
    in_force.forget()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, django_db_blocker: DjangoDbBlocker
) -> None:
    """Nobody waits for migrations that somebody has run before; a test that commits is cleaned up after quickly."""
    with django_db_blocker.unblock():
        databases.wait_for_no_disk()
        databases.copy_what_is_migrated()
    flush.Command.handle = databases.empty  # type: ignore[method-assign]  # only here, only for the suite


class Mailbox:
    """What a real SMTP server took in."""

    def __init__(self) -> None:
        self.messages: list[Envelope] = []
        self.refuse_next = 0

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's name
        if self.refuse_next:
            self.refuse_next -= 1
            return "451 try again later"
        self.messages.append(envelope)
        return "250 OK"

    def texts(self) -> list[str]:
        return [
            message.original_content.decode("utf-8", "replace")
            for message in self.messages
            if message.original_content
        ]


@pytest.fixture
def smtp(settings: Any) -> Iterator[Mailbox]:
    """A real SMTP server on a port of its own; Django's mail goes there."""
    mailbox = Mailbox()
    controller = Controller(mailbox, hostname="127.0.0.1", port=free_port())
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_PORT = controller.port
    yield mailbox
    controller.stop()
