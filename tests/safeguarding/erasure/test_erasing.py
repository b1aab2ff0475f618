"""Erasing: one asks, another agrees, and nothing can be read again; or a plain reason why not."""

from datetime import datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction

from safeguarding.concerns.models import Concern
from safeguarding.erasure.actions import agree_to_erasure, ask_erasure, refuse_erasure
from safeguarding.erasure.models import Erasure
from safeguarding.erasure.queries import erasure, waiting
from safeguarding.erasure.types import Keep, MustKeep, NotWaiting, State, WhyErase
from safeguarding.people.actions import make_card
from safeguarding.people.models import Card, LeftOut, Worker, YoungPerson
from safeguarding.people.queries import ERASED, name_of, young_person_by_card, young_person_to_erase
from safeguarding.people.types import NotAllowed, WhyLeftOut
from safeguarding.promises import actions as promises
from safeguarding.promises.models import Promise
from safeguarding.promises.models_promises import OPEN
from safeguarding.responsibility.actions import leave_out
from safeguarding.trail import types as trail
from safeguarding.trail.models import TrailEntry
from safeguarding.trail.queries import first_broken
from safeguarding.trail.types import CLOCKS, TrailType
from safeguarding.vault import envelope, ledger
from safeguarding.vault.models import DataKey
from safeguarding.vault.types import Erased
from tests.cast import Cast
from tests.voice.contributions.said import begun, send
from voice.contributions.models import Answer, Contribution, Draft

LATER = timedelta(days=30)


@pytest.fixture(autouse=True)
def book(tmp_path: Path, settings: Any) -> Path:
    """The ledger, somewhere else than the database."""
    settings.ERASURES = str(tmp_path / "elsewhere")
    return tmp_path / "elsewhere"


def all_kept(young_person: YoungPerson, now: datetime) -> None:
    for promise in Promise.objects.filter(OPEN, young_person=young_person):
        promises.end(promise, CLOCKS, now, "test")


def said_and_kept(cast: Cast, now: datetime) -> Contribution:
    row = send(cast.maya, now, "a nice day", answers={"told": "4"}, reach="after school")
    all_kept(cast.maya, now)
    return row


def erase(cast: Cast, now: datetime) -> Erasure:
    asked = ask_erasure(cast.adam, cast.maya, WhyErase.ASKED, now)
    return agree_to_erasure(cast.sam, asked, now)


def test_after_two_people_agreed_nothing_of_theirs_can_be_read(cast: Cast, now: datetime, book: Path) -> None:
    card = make_card(cast.maya, now, CLOCKS)
    said = said_and_kept(cast, now)
    begun(cast.maya, now, words="not yet sent")
    asked = ask_erasure(cast.adam, cast.maya, WhyErase.ASKED, now + LATER)
    assert envelope.open_sealed(said.words, "sealed_text") == "a nice day", "the control: nothing is done yet"
    assert young_person_by_card(card, now + LATER) is not None
    assert not book.exists()

    done = agree_to_erasure(cast.sam, asked, now + LATER)
    assert (done.state, done.second) == (State.DONE, cast.sam)
    maya = YoungPerson.objects.get(pk=cast.maya.pk)
    assert name_of(maya) == ERASED
    for row, field in ((said.words, "sealed_text"), (said, "sealed_reach")):
        with pytest.raises(Erased):
            envelope.open_sealed(row, field)
    assert (maya.name_digest, maya.born_year, maya.home, maya.return_digest) == (None, None, None, None)
    assert young_person_by_card(card, now + LATER) is None
    for model in (Card, Draft, Answer):
        assert not model._default_manager.filter(young_person=maya).exists()
    assert set(ledger.read().erased) == {maya.pk}
    assert TrailEntry.objects.filter(type=TrailType.ERASED, young_person_id=maya.pk).count() == 1
    assert first_broken() is None
    assert name_of(YoungPerson.objects.get(pk=cast.kai.pk)) == "Kai"


