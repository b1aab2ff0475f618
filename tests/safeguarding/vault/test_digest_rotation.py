"""Another digest key: everybody is found before, while and after digests are made anew; no secret is needed."""

import threading
from datetime import datetime
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from config import env
from safeguarding import checks
from safeguarding.people import queries
from safeguarding.people.actions import (
    begin_drop_in,
    choose_lock,
    make_card,
    make_poster,
    make_return_key,
    open_lock,
    set_who_they_are,
)
from safeguarding.people.models import Card, PictureLock, Service, YoungPerson
from safeguarding.people.types import ImportKind, LockState
from safeguarding.responsibility.imports.looking import look_at_file
from safeguarding.responsibility.imports.queries import lines_page
from safeguarding.responsibility.imports.types import What
from safeguarding.trail.models import TrailEntry
from safeguarding.trail.types import CLOCKS, TrailType
from safeguarding.vault import digests, ledger
from tests.cast import Cast
from tests.voice.contributions.said import SESSION, begun
from voice.contributions import drafts
from voice.participation import keys as release_keys

PICTURES = ("apple", "guitar", "kite", "apple")
OTHERS = ("guitar", "apple", "kite", "apple")


def newer(settings: Any, key: bytes = b"n" * 32) -> None:
    """A new digest key; the one there is now is one before it."""
    settings.DIGEST_KEYS_BEFORE = [*settings.DIGEST_KEYS_BEFORE, settings.DIGEST_KEY]
    settings.DIGEST_KEY = key


def remake(**options: Any) -> str:
    out = StringIO()
    call_command("rotate_keys", digests=True, stdout=out, **options)
    return out.getvalue()


@pytest.fixture
def ways(cast: Cast, now: datetime, settings: Any) -> Any:
    """Everything that is found by a digest, made under the first key; asked for by name it says whether it is."""
    set_who_they_are(cast.maya, "Maya", 2012, "A-17", now, CLOCKS)
    card, poster = make_card(cast.maya, now, CLOCKS), make_poster(cast.service, now, CLOCKS)
    words = " ".join(make_return_key(begin_drop_in(cast.service, now), now))
    release = release_keys.make_key(cast.lena, now)
    draft = begun(cast.kai, now, words="not sent")
    file = b"name,born_year,reference,team,named_worker\nMaya,2012,A-17,Harbour team,asha@example.org\n"

    def found() -> dict[str, bool]:
        kai = YoungPerson.objects.select_related("service", "home", "data_key").get(pk=cast.kai.pk)
        page = lines_page(look_at_file(file, ImportKind.YOUNG_PEOPLE, now, cast.adam), 0)
        return {
            "card": queries.young_person_by_card(card, now) == cast.maya,
            "poster": queries.poster_service(poster) == cast.service,
            "four words": queries.young_person_by_return_key(words, now) is not None,
            "name": cast.maya in queries.young_people_shown(cast.adam, now, name="maya").people,
            "release key": release_keys.worker_with(release) == cast.lena,
            "draft of a session": drafts.draft_of(kai, draft.pk, SESSION) is not None,
            "reference in a file": page.lines[0].what in {What.SAME, What.CHANGED},
        }

    return found


def all_of(found: dict[str, bool]) -> bool:
    assert len(found) == 7
    return [name for name, there in found.items() if not there] == []


def test_everybody_is_found_before_while_and_after(ways: Any, settings: Any) -> None:
    assert all_of(ways())
    newer(settings)
    assert all_of(ways()), "before anything is made anew"
    many = digests.left()
    assert many > 7
    assert digests.remake(most=3) == 3
    assert digests.left() == many - 3
    assert all_of(ways()), "half of them"
    assert f"{many - 3} digests were made anew" in remake(batch=2), "taken up where it stopped"
    assert digests.left() == 0
    assert all_of(ways()), "all of them"
    assert {len(bytes(card.token_digest)) for card in Card.objects.all()} == {33}
    assert TrailEntry.objects.get(type=TrailType.KEYS_ROTATED).details["what"] == "digest_key"
    assert "0 digests" in remake()


def test_a_third_key_goes_on_from_the_second(ways: Any, settings: Any) -> None:
    newer(settings)
    digests.remake(most=2)
    newer(settings, b"t" * 32)
    assert all_of(ways())
    remake()
    assert all_of(ways()) and digests.left() == 0


def test_the_old_key_alone_finds_nobody_afterwards(ways: Any, settings: Any) -> None:
    old = settings.DIGEST_KEY
    newer(settings)
    remake()
    settings.DIGEST_KEY, settings.DIGEST_KEYS_BEFORE = old, []
    assert not any(there for name, there in ways().items() if name != "reference in a file")


