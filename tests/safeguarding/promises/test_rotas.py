"""Shifts are put on, taken off and taken over; nobody is taken off from under a promise."""

from datetime import date, datetime, time, timedelta

import pytest

from safeguarding.people.models import Post, Worker
from safeguarding.people.types import NotAllowed, Role
from safeguarding.promises import actions, queries
from safeguarding.promises.models import Rota, Shift, ShiftOffer
from safeguarding.promises.types import AlreadyTaken, CannotHave, Clock, NobodyToHandTo, RotaKind
from tests.cast import Cast
from tests.safeguarding.promises.helpers import fresh, holder, promised

pytestmark = pytest.mark.django_db
SATURDAY = date(2026, 9, 19)
ALL_DAY = (time(0), time(0))


def rota(kind: RotaKind = RotaKind.DUTY) -> Rota:
    return Rota.objects.select_related("service").get(kind=kind)


def on_saturday(cast: Cast) -> Shift:
    return Shift.objects.select_related("rota__service").get(rota=rota(), worker=cast.ravi, weekday=5)


def on_at(cast: Cast, at: datetime) -> set[str]:
    promise = promised(cast.maya, at, Clock.NOW)
    return {worker.known_as for worker in queries.who_has(promise, at)}


def test_a_single_date_is_a_shift_of_that_date_alone(cast: Cast, now: datetime) -> None:
    actions.put_on(cast.sam, rota(), cast.asha, [5], *ALL_DAY, now, from_day=SATURDAY, until_day=SATURDAY)
    noon = now.replace(day=19, hour=12)
    assert on_at(cast, noon) == {"Ravi", "Asha"}
    assert on_at(cast, noon + timedelta(days=7)) == {"Ravi"}


def test_only_a_lead_or_administrator_over_it_may_and_only_whom_it_reaches(cast: Cast, now: datetime) -> None:
    for worker in (cast.asha, cast.stranger, cast.ines):
        with pytest.raises(NotAllowed):
            actions.put_on(worker, rota(), cast.asha, [5], *ALL_DAY, now)
    with pytest.raises(NotAllowed):  # the people outside are not the lead's to choose
        actions.put_on(cast.sam, rota(RotaKind.INDEPENDENT), cast.asha, [5], *ALL_DAY, now)
    with pytest.raises(CannotHave):
        actions.put_on(cast.adam, rota(RotaKind.INDEPENDENT), cast.asha, [5], *ALL_DAY, now)
    actions.put_on(cast.adam, rota(RotaKind.INDEPENDENT), cast.ines, [5], time(9), time(12), now)


def test_whoever_is_taken_off_leaves_nothing_behind(cast: Cast, now: datetime) -> None:
    saturday = now.replace(day=19, hour=12)
    promise = promised(cast.maya, saturday, Clock.NOW)
    assert holder(promise) == "Team on call"
    actions.take_off(cast.sam, on_saturday(cast), saturday)
    assert holder(promise) == "Sam"
    assert fresh(promise).due_at == promise.due_at


def test_taking_off_the_last_there_is_is_refused(cast: Cast, now: datetime) -> None:
    saturday = now.replace(day=19, hour=12)
    promise = promised(cast.maya, saturday, Clock.NOW)
    Post.objects.filter(role__in=[Role.LEAD, Role.INDEPENDENT]).delete()
    Worker.objects.filter(pk__in=[cast.sam.pk, cast.ines.pk]).update(is_active=False)
    Post.objects.create(worker=cast.lena, service=cast.service, role=Role.LEAD, starts_at=now)
    Worker.objects.filter(pk=cast.lena.pk).update(is_active=True)
    lead = cast.lena
    shift = on_saturday(cast)
    key = shift.pk
    promise.avoid = [str(lead.pk)]
    promise.save(update_fields=["avoid"])
    with pytest.raises(NobodyToHandTo):
        actions.take_off(lead, shift, saturday)
    assert Shift.objects.filter(pk=key).exists()
    assert holder(promise) == "Team on call"


