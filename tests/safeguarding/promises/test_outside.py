"""An outside team is rung by a person; a call nobody answered reaches nobody."""

from datetime import datetime, timedelta

import pytest

from safeguarding.people.models import Worker
from safeguarding.people.types import NotAllowed
from safeguarding.promises import actions, calls, clocks
from safeguarding.promises.models import Handover, Promise, Rung
from safeguarding.promises.types import CannotHave, Climb, Clock, RungWho, WaitIn
from safeguarding.vault.models import DataKey
from tests.cast import Cast
from tests.safeguarding.promises.helpers import MINUTE, fresh, holder, let_it_climb, next_at, promised, steps

pytestmark = pytest.mark.django_db
NUMBER = "0141 496 0000"


def on_the_telephone(cast: Cast, now: datetime) -> Promise:
    """A promise that has climbed to the out-of-hours team's telephone."""
    promise = promised(cast.maya, now, Clock.NOW)
    Rung.objects.filter(ladder=promise.ladder, position=1).update(
        who=RungWho.OUTSIDE_PHONE, phone=NUMBER, wait=15, wait_in=WaitIn.CLOCK
    )
    let_it_climb(promise)
    return fresh(promise)


def test_whoever_is_on_shift_is_asked_to_ring(cast: Cast, now: datetime) -> None:
    promise = on_the_telephone(cast, now)
    assert holder(promise) == "Team on call"
    call = calls.to_make(cast.ravi, promise.pk, now + 15 * MINUTE)
    assert (call.phone, call.made) == (NUMBER, [])
    assert calls.waiting_to_be_rung([promise]) == {promise.pk}


def test_nobody_on_shift_then_the_nearest_rung_below_rings(cast: Cast, now: datetime) -> None:
    Worker.objects.filter(pk=cast.ravi.pk).update(is_active=False)
    promise = promised(cast.maya, now, Clock.NOW)  # the named worker's, as nobody is on shift
    Rung.objects.filter(ladder=promise.ladder, position=2).update(who=RungWho.OUTSIDE_PHONE, phone=NUMBER)
    let_it_climb(promise)
    assert holder(promise) == "Asha"
    assert calls.to_make(cast.asha, promise.pk, next_at(promise)).phone == NUMBER


def test_a_recorded_handover_quietens_as_having_got_it_does(cast: Cast, now: datetime) -> None:
    promise, at = on_the_telephone(cast, now), now + 16 * MINUTE
    actions.rang(promise, cast.ravi, "Jo Bloggs, out-of-hours team", at)
    row = fresh(promise)
    assert (row.taken_by, row.taken_until, row.next_action_at) == (
        cast.ravi,
        at + 15 * MINUTE,
        at + 15 * MINUTE,
    )
    assert row.is_open  # a handover is no plan
    assert steps(row)[-1] == ("handed_out", 1)
    assert calls.made_about(row)[0].who == "Jo Bloggs, out-of-hours team"
    clocks.tick(at + 15 * MINUTE)
    assert fresh(promise).rung == 2  # and then it goes on


def test_a_second_handover_on_the_rung_is_written_and_quietens_no_more(cast: Cast, now: datetime) -> None:
    promise, at = on_the_telephone(cast, now), now + 16 * MINUTE
    actions.rang(promise, cast.ravi, "Jo", at)
    actions.rang(promise, cast.ravi, "Jo", at + 5 * MINUTE)
    assert next_at(promise) == at + 15 * MINUTE
    assert Handover.objects.count() == 2


def test_a_call_nobody_answered_reaches_nobody(cast: Cast, now: datetime) -> None:
    promise, at = on_the_telephone(cast, now), now + 16 * MINUTE
    before = next_at(promise)
    actions.rang(promise, cast.ravi, "  ", at)
    assert next_at(promise) == before
    assert fresh(promise).taken_by is None
    assert steps(promise)[-1] == ("rang", 1)
    assert calls.made_about(promise)[0].who == ""


def test_only_who_has_it_and_only_on_the_telephones_rung(cast: Cast, now: datetime) -> None:
    promise = on_the_telephone(cast, now)
    with pytest.raises(NotAllowed):
        actions.rang(promise, cast.joy, "Jo", now + 16 * MINUTE)
    with pytest.raises(NotAllowed):
        calls.to_make(cast.joy, promise.pk, now + 16 * MINUTE)
    other = promised(cast.kai, now)
    with pytest.raises(CannotHave):
        actions.rang(other, cast.asha, "Jo", now + timedelta(minutes=1))


def test_who_answered_is_sealed_under_the_young_persons_key(cast: Cast, now: datetime) -> None:
    promise = on_the_telephone(cast, now)
    call = actions.rang(promise, cast.ravi, "Jo Bloggs", now + 16 * MINUTE)
    assert call.sealed_answered_by is not None
    assert b"Bloggs" not in bytes(call.sealed_answered_by)
    assert DataKey.objects.filter(pk=promise.young_person.data_key_id).exists()


def test_what_went_outside_the_line_is_rung_about_from_outside_it(cast: Cast, now: datetime) -> None:
    promise = on_the_telephone(cast, now)
    Promise.objects.filter(pk=promise.pk).update(contribution_id=promise.about_id)
    promised(cast.maya, now, Clock.NOW, climb=Climb.INDEPENDENT, contribution_id=promise.about_id)
    Promise.objects.filter(pk=promise.pk).update(rung=0)
    clocks.tick(next_at(promise))
    assert holder(promise) == "People outside"
