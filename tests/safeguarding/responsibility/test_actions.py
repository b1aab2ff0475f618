import uuid
from datetime import datetime, timedelta

import pytest

from safeguarding.people.access import current_named, left_out_of
from safeguarding.people.actions import add_service, add_worker, give_post
from safeguarding.people.models import LeftOut, NamedWorker, Post, Worker, WorkerLeave
from safeguarding.people.types import NotAllowed, Role, ServiceKind, WhyLeftOut
from safeguarding.promises import actions as promises
from safeguarding.promises import chores, queries
from safeguarding.promises.models import Notice, Promise, Shift
from safeguarding.promises.types import Climb, Clock, NoticeState, PromiseKind, RotaKind
from safeguarding.responsibility.actions import (
    deactivate,
    end_post,
    go_on_leave,
    hand_on_for_leaves,
    leave_out,
    let_in,
    move_young_person,
)
from safeguarding.responsibility.types import NobodyToHandTo
from safeguarding.trail import types as trail
from safeguarding.trail.models import TrailEntry
from safeguarding.trail.types import CLOCKS, TrailType
from tests.cast import Cast
from tests.safeguarding.promises.helpers import MINUTE, fresh, holder, next_at, promised

WEEK = timedelta(days=7)


def tapped(cast: Cast, name: str, now: datetime, why: WhyLeftOut = WhyLeftOut.NOT_THIS_PERSON) -> LeftOut:
    return leave_out(cast.maya, getattr(cast, name), why, now, actor=trail.young_person(cast.maya.pk))


def test_what_somebody_left_out_had_goes_to_the_next_person_in_the_time_that_is_left(
    cast: Cast, now: datetime
) -> None:
    promise, others = promised(cast.maya, now), promised(cast.kai, now)
    tapped(cast, "asha", now + 30 * MINUTE)
    assert (holder(promise), next_at(promise)) == ("Joy", promise.due_at)
    assert queries.inbox(cast.asha, now)[0].promise == others
    assert [row.promise for row in queries.inbox(cast.joy, now)] == [promise]
    entry = TrailEntry.objects.get(type=TrailType.LEFT_OUT)
    assert (entry.actor_id, entry.young_person_id) == (cast.maya.pk, cast.maya.pk)


def test_left_out_when_nobody_else_is_there_it_goes_outside(cast: Cast, now: datetime) -> None:
    promise = promised(cast.maya, now)
    for name in ("joy", "ravi", "sam", "asha"):
        tapped(cast, name, now)
    assert holder(promise) == "People outside"


def test_the_only_person_on_shift_left_out_moves_it_too(cast: Cast, now: datetime) -> None:
    promise = promised(cast.maya, now, Clock.NOW, Climb.HELP_NOW, PromiseKind.LOOK)
    assert holder(promise) == "Team on call"
    tapped(cast, "ravi", now)
    assert holder(promise) == "Sam"


def test_another_person_on_shift_keeps_it_on_the_rota(cast: Cast, now: datetime) -> None:
    shift = Shift.objects.filter(rota__kind=RotaKind.DUTY).first()
    assert shift is not None
    for day in range(7):
        Shift.objects.create(
            rota=shift.rota, worker=cast.lena, weekday=day, starts=shift.starts, ends=shift.ends
        )
    promise = promised(cast.maya, now, Clock.NOW, kind=PromiseKind.LOOK)
    tapped(cast, "ravi", now)
    assert queries.who_has(fresh(promise), now) == [cast.lena]
    queued = Notice.objects.filter(promise=promise, state=NoticeState.QUEUED)
    assert {notice.person for notice in queued} == {cast.lena}


def test_what_somebody_left_out_had_got_they_have_got_no_more(cast: Cast, now: datetime) -> None:
    promise = promised(cast.maya, now, Clock.NOW, kind=PromiseKind.LOOK)
    promises.take(promise, cast.asha, now + 5 * MINUTE)
    tapped(cast, "asha", now + 6 * MINUTE)
    row = fresh(promise)
    assert (row.taken_by, row.next_action_at) == (None, now + 6 * MINUTE)


