"""A real browser against a real server, with the cast in its database."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright

from safeguarding.people.actions import make_card
from safeguarding.people.models import Worker, YoungPerson
from safeguarding.trail.types import CLOCKS
from tests import services
from tests.cast import Cast, make_cast
from tests.live import serving
from voice.questions.load import load

# The synchronous Playwright keeps an event loop in this thread; these tests use the database from it one at a time.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

PHONE = {"width": 360, "height": 640}
DESK = {"width": 1280, "height": 800}
ARGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder is a journey."""
    for item in items:
        if Path(str(item.path)).is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.journey)


@dataclass
class Live:
    url: str
    cast: Cast
    browser: Browser
    contexts: list[BrowserContext]

    def phone(self, *, javascript: bool = True, **options: Any) -> Page:
        """A new phone of 360x640 that nobody has used."""
        return self._page(PHONE, java_script_enabled=javascript, has_touch=True, **options)

    def desk(self, worker: Worker | None = None, *, javascript: bool = True, **options: Any) -> Page:
        """A desk, with ``worker`` signed in."""
        page = self._page(DESK, java_script_enabled=javascript, **options)
        if worker is not None:
            page.context.add_cookies([{"name": "s", "value": session_of(worker), "url": self.url}])
        return page

    def card(self, young_person: YoungPerson) -> str:
        """The address of a new card."""
        return f"{self.url}/c/{make_card(young_person, now=timezone.now(), by=CLOCKS)}"

    def _page(self, viewport: dict[str, int], **options: Any) -> Page:
        context = self.browser.new_context(viewport=viewport, **options)  # type: ignore[arg-type]  # a plain dict will do
        context.set_default_timeout(10_000)
        self.contexts.append(context)
        return context.new_page()


def session_of(worker: Worker) -> str:
    """A signed-in session's key, as the sign-in page would have made it."""
    store = SessionStore()
    store[SESSION_KEY] = str(worker.pk)
    store[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    store[HASH_SESSION_KEY] = worker.get_session_auth_hash()
    store.save()
    return str(store.session_key)


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as started:
        yield started


def launch(playwright: Playwright, **options: Any) -> Browser:
    """The machine's own Chromium, or Playwright's."""
    path = services.chromium()
    if path:
        options["executable_path"] = path
    return playwright.chromium.launch(args=ARGS, **options)


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    started = launch(playwright)
    yield started
    started.close()


@pytest.fixture
def live(transactional_db: None, browser: Browser) -> Iterator[Live]:
    now: datetime = timezone.now()
    cast = make_cast(now)
    load(now)
    with serving() as url:
        ready = Live(url, cast, browser, [])
        yield ready
        for context in ready.contexts:
            context.close()
