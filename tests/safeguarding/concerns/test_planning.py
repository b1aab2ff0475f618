"""A plan keeps the look and starts the act; the young person's pace has honest limits."""

from datetime import datetime, timedelta

import pytest

from safeguarding.concerns.actions import acted, check_not_told, hand_over, take, write_note
from safeguarding.concerns.models import Concern, Note
from safeguarding.concerns.queries import concern_for, told_faster
from safeguarding.concerns.types import Incomplete, NoteKind, NothingOpen
from safeguarding.people.types import NotAllowed, WhyLeftOut
from safeguarding.promises.models import Promise
from safeguarding.promises.types import AlreadyTaken, PromiseKind
from safeguarding.responsibility.actions import leave_out
from safeguarding.trail.queries import shown_to_young_person
from safeguarding.trail.types import CLOCKS, TrailType
from safeguarding.vault.envelope import open_sealed
from tests.cast import Cast
from tests.safeguarding.concerns.given import HURT, a_concern, a_plan, looked_at_again, urgent

pytestmark = pytest.mark.django_db


def test_taking_it_keeps_nothing(cast: Cast, now: datetime) -> None:
    concern = a_concern(cast.maya, now, urgency="today", reasons=[HURT])
    take(cast.asha, concern, now)
    look = Promise.objects.get(pk=concern.look_id)
    assert look.is_open
    assert look.taken_by == cast.asha
    assert look.taken_until == now + timedelta(minutes=15)


def test_somebody_who_has_it_is_not_overtaken(cast: Cast, now: datetime) -> None:
    concern = a_concern(cast.maya, now)
    take(cast.asha, concern, now)
    with pytest.raises(AlreadyTaken):
        take(cast.joy, concern, now)


def test_a_plan_keeps_the_look_and_starts_the_act(cast: Cast, now: datetime) -> None:
    concern = a_concern(cast.maya, now)
    plan = a_plan(cast.asha, concern, now)
    look = Promise.objects.get(pk=concern.look_id)
    assert look.kept_by == cast.asha
    assert (plan.act.kind, plan.act.keeper, plan.act.due_at) == ("act", cast.asha, now + timedelta(hours=1))
    assert open_sealed(plan, "sealed_what") == "I will see them at school."


@pytest.mark.parametrize(("urgency", "hours"), [("now", 2), ("today", 24)])
def test_a_plan_later_than_its_clock_is_refused(cast: Cast, now: datetime, urgency: str, hours: int) -> None:
    concern = a_concern(cast.maya, now, urgency=urgency)
    limit = now + timedelta(hours=hours)
    assert concern_for(cast.asha, concern.pk, now).act_by == limit
    with pytest.raises(Incomplete) as error:
        a_plan(cast.asha, concern, now, by=limit + timedelta(minutes=1))
    assert (error.value.field, error.value.code, error.value.limit) == ("by", "late", limit)
    assert Promise.objects.get(pk=concern.look_id).is_open
    assert a_plan(cast.asha, concern, now, by=limit).act.due_at == limit


def test_soon_gives_three_working_days_to_act(cast: Cast, now: datetime) -> None:
    concern = a_concern(cast.maya, now)
    assert concern_for(cast.asha, concern.pk, now).act_by == now + timedelta(days=3)


@pytest.mark.parametrize("missing", ["what", "speak"])
def test_a_plan_says_what_and_how_they_are_spoken_to(cast: Cast, now: datetime, missing: str) -> None:
    concern = a_concern(cast.maya, now)
    with pytest.raises(Incomplete) as error:
        a_plan(cast.asha, concern, now, **{missing: " "})
    assert error.value.field == missing


def test_somebody_else_can_do_it_if_they_could_read_it(cast: Cast, now: datetime) -> None:
    concern = a_concern(cast.maya, now)
    assert a_plan(cast.asha, concern, now, doer=cast.joy).act.keeper == cast.joy
    with pytest.raises(NotAllowed):
        a_plan(cast.asha, concern, now, doer=cast.stranger)


@pytest.mark.parametrize("pace", ["talk_first", "not_yet"])
def test_going_faster_than_their_pace_needs_a_written_reason(cast: Cast, now: datetime, pace: str) -> None:
    concern = a_concern(cast.maya, now, pace=pace)
    with pytest.raises(Incomplete) as error:
        a_plan(cast.asha, concern, now, faster_why="", told=True)
    assert error.value.field == "faster_why"
    a_plan(cast.asha, concern, now, faster_why="It is tonight.", told=True)
    told = told_faster("contribution", [concern.from_id])[concern.from_id]
    assert [(row.by, row.why) for row in told] == [(cast.asha, "It is tonight.")]