def test_a_shift_taken_over_is_that_one_shift(cast: Cast, now: datetime) -> None:
    shift = on_saturday(cast)
    offer = actions.offer_shift(cast.ravi, shift, SATURDAY, cast.asha, now)
    noon = now.replace(day=19, hour=12)
    assert on_at(cast, noon) == {"Ravi"}  # asked is not agreed
    actions.answer_offer(cast.asha, offer, True, now)
    assert on_at(cast, noon) == {"Asha"}
    assert on_at(cast, noon + timedelta(days=7)) == {"Ravi"}
    assert on_at(cast, noon - timedelta(days=1)) == {"Ravi"}
    with pytest.raises(AlreadyTaken):
        actions.answer_offer(cast.asha, offer, True, now)


def test_two_weeks_offered_one_after_the_other_both_stand(cast: Cast, now: datetime) -> None:
    shift, next_week = on_saturday(cast), SATURDAY + timedelta(days=7)
    first = actions.offer_shift(cast.ravi, shift, SATURDAY, cast.asha, now)
    second = actions.offer_shift(cast.ravi, shift, next_week, cast.joy, now)
    actions.answer_offer(cast.asha, first, True, now)
    actions.answer_offer(cast.joy, second, True, now)
    noon = now.replace(day=19, hour=12)
    days = [noon + timedelta(days=7 * week) for week in range(3)]
    assert [on_at(cast, day) for day in days] == [{"Asha"}, {"Joy"}, {"Ravi"}]


def test_no_leaves_it_as_it_was_and_nobody_else_may_answer(cast: Cast, now: datetime) -> None:
    offer = actions.offer_shift(cast.ravi, on_saturday(cast), SATURDAY, cast.asha, now)
    for worker, yes in ((cast.joy, True), (cast.ravi, True)):
        with pytest.raises(NotAllowed):
            actions.answer_offer(worker, offer, yes, now)
    actions.answer_offer(cast.asha, offer, False, now)
    assert on_at(cast, now.replace(day=19, hour=12)) == {"Ravi"}


def test_what_can_not_be_offered_is_refused(cast: Cast, now: datetime) -> None:
    shift = on_saturday(cast)
    with pytest.raises(CannotHave):  # a Sunday
        actions.offer_shift(cast.ravi, shift, SATURDAY + timedelta(days=1), cast.asha, now)
    with pytest.raises(CannotHave):  # it has begun
        actions.offer_shift(cast.ravi, shift, SATURDAY, cast.asha, now.replace(day=19, hour=1))
    with pytest.raises(NotAllowed):
        actions.offer_shift(cast.asha, shift, SATURDAY, cast.joy, now)
    actions.offer_shift(cast.ravi, shift, SATURDAY, cast.asha, now)
    with pytest.raises(AlreadyTaken):
        actions.offer_shift(cast.ravi, shift, SATURDAY, cast.joy, now)
    assert ShiftOffer.objects.count() == 1


def test_a_rota_is_made_empty_once_by_whoever_keeps_it(cast: Cast, now: datetime) -> None:
    made = actions.make_rota(cast.adam, cast.sibling, RotaKind.DUTY, "Eastshire desk", now)
    assert (made.service, made.name, made.shifts.count()) == (cast.sibling, "Eastshire desk", 0)
    with pytest.raises(CannotHave):
        actions.make_rota(cast.adam, cast.sibling, RotaKind.DUTY, "Again", now)
    for worker in (cast.sam, cast.asha, cast.lena, cast.stranger):
        with pytest.raises(NotAllowed):
            actions.make_rota(worker, cast.sibling, RotaKind.MODERATORS, "Readers", now)
    actions.make_rota(cast.sam, cast.team, RotaKind.DUTY, "Harbour desk", now)


def test_an_administrator_fills_the_rota_above_a_leads_services(cast: Cast, now: datetime) -> None:
    outside = rota(RotaKind.INDEPENDENT)
    with pytest.raises(NotAllowed):
        actions.put_on(cast.sam, outside, cast.ines, [0], *ALL_DAY, now)
    assert actions.put_on(cast.adam, outside, cast.ines, [0], *ALL_DAY, now)


def test_an_administrator_puts_others_on_and_never_themselves(cast: Cast, now: datetime) -> None:
    with pytest.raises(NotAllowed):
        actions.put_on(cast.adam, rota(), cast.adam, [0], *ALL_DAY, now)
    assert actions.put_on(cast.adam, rota(), cast.asha, [0], *ALL_DAY, now)
    assert actions.put_on(cast.sam, rota(), cast.sam, [0], *ALL_DAY, now), (
        "a lead reads what is said there anyway"
    )
