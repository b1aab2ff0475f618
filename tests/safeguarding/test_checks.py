"""What is said before a server answers: keys that don't fit, triggers that are gone, places that are not set."""

import logging
from typing import Any

import pytest
from django.core.checks import run_checks
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command

from safeguarding import checks
from safeguarding.trail import triggers
from safeguarding.vault import keys
from safeguarding.vault.models import DataKey
from tests.cast import Cast


def ids(found: list[Any]) -> list[str]:
    return [message.id for message in found]


@pytest.mark.parametrize("held", [{"another": b"x" * 32}, {"test": b"x" * 32}])
def test_a_missing_or_wrong_master_key_stops_the_start(
    cast: Cast, settings: Any, held: dict[str, bytes], caplog: pytest.LogCaptureFixture
) -> None:
    checks.at_start()
    assert ids(checks.master_keys_open_what_is_stored()) == []
    settings.MASTER_KEYS = held
    with pytest.raises(ImproperlyConfigured, match="can't be opened: the master key 'test' is not"):
        checks.at_start()
    assert ids(checks.master_keys_open_what_is_stored()) == ["corner.E020"]
    assert "Put the old key back" in caplog.text
    with pytest.raises(CommandError, match=r"corner\.E020"):
        call_command("check", databases=["default"])


def test_each_master_key_that_wrapped_something_is_tried(cast: Cast, settings: Any) -> None:
    old = dict(settings.MASTER_KEYS)
    settings.MASTER_KEYS = {"newer": b"n" * 32, **old}
    keys.make(cast.maya.joined_at)
    settings.MASTER_KEYS = old
    assert len(checks.master_keys_open_what_is_stored()) == 1


def test_it_costs_two_questions_for_each_key_however_much_is_stored(
    cast: Cast, django_assert_num_queries: Any
) -> None:
    assert DataKey.objects.count() > 3
    with django_assert_num_queries(2):
        checks.master_keys_open_what_is_stored()


def test_another_digest_key_is_found_before_nobody_can_come_in(cast: Cast, settings: Any) -> None:
    assert checks.digest_key_finds_what_is_stored() == []
    settings.DIGEST_KEY = b"d" * 32
    assert ids(checks.digest_key_finds_what_is_stored()) == ["corner.E021"]


@pytest.mark.django_db
def test_triggers_that_are_gone_are_said_and_stop_nobody(caplog: pytest.LogCaptureFixture) -> None:
    assert checks.trail_has_its_triggers() == []
    triggers.lift_for_flush()
    try:
        assert ids(checks.trail_has_its_triggers()) == ["corner.W022"]
        with caplog.at_level(logging.CRITICAL):
            checks.at_start()
        assert "would let the trail be changed" in caplog.text
    finally:
        triggers.install()


@pytest.mark.django_db
def test_the_database_is_looked_into_only_when_asked_for(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        run_checks()


def test_places_elsewhere_are_asked_for_where_it_is_for_real(settings: Any) -> None:
    settings.ERASURES = settings.ANCHORS = ""
    assert ids(checks.places_elsewhere_are_set(None)) == ["corner.W026", "corner.W027"]
    settings.ERASURES = settings.ANCHORS = "/somewhere"
    assert checks.places_elsewhere_are_set(None) == []
