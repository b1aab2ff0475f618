"""Rotation: every data key under the newest master key, stopped and taken up again, while others read."""

import threading
from datetime import datetime
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from safeguarding.people.actions import add_young_person
from safeguarding.people.models import YoungPerson
from safeguarding.trail.models import TrailEntry
from safeguarding.trail.types import CLOCKS, TrailType
from safeguarding.vault import envelope, keys, rotation
from safeguarding.vault.models import DataKey
from safeguarding.vault.types import CannotOpen
from tests.cast import Cast


def newer(settings: Any) -> dict[str, bytes]:
    """A new master key before the one there is."""
    older = dict(settings.MASTER_KEYS)
    settings.MASTER_KEYS = {"newer": b"n" * 32, **older}
    keys.forget_unwrapped()
    return older


def rotate(**options: Any) -> str:
    out = StringIO()
    call_command("rotate_keys", stdout=out, **options)
    return out.getvalue()


def test_afterwards_the_old_key_may_go_and_everything_still_opens(cast: Cast, settings: Any) -> None:
    newer(settings)
    assert rotation.left() == {"test": 4}
    said = rotate(batch=3)
    assert "4 data keys were wrapped anew by newer" in said
    assert "may be removed: test" in said
    assert rotation.left() == {}
    settings.MASTER_KEYS = {"newer": b"n" * 32}
    keys.forget_unwrapped()
    maya = YoungPerson.objects.get(pk=cast.maya.pk)
    assert envelope.open_sealed(maya, "sealed_name") == "Maya"
    assert TrailEntry.objects.get(type=TrailType.KEYS_ROTATED).details["many"] == "4"
    assert "0 data keys" in rotate()
    assert TrailEntry.objects.filter(type=TrailType.KEYS_ROTATED).count() == 1


def test_stopped_half_way_it_goes_on_where_it_was(cast: Cast, settings: Any) -> None:
    newer(settings)
    first = rotation.rewrap(most=2)
    assert (first.done, rotation.left()) == (2, {"test": 2})
    assert "2 data keys were wrapped anew" in rotate()
    assert rotation.left() == {}


def test_what_can_not_be_opened_is_left_counted_and_its_key_must_stay(cast: Cast, settings: Any) -> None:
    older = newer(settings)
    lost = keys.make(cast.maya.joined_at)  # by "newer"
    settings.MASTER_KEYS = {"newest": b"z" * 32, **older}
    with pytest.raises(CommandError, match="1 data keys can't be opened"):
        rotate()
    assert rotation.left() == {"newer": 1}
    assert DataKey.objects.get(pk=lost.pk).wrapped == lost.wrapped


def test_a_destroyed_key_is_left_in_peace(cast: Cast, settings: Any, now: datetime) -> None:
    keys.destroy(cast.maya.data_key_id, now)
    newer(settings)
    assert rotation.left() == {"test": 3}
    rotate()
    assert DataKey.objects.get(pk=cast.maya.data_key_id).wrapped is None


@pytest.mark.django_db(transaction=True)
def test_nobody_who_reads_meanwhile_fails(cast: Cast, settings: Any, now: datetime) -> None:
    people = [
        add_young_person(
            name=f"P{number}", born_year=None, service=cast.team, home=None, named=[], now=now, by=CLOCKS
        )
        for number in range(30)
    ]
    newer(settings)
    stop, wrong, read = threading.Event(), [], [0]

    def reader() -> None:
        try:
            while not stop.is_set():
                for number, person in enumerate(people):
                    keys.forget_unwrapped()
                    row = YoungPerson.objects.get(pk=person.pk)
                    if envelope.open_sealed(row, "sealed_name") != f"P{number}":
                        wrong.append("another name")
                    read[0] += 1
        except Exception as error:
            wrong.append(repr(error))
        finally:
            connection.close()

    thread = threading.Thread(target=reader)
    thread.start()
    while not read[0]:
        pass
    before = read[0]
    last = rotation.rewrap(most=1).last
    while last is not None:
        last = rotation.rewrap(last, most=1).last
    stop.set()
    thread.join()
    assert wrong == []
    assert read[0] > before, "the control: somebody did read meanwhile"
    assert rotation.left() == {}


@pytest.mark.django_db
def test_without_a_key_nothing_is_wrapped(settings: Any) -> None:
    settings.MASTER_KEYS = {}
    with pytest.raises(CommandError, match="CORNER_MASTER_KEYS is not set"):
        rotate()
    with pytest.raises(CannotOpen):
        rotation.left()