def test_left_out_of_one_contribution_only_that_one_moves(cast: Cast, now: datetime) -> None:
    one = uuid.uuid4()
    about_it, another = promised(cast.maya, now, contribution_id=one), promised(cast.maya, now)
    leave_out(cast.maya, cast.asha, WhyLeftOut.NAMED_IN_WORDS, now, actor=CLOCKS, only_about=one)
    assert (holder(about_it), holder(another)) == ("Joy", "Asha")
    assert left_out_of(cast.maya.pk) == set()
    assert left_out_of(cast.maya.pk, one) == {cast.asha.pk}


def test_tapping_twice_is_tapping_once(cast: Cast, now: datetime) -> None:
    assert tapped(cast, "asha", now) == tapped(cast, "asha", now + MINUTE)
    assert TrailEntry.objects.filter(type=TrailType.LEFT_OUT).count() == 1


def test_let_in_again_they_get_what_is_said_from_then_on(cast: Cast, now: datetime) -> None:
    actor = trail.young_person(cast.maya.pk)
    tapped(cast, "asha", now)
    assert holder(promised(cast.maya, now)) == "Joy"
    assert let_in(cast.maya, cast.asha, now, actor) == 1
    assert holder(promised(cast.maya, now)) == "Asha"
    assert let_in(cast.maya, cast.asha, now, actor) == 0
    tapped(cast, "asha", now)
    assert holder(promised(cast.maya, now)) == "Joy"


def test_what_was_said_meanwhile_stays_closed_to_somebody_let_in_again(cast: Cast, now: datetime) -> None:
    actor = trail.young_person(cast.maya.pk)
    before, during, after = uuid.uuid4(), uuid.uuid4(), uuid.uuid4()
    promised(cast.maya, now - MINUTE, contribution_id=before)
    leave_out(cast.maya, cast.asha, WhyLeftOut.NOT_THIS_PERSON, now, actor=actor)
    promised(cast.maya, now + MINUTE, contribution_id=during)
    promised(cast.maya, now + MINUTE, contribution_id=before)  # more about what was said before
    let_in(cast.maya, cast.asha, now + 2 * MINUTE, actor)
    promised(cast.maya, now + 3 * MINUTE, contribution_id=after)
    out = {key: cast.asha.pk in left_out_of(cast.maya.pk, key) for key in (before, during, after)}
    assert out == {before: False, during: True, after: False}


def test_who_it_is_about_is_let_in_only_when_that_is_asked(cast: Cast, now: datetime) -> None:
    actor = trail.young_person(cast.maya.pk)
    leave_out(cast.maya, cast.asha, WhyLeftOut.ABOUT_THEM, now, actor=actor)
    assert let_in(cast.maya, cast.asha, now, actor) == 0
    assert let_in(cast.maya, cast.asha, now, actor, about_them=True) == 1
    assert left_out_of(cast.maya.pk) == set()


def test_who_must_not_know_can_be_let_in_again(cast: Cast, now: datetime) -> None:
    actor = trail.young_person(cast.maya.pk)
    leave_out(cast.maya, cast.asha, WhyLeftOut.MUST_NOT_KNOW, now, actor=actor)
    assert let_in(cast.maya, cast.asha, now, actor) == 1


def test_only_the_wishes_that_may_be_lifted_are(cast: Cast, now: datetime) -> None:
    actor = trail.young_person(cast.maya.pk)
    earlier = leave_out(cast.maya, cast.asha, WhyLeftOut.NOT_THIS_PERSON, now, actor=actor)
    assert let_in(cast.maya, cast.asha, now, actor, among=[]) == 0
    assert let_in(cast.maya, cast.asha, now, actor, among=[earlier.pk]) == 1


def test_going_on_leave_hands_on_to_the_cover_at_once(cast: Cast, now: datetime) -> None:
    promise = promised(cast.maya, now)
    go_on_leave(cast.asha, now, now + WEEK, cast.lena, now, CLOCKS)
    assert (holder(promise), next_at(promise)) == ("Lena", promise.due_at)
    assert TrailEntry.objects.filter(type=TrailType.LEAVE_SET).exists()


