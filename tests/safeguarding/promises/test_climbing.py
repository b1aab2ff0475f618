"""Who is reached at each rung, now."""

from datetime import datetime, time, timedelta

import pytest

from safeguarding.people.actions import give_post
from safeguarding.people.models import LeftOut, NamedWorker, Post
from safeguarding.people.types import Role, WhyLeftOut
from safeguarding.promises import queries
from safeguarding.promises.models import Promise, Rota, Shift
from safeguarding.promises.types import Climb, Clock, PromiseKind, RotaKind
from safeguarding.trail.types import CLOCKS
from tests.cast import Cast
from tests.safeguarding.promises.helpers import (
    LONDON,
    MINUTE,
    NIGHT,
    fresh,
    holder,
    let_it_climb,
    next_at,
    on_leave,
    promised,
    steps,
)


def leave_out(cast: Cast, *names: str, now: datetime) -> None:
    for name in names:
        LeftOut.objects.create(
            young_person=cast.maya, worker=getattr(cast, name), why=WhyLeftOut.NOT_THIS_PERSON, since=now
        )


def test_untaken_it_climbs_from_the_named_worker_to_the_lead(cast: Cast, now: datetime) -> None:
    promise = promised(cast.maya, now)
    seen = [(holder(promise), next_at(promise))]
    for _ in range(3):
        let_it_climb(promise)
        seen.append((holder(promise), next_at(promise)))
    start = now + timedelta(hours=2)
    assert seen == [
        ("Asha", start),
        ("Joy", start + 15 * MINUTE),
        ("Team on call", start + 30 * MINUTE),
        ("Sam", start + 45 * MINUTE),
    ]


def test_now_starts_with_whoever_is_on_shift(cast: Cast, now: datetime) -> None:
    promise = promised(cast.maya, now, Clock.NOW, kind=PromiseKind.LOOK)
    assert holder(promise) == "Team on call"
    assert promise.due_at == now + 15 * MINUTE
    assert queries.who_has(promise, now) == [cast.ravi]


def test_now_reaches_the_lead_when_the_others_do_not_answer(cast: Cast, now: datetime) -> None:
    promise = promised(cast.maya, now, Clock.NOW, kind=PromiseKind.LOOK)
    went = []
    for _ in range(3):
        let_it_climb(promise)
        went.append(holder(promise))
    assert went == ["Asha", "Joy", "Sam"]


def test_the_top_asks_again_every_quarter_of_an_hour_for_ever(cast: Cast, now: datetime) -> None:
    promise = promised(cast.maya, now, Clock.NOW, kind=PromiseKind.LOOK)
    for _ in range(3):
        let_it_climb(promise)
    for round_ in range(1, 25):
        at = let_it_climb(promise)
        row = fresh(promise)
        assert (row.keeper, row.round, row.next_action_at) == (cast.sam, round_, at + 15 * MINUTE)


def test_what_can_wait_repeats_each_working_morning_with_the_lead(cast: Cast) -> None:
    friday = datetime(2026, 9, 18, 10, 0, tzinfo=LONDON)
    promise = promised(cast.maya, friday, Clock.SOON)
    assert promise.due_at == datetime(2026, 9, 21, 10, 0, tzinfo=LONDON)
    for _ in range(3):
        let_it_climb(promise)
    assert holder(promise) == "Sam"
    let_it_climb(promise)
    assert next_at(promise) == datetime(2026, 9, 22, 9, 0, tzinfo=LONDON)
    let_it_climb(promise)
    assert next_at(promise) == datetime(2026, 9, 23, 9, 0, tzinfo=LONDON)


def test_out_of_hours_today_goes_straight_to_whoever_is_on_shift(cast: Cast) -> None:
    promise = promised(cast.maya, NIGHT)
    assert holder(promise) == "Team on call"
    assert promise.due_at == NIGHT + timedelta(hours=2)
    assert steps(promise) == [("nobody_there", 0), ("nobody_there", 1), ("made", 2)]


def test_out_of_hours_what_can_wait_stays_with_the_named_worker(cast: Cast) -> None:
    promise = promised(cast.maya, NIGHT, Clock.ORDINARY)
    assert holder(promise) == "Asha"
    assert promise.due_at == datetime(2026, 9, 17, 9, 0, tzinfo=LONDON)


def test_it_climbs_past_people_who_went_home(cast: Cast) -> None:
    late = datetime(2026, 9, 15, 15, 30, tzinfo=LONDON)
    promise = promised(cast.maya, late)
    assert holder(promise) == "Asha"
    let_it_climb(promise)  # at 17:30
    assert holder(promise) == "Team on call"
    assert steps(promise)[1:] == [("nobody_there", 1), ("not_kept", 2)]


