"""Pages at the cast's moment, for whoever is signed in."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

import pytest
from django.test import Client
from django.utils import timezone

from safeguarding.people.models import Worker
from safeguarding.promises.models import Heartbeat
from safeguarding.rulebook.in_force import forget

SignIn = Callable[[Worker], Client]


@dataclass
class Hands:
    """What the clock says to the views."""

    at: datetime


@pytest.fixture(autouse=True)
def hands(now: datetime, monkeypatch: pytest.MonkeyPatch) -> Hands:
    """Views read the clock: it says the cast's moment until a test moves it."""
    clock = Hands(now)
    monkeypatch.setattr(timezone, "now", lambda: clock.at)
    return clock


@pytest.fixture(autouse=True)
def no_own_rules_kept() -> Iterator[None]:
    """The cast's services have the same ids in every test; what one test published is not in force in the next."""
    forget()
    yield
    forget()


@pytest.fixture
def signed_in() -> SignIn:
    def sign_in(worker: Worker) -> Client:
        client = Client()
        client.force_login(worker)
        return client

    return sign_in


@pytest.fixture
def clocks_run(db: None, now: datetime) -> None:
    for name in ("tick", "send"):
        Heartbeat.objects.update_or_create(name=name, defaults={"beat_at": now, "runner": "test"})