def test_without_a_cover_it_goes_up_the_ladder(cast: Cast, now: datetime) -> None:
    promise = promised(cast.maya, now)
    go_on_leave(cast.asha, now, now + WEEK, None, now, CLOCKS)
    assert holder(promise) == "Joy"


def test_leave_that_would_leave_something_with_nobody_is_refused_whole(cast: Cast, now: datetime) -> None:
    promise = promised(cast.maya, now, climb=Climb.SECOND, kind=PromiseKind.REVIEW)
    reading = promised(cast.maya, now)
    promises.hand_over(reading, cast.asha, cast.sam, now)
    with pytest.raises(NobodyToHandTo):
        go_on_leave(cast.sam, now, now + WEEK, None, now, CLOCKS)
    assert not WorkerLeave.objects.exists()
    assert (holder(promise), holder(reading)) == ("Sam", "Sam")
    go_on_leave(cast.sam, now, now + WEEK, cast.lena, now, CLOCKS)
    assert holder(promise) == "Lena"


@pytest.mark.parametrize("nobody", ["asha", "gone"])
def test_nobody_covers_for_themselves_or_after_they_left(cast: Cast, now: datetime, nobody: str) -> None:
    cast.ravi.is_active = False
    cast.ravi.save()
    cover = cast.asha if nobody == "asha" else cast.ravi
    with pytest.raises(ValueError, match="cover"):
        go_on_leave(cast.asha, now, now + WEEK, cover, now, CLOCKS)


def test_leave_that_begins_later_hands_on_when_it_begins(cast: Cast, now: datetime) -> None:
    promise = promised(cast.maya, now, Clock.ORDINARY)
    go_on_leave(cast.asha, now + timedelta(hours=3), now + WEEK, cast.lena, now, CLOCKS)
    assert hand_on_for_leaves(now) == 0
    assert holder(promise) == "Asha"
    assert hand_on_for_leaves(now + timedelta(hours=3)) == 1
    assert holder(promise) == "Lena"
    assert hand_on_for_leaves(now + timedelta(hours=3)) == 0
    assert "leaves" in chores._chores  # the clocks run it


def test_what_nobody_else_can_have_stays_and_the_rest_moves(cast: Cast, now: datetime) -> None:
    review = promised(cast.maya, now, climb=Climb.SECOND, kind=PromiseKind.REVIEW)
    reading = promised(cast.maya, now)
    promises.hand_over(reading, cast.asha, cast.sam, now)
    go_on_leave(cast.sam, now + MINUTE, now + WEEK, None, now, CLOCKS)
    assert hand_on_for_leaves(now + MINUTE) == 1
    assert (holder(review), holder(reading)) == ("Sam", "Asha")
    before = fresh(review).version
    hand_on_for_leaves(now + 2 * MINUTE)
    assert fresh(review).version == before


def test_somebody_who_leaves_hands_everything_on(cast: Cast, now: datetime) -> None:
    rows = [promised(young_person, now) for young_person in (cast.maya, cast.kai)]
    deactivate(cast.asha, now, CLOCKS)
    assert [holder(row) for row in rows] == ["Joy", "Joy"]
    cast.asha.refresh_from_db()
    assert not cast.asha.is_active
    assert not Post.objects.filter(worker=cast.asha, ends_at__isnull=True).exists()
    assert cast.asha.pk not in current_named(cast.maya, now).values_list("worker_id", flat=True)


def test_the_last_one_who_could_keep_something_can_not_leave(cast: Cast, now: datetime) -> None:
    promise = promised(cast.maya, now, climb=Climb.INDEPENDENT)
    with pytest.raises(NobodyToHandTo):
        deactivate(cast.ines, now, CLOCKS)
    cast.ines.refresh_from_db()
    assert cast.ines.is_active
    assert Post.objects.filter(worker=cast.ines, ends_at__isnull=True).exists()
    assert queries.who_has(fresh(promise), now) == [cast.ines]