def test_nobody_there_moves_on_in_the_same_tick_and_says_so(cast: Cast, now: datetime) -> None:
    Shift.objects.filter(rota__kind=RotaKind.DUTY).delete()
    on_leave(cast.joy, now)
    promise = promised(cast.maya, now)
    let_it_climb(promise)
    assert holder(promise) == "Sam"
    assert steps(promise) == [("made", 0), ("nobody_there", 1), ("nobody_there", 2), ("not_kept", 3)]


def test_somebody_on_leave_is_covered_for(cast: Cast, now: datetime) -> None:
    on_leave(cast.asha, now, cover=cast.ravi)
    assert promised(cast.maya, now).keeper == cast.ravi


def test_a_cover_on_leave_is_covered_for_too_but_not_in_a_circle(cast: Cast, now: datetime) -> None:
    on_leave(cast.asha, now, cover=cast.ravi)
    on_leave(cast.ravi, now, cover=cast.lena)
    assert promised(cast.maya, now).keeper == cast.lena
    on_leave(cast.lena, now, cover=cast.asha)
    assert promised(cast.maya, now).keeper == cast.joy


def test_a_cover_who_is_left_out_is_not_asked(cast: Cast, now: datetime) -> None:
    on_leave(cast.asha, now, cover=cast.ravi)
    leave_out(cast, "ravi", now=now)
    assert promised(cast.maya, now).keeper == cast.joy


def test_a_cover_without_a_post_is_not_asked(cast: Cast, now: datetime) -> None:
    on_leave(cast.asha, now, cover=cast.ravi)
    assert promised(cast.maya, now).keeper == cast.ravi, "the control"
    Post.objects.filter(worker=cast.ravi).update(ends_at=now)
    assert promised(cast.maya, now).keeper == cast.joy
    on_leave(cast.asha, now, cover=cast.lena)
    assert promised(cast.maya, now).keeper == cast.lena, "another leave of hers has somebody who is there"


def test_leave_that_is_over_counts_no_more(cast: Cast, now: datetime) -> None:
    on_leave(cast.asha, now - timedelta(days=8), cover=cast.ravi, days=7)
    assert promised(cast.maya, now).keeper == cast.asha


def test_without_a_named_worker_the_deputy_has_it(cast: Cast, now: datetime) -> None:
    NamedWorker.objects.filter(worker=cast.asha).delete()
    assert promised(cast.maya, now).keeper == cast.joy


def test_a_worker_who_left_or_has_no_post_is_passed_over(cast: Cast, now: datetime) -> None:
    Post.objects.filter(worker=cast.asha).update(ends_at=now)
    cast.joy.is_active = False
    cast.joy.save()
    assert holder(promised(cast.maya, now)) == "Team on call"


def test_a_person_left_out_is_passed_over_at_every_rung(cast: Cast, now: datetime) -> None:
    leave_out(cast, "asha", "ravi", now=now)
    promise = promised(cast.maya, now)
    went = [holder(promise)]
    for _ in range(2):
        let_it_climb(promise)
        went.append(holder(promise))
    assert went == ["Joy", "Sam", "Sam"]
    assert promised(cast.kai, now).keeper == cast.asha  # they are left out of Maya's things only


def test_left_out_of_one_contribution_counts_for_that_one(cast: Cast, now: datetime) -> None:
    promise = promised(cast.maya, now)
    LeftOut.objects.create(
        young_person=cast.maya,
        worker=cast.asha,
        why=WhyLeftOut.NAMED_IN_WORDS,
        only_about=promise.pk,
        since=now,
    )
    assert promised(cast.maya, now, contribution_id=promise.pk).keeper == cast.joy
    assert promised(cast.maya, now).keeper == cast.asha


def test_an_emptied_ladder_goes_to_the_independent_rota(cast: Cast, now: datetime) -> None:
    leave_out(cast, "asha", "joy", "ravi", "sam", now=now)
    promise = promised(cast.maya, now)
    assert holder(promise) == "People outside"
    assert fresh(promise).climb == Climb.INDEPENDENT
    assert promise.due_at == now + timedelta(hours=2)
    assert steps(promise)[-2:] == [("routed", 0), ("made", 0)]
    assert queries.who_has(promise, now) == [cast.ines]


def test_a_ladder_emptied_above_whoever_has_it_goes_outside_rather_than_nowhere(
    cast: Cast, now: datetime
) -> None:
    leave_out(cast, "joy", "ravi", "sam", now=now)
    promise = promised(cast.maya, now)
    assert holder(promise) == "Asha"
    at = let_it_climb(promise)
    assert holder(promise) == "People outside"
    assert next_at(promise) == at + 15 * MINUTE