def test_the_ledger_holds_ids_and_times_only(cast: Cast, now: datetime, book: Path) -> None:
    erase(cast, now)
    [line] = book.read_text().splitlines()
    who, at, digest = line.split(" ")
    assert (who, at) == (str(cast.maya.pk), now.isoformat())
    assert len(digest) == 64


def test_what_waits_for_a_person_is_kept_first(cast: Cast, now: datetime) -> None:
    send(cast.maya, now, "a nice day")
    with pytest.raises(MustKeep) as why:
        ask_erasure(cast.adam, cast.maya, WhyErase.ASKED, now)
    assert why.value.why is Keep.PROMISE


def test_a_concern_is_kept_while_open_and_as_long_as_the_law_says(
    cast: Cast, now: datetime, settings: Any
) -> None:
    send(cast.maya, now, "I don't feel safe in the house at night")
    all_kept(cast.maya, now)
    with pytest.raises(MustKeep) as why:
        erase(cast, now)
    assert why.value.why is Keep.CONCERN
    leap = datetime(2028, 2, 29, 12, tzinfo=now.tzinfo)
    Concern.objects.update(closed_at=leap)
    settings.KEEP_CONCERNS_YEARS = 7
    with pytest.raises(MustKeep, match="until 2035-03-01"):
        erase(cast, leap.replace(year=2035, month=2, day=28))
    assert erase(cast, leap.replace(year=2035, month=3, day=1)).state == State.DONE


def test_said_between_asking_and_agreeing_it_is_not_erased(cast: Cast, now: datetime, book: Path) -> None:
    asked = ask_erasure(cast.adam, cast.maya, WhyErase.ASKED, now)
    send(cast.maya, now, "a nice day")
    with pytest.raises(MustKeep):
        agree_to_erasure(cast.sam, asked, now)
    assert not book.exists()
    assert Erasure.objects.get().state == State.WAITING


def test_without_a_ledger_nobody_is_erased(cast: Cast, now: datetime, settings: Any, book: Path) -> None:
    asked = ask_erasure(cast.adam, cast.maya, WhyErase.ASKED, now)
    settings.ERASURES = str(book / "is" / "nowhere")
    with pytest.raises(OSError):
        agree_to_erasure(cast.sam, asked, now)
    assert name_of(YoungPerson.objects.get(pk=cast.maya.pk)) == "Maya"
    settings.ERASURES = ""
    with pytest.raises(MustKeep) as why:
        agree_to_erasure(cast.sam, asked, now)
    assert why.value.why is Keep.NO_LEDGER


def test_only_administrators_ask_and_only_another_person_agrees(cast: Cast, now: datetime) -> None:
    for worker in (cast.asha, cast.sam, cast.lena, cast.stranger, cast.tom):
        with pytest.raises(NotAllowed):
            ask_erasure(worker, cast.maya, WhyErase.ASKED, now)
    asked = ask_erasure(cast.adam, cast.maya, WhyErase.ASKED, now)
    assert ask_erasure(cast.adam, cast.maya, WhyErase.ASKED, now) == asked, "asked twice is asked once"
    for worker in (cast.adam, cast.asha, cast.rhona, cast.stranger, cast.priya):
        for answer in (agree_to_erasure, refuse_erasure):
            with pytest.raises(NotAllowed):
                answer(worker, asked, now)
    with pytest.raises(IntegrityError), transaction.atomic():
        Erasure.objects.filter(pk=asked.pk).update(second=cast.adam, decided_at=now, state=State.DONE)


