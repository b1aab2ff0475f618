"""Young people, the cards they come with, and their picture lock."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from safeguarding.people import cards, queries
from safeguarding.people.actions import (
    LockThere,
    add_young_person,
    begin_drop_in,
    choose_lock,
    end_post,
    give_post,
    make_card,
    make_poster,
    make_return_key,
    name_workers,
    open_card,
    open_lock,
    reset_lock,
    set_language,
)
from safeguarding.people.models import Card, PictureLock
from safeguarding.people.types import LockState, NotAllowed, Role
from safeguarding.trail.models import TrailEntry
from safeguarding.trail.types import CLOCKS, TrailType
from safeguarding.vault import digests
from tests.cast import Cast

PICTURES = ("apple", "guitar", "kite", "apple")
OTHERS = ("guitar", "apple", "kite", "apple")


def test_a_card_opens_for_the_one_it_was_made_for(cast: Cast, now: datetime) -> None:
    token = make_card(cast.maya, now, cast.adam)
    assert open_card(token, now) == cast.maya
    opened = TrailEntry.objects.get(type=TrailType.CARD_OPENED)
    assert opened.young_person_id == cast.maya.pk


def test_a_replaced_card_opens_nothing(cast: Cast, now: datetime) -> None:
    old = make_card(cast.maya, now, cast.adam)
    assert queries.young_person_by_card(old, now) == cast.maya
    new = make_card(cast.maya, now + timedelta(hours=1), cast.adam)
    assert queries.young_person_by_card(old, now + timedelta(hours=2)) is None
    assert queries.young_person_by_card(new, now + timedelta(hours=2)) == cast.maya


def test_a_card_of_somebody_who_left_opens_nothing(cast: Cast, now: datetime) -> None:
    token = make_card(cast.maya, now, cast.adam)
    cast.maya.left_at = now
    cast.maya.save()
    assert open_card(token, now) is None
    assert not TrailEntry.objects.filter(type=TrailType.CARD_OPENED).exists()


@pytest.mark.parametrize("token", ["", "x", "é" * 500, "' OR 1=1 --", "\x00", "\ud800"])
def test_strange_tokens_open_nothing(cast: Cast, now: datetime, token: str) -> None:
    make_card(cast.maya, now, cast.adam)
    make_poster(cast.service, now, cast.adam)
    assert queries.young_person_by_card(token, now) is None
    assert queries.poster_service(token) is None
    assert queries.young_person_by_return_key(token, now) is None


def test_no_token_is_kept(cast: Cast, now: datetime) -> None:
    token = make_card(cast.maya, now, cast.adam)
    assert len(token) >= 32
    kept = bytes(Card.objects.get().token_digest)
    assert token.encode() not in kept
    assert kept == digests.token_digest(cards.CARD, token)


def test_one_kind_of_token_never_opens_what_another_does(cast: Cast, now: datetime) -> None:
    card = make_card(cast.maya, now, cast.adam)
    poster = make_poster(cast.service, now, cast.adam)
    assert queries.poster_service(poster) == cast.service
    assert queries.poster_service(card) is None
    assert queries.young_person_by_card(poster, now) is None


def test_a_named_worker_may_make_a_card_and_a_colleague_may_not(cast: Cast, now: datetime) -> None:
    assert make_card(cast.maya, now, cast.asha)
    for worker in (cast.ravi, cast.stranger, cast.carol, cast.lena, cast.priya):
        with pytest.raises(NotAllowed):
            make_card(cast.maya, now, worker)


def test_an_administrator_adds_people_only_where_they_are_one(cast: Cast, now: datetime) -> None:
    added = add_young_person("Ada", 2013, cast.team, None, [cast.asha], now, cast.adam)
    assert queries.name_of(added) == "Ada"
    with pytest.raises(NotAllowed):
        add_young_person("Ada", 2013, cast.agency, None, [], now, cast.adam)
    with pytest.raises(NotAllowed):
        add_young_person("Ada", 2013, cast.team, None, [], now, cast.asha)


def test_a_name_is_not_in_the_row(cast: Cast) -> None:
    assert queries.name_of(cast.maya) == "Maya"
    assert b"Maya" not in bytes(cast.maya.sealed_name or b"")


def test_a_post_that_ended_gives_nothing(cast: Cast, now: datetime) -> None:
    post = cast.adam.posts.get()
    end_post(post, now, CLOCKS)
    with pytest.raises(NotAllowed):
        give_post(cast.stranger, cast.team, Role.WORKER, now + timedelta(seconds=1), cast.adam)


def test_the_same_post_twice_is_one(cast: Cast, now: datetime) -> None:
    give_post(cast.asha, cast.team, Role.WORKER, now, cast.adam)
    assert cast.asha.posts.count() == 1


def test_named_workers_are_replaced_in_order(cast: Cast, now: datetime) -> None:
    name_workers(cast.maya, [cast.joy, cast.ravi], now, cast.adam)
    open_rows = cast.maya.named_workers.filter(ends_at__isnull=True).order_by("position")
    assert [row.worker for row in open_rows] == [cast.joy, cast.ravi]


def test_a_drop_in_comes_back_with_four_words_however_they_are_typed(cast: Cast, now: datetime) -> None:
    drop_in = begin_drop_in(cast.service, now)
    words = make_return_key(drop_in, now)
    assert len(words) == 4
    assert queries.young_person_by_return_key(f"  {', '.join(words).upper()} ", now) == drop_in
    assert (
        queries.young_person_by_return_key(" ".join(reversed(words)), now) != drop_in or words == words[::-1]
    )
    assert queries.name_of(drop_in) == queries.DROP_IN


def test_a_drop_in_at_a_home_belongs_to_the_service_above_it(cast: Cast, now: datetime) -> None:
    drop_in = begin_drop_in(cast.home, now)
    assert (drop_in.service, drop_in.home) == (cast.service, cast.home)


def test_there_are_forty_four_bits_in_a_return_key() -> None:
    words = cards.return_words()
    assert len(set(words)) == 2_048
    assert all(
        word.isascii() and word.isalpha() and word == word.lower() and 3 <= len(word) <= 9 for word in words
    )


def test_the_lock_opens_with_the_pictures_in_their_order(cast: Cast, now: datetime) -> None:
    assert open_lock(cast.maya, PICTURES, now).state is LockState.NO_LOCK
    choose_lock(cast.maya, PICTURES, now)
    assert open_lock(cast.maya, PICTURES, now).is_open
    wrong = open_lock(cast.maya, OTHERS, now)
    assert (wrong.state, wrong.tries_left) == (LockState.WRONG, 4)


def test_a_right_try_gives_all_tries_back(cast: Cast, now: datetime) -> None:
    choose_lock(cast.maya, PICTURES, now)
    for _ in range(3):
        for _ in range(4):
            open_lock(cast.maya, OTHERS, now)
        assert open_lock(cast.maya, PICTURES, now).is_open


def test_five_wrong_tries_close_the_lock_even_to_the_right_pictures(cast: Cast, now: datetime) -> None:
    choose_lock(cast.maya, PICTURES, now)
    left = [open_lock(cast.maya, OTHERS, now).tries_left for _ in range(5)]
    assert left == [4, 3, 2, 1, 0]
    assert open_lock(cast.maya, PICTURES, now).state is LockState.CLOSED
    assert PictureLock.objects.get().closed_at == now
    assert TrailEntry.objects.filter(type=TrailType.LOCK_WRONG).count() == 5


def test_a_lock_is_reset_only_by_a_named_worker_who_is_not_left_out(cast: Cast, now: datetime) -> None:
    choose_lock(cast.maya, PICTURES, now)
    with pytest.raises(LockThere):
        choose_lock(cast.maya, OTHERS, now)
    for worker in (cast.carol, cast.sam, cast.adam, cast.stranger):
        with pytest.raises(NotAllowed):
            reset_lock(cast.maya, worker, now)
    cast.maya.left_out.create(worker=cast.joy, why="not_this_person", since=now)
    with pytest.raises(NotAllowed):
        reset_lock(cast.maya, cast.joy, now)
    reset_lock(cast.maya, cast.asha, now)
    choose_lock(cast.maya, OTHERS, now)
    assert open_lock(cast.maya, OTHERS, now).is_open


def test_whoever_is_left_out_of_one_thing_they_said_resets_no_lock_and_makes_no_card(
    cast: Cast, now: datetime
) -> None:
    choose_lock(cast.maya, PICTURES, now)
    one = cast.maya.left_out.create(worker=cast.asha, why="named_in_words", only_about=uuid4(), since=now)
    cast.maya.left_out.create(worker=cast.adam, why="named_in_words", only_about=uuid4(), since=now)
    before = Card.objects.count()
    with pytest.raises(NotAllowed):
        reset_lock(cast.maya, cast.asha, now)
    for worker in (cast.asha, cast.adam):
        with pytest.raises(NotAllowed):
            make_card(cast.maya, now, worker)
    assert PictureLock.objects.exists()
    assert Card.objects.count() == before
    make_card(cast.maya, now, cast.joy)
    one.lifted_at = now
    one.save()
    make_card(cast.maya, now, cast.asha)
    reset_lock(cast.maya, cast.asha, now)
    assert not PictureLock.objects.exists()


@pytest.mark.parametrize(
    "pictures", [(), ("apple",) * 3, ("apple",) * 5, ("apple", "guitar", "kite", "dragon")]
)
def test_a_lock_is_four_of_the_sixteen(cast: Cast, now: datetime, pictures: tuple[str, ...]) -> None:
    with pytest.raises(ValueError):
        choose_lock(cast.maya, pictures, now)


def test_the_pictures_are_nowhere_in_the_database(cast: Cast, now: datetime) -> None:
    choose_lock(cast.maya, PICTURES, now)
    secret = PictureLock.objects.get().secret
    assert secret.startswith("argon2")
    assert not any(picture in secret for picture in PICTURES)


def test_language_and_reading_help_are_kept(cast: Cast, now: datetime) -> None:
    set_language(cast.maya, "ar", now, reading_help="hear")
    cast.maya.refresh_from_db()
    assert (cast.maya.language, cast.maya.reading_help) == ("ar", "hear")
    with pytest.raises(ValueError):
        set_language(cast.maya, "ar", now, reading_help="loud")


def test_whoever_sets_up_gives_themselves_nothing_to_read(cast: Cast, now: datetime) -> None:
    with pytest.raises(NotAllowed):
        give_post(cast.adam, cast.team, Role.LEAD, now, cast.adam)
    with pytest.raises(NotAllowed):
        name_workers(cast.maya, [cast.adam], now, cast.adam)
    with pytest.raises(NotAllowed):
        add_young_person("Leila", 2012, cast.team, None, [cast.adam], now, cast.adam)
    give_post(cast.adam, cast.team, Role.WORKER, now, CLOCKS)
    name_workers(cast.maya, [cast.adam], now, cast.adam)  # one who is a worker there too may be theirs
