"""The trail: append-only, chained, and found out when somebody alters it all the same."""

import uuid
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from safeguarding.trail import triggers, verifying
from safeguarding.trail.actions import START, NoChangeOpen, change, digest_of, memory, record
from safeguarding.trail.models import TrailEntry, TrailHead
from safeguarding.trail.queries import first_broken, looks_at, shown_to_young_person
from safeguarding.trail.types import CLOCKS, LOOKS, WORDINGS, TrailType, worker, young_person
from safeguarding.trail.verifying import Finding, verify

SOMEONE = uuid.uuid4()


def write(now: datetime, count: int = 1, type_: TrailType = TrailType.WORDS_OPENED) -> None:
    for number in range(count):
        with change(now + timedelta(seconds=number)):
            record(
                type_, worker(SOMEONE), young_person_id=SOMEONE, about=("contribution", SOMEONE), part=number
            )


@pytest.fixture
def lifted(db: None) -> Iterator[None]:
    """The triggers off, as somebody with the database's own password could do it."""
    triggers.lift_for_flush()
    yield
    triggers.install()


@pytest.mark.django_db
def test_entries_are_numbered_without_gaps_and_chained(now: datetime) -> None:
    write(now, 3)
    rows = list(TrailEntry.objects.order_by("number"))
    assert [row.number for row in rows] == [1, 2, 3]
    assert [bytes(row.previous) for row in rows[1:]] == [bytes(row.digest) for row in rows[:-1]]
    assert first_broken() is None


@pytest.mark.django_db
def test_nothing_is_recorded_outside_a_change() -> None:
    with pytest.raises(NoChangeOpen):
        record(TrailType.SENT, CLOCKS)


@pytest.mark.django_db
def test_a_change_that_fails_leaves_no_entry(now: datetime) -> None:
    with pytest.raises(ValueError), change(now):
        record(TrailType.SENT, CLOCKS)
        raise ValueError
    assert not TrailEntry.objects.exists()
    write(now)
    assert first_broken() is None


@pytest.mark.django_db
def test_a_nested_change_that_fails_takes_only_its_own_entries_with_it(now: datetime) -> None:
    with change(now):
        record(TrailType.SENT, young_person(SOMEONE))
        with pytest.raises(ValueError), change(now):
            record(TrailType.TAKEN_BACK, young_person(SOMEONE))
            raise ValueError
    assert [row.type for row in TrailEntry.objects.all()] == [TrailType.SENT]


@pytest.mark.django_db
@pytest.mark.parametrize("statement", ["UPDATE {} SET type = 'x'", "DELETE FROM {}"])
def test_the_database_refuses_to_change_or_delete(now: datetime, statement: str) -> None:
    write(now)
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement.format(triggers.TABLE))
    assert TrailEntry.objects.count() == 1


@pytest.mark.django_db
def test_a_whole_table_cannot_be_emptied_at_once(now: datetime) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("SQLite has no TRUNCATE")
    write(now)
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"TRUNCATE {triggers.TABLE}")


ALTERED = [
    ("UPDATE {} SET type = 'sent' WHERE number = 2", 2),
    ("UPDATE {} SET actor_id = NULL WHERE number = 3", 3),
    ("UPDATE {} SET at = '2020-01-01 00:00:00' WHERE number = 4", 4),
    ("UPDATE {} SET details = '{{}}' WHERE number = 1", 1),
    ("UPDATE {} SET about_kind = 'reply' WHERE number = 2", 2),
    ("DELETE FROM {} WHERE number = 3", 3),
    ("DELETE FROM {} WHERE number = 5", 5),
    ("DELETE FROM {} WHERE number = 1", 1),
]


@pytest.mark.parametrize(("statement", "broken"), ALTERED)
def test_any_alteration_is_found(lifted: None, now: datetime, statement: str, broken: int) -> None:
    write(now, 5)
    assert first_broken() is None, "the control: whole before"
    with connection.cursor() as cursor:
        cursor.execute(statement.format(triggers.TABLE))
    assert first_broken() == broken


def test_two_entries_that_change_places_are_found(lifted: None, now: datetime) -> None:
    write(now, 3)
    first, second = TrailEntry.objects.order_by("number")[:2]
    first.details, second.details = second.details, first.details
    first.save()
    second.save()
    assert first_broken() == 1


def test_a_tail_cut_off_with_its_head_shows_against_an_anchor(lifted: None, now: datetime) -> None:
    write(now, 5)
    head = TrailHead.objects.get()
    anchor = f"{head.number}:{bytes(head.digest).hex()}"
    assert first_broken(anchor) is None
    last = TrailEntry.objects.get(number=3)
    TrailEntry.objects.filter(number__gt=3).delete()
    TrailHead.objects.update(number=3, digest=last.digest)
    assert first_broken() is None, "without an anchor nobody can tell"
    assert first_broken(anchor) == 4