def test_a_young_person_who_moves_takes_their_promises_to_the_new_people(cast: Cast, now: datetime) -> None:
    reading, look = promised(cast.maya, now), promised(cast.maya, now, Clock.NOW, kind=PromiseKind.LOOK)
    stays = promised(cast.kai, now)
    move_young_person(cast.maya, cast.sibling, [cast.stranger], now + MINUTE, CLOCKS)
    assert (holder(reading), next_at(reading)) == ("Stranger", reading.due_at)
    assert fresh(look).service == cast.sibling
    assert holder(look) == "Stranger"  # the duty rota of the old service is not asked any more
    assert holder(stays) == "Asha"
    cast.maya.refresh_from_db()
    assert (cast.maya.service, cast.maya.home) == (cast.sibling, None)
    assert [row.worker for row in current_named(cast.maya, now + MINUTE)] == [cast.stranger]
    assert queries.inbox(cast.joy, now + MINUTE) == []


def test_a_move_to_where_nobody_is_is_refused_whole(cast: Cast, now: datetime) -> None:
    promise = promised(cast.maya, now)
    nowhere = add_service(ServiceKind.AUTHORITY, "Farshire", None, now=now, by=CLOCKS)
    with pytest.raises(NobodyToHandTo):
        move_young_person(cast.maya, nowhere, [], now, CLOCKS)
    assert holder(promise) == "Asha"
    assert NamedWorker.objects.filter(young_person=cast.maya, ends_at__isnull=True).count() == 2
    assert Promise.objects.get(pk=promise.pk).service == cast.team
    somebody = add_worker(name="Una Example", known_as="Una", email="una@example.org", now=now, by=CLOCKS)
    give_post(somebody, nowhere, Role.WORKER, now=now, by=CLOCKS)
    cast.maya.refresh_from_db()
    move_young_person(cast.maya, nowhere, [somebody], now, CLOCKS)
    assert holder(promise) == "Una"


def test_only_an_administrator_of_all_their_places_lets_somebody_leave(cast: Cast, now: datetime) -> None:
    elsewhere = add_service(ServiceKind.AUTHORITY, "Farshire", None, now=now, by=CLOCKS)
    for worker in (cast.joy, cast.sam, cast.lena, cast.stranger):
        with pytest.raises(NotAllowed):
            deactivate(cast.asha, now, worker)
    post = give_post(cast.asha, elsewhere, Role.WORKER, now=now, by=CLOCKS)
    with pytest.raises(NotAllowed):
        deactivate(cast.asha, now, cast.adam)
    assert Worker.objects.get(pk=cast.asha.pk).is_active
    Post.objects.filter(pk=post.pk).update(ends_at=now)
    deactivate(cast.asha, now, cast.adam)
    assert not Worker.objects.get(pk=cast.asha.pk).is_active
    assert TrailEntry.objects.filter(type=TrailType.PERSON_CHANGED, actor_id=cast.adam.pk).exists()


def test_only_an_administrator_of_both_places_moves_a_young_person(cast: Cast, now: datetime) -> None:
    elsewhere = add_service(ServiceKind.AUTHORITY, "Farshire", None, now=now, by=CLOCKS)
    for worker, place in ((cast.asha, cast.sibling), (cast.sam, cast.sibling), (cast.adam, elsewhere)):
        with pytest.raises(NotAllowed):
            move_young_person(cast.maya, place, [cast.stranger], now, worker)
    with pytest.raises(NotAllowed):
        move_young_person(cast.maya, cast.sibling, [cast.stranger], now, cast.adam, home=elsewhere)
    cast.maya.refresh_from_db()
    assert cast.maya.service == cast.team
    move_young_person(cast.maya, cast.sibling, [cast.stranger], now, cast.adam)
    assert cast.maya.service == cast.sibling


def test_ending_the_last_post_hands_on_what_they_had(cast: Cast, now: datetime) -> None:
    about = ("contribution", uuid.uuid4())
    reading = promises.make(
        PromiseKind.READ, Clock.ORDINARY, Climb.USUAL, about=about, young_person=cast.maya, now=now
    )
    assert reading.keeper == cast.asha
    for post in Post.objects.filter(worker=cast.asha, ends_at__isnull=True):
        end_post(post, now, cast.adam)
    reading.refresh_from_db()
    assert reading.keeper == cast.joy