def test_what_is_made_meanwhile_is_of_the_new_key(cast: Cast, now: datetime, settings: Any) -> None:
    newer(settings)
    remake()
    token = make_card(cast.maya, now, CLOCKS)
    assert digests.generation_of(Card.objects.get().token_digest) == 1
    assert queries.young_person_by_card(token, now) == cast.maya
    assert digests.left() == 0


def test_what_somebody_changed_meanwhile_is_not_touched(
    cast: Cast, now: datetime, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_poster(cast.service, now, CLOCKS)
    newer(settings)
    plain = digests.remade
    tokens: list[str] = []

    def with_another(stored: bytes) -> bytes:
        if not tokens:
            tokens.append(make_poster(cast.service, now, CLOCKS))
        return plain(stored)

    monkeypatch.setattr(digests, "remade", with_another)
    while digests.remake():
        pass
    assert queries.poster_service(tokens[0]) == Service.objects.get(pk=cast.service.pk)


def test_a_picture_lock_opens_with_its_own_key_and_is_then_of_the_new_one(
    cast: Cast, now: datetime, settings: Any
) -> None:
    choose_lock(cast.maya, PICTURES, now)
    newer(settings)
    assert open_lock(cast.maya, OTHERS, now).state is LockState.WRONG
    assert not PictureLock.objects.get().secret.startswith("1:")
    for _ in range(2):
        assert open_lock(cast.maya, PICTURES, now).is_open
        assert PictureLock.objects.get().secret.startswith("1:argon2")
    assert open_lock(cast.maya, OTHERS, now).state is LockState.WRONG
    choose_lock(cast.kai, PICTURES, now)
    assert open_lock(cast.kai, PICTURES, now).is_open


def test_a_lock_whose_key_is_not_here_opens_for_nobody(cast: Cast, now: datetime, settings: Any) -> None:
    newer(settings)
    choose_lock(cast.maya, PICTURES, now)
    settings.DIGEST_KEYS_BEFORE = []
    assert open_lock(cast.maya, PICTURES, now).state is LockState.WRONG


@pytest.mark.django_db
def test_the_ledger_is_still_ours(now: datetime, settings: Any, tmp_path: Any) -> None:
    settings.ERASURES = str(tmp_path / "book")
    first, second = YoungPerson().pk, YoungPerson().pk
    ledger.enter(first, now)
    newer(settings)
    ledger.enter(second, now)
    assert set(ledger.read().erased) == {first, second} and ledger.read().broken == []
    settings.DIGEST_KEY = b"x" * 32
    assert ledger.read().broken == [2], "the control: a line of a key that is not here is nobody's"


def test_a_start_without_the_key_before_is_stopped(cast: Cast, settings: Any) -> None:
    newer(settings)
    assert checks.digest_key_finds_what_is_stored() == []
    settings.DIGEST_KEYS_BEFORE = []
    assert [found.id for found in checks.digest_key_finds_what_is_stored()] == ["corner.E021"]


def test_somebody_who_does_not_know_the_new_key_yet_is_noticed(
    cast: Cast, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    newer(settings)
    monkeypatch.setattr(digests, "remake", lambda most: 0)
    with pytest.raises(CommandError, match="does not know the new one"):
        remake()


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_nobody_with_a_card_is_turned_away_meanwhile(cast: Cast, settings: Any, now: datetime) -> None:
    tokens = {one.pk: make_card(one, now, CLOCKS) for one in (cast.maya, cast.kai, cast.noor, cast.dylan)}
    newer(settings)
    stop, wrong, came = threading.Event(), [], [0]

    def at_the_door() -> None:
        try:
            while not stop.is_set():
                for key, token in tokens.items():
                    found = queries.young_person_by_card(token, now)
                    if found is None or found.pk != key:
                        wrong.append(str(key))
                    came[0] += 1
        except Exception as error:
            wrong.append(repr(error))
        finally:
            connection.close()

    thread = threading.Thread(target=at_the_door)
    thread.start()
    while not came[0]:
        pass
    before = came[0]
    while digests.remake(most=1):
        pass
    while came[0] == before:
        pass
    stop.set()
    thread.join()
    assert wrong == [] and digests.left() == 0


def test_keys_from_before_are_read_newest_first_and_kept_first_first(monkeypatch: pytest.MonkeyPatch) -> None:
    one, two = "b25l" + "A" * 39 + "=", "dHdv" + "A" * 39 + "="
    monkeypatch.setenv("CORNER_DIGEST_KEYS_BEFORE", f"{two},{one}")
    assert [key[:3] for key in env.keys("CORNER_DIGEST_KEYS_BEFORE")] == [b"two", b"one"]
    monkeypatch.delenv("CORNER_DIGEST_KEYS_BEFORE")
    assert env.keys("CORNER_DIGEST_KEYS_BEFORE") == []
