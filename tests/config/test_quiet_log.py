"""What went wrong is logged with its place in the code, and with no word, no name and no card."""

import io
import logging
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test import Client

pytestmark = pytest.mark.django_db
TOKEN = "canarytokenofacardxxxxxxxxxxxxxxxx"
TEXT = "the words: canary he hits me"


@pytest.fixture
def logs(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[io.StringIO, io.StringIO]]:
    """What the service's own handler writes, and what a plain one would."""
    ours, plain = io.StringIO(), io.StringIO()
    beside = logging.StreamHandler(plain)
    handlers = {handler for name in ("", "django.request") for handler in _console(name)}
    assert handlers, "the console of the settings"
    for handler in handlers:
        monkeypatch.setattr(handler, "stream", ours)
    for name in ("", "django.request"):
        logging.getLogger(name).addHandler(beside)
    yield ours, plain
    for name in ("", "django.request"):
        logging.getLogger(name).removeHandler(beside)


def _console(name: str) -> list[Any]:
    return [one for one in logging.getLogger(name).handlers if type(one) is logging.StreamHandler]


def failing(error: Exception) -> Callable[..., Any]:
    """A database that answers everything with this."""

    def fails(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        raise error

    return fails


def opened(error: Exception) -> int:
    """Somebody comes with a card while everything fails."""
    with connection.execute_wrapper(failing(error)):
        response = Client(raise_request_exception=False).get(f"/c/{TOKEN}")
    return response.status_code


def test_a_busy_database_is_logged_without_the_card(logs: tuple[io.StringIO, io.StringIO]) -> None:
    assert opened(OperationalError(TEXT)) == 503
    ours, plain = (log.getvalue() for log in logs)
    assert TOKEN in plain, "the control: the usual log has the card's secret"
    assert "503 at GET card" in ours
    assert TOKEN not in ours
    assert "canary" not in ours


def test_a_failure_is_logged_by_its_kind_and_place(logs: tuple[io.StringIO, io.StringIO]) -> None:
    try:
        raise KeyError(TEXT)
    except KeyError as cause:
        error = ValueError(TEXT)
        error.__cause__ = cause
    assert opened(error) == 500
    ours, plain = (log.getvalue() for log in logs)
    assert TOKEN in plain and TEXT in plain, "the control: the usual log has the secret and the words"
    assert "500 at GET card" in ours
    assert "builtins.ValueError" in ours
    assert "builtins.KeyError" in ours
    assert f"{__file__}:" in ours, "with the line it came from"
    assert "canary" not in ours


def test_what_other_rooms_log_of_an_exception_has_no_text(logs: tuple[io.StringIO, io.StringIO]) -> None:
    try:
        raise ValueError(TEXT)
    except ValueError:
        logging.getLogger("safeguarding.promises").exception("a chore failed")
    ours, plain = (log.getvalue() for log in logs)
    assert TEXT in plain, "the control"
    assert "a chore failed" in ours and "builtins.ValueError" in ours
    assert "canary" not in ours


def test_a_form_from_elsewhere_is_logged_without_its_address(logs: tuple[io.StringIO, io.StringIO]) -> None:
    assert Client(enforce_csrf_checks=True).post(f"/c/{TOKEN}").status_code == 403
    assert TOKEN not in logs[0].getvalue()


def test_an_address_that_leads_nowhere_has_no_name(logs: tuple[io.StringIO, io.StringIO]) -> None:
    with connection.execute_wrapper(failing(ValueError(TEXT))):
        Client(raise_request_exception=False).get(f"/nowhere/{TOKEN}")
    assert TOKEN not in logs[0].getvalue()


def test_the_server_writes_no_address_either() -> None:
    access = logging.getLogger("uvicorn.access")
    assert not access.isEnabledFor(logging.INFO)
    assert not access.propagate