def test_not_telling_needs_its_own_reason_and_a_second_person(cast: Cast, now: datetime) -> None:
    concern = a_concern(cast.maya, now, pace="talk_first")
    with pytest.raises(Incomplete) as error:
        a_plan(cast.asha, concern, now, faster_why="It is tonight.", told=False)
    assert error.value.field == "not_told_why"
    plan = a_plan(
        cast.asha, concern, now, faster_why="It is tonight.", told=False, not_told_why="He reads the phone."
    )
    check = Promise.objects.get(about_kind="plan", about_id=plan.pk, kind=PromiseKind.REVIEW)
    assert check.keeper == cast.sam
    assert told_faster("contribution", [concern.from_id]) == {}
    with pytest.raises(NotAllowed):
        check_not_told(cast.asha, concern, plan.pk, True, "", now)
    assert concern_for(cast.sam, concern.pk, now).may_check is not None
    with pytest.raises(Incomplete):
        check_not_told(cast.sam, concern, plan.pk, False, "", now)
    check_not_told(cast.sam, concern, plan.pk, False, "Tell her at school.", now)
    assert Promise.objects.get(pk=check.pk).kept_by == cast.sam
    assert open_sealed(Note.objects.get(concern=concern), "sealed_text") == "Tell her at school."


def test_their_pace_needs_no_reason_when_the_plan_keeps_it(cast: Cast, now: datetime) -> None:
    assert a_plan(cast.asha, a_concern(cast.maya, now, pace="not_yet"), now).told_faster is None


def test_done_is_noted_and_somebody_looks_again(cast: Cast, now: datetime) -> None:
    concern = a_concern(cast.maya, now)
    plan = a_plan(cast.asha, concern, now)
    acted(cast.asha, concern, now, "We talked at school.")
    assert Promise.objects.get(pk=plan.act_id).kept_by == cast.asha
    note = Note.objects.get(concern=concern)
    assert (note.kind, open_sealed(note, "sealed_text")) == ("fact", "We talked at school.")
    assert looked_at_again(concern).is_open
    assert Concern.objects.get(pk=concern.pk).closed_at is None
    with pytest.raises(NothingOpen):
        acted(cast.asha, concern, now, "Again.")


def test_a_new_plan_does_not_lengthen_the_one_before(cast: Cast, now: datetime) -> None:
    concern = a_concern(cast.maya, now)
    first = a_plan(cast.asha, concern, now, by=now + timedelta(hours=2))
    with pytest.raises(Incomplete):
        a_plan(cast.asha, concern, now, by=now + timedelta(hours=3))
    a_plan(cast.asha, concern, now, by=now + timedelta(hours=2))
    assert Promise.objects.get(pk=first.act_id).ended_at == now
    late = now + timedelta(hours=4)
    assert a_plan(cast.asha, concern, late, by=late + timedelta(hours=3)).act.is_open


def test_handing_over_moves_it_in_the_time_that_is_left(cast: Cast, now: datetime) -> None:
    concern = a_concern(cast.maya, now)
    due = concern.look.due_at
    hand_over(cast.asha, concern, cast.joy, now)
    look = Promise.objects.get(pk=concern.look_id)
    assert (look.keeper, look.next_action_at) == (cast.joy, due)


@pytest.mark.parametrize("name", ["stranger", "priya", "lena", "carol", "rhona"])
def test_it_is_never_handed_to_somebody_who_could_not_read_it(cast: Cast, now: datetime, name: str) -> None:
    concern = a_concern(cast.maya, now)
    with pytest.raises(NotAllowed):
        hand_over(cast.asha, concern, getattr(cast, name), now)


def test_it_is_never_handed_to_somebody_left_out(cast: Cast, now: datetime) -> None:
    concern = a_concern(cast.maya, now)
    assert cast.joy in concern_for(cast.asha, concern.pk, now).people
    leave_out(cast.maya, cast.joy, WhyLeftOut.NOT_THIS_PERSON, now, actor=CLOCKS, only_about=concern.from_id)
    assert cast.joy not in concern_for(cast.asha, concern.pk, now).people
    with pytest.raises(NotAllowed):
        hand_over(cast.asha, concern, cast.joy, now)


def test_notes_keep_fact_opinion_and_heard_from_apart(cast: Cast, now: datetime) -> None:
    concern = a_concern(cast.maya, now)
    write_note(cast.asha, concern, NoteKind.FACT, "She was at school.", now)
    later = now + timedelta(minutes=1)
    write_note(cast.asha, concern, NoteKind.OPINION, "I think she is tired.", later)
    with pytest.raises(Incomplete) as error:
        write_note(cast.asha, concern, NoteKind.HEARD, "She was late.", later)
    assert error.value.field == "heard_from"
    last = later + timedelta(minutes=1)
    write_note(cast.asha, concern, NoteKind.HEARD, "She was late.", last, "The school office")
    notes = concern_for(cast.asha, concern.pk, now).notes
    assert [(row.kind, row.heard_from) for row in notes] == [
        ("fact", ""),
        ("opinion", ""),
        ("heard", "The school office"),
    ]


def test_the_young_person_can_see_what_is_happening(cast: Cast, now: datetime) -> None:
    concern = urgent(cast.maya, now, pace="do_something")
    take(cast.ravi, concern, now)
    a_plan(cast.ravi, concern, now)
    acted(cast.ravi, concern, now, "We talked.")
    shown = {entry.type for entry in shown_to_young_person(cast.maya.pk)}
    assert {TrailType.CONCERN_TAKEN, TrailType.PLAN_MADE, TrailType.ACTED} <= shown
