"""Sealed text opens in its own place with its own key, or not at all."""

from datetime import datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from safeguarding.people.models import YoungPerson
from safeguarding.vault import digests, envelope, keys
from safeguarding.vault.models import DataKey
from safeguarding.vault.types import CannotOpen, Erased
from tests.cast import Cast


def test_a_name_opens_where_it_was_sealed(cast: Cast) -> None:
    assert envelope.open_sealed(cast.maya, "sealed_name") == "Maya"


@pytest.mark.parametrize(
    "text", ["", "I <3 u & 'you'", "🙂" * 500, "ليلى", "a\x00b", "lone \ud800 surrogate", "x" * 100_000]
)
def test_words_come_back_exactly_as_typed(cast: Cast, text: str) -> None:
    cast.maya.sealed_name = envelope.seal(cast.maya.data_key, cast.maya, "sealed_name", text)
    cast.maya.save()
    assert envelope.open_sealed(YoungPerson.objects.get(pk=cast.maya.pk), "sealed_name") == text


def test_the_same_words_never_look_the_same(cast: Cast) -> None:
    sealed = {envelope.seal(cast.maya.data_key, cast.maya, "sealed_name", "Maya") for _ in range(20)}
    assert len(sealed) == 20
    assert not any(b"Maya" in value for value in sealed)


def test_a_value_copied_to_another_row_is_refused(cast: Cast) -> None:
    cast.kai.sealed_name = cast.maya.sealed_name
    with pytest.raises(CannotOpen):
        envelope.open_sealed(cast.kai, "sealed_name")


def test_a_value_copied_to_another_field_is_refused(cast: Cast) -> None:
    cast.maya.name_digest = cast.maya.sealed_name
    with pytest.raises(CannotOpen):
        envelope.open_sealed(cast.maya, "name_digest")


@pytest.mark.parametrize("place", [0, 5, 20, 30, -1])
def test_one_changed_byte_is_found(cast: Cast, place: int) -> None:
    sealed = bytearray(cast.maya.sealed_name or b"")
    sealed[place] ^= 1
    cast.maya.sealed_name = bytes(sealed)
    with pytest.raises(CannotOpen):
        envelope.open_sealed(cast.maya, "sealed_name")


@pytest.mark.parametrize("value", [b"", b"\x01", b"Maya", b"\x02" * 60])
def test_what_was_never_sealed_is_refused(cast: Cast, value: bytes) -> None:
    cast.maya.sealed_name = value
    with pytest.raises(CannotOpen):
        envelope.open_sealed(cast.maya, "sealed_name")


def test_an_empty_field_is_empty_text(cast: Cast) -> None:
    cast.maya.sealed_name = None
    assert envelope.open_sealed(cast.maya, "sealed_name") == ""


def test_another_master_key_opens_nothing(cast: Cast, settings: Any) -> None:
    keys.forget_unwrapped()
    name = next(iter(settings.MASTER_KEYS))
    settings.MASTER_KEYS = {name: b"x" * 32}
    with pytest.raises(CannotOpen):
        envelope.open_sealed(cast.maya, "sealed_name")
    settings.MASTER_KEYS = {"another": b"x" * 32}
    with pytest.raises(CannotOpen):
        envelope.open_sealed(cast.maya, "sealed_name")


def test_an_older_master_key_still_opens_what_it_wrapped(cast: Cast, settings: Any, now: datetime) -> None:
    keys.forget_unwrapped()
    settings.MASTER_KEYS = {"newer": b"n" * 32, **settings.MASTER_KEYS}
    assert envelope.open_sealed(cast.maya, "sealed_name") == "Maya"
    assert keys.make(now).wrapped_by == "newer"


def test_an_erased_young_person_is_never_read_again(cast: Cast, now: datetime) -> None:
    assert envelope.open_sealed(cast.maya, "sealed_name") == "Maya"
    DataKey.objects.filter(pk=cast.maya.data_key_id).update(wrapped=None, destroyed_at=now)
    keys.forget_unwrapped()
    with pytest.raises(Erased):
        envelope.open_sealed(cast.maya, "sealed_name")


def test_an_erasure_elsewhere_reaches_this_process_in_time(
    cast: Cast, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    envelope.open_sealed(cast.maya, "sealed_name")
    DataKey.objects.filter(pk=cast.maya.data_key_id).update(wrapped=None, destroyed_at=now)
    assert envelope.open_sealed(cast.maya, "sealed_name") == "Maya", "the control: still in memory"
    monkeypatch.setattr(keys, "KEEP", -1.0)
    with pytest.raises(Erased):
        envelope.open_sealed(cast.maya, "sealed_name")


def test_a_key_is_destroyed_or_whole_and_says_when(cast: Cast) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        DataKey.objects.filter(pk=cast.maya.data_key_id).update(wrapped=None)


def test_the_organisation_has_one_key(db: None, now: datetime) -> None:
    assert keys.organisation_key(now) == keys.organisation_key(now)
    with pytest.raises(IntegrityError), transaction.atomic():
        keys.make(now, for_organisation=True)


def test_digests_find_a_name_and_never_mix_purposes(settings: Any) -> None:
    assert digests.digest("name", " MÜLLER ") == digests.digest("name", "müller")
    assert digests.digest("name", "a") != digests.digest("card", "a")
    assert digests.token_digest("name", "a") != digests.digest("name", "a")
    assert digests.token_digest("card", "A") != digests.token_digest("card", "a")
    before = digests.digest("name", "a")
    settings.DIGEST_KEY = b"z" * 32
    assert digests.digest("name", "a") != before


@pytest.mark.parametrize("make", [digests.digest, digests.token_digest])
def test_nothing_is_sealed_or_digested_without_keys(settings: Any, make: Any, now: datetime) -> None:
    settings.DIGEST_KEY = None
    settings.MASTER_KEYS = {}
    with pytest.raises(CannotOpen):
        make("card", "a")
    with pytest.raises(CannotOpen):
        keys.make(now)