def test_with_no_shift_outside_any_independent_worker_has_it(cast: Cast, now: datetime) -> None:
    Shift.objects.filter(rota__kind=RotaKind.INDEPENDENT).delete()
    assert promised(cast.maya, now, climb=Climb.INDEPENDENT).keeper == cast.ines


def test_with_nobody_outside_at_all_it_is_kept_on_an_empty_rota_that_the_watchdog_shouts_about(
    cast: Cast, now: datetime
) -> None:
    from safeguarding.promises import watchdog

    Shift.objects.filter(rota__kind=RotaKind.INDEPENDENT).delete()
    Rota.objects.filter(kind=RotaKind.INDEPENDENT).delete()
    Post.objects.filter(worker=cast.ines).delete()
    assert "nobody" not in watchdog.health(now)
    promise = promised(cast.maya, now, climb=Climb.INDEPENDENT)
    assert holder(promise) == "people outside"
    assert "nobody" in watchdog.health(now)
    give_post(cast.ines, cast.authority, Role.INDEPENDENT, now=now, by=CLOCKS)
    let_it_climb(promise)
    assert holder(promise) == "Ines"
    assert "nobody" not in watchdog.health(next_at(promise))


def test_the_independent_climb_holds_nobody_of_the_line(cast: Cast, now: datetime) -> None:
    promise = promised(cast.maya, now, Clock.NOW, Climb.INDEPENDENT, PromiseKind.LOOK)
    for _ in range(5):
        assert queries.who_has(fresh(promise), now) == [cast.ines]
        let_it_climb(promise)


def test_somebody_on_the_independent_rota_who_is_not_independent_gets_nothing(
    cast: Cast, now: datetime
) -> None:
    rota = Rota.objects.get(kind=RotaKind.INDEPENDENT)
    Shift.objects.filter(rota=rota).delete()
    Shift.objects.create(rota=rota, worker=cast.ravi, weekday=1, starts=time(0), ends=time(0))
    assert promised(cast.maya, now, climb=Climb.INDEPENDENT).keeper == cast.ines


def test_what_went_outside_never_comes_back_to_the_line_through_another_ladder(
    cast: Cast, now: datetime
) -> None:
    reading = promised(cast.maya, now, climb=Climb.INDEPENDENT)
    Promise.objects.filter(pk=reading.pk).update(contribution_id=reading.about_id)
    moderation = promised(cast.maya, now, Clock.ORDINARY, Climb.MODERATORS, contribution_id=reading.about_id)
    assert holder(moderation) == "Readers"
    Promise.objects.filter(pk=reading.pk).update(next_action_at=now + timedelta(days=300))
    let_it_climb(moderation)
    assert queries.who_has(fresh(moderation), now) == [cast.ines]


def test_help_now_never_goes_to_the_homes_own_staff(cast: Cast, now: datetime) -> None:
    rota = Rota.objects.get(kind=RotaKind.DUTY)
    Shift.objects.filter(rota=rota).delete()
    Shift.objects.create(rota=rota, worker=cast.carol, weekday=1, starts=time(0), ends=time(0))
    assert queries.who_has(promised(cast.maya, now, Clock.NOW), now) == [cast.carol]  # it could have been her
    assert promised(cast.maya, now, Clock.NOW, Climb.HELP_NOW, PromiseKind.LOOK).keeper == cast.sam


def test_a_lead_of_the_home_itself_is_passed_over_by_help_now(cast: Cast, now: datetime) -> None:
    Shift.objects.filter(rota__kind=RotaKind.DUTY).delete()
    give_post(cast.sam, cast.home, Role.CARER, now=now, by=CLOCKS)
    promise = promised(cast.maya, now, Clock.NOW, Climb.HELP_NOW, PromiseKind.LOOK)
    assert holder(promise) == "People outside"


def test_the_lead_is_reached_even_on_leave_when_nobody_covers(cast: Cast, now: datetime) -> None:
    on_leave(cast.sam, now)
    assert promised(cast.maya, now, climb=Climb.SECOND, kind=PromiseKind.REVIEW).keeper == cast.sam
    on_leave(cast.sam, now, cover=cast.lena)
    assert promised(cast.maya, now, climb=Climb.SECOND, kind=PromiseKind.REVIEW).keeper == cast.lena


def test_the_nearest_lead_keeps_it_and_every_lead_is_told(cast: Cast, now: datetime) -> None:
    give_post(cast.lena, cast.team, Role.LEAD, now=now, by=CLOCKS)
    promise = promised(cast.maya, now, climb=Climb.SECOND, kind=PromiseKind.REVIEW)
    assert promise.keeper == cast.lena
    assert queries.who_has(promise, now) == [cast.lena, cast.sam]
    assert [row.promise for row in queries.inbox(cast.sam, now)] == [promise]


