"""A concern does not exist for anybody who may not work on it."""

import uuid
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from safeguarding.concerns.actions import (
    acted,
    hand_over,
    make_plan,
    mark_useful,
    propose_outcome,
    take,
    write_note,
)
from safeguarding.concerns.models import Reason
from safeguarding.concerns.queries import concern_for, concerns_behind, open_concerns
from safeguarding.concerns.types import NoteKind, OutcomeKind
from safeguarding.people.types import NotAllowed, WhyLeftOut
from safeguarding.responsibility.actions import leave_out
from safeguarding.trail.types import CLOCKS
from tests.cast import Cast
from tests.safeguarding.concerns.given import a_concern, a_plan, urgent

pytestmark = pytest.mark.django_db
STRANGERS = ("stranger", "ravi", "rhona", "lena", "adam", "priya", "tom", "carol", "ines")


@pytest.mark.parametrize("name", STRANGERS)
def test_strangers_can_neither_see_nor_do_anything(cast: Cast, now: datetime, name: str) -> None:
    concern = a_concern(cast.maya, now)
    worker = getattr(cast, name)
    for attempt in (
        lambda: concern_for(worker, concern.pk, now),
        lambda: take(worker, concern, now),
        lambda: a_plan(worker, concern, now),
        lambda: acted(worker, concern, now, "Done."),
        lambda: write_note(worker, concern, NoteKind.FACT, "A note.", now),
        lambda: hand_over(worker, concern, cast.joy, now),
        lambda: propose_outcome(worker, concern, OutcomeKind.SPOKE, "Why.", now),
        lambda: mark_useful(worker, Reason.objects.get(concern=concern), True, now),
    ):
        with pytest.raises(NotAllowed):
            attempt()


@pytest.mark.parametrize("name", ["asha", "joy", "sam"])
def test_the_young_persons_own_people_can(cast: Cast, now: datetime, name: str) -> None:
    concern = a_concern(cast.maya, now)
    assert concern_for(getattr(cast, name), concern.pk, now).may_work


def test_who_is_on_call_can_once_it_is_theirs(cast: Cast, now: datetime) -> None:
    with pytest.raises(NotAllowed):
        concern_for(cast.ravi, a_concern(cast.maya, now).pk, now)
    assert concern_for(cast.ravi, urgent(cast.kai, now).pk, now).may_work


def test_what_does_not_exist_looks_the_same(cast: Cast, now: datetime) -> None:
    with pytest.raises(NotAllowed):
        concern_for(cast.asha, uuid.uuid4(), now)


def test_left_out_of_one_contribution_is_left_out_of_its_concern(cast: Cast, now: datetime) -> None:
    concern, other = a_concern(cast.maya, now), a_concern(cast.maya, now)
    leave_out(cast.maya, cast.asha, WhyLeftOut.ABOUT_THEM, now, actor=CLOCKS, only_about=concern.from_id)
    with pytest.raises(NotAllowed):
        concern_for(cast.asha, concern.pk, now)
    assert concern_for(cast.asha, other.pk, now).may_work
    with pytest.raises(NotAllowed):
        make_plan(cast.asha, concern, "I will.", "Soon.", now + timedelta(hours=1), cast.asha, now)


def test_about_someone_in_charge_is_for_independent_people_only(cast: Cast, now: datetime) -> None:
    concern = a_concern(cast.maya, now, route="independent")
    assert concern_for(cast.ines, concern.pk, now).may_work
    for name in ("asha", "joy", "sam", "ravi", "rhona"):
        with pytest.raises(NotAllowed):
            concern_for(getattr(cast, name), concern.pk, now)


def test_a_lead_sees_that_it_is_there_and_not_whose(cast: Cast, now: datetime) -> None:
    usual, outside = a_concern(cast.maya, now), a_concern(cast.kai, now, route="independent")
    rows = {row.id: row for row in open_concerns(cast.sam, now)}
    assert rows[usual.pk].young_person == cast.maya
    assert rows[outside.pk].young_person is None
    assert not rows[outside.pk].may_open
    assert open_concerns(cast.asha, now) == []
    leave_out(cast.kai, cast.sam, WhyLeftOut.ABOUT_THEM, now, actor=CLOCKS, only_about=outside.from_id)
    assert [row.id for row in open_concerns(cast.sam, now)] == [usual.pk]


def test_the_board_asks_as_much_for_thirty_as_for_one(cast: Cast, now: datetime) -> None:
    a_plan(cast.asha, a_concern(cast.maya, now), now)
    with CaptureQueriesContext(
        connection,
    ) as one:
        open_concerns(cast.sam, now)
    for _ in range(29):
        a_plan(cast.asha, a_concern(cast.maya, now), now)
    with CaptureQueriesContext(connection) as thirty:
        assert len(open_concerns(cast.sam, now)) == 30
    assert len(thirty) == len(one)


def test_finding_what_is_behind_promises_asks_at_most_five_times(cast: Cast, now: datetime) -> None:
    concerns = [a_concern(cast.maya, now) for _ in range(5)]
    plans = [a_plan(cast.asha, concern, now) for concern in concerns]
    things = [("concern", row.pk) for row in concerns] + [("plan", row.pk) for row in plans]
    with CaptureQueriesContext(connection) as asked:
        found = concerns_behind([*things, ("contribution", concerns[0].from_id), ("reply", uuid.uuid4())])
    assert len(asked) <= 5
    assert found["plan", plans[3].pk] == concerns[3]
    assert found["contribution", concerns[0].from_id] == concerns[0]
