from datetime import datetime, timedelta

import pytest

from safeguarding.people.models import LeftOut
from safeguarding.people.types import NotAllowed, WhyLeftOut
from safeguarding.promises import actions, clocks, queries
from safeguarding.promises.models import Notice
from safeguarding.promises.types import (
    AlreadyKept,
    AlreadyTaken,
    CannotHave,
    Channel,
    Climb,
    Clock,
    PromiseKind,
)
from safeguarding.trail.types import CLOCKS
from tests.cast import Cast
from tests.safeguarding.promises.helpers import (
    MINUTE,
    SECOND,
    fresh,
    holder,
    let_it_climb,
    next_at,
    on_leave,
    promised,
    steps,
)


def test_taking_it_quietens_the_paging_for_a_quarter_of_an_hour(cast: Cast, now: datetime) -> None:
    promise = promised(cast.maya, now, Clock.NOW)
    actions.take(promise, cast.ravi, now + 10 * MINUTE)
    assert clocks.tick(now + 25 * MINUTE - SECOND) == 0
    assert clocks.tick(now + 25 * MINUTE) == 1
    assert steps(promise)[-1] == ("take_lapsed", 1)
    assert holder(promise) == "Asha"
    row = fresh(promise)
    assert (row.taken_by, row.taken_until, row.missed_at) == (None, None, promise.due_at)


def test_taking_it_keeps_nothing_and_shortens_nothing(cast: Cast, now: datetime) -> None:
    promise = promised(cast.maya, now)
    actions.take(promise, cast.asha, now)
    row = fresh(promise)
    assert (row.is_open, row.taken_by, row.next_action_at) == (True, cast.asha, promise.due_at)


def test_taking_it_again_at_once_changes_nothing(cast: Cast, now: datetime) -> None:
    promise = promised(cast.maya, now, Clock.NOW)
    first = actions.take(promise, cast.ravi, now)
    again = actions.take(promise, cast.ravi, now + 5 * MINUTE)
    assert again.taken_until == first.taken_until
    assert steps(promise).count(("taken", 0)) == 1


def test_what_somebody_has_got_is_not_taken_from_them(cast: Cast, now: datetime) -> None:
    promise = promised(cast.maya, now, Clock.NOW)
    actions.take(promise, cast.ravi, now)
    with pytest.raises(AlreadyTaken, match="by_another"):
        actions.take(promise, cast.asha, now + MINUTE)


def test_a_person_takes_once_on_each_rung_however_often_the_top_repeats(cast: Cast, now: datetime) -> None:
    promise = promised(cast.maya, now, Clock.NOW, Climb.HELP_NOW, PromiseKind.LOOK)
    at = let_it_climb(promise)
    actions.take(promise, cast.sam, at)
    at = let_it_climb(promise)
    with pytest.raises(AlreadyTaken, match="once_a_rung"):
        actions.take(promise, cast.sam, at)
    actions.take(promise, cast.ravi, at)  # another person may


def test_the_same_person_may_take_it_on_another_rung(cast: Cast, now: datetime) -> None:
    promise = promised(cast.maya, now, Clock.NOW)
    actions.take(promise, cast.asha, now)
    at = let_it_climb(promise)
    actions.take(promise, cast.asha, at)
    assert fresh(promise).taken_by == cast.asha


def test_a_late_take_undoes_nothing(cast: Cast, now: datetime) -> None:
    promise = promised(cast.maya, now)
    actions.keep(promise, cast.joy, now)
    with pytest.raises(AlreadyKept):
        actions.take(promise, cast.asha, now)
    assert fresh(promise).kept_by == cast.joy


def test_somebody_left_out_takes_nothing(cast: Cast, now: datetime) -> None:
    promise = promised(cast.maya, now)
    LeftOut.objects.create(young_person=cast.maya, worker=cast.sam, why=WhyLeftOut.ABOUT_THEM, since=now)
    with pytest.raises(NotAllowed):
        actions.take(promise, cast.sam, now)


def test_whoever_it_avoids_takes_nothing(cast: Cast, now: datetime) -> None:
    promise = promised(cast.maya, now, avoid=frozenset({cast.sam.pk}))
    with pytest.raises(NotAllowed):
        actions.take(promise, cast.sam, now)


