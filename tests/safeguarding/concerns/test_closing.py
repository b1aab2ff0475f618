"""Only people close, with outcome and reason; where it matters most, two of them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from safeguarding.concerns.actions import (
    acted,
    add_reasons,
    confirm_receipt,
    hurry,
    make_plan,
    mark_useful,
    propose_outcome,
    second,
    take,
)
from safeguarding.concerns.models import Concern, Outcome, Reason
from safeguarding.concerns.queries import came_so_far, concern_for, outcomes_waiting
from safeguarding.concerns.types import (
    NOTHING,
    PASSED_ON,
    AlreadyAnswered,
    AlreadyClosed,
    Incomplete,
    MoreCame,
    OutcomeKind,
    Overtaken,
    ReasonSource,
)
from safeguarding.people.models import YoungPerson
from safeguarding.people.types import NotAllowed, WhyLeftOut
from safeguarding.promises.clocks import tick
from safeguarding.promises.models import Promise
from safeguarding.promises.types import PromiseKind
from safeguarding.responsibility.actions import leave_out
from safeguarding.trail.types import CLOCKS
from safeguarding.trail.types import young_person as as_young_person
from safeguarding.vault.envelope import open_sealed
from tests.cast import Cast
from tests.safeguarding.concerns.given import GIFTS, HURT, a_concern, a_plan, looked_at_again, urgent

pytestmark = pytest.mark.django_db
SPOKE = OutcomeKind.SPOKE


def closed(concern: Concern) -> bool:
    return Concern.objects.get(pk=concern.pk).closed_at is not None


def still_open(concern: Concern) -> list[Promise]:
    rows = Promise.objects.filter(kept_at__isnull=True, ended_at__isnull=True)
    return list(rows.filter(contribution_id=concern.from_id))


def test_an_outcome_with_a_reason_closes_what_needs_no_second_person(cast: Cast, now: datetime) -> None:
    concern = a_concern(cast.maya, now)
    a_plan(cast.asha, concern, now)
    outcome = propose_outcome(cast.asha, concern, SPOKE, "We talked; it was a gift from her aunt.", now)
    assert closed(concern)
    assert still_open(concern) == []
    assert open_sealed(outcome, "sealed_reason").startswith("We talked")


def test_an_outcome_without_a_reason_is_refused(cast: Cast, now: datetime) -> None:
    concern = a_concern(cast.maya, now)
    with pytest.raises(Incomplete):
        propose_outcome(cast.asha, concern, SPOKE, "  ", now)
    assert not closed(concern)


@pytest.mark.parametrize("kind", [kind for kind in NOTHING if kind != OutcomeKind.ASKED_TO_WAIT])
def test_nothing_needs_a_second_person_whatever_the_class(
    cast: Cast, now: datetime, kind: OutcomeKind
) -> None:
    concern = a_concern(cast.maya, now)
    outcome = propose_outcome(cast.asha, concern, kind, "Why.", now)
    assert not closed(concern)
    assert outcome.review is not None
    assert (outcome.review.kind, outcome.review.keeper) == ("review", cast.sam)
    second(cast.sam, outcome, True, "", now)
    assert closed(concern)


@pytest.mark.parametrize("made", [urgent, lambda yp, now: a_concern(yp, now, reasons=[HURT])])
def test_now_and_class_n_need_a_second_person(
    cast: Cast, now: datetime, made: Callable[[YoungPerson, datetime], Concern]
) -> None:
    concern = made(cast.maya, now)
    outcome = propose_outcome(cast.asha, concern, SPOKE, "We talked.", now)
    assert not closed(concern)
    assert Promise.objects.get(pk=concern.look_id).is_open  # no clock stops meanwhile
    second(cast.sam, outcome, True, "I rang her too.", now)
    assert closed(concern)
    assert still_open(concern) == []


def test_the_proposer_is_never_the_second_person(cast: Cast, now: datetime) -> None:
    concern = urgent(cast.maya, now)
    outcome = propose_outcome(cast.sam, concern, SPOKE, "We talked.", now)
    assert outcome.review is not None
    assert outcome.review.keeper != cast.sam
    with pytest.raises(NotAllowed):
        second(cast.sam, outcome, True, "", now)
    assert not closed(concern)
    second(cast.ines, outcome, True, "", now)  # a service's only lead proposed it: it went outside
    assert closed(concern)


@pytest.mark.parametrize("name", ["joy", "ravi", "rhona", "stranger", "carol", "priya", "lena", "adam"])
def test_only_who_is_asked_is_the_second_person(cast: Cast, now: datetime, name: str) -> None:
    concern = urgent(cast.maya, now)
    outcome = propose_outcome(cast.asha, concern, SPOKE, "We talked.", now)
    with pytest.raises(NotAllowed):
        second(getattr(cast, name), outcome, True, "", now)
    assert not closed(concern)


def test_not_agreeing_says_why_and_the_work_goes_on(cast: Cast, now: datetime) -> None:
    concern = urgent(cast.maya, now)
    a_plan(cast.asha, concern, now)
    plan_act = concern_for(cast.asha, concern.pk, now).plans[0].act
    outcome = propose_outcome(cast.asha, concern, SPOKE, "We talked.", now)
    with pytest.raises(Incomplete):
        second(cast.sam, outcome, False, "", now)
    second(cast.sam, outcome, False, "Nobody saw her room.", now)
    assert not closed(concern)
    assert plan_act in still_open(concern)
    assert concern_for(cast.asha, concern.pk, now).outcomes[0].second_reason == "Nobody saw her room."
    with pytest.raises(AlreadyAnswered):
        second(cast.sam, outcome, True, "", now)


def test_not_agreeing_never_leaves_it_without_a_person(cast: Cast, now: datetime) -> None:
    concern = a_concern(cast.maya, now)
    a_plan(cast.asha, concern, now)
    outcome = propose_outcome(cast.asha, concern, OutcomeKind.KNOWN, "In hand.", now)
    Promise.objects.filter(about_kind="plan").update(kept_at=now, kept_by=cast.asha)
    second(cast.sam, outcome, False, "Look again.", now)
    assert looked_at_again(concern).is_open


def kinds(concern: Concern) -> list[str]:
    return sorted(row.kind for row in still_open(concern))


def test_whoever_was_to_look_again_has_looked_when_an_outcome_waits(cast: Cast, now: datetime) -> None:
    concern = a_concern(cast.maya, now, reasons=[HURT], urgency="today")
    a_plan(cast.asha, concern, now)
    acted(cast.asha, concern, now + timedelta(minutes=30), "I saw her.")
    assert kinds(concern) == ["look"], "the control: somebody is asked to look again"
    later = now + timedelta(minutes=40)
    outcome = propose_outcome(cast.asha, concern, SPOKE, "We talked.", later)
    assert kinds(concern) == ["review"], "only the second person has something to do"
    assert looked_at_again(concern).kept_by == cast.asha
    second(cast.sam, outcome, False, "Not yet.", later)
    assert kinds(concern) == ["look"], "refused, somebody looks again"


def test_a_first_look_waits_for_a_plan_or_the_second_person(cast: Cast, now: datetime) -> None:
    concern = urgent(cast.maya, now)
    propose_outcome(cast.asha, concern, OutcomeKind.MEANT_ELSE, "It was a song.", now)
    assert kinds(concern) == ["look", "review"], "no clock stops for a first look"


def test_what_new_reasons_ask_for_stays_while_an_outcome_waits(cast: Cast, now: datetime) -> None:
    concern = a_concern(cast.maya, now, reasons=[GIFTS, HURT])
    a_plan(cast.asha, concern, now)
    acted(cast.asha, concern, now + timedelta(minutes=30), "I saw her.")
    hurry(concern, [HURT], "today", now + timedelta(minutes=35), CLOCKS)
    propose_outcome(cast.asha, concern, SPOKE, "We talked.", now + timedelta(minutes=40))
    assert kinds(concern) == ["look", "review"], "a person looks at what is new"


NOW = replace(HURT, urgency="now", source=ReasonSource.PERSON)


def test_nobody_agrees_to_an_outcome_that_a_new_now_has_overtaken(cast: Cast, now: datetime) -> None:
    concern = a_concern(cast.maya, now, reasons=[HURT])
    a_plan(cast.asha, concern, now)
    acted(cast.asha, concern, now, "I saw her.")
    later = now + timedelta(minutes=1)
    outcome = propose_outcome(cast.asha, concern, SPOKE, "We talked.", later)
    # The times of two changes tell nothing: this one began first, and waited for the other to end.
    hurry(concern, [NOW], "now", now, CLOCKS)
    assert not Outcome.objects.get().agreed
    with pytest.raises(Overtaken):
        second(cast.sam, outcome, True, "I rang her.", later)
    assert not closed(concern)
    look = looked_at_the_last_time(concern)
    assert (look.clock, look.is_open) == ("now", True)
    assert concern_for(cast.sam, concern.pk, later).overtaken
    second(cast.sam, outcome, False, "That is new.", later)
    assert looked_at_the_last_time(concern) == look, "it is still looked at, by its own clock"
    again = propose_outcome(cast.asha, concern, SPOKE, "We talked of that too.", later)
    second(cast.sam, again, True, "", later)
    assert closed(concern)


def test_nobody_agrees_while_a_later_plan_runs(cast: Cast, now: datetime) -> None:
    concern = urgent(cast.maya, now)
    outcome = propose_outcome(cast.asha, concern, SPOKE, "We talked.", now)
    act = a_plan(cast.ravi, concern, now).act
    with pytest.raises(Overtaken):
        second(cast.sam, outcome, True, "", now)
    act.refresh_from_db()
    assert act.is_open, "Ravi's work is nobody else's, and not done"


def looked_at_the_last_time(concern: Concern) -> Promise:
    rows = Promise.objects.filter(about_kind="concern", about_id=concern.pk, kind=PromiseKind.LOOK)
    return rows.filter(kept_at__isnull=True).get()


def test_an_outcome_is_about_what_its_writer_has_seen(cast: Cast, now: datetime) -> None:
    concern = a_concern(cast.maya, now)
    seen = concern_for(cast.asha, concern.pk, now).came
    hurry(concern, [GIFTS], "soon", now, CLOCKS)
    with pytest.raises(MoreCame):
        propose_outcome(cast.asha, concern, SPOKE, "We talked.", now, seen=seen)
    assert not Outcome.objects.exists()
    assert not closed(concern)
    propose_outcome(cast.asha, concern, SPOKE, "We talked.", now, seen=came_so_far(concern))
    assert closed(concern)


def test_reasons_that_came_after_a_pass_on_outlive_its_receipt(cast: Cast, now: datetime) -> None:
    concern = a_concern(cast.maya, now)
    outcome = propose_outcome(cast.asha, concern, OutcomeKind.POLICE, "It must.", now, receiver="Duty desk")
    hurry(concern, [NOW], "now", now, CLOCKS)
    confirm_receipt(cast.asha, outcome, now)
    assert not closed(concern)
    assert [(row.kind, row.clock) for row in still_open(concern)] == [("look", "now")]


def test_with_reasons_no_faster_somebody_still_looks_after_a_receipt(cast: Cast, now: datetime) -> None:
    concern = a_concern(cast.maya, now)
    outcome = propose_outcome(cast.asha, concern, OutcomeKind.POLICE, "It must.", now, receiver="Duty desk")
    add_reasons(concern, [GIFTS], now, CLOCKS)
    assert kinds(concern) == ["act"], "the control: whoever waits for the receipt has it"
    confirm_receipt(cast.asha, outcome, now)
    assert not closed(concern)
    assert kinds(concern) == ["look"]


def test_whoever_wrote_it_left_out_since_the_second_person_closes_it(cast: Cast, now: datetime) -> None:
    concern = urgent(cast.maya, now)
    outcome = propose_outcome(cast.ravi, concern, SPOKE, "We talked.", now)
    leave_out(cast.maya, cast.ravi, WhyLeftOut.NOT_THIS_PERSON, now, actor=as_young_person(cast.maya.pk))
    second(cast.sam, outcome, True, "I rang her.", now)
    assert closed(concern)
    assert Promise.objects.get(pk=concern.look_id).kept_by == cast.sam
    kept = Outcome.objects.get()
    assert open_sealed(kept, "sealed_second_reason") == "I rang her."


def test_one_outcome_waits_at_a_time(cast: Cast, now: datetime) -> None:
    concern = urgent(cast.maya, now)
    propose_outcome(cast.asha, concern, SPOKE, "We talked.", now)
    with pytest.raises(AlreadyAnswered):
        propose_outcome(cast.joy, concern, SPOKE, "We talked.", now)
    assert [row[1].concern_id for row in outcomes_waiting(cast.sam, now)] == [concern.pk]


@pytest.mark.parametrize("kind", PASSED_ON)
def test_a_pass_on_stays_open_until_its_receipt_is_confirmed(
    cast: Cast, now: datetime, kind: OutcomeKind
) -> None:
    concern = a_concern(cast.maya, now)
    with pytest.raises(Incomplete) as error:
        propose_outcome(cast.asha, concern, kind, "It must.", now)
    assert error.value.field == "receiver"
    outcome = propose_outcome(cast.asha, concern, kind, "It must.", now, receiver="Duty desk")
    assert not closed(concern)
    assert [(row.kind, row.keeper) for row in still_open(concern)] == [("act", cast.asha)]
    confirm_receipt(cast.asha, outcome, now + timedelta(hours=1), "A-17")
    assert closed(concern)
    kept = Outcome.objects.get(pk=outcome.pk)
    assert open_sealed(kept, "sealed_receiver") == "Duty desk"
    assert open_sealed(kept, "sealed_reference") == "A-17"
    assert still_open(concern) == []


def test_asked_to_wait_ends_on_a_day_and_never_closes(cast: Cast, now: datetime) -> None:
    concern = a_concern(cast.maya, now, pace="not_yet")
    day = now + timedelta(days=6)
    with pytest.raises(Incomplete) as error:
        propose_outcome(cast.asha, concern, OutcomeKind.ASKED_TO_WAIT, "She asked.", now)
    assert error.value.field == "review_at"
    outcome = propose_outcome(cast.asha, concern, OutcomeKind.ASKED_TO_WAIT, "She asked.", now, review_at=day)
    second(cast.sam, outcome, True, "", now)
    assert not closed(concern)
    again = Promise.objects.get(about_kind="concern", about_id=concern.pk, kind=PromiseKind.REVIEW)
    assert (again.keeper, again.due_at) == (cast.asha, day)
    propose_outcome(cast.asha, concern, SPOKE, "She is fine now.", day)
    assert closed(concern)


def test_nobody_waits_for_longer_than_four_weeks(cast: Cast, now: datetime) -> None:
    concern = a_concern(cast.maya, now, pace="not_yet")
    wait, much = OutcomeKind.ASKED_TO_WAIT, timedelta(days=28)
    with pytest.raises(Incomplete) as error:
        propose_outcome(
            cast.asha, concern, wait, "She asked.", now, review_at=now + much + timedelta(hours=1)
        )
    assert (error.value.field, error.value.limit) == ("review_at", now + much)
    propose_outcome(cast.asha, concern, wait, "She asked.", now, review_at=now + much)


def test_a_late_acknowledgement_never_undoes_a_decision(cast: Cast, now: datetime) -> None:
    concern = a_concern(cast.maya, now)
    before = concern_for(cast.joy, concern.pk, now).concern  # as Joy's page had it
    propose_outcome(cast.asha, concern, SPOKE, "We talked.", now)
    for late in (
        lambda: take(cast.joy, before, now),
        lambda: a_plan(cast.joy, before, now),
        lambda: propose_outcome(cast.joy, before, SPOKE, "We talked.", now),
    ):
        with pytest.raises(AlreadyClosed):
            late()
    assert closed(concern)


def test_a_retraction_or_more_reasons_never_close(cast: Cast, now: datetime) -> None:
    concern = a_concern(cast.maya, now)
    add_reasons(concern, [GIFTS], now, CLOCKS)
    assert not closed(concern)
    assert still_open(concern)


def test_the_clocks_never_close(cast: Cast, now: datetime) -> None:
    concern = urgent(cast.maya, now)
    for minutes in range(0, 24 * 60, 15):
        tick(now + timedelta(minutes=minutes))
    assert not closed(concern)
    assert Promise.objects.get(pk=concern.look_id).is_open


def test_independent_people_second_what_they_hold(cast: Cast, now: datetime) -> None:
    concern = a_concern(cast.maya, now, route="independent", reasons=[HURT])
    make_plan(cast.ines, concern, "I will see her.", "At school.", now + timedelta(hours=1), cast.ines, now)
    outcome = propose_outcome(cast.ines, concern, SPOKE, "We talked.", now)
    assert outcome.review is not None
    assert outcome.review.climb == "independent"
    with pytest.raises(NotAllowed):
        second(cast.sam, outcome, True, "", now)
    assert not closed(concern)


def test_whether_a_reason_was_useful_is_kept(cast: Cast, now: datetime) -> None:
    concern = a_concern(cast.maya, now)
    reason = Reason.objects.get(concern=concern)
    with pytest.raises(NotAllowed):
        mark_useful(cast.stranger, reason, True, now)
    mark_useful(cast.asha, reason, False, now)
    assert Reason.objects.get(pk=reason.pk).useful is False


def test_what_an_agreed_outcome_closes_is_never_said_of_somebody_who_did_nothing_then(
    cast: Cast, now: datetime
) -> None:
    concern = urgent(cast.maya, now)
    planned = urgent(cast.kai, now)
    a_plan(cast.asha, planned, now)
    later = now + timedelta(hours=1)
    for row in (concern, planned):
        outcome = propose_outcome(cast.asha, row, SPOKE, "We talked.", now)
        second(cast.sam, outcome, True, "", later)
        kept = Promise.objects.filter(contribution_id=row.from_id, kept_at=later)
        assert kept and {promise.kept_by for promise in kept} == {cast.sam}