@pytest.mark.django_db
def test_verify_trail_says_so_and_prints_an_anchor_it_takes_back(now: datetime) -> None:
    write(now, 2)
    out = StringIO()
    call_command("verify_trail", stdout=out)
    anchor = out.getvalue().strip().rsplit(" ", 1)[-1]
    write(now + timedelta(hours=1))
    call_command("verify_trail", anchor=anchor, stdout=out)


def test_verify_trail_fails_when_it_was_altered_and_when_the_triggers_are_gone(
    lifted: None, now: datetime
) -> None:
    write(now, 2)
    with pytest.raises(CommandError, match="triggers"):
        call_command("verify_trail", stdout=StringIO())
    TrailEntry.objects.filter(number=1).update(type="sent")
    with pytest.raises(CommandError, match="Entry 1"):
        call_command("verify_trail", stdout=StringIO())


@pytest.mark.django_db
def test_the_triggers_are_there_after_migrating() -> None:
    assert triggers.installed()


def test_the_triggers_are_lifted_only_in_a_test_database(
    lifted: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(connection.settings_dict, "NAME", "corner")
    with pytest.raises(RuntimeError):
        triggers.lift_for_flush()


@pytest.mark.django_db
def test_looks_and_what_a_young_person_is_shown(now: datetime) -> None:
    write(now, 2)
    write(now, 1, TrailType.PROMISE_MADE)
    assert looks_at(("contribution", SOMEONE)).count() == 2
    assert {row.type for row in shown_to_young_person(SOMEONE)} == {TrailType.WORDS_OPENED}
    assert shown_to_young_person(SOMEONE, since=now + timedelta(seconds=1)).count() == 1


def test_every_type_has_a_wording_and_every_look_is_shown_to_the_young_person() -> None:
    assert set(WORDINGS) == set(TrailType)
    assert all(WORDINGS[look].young_person for look in LOOKS)


@pytest.mark.django_db
def test_a_change_remembers_until_it_ends_and_forgets_what_failed_inside_it(now: datetime) -> None:
    with change(now):
        memory()["before"] = 1
        with suppress(ValueError), change(now):
            memory()["inside"] = memory().pop("before")
            raise ValueError
        assert memory() == {"before": 1}
        with change(now):
            memory()["joined"] = 2
        assert memory() == {"before": 1, "joined": 2}
    with change(now):
        assert memory() == {}


def test_outside_a_change_nothing_is_remembered() -> None:
    memory()["lost"] = 1
    assert memory() == {}


@pytest.mark.django_db
def test_a_nested_change_that_is_not_alone_takes_the_outer_one_with_it(now: datetime) -> None:
    with pytest.raises(transaction.TransactionManagementError), change(now):
        record(TrailType.SIGNED_IN, CLOCKS)
        with suppress(ValueError), change(now, alone=False):
            raise ValueError
        TrailHead.objects.count()  # the transaction is lost: it answers nothing any more
    assert not TrailEntry.objects.exists()


def test_a_verification_names_what_it_found(lifted: None, now: datetime) -> None:
    write(now, 6)
    TrailEntry.objects.filter(number__in=[3, 4]).delete()
    assert verify().finding == Finding(3, "Entries 3 to 4 are missing.")


def test_an_entry_put_in_beside_the_chain_is_found(lifted: None, now: datetime) -> None:
    write(now, 3)
    row = TrailEntry.objects.get(number=2)
    for place in (9, -1):
        row.number = place
        row.save(force_insert=True)
        finding = verify().finding
        assert finding is not None and "put in" in finding.what
        TrailEntry.objects.filter(number=place).delete()
    assert verify().finding is None


def test_a_bar_in_a_field_does_not_make_two_entries_read_the_same() -> None:
    one = digest_of(START, 1, 1.0, "sent", "worker", None, None, "", None, '{"a": "x|y"}')
    assert one != digest_of(START, 1, 1.0, "sent|worker", None, None, "", None, '{"a": "x', '|y"}')


def test_entries_written_while_it_is_verified_are_no_finding(
    db: None, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(now, 3)
    monkeypatch.setattr(verifying, "PAGE", 1)
    real = verifying._misfit

    def meanwhile(*row: Any) -> Any:
        write(now)
        return real(*row)

    monkeypatch.setattr(verifying, "_misfit", meanwhile)
    found = verify()
    assert (found.entries, found.finding) == (3, None)
    assert TrailEntry.objects.count() == 6


@pytest.mark.django_db
def test_a_clock_that_is_put_back_breaks_no_chain(now: datetime) -> None:
    for at in (now, now + timedelta(days=40), now - timedelta(hours=3)):
        write(at)
    assert first_broken() is None
    assert [row.at for row in TrailEntry.objects.order_by("number")][2] == now - timedelta(hours=3), (
        "as it was"
    )