def test_handing_over_gives_it_to_one_person_in_the_time_that_is_left(cast: Cast, now: datetime) -> None:
    promise = promised(cast.maya, now)
    actions.hand_over(promise, cast.asha, cast.ravi, now + 30 * MINUTE)
    row = fresh(promise)
    assert (row.keeper, row.rota, row.next_action_at, row.due_at) == (
        cast.ravi,
        None,
        promise.due_at,
        promise.due_at,
    )
    assert queries.inbox(cast.asha, now) == []
    assert Notice.objects.filter(promise=promise, person=cast.ravi, channel=Channel.EMAIL).exists()


def test_handed_over_late_it_leaves_time_to_do_it(cast: Cast, now: datetime) -> None:
    promise = promised(cast.maya, now)
    late = promise.due_at + MINUTE
    actions.hand_over(promise, cast.asha, cast.ravi, late)
    assert next_at(promise) == late + 15 * MINUTE


def test_nothing_is_handed_to_somebody_who_can_not_have_it(cast: Cast, now: datetime) -> None:
    promise = promised(cast.maya, now)
    LeftOut.objects.create(young_person=cast.maya, worker=cast.sam, why=WhyLeftOut.ABOUT_THEM, since=now)
    on_leave(cast.lena, now)
    cast.adam.is_active = False
    cast.adam.save()
    for nobody in (cast.sam, cast.lena, cast.adam):
        with pytest.raises(CannotHave):
            actions.hand_over(promise, cast.asha, nobody, now)
    assert holder(promise) == "Asha"


def test_what_is_with_the_independents_is_handed_to_an_independent_only(cast: Cast, now: datetime) -> None:
    promise = promised(cast.maya, now, climb=Climb.INDEPENDENT)
    with pytest.raises(CannotHave):
        actions.hand_over(promise, cast.ines, cast.sam, now)
    actions.hand_over(promise, cast.ines, cast.ines, now)
    assert holder(promise) == "Ines"


def test_hurrying_starts_the_faster_ladder_at_once(cast: Cast, now: datetime) -> None:
    promise = promised(cast.maya, now, Clock.ORDINARY)
    actions.hurry(promise, Clock.NOW, now + MINUTE, CLOCKS)
    row = fresh(promise)
    assert (row.clock, row.due_at, row.next_action_at) == (Clock.NOW, now + 16 * MINUTE, now + 16 * MINUTE)
    assert holder(promise) == "Team on call"


@pytest.mark.parametrize("slower", [Clock.NOW, Clock.TODAY, Clock.SOON, Clock.ORDINARY])
def test_nothing_is_ever_hurried_to_a_slower_clock(cast: Cast, now: datetime, slower: Clock) -> None:
    promise = promised(cast.maya, now, Clock.NOW)
    actions.hurry(promise, slower, now + MINUTE, CLOCKS)
    row = fresh(promise)
    assert (row.clock, row.next_action_at, row.round) == (Clock.NOW, promise.due_at, 0)


def test_hurried_just_before_its_time_it_gets_no_more_time(cast: Cast, now: datetime) -> None:
    promise = promised(cast.maya, now, Clock.SOON)
    actions.hurry(promise, Clock.TODAY, promise.due_at - MINUTE, CLOCKS)
    assert next_at(promise) == promise.due_at


def test_rerouted_it_climbs_the_other_ladder_in_the_time_that_is_left(cast: Cast, now: datetime) -> None:
    promise = promised(cast.maya, now)
    actions.reroute(promise, Climb.INDEPENDENT, now + 30 * MINUTE, CLOCKS, "about_someone_in_charge")
    row = fresh(promise)
    assert holder(promise) == "People outside"
    assert (row.due_at, row.next_action_at) == (promise.due_at, promise.due_at)
    assert row.steps.latest("pk").details == {"because": "about_someone_in_charge"}
    assert queries.inbox(cast.asha, now) == []


def test_a_move_by_hand_tells_people_it_told_before(cast: Cast, now: datetime) -> None:
    promise = promised(cast.maya, now)
    actions.hand_over(promise, cast.asha, cast.joy, now)
    actions.hand_over(promise, cast.joy, cast.asha, now)
    told = Notice.objects.filter(promise=promise, person=cast.asha, channel=Channel.EMAIL)
    assert told.count() == 2


def test_it_was_missed_once_however_long_it_takes(cast: Cast, now: datetime) -> None:
    promise = promised(cast.maya, now)
    for _ in range(4):
        let_it_climb(promise)
    assert fresh(promise).missed_at == promise.due_at
    assert fresh(promise).due_at == now + timedelta(hours=2)
