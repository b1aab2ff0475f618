"""Everything a data key sealed, sealed anew under another; and every sealed field bound to its row and place."""

from datetime import datetime, timedelta
from io import StringIO
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Model
from django.utils import timezone

from safeguarding.people.actions import replace_data_key
from safeguarding.people.models import YoungPerson
from safeguarding.people.types import NotAllowed
from safeguarding.trail.types import CLOCKS
from safeguarding.vault import envelope, keys, resealing
from safeguarding.vault.models import DataKey
from safeguarding.vault.types import CannotOpen
from tests.cast import Cast
from tests.voice.contributions.said import begun, send

FIELDS = list(resealing.sealed_fields())
NAMES = [f"{model.__name__}.{field}" for model, field in FIELDS]


def test_the_sealed_fields_are_found_by_their_name() -> None:
    assert {"YoungPerson.sealed_name", "Words.sealed_text", "Draft.sealed_body"} <= set(NAMES)
    assert len(NAMES) > 20


@pytest.mark.parametrize(("model", "field"), FIELDS, ids=NAMES)
def test_a_value_opens_in_its_own_row_and_field_only(
    db: None, now: datetime, model: type[Model], field: str
) -> None:
    # Rows that number themselves could be moved with their number: every sealed one is numbered in Python.
    row, other = model(pk=uuid4()), model(pk=uuid4())
    assert model._meta.pk is not None and model._meta.pk.get_internal_type() in {"UUIDField", "OneToOneField"}
    sealed = envelope.seal(keys.make(now), row, field, "said")
    setattr(row, field, sealed)
    assert envelope.open_sealed(row, field) == "said", "the control"
    setattr(other, field, sealed)
    with pytest.raises(CannotOpen):
        envelope.open_sealed(other, field)
    for another in (name for of, name in FIELDS if of is model and name != field):
        setattr(row, another, sealed)
        with pytest.raises(CannotOpen):
            envelope.open_sealed(row, another)


def reseal(young_person: YoungPerson) -> str:
    out = StringIO()
    call_command("rotate_keys", young_person=str(young_person.pk), stdout=out)
    return out.getvalue()


def test_everything_of_one_young_person_is_sealed_anew_and_then_the_old_key_destroyed(
    cast: Cast, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = send(cast.maya, now, "a nice day", reach="after school")
    begun(cast.maya, now, words="not yet sent")
    other, old = bytes(cast.kai.sealed_name or b""), cast.maya.data_key
    assert "Run this again" in reseal(cast.maya)
    maya = YoungPerson.objects.get(pk=cast.maya.pk)
    assert maya.data_key_id != old.pk
    said.refresh_from_db()
    said.words.refresh_from_db()
    for row, field, text in (
        (maya, "sealed_name", "Maya"),
        (said, "sealed_reach", "after school"),
        (said.words, "sealed_text", "a nice day"),
    ):
        assert bytes(getattr(row, field))[1:17] == maya.data_key_id.bytes
        assert envelope.open_sealed(row, field) == text
    assert bytes(YoungPerson.objects.get(pk=cast.kai.pk).sealed_name or b"") == other

    # Somebody who had the old key in hand wrote meanwhile: found, sealed anew, and only then is it destroyed.
    said.sealed_reach = envelope.seal(old, said, "sealed_reach", "at noon")
    said.save()
    monkeypatch.setattr(resealing, "SETTLED", timedelta(0))
    assert not resealing.finish(DataKey.objects.get(pk=old.pk), timezone.now())
    assert "The old key is destroyed" in reseal(cast.maya)
    said.refresh_from_db()
    assert envelope.open_sealed(said, "sealed_reach") == "at noon"
    assert DataKey.objects.get(pk=old.pk).wrapped is None


def test_a_key_replaced_again_before_the_first_is_gone_leaves_none_behind(cast: Cast, now: datetime) -> None:
    first = cast.maya.data_key
    second = replace_data_key(cast.maya, now, CLOCKS)
    third = replace_data_key(cast.maya, now, CLOCKS)
    assert set(DataKey.objects.filter(replaced_by=third)) == {first, second}
    keys.destroy(third.pk, now)
    assert not DataKey.objects.filter(pk__in=[first.pk, second.pk, third.pk], wrapped__isnull=False).exists()


def test_only_an_administrator_replaces_a_key(cast: Cast, now: datetime) -> None:
    with pytest.raises(NotAllowed):
        replace_data_key(cast.maya, now, cast.asha)
    replace_data_key(cast.maya, now, cast.adam)


@pytest.mark.parametrize("who", ["nonsense", "9f87db94-9b1b-4ed3-a90d-3c2bc5df846f"])
def test_somebody_who_is_not_there_is_said(cast: Cast, who: str) -> None:
    with pytest.raises(CommandError, match="no such young person"):
        call_command("rotate_keys", young_person=who, stdout=StringIO())


def test_somebody_erased_has_nothing_to_seal(cast: Cast, now: datetime) -> None:
    keys.destroy(cast.maya.data_key_id, now)
    with pytest.raises(CommandError, match="erased"):
        reseal(cast.maya)


def test_values_of_others_are_never_touched(cast: Cast, now: datetime) -> None:
    before = {row.pk: bytes(row.sealed_name or b"") for row in YoungPerson.objects.exclude(pk=cast.maya.pk)}
    reseal(cast.maya)
    after = {row.pk: bytes(row.sealed_name or b"") for row in YoungPerson.objects.exclude(pk=cast.maya.pk)}
    assert before == after