def test_whoever_proposed_it_is_not_the_second_person(cast: Cast, now: datetime) -> None:
    promise = promised(
        cast.maya, now, climb=Climb.SECOND, kind=PromiseKind.REVIEW, avoid=frozenset({cast.sam.pk})
    )
    assert holder(promise) == "People outside"
    for _ in range(3):
        let_it_climb(promise)
        assert cast.sam not in queries.who_has(fresh(promise), now)


def test_a_chosen_person_has_it_first_at_any_hour(cast: Cast) -> None:
    promise = promised(cast.maya, NIGHT, kind=PromiseKind.ACT, chosen=cast.asha)
    assert promise.keeper == cast.asha
    assert promise.due_at == NIGHT + timedelta(hours=24)


def test_an_action_not_done_lapses_back_to_the_ladder_with_todays_people(cast: Cast, now: datetime) -> None:
    promise = promised(cast.maya, now, Clock.NOW, kind=PromiseKind.ACT, chosen=cast.asha)
    NamedWorker.objects.filter(worker=cast.asha).update(worker=cast.lena)
    went = []
    for _ in range(4):
        let_it_climb(promise)
        went.append(holder(promise))
    assert went == ["Team on call", "Lena", "Joy", "Sam"]


def test_messages_to_an_advocate_stay_with_advocates(cast: Cast, now: datetime) -> None:
    promise = promised(cast.maya, now, Clock.NOW, Climb.ADVOCATE)
    for _ in range(4):
        assert queries.who_has(fresh(promise), now) == [cast.tom]
        let_it_climb(promise)


@pytest.mark.parametrize(
    ("hour", "minute", "who"),
    [(21, 59, "Asha"), (22, 0, "Ravi"), (23, 59, "Ravi"), (5, 59, "Ravi"), (6, 0, "Asha")],
)
def test_a_night_shift_crosses_midnight(cast: Cast, hour: int, minute: int, who: str) -> None:
    rota = Rota.objects.get(kind=RotaKind.DUTY)
    Shift.objects.filter(rota=rota).delete()
    for day in range(7):
        Shift.objects.create(rota=rota, worker=cast.ravi, weekday=day, starts=time(22), ends=time(6))
        Shift.objects.create(rota=rota, worker=cast.asha, weekday=day, starts=time(6), ends=time(22))
    at = datetime(2026, 9, 16, hour, minute, tzinfo=LONDON)
    promise = promised(cast.maya, at, Clock.NOW, kind=PromiseKind.LOOK)
    assert [worker.known_as for worker in queries.who_has(promise, at)] == [who]


def test_the_shift_of_the_last_day_runs_to_its_end(cast: Cast) -> None:
    rota = Rota.objects.get(kind=RotaKind.DUTY)
    Shift.objects.filter(rota=rota).delete()
    tuesday = NIGHT.date()
    Shift.objects.create(
        rota=rota,
        worker=cast.ravi,
        weekday=1,
        starts=time(22),
        ends=time(6),
        from_day=tuesday,
        until_day=tuesday,
    )
    after_midnight = datetime(2026, 9, 16, 3, 0, tzinfo=LONDON)
    assert holder(promised(cast.maya, after_midnight, Clock.NOW)) == "Team on call"
    a_week_on = after_midnight + timedelta(days=7)
    assert holder(promised(cast.maya, a_week_on, Clock.NOW)) == "Sam"


def test_both_hours_of_the_night_the_clocks_go_back_are_covered(cast: Cast) -> None:
    for fold in (0, 1):
        at = datetime(2026, 10, 25, 1, 30, tzinfo=LONDON, fold=fold)
        promise = promised(cast.maya, at, Clock.NOW, kind=PromiseKind.LOOK)
        assert queries.who_has(promise, at) == [cast.ravi]
        assert promise.due_at - at == 15 * MINUTE or promise.due_at.timestamp() - at.timestamp() == 900


def test_a_nearer_rota_with_nobody_on_shift_leaves_it_to_the_one_above(cast: Cast, now: datetime) -> None:
    Rota.objects.create(service=cast.team, kind=RotaKind.DUTY, name="Harbour desk")
    promise = promised(cast.maya, now, Clock.NOW, kind=PromiseKind.LOOK)
    assert holder(promise) == "Team on call"


def test_whoever_covers_for_somebody_on_shift_has_their_shift(cast: Cast, now: datetime) -> None:
    on_leave(cast.ravi, now, cover=cast.lena)
    promise = promised(cast.maya, now, Clock.NOW, kind=PromiseKind.LOOK)
    assert queries.who_has(promise, now) == [cast.lena]
    assert [row.promise for row in queries.inbox(cast.lena, now)] == [promise]
    assert queries.inbox(cast.ravi, now) == []