@pytest.mark.parametrize("about_one", [True, False])
def test_whoever_words_may_be_about_has_no_hand_in_it(cast: Cast, now: datetime, about_one: bool) -> None:
    said = said_and_kept(cast, now)
    for worker in (cast.adam, cast.sam):
        leave_out(
            cast.maya, worker, WhyLeftOut.ABOUT_THEM, now,
            actor=trail.young_person(cast.maya.pk), only_about=said.pk if about_one else None,
        )  # fmt: skip
    with pytest.raises(NotAllowed):
        ask_erasure(cast.adam, cast.maya, WhyErase.ASKED, now)
    LeftOut.objects.filter(worker=cast.adam).delete()
    asked = ask_erasure(cast.adam, cast.maya, WhyErase.ASKED, now)
    with pytest.raises(NotAllowed):
        agree_to_erasure(cast.sam, asked, now)


def test_what_was_not_agreed_to_stays_and_can_be_asked_again(cast: Cast, now: datetime) -> None:
    asked = ask_erasure(cast.adam, cast.maya, WhyErase.MISTAKE, now)
    assert list(waiting(cast.sam, now)) == [asked]
    assert list(waiting(cast.adam, now)) == [], "who asked can't answer"
    assert list(waiting(cast.stranger, now)) == []
    refuse_erasure(cast.sam, asked, now)
    assert name_of(YoungPerson.objects.get(pk=cast.maya.pk)) == "Maya"
    for answer in (agree_to_erasure, refuse_erasure):
        with pytest.raises(NotWaiting):
            answer(cast.sam, asked, now)
    assert erase(cast, now).pk != asked.pk


def test_erased_they_are_nowhere_to_ask_for(cast: Cast, now: datetime) -> None:
    asked = erase(cast, now)
    with pytest.raises(NotAllowed):
        young_person_to_erase(cast.adam, cast.maya.pk, now)
    assert erasure(cast.sam, asked.pk, now) == asked
    with pytest.raises(NotAllowed):
        erasure(cast.stranger, asked.pk, now)


@pytest.mark.django_db(transaction=True)
def test_no_byte_of_the_wrapped_key_stays_in_the_files(cast: Cast, now: datetime) -> None:
    if connection.vendor != "sqlite":
        pytest.skip(
            "PostgreSQL keeps old rows and its log: rotate_keys and throwing the old key away ends them"
        )
    name = str(connection.settings_dict["NAME"])

    def files() -> bytes:
        return b"".join(p.read_bytes() for p in (Path(name), Path(f"{name}-wal")) if p.exists())

    wrapped = bytes(DataKey.objects.get(pk=cast.maya.data_key_id).wrapped or b"")
    assert wrapped in files(), "the control: it stood there"
    erase(cast, now)
    assert wrapped not in files()


def run(*args: str, by: Worker, **options: Any) -> str:
    out = StringIO()
    call_command("erase", *args, by=by.email, stdout=out, **options)
    return out.getvalue()


def test_the_command_walks_the_same_way(cast: Cast, now: datetime) -> None:
    who = str(cast.maya.pk)
    with pytest.raises(CommandError, match="may not"):
        run("ask", who, by=cast.asha, why="asked")
    with pytest.raises(CommandError, match="may not"):
        run("ask", "nonsense", by=cast.adam, why="asked")
    with pytest.raises(CommandError, match="Say why"):
        run("ask", who, by=cast.adam)
    with pytest.raises(CommandError, match="Say which"):
        run("ask", by=cast.adam, why="asked")
    request = run("ask", who, by=cast.adam, why="asked").partition(":")[0]
    assert request in run("list", by=cast.sam)
    with pytest.raises(CommandError, match="may not"):
        run("agree", request, by=cast.adam)
    assert "Erased" in run("agree", request, by=cast.sam)
    with pytest.raises(CommandError, match="answered already"):
        run("refuse", request, by=cast.sam)
    send(cast.kai, now, "a nice day")
    with pytest.raises(CommandError, match="Something they said still waits"):
        run("ask", str(cast.kai.pk), by=cast.adam, why="asked")
    with pytest.raises(CommandError, match="No worker"):
        call_command("erase", "list", by="nobody@example.org", stdout=StringIO())
