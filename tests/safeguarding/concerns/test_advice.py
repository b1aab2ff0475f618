"""One question to a specialist: what was chosen, until it ends, while every clock runs on."""

from datetime import datetime, timedelta

import pytest

from safeguarding.concerns.actions import (
    ask_advice,
    end_old_advice,
    give_advice,
    open_advice,
    propose_outcome,
    write_note,
)
from safeguarding.concerns.models import AdviceQuestion, Concern
from safeguarding.concerns.queries import advice_for, concern_for
from safeguarding.concerns.types import AlreadyAnswered, Incomplete, NoteKind, OutcomeKind
from safeguarding.people.types import NotAllowed, WhyLeftOut
from safeguarding.promises.models import Promise
from safeguarding.responsibility.actions import leave_out
from safeguarding.trail.models import TrailEntry
from safeguarding.trail.types import CLOCKS, TrailType
from tests.cast import Cast
from tests.safeguarding.concerns.given import a_concern

pytestmark = pytest.mark.django_db
DAYS = timedelta(days=2)


def asked(cast: Cast, concern: Concern, now: datetime, **given: str) -> AdviceQuestion:
    words = {
        "question": "What would you look for?",
        "chosen": "A gift from somebody new.",
        "basis": "Consent",
    }
    return ask_advice(cast.asha, concern, cast.priya, now=now, ends_at=now + DAYS, **words | given)


def test_an_adviser_sees_what_was_chosen_and_nothing_else(cast: Cast, now: datetime) -> None:
    concern = a_concern(cast.maya, now)
    write_note(cast.asha, concern, NoteKind.FACT, "Her room is on the first floor.", now)
    question = asked(cast, concern, now)
    page = open_advice(cast.priya, question, now)
    assert (page.question, page.chosen) == ("What would you look for?", "A gift from somebody new.")
    everything = " ".join(str(value) for value in vars(page).values())
    assert "first floor" not in everything
    assert "Maya" not in everything
    assert (
        "first floor" in concern_for(cast.asha, concern.pk, now).notes[0].text
    )  # there was something to leak
    with pytest.raises(NotAllowed):
        concern_for(cast.priya, concern.pk, now)


def test_an_advisers_look_is_in_the_trail(cast: Cast, now: datetime) -> None:
    question = asked(cast, a_concern(cast.maya, now), now)
    assert not TrailEntry.objects.filter(type=TrailType.ADVICE_SEEN).exists()
    open_advice(cast.priya, question, now)
    assert TrailEntry.objects.get(type=TrailType.ADVICE_SEEN).actor_id == cast.priya.pk


def test_asking_stops_no_clock(cast: Cast, now: datetime) -> None:
    concern = a_concern(cast.maya, now)
    asked(cast, concern, now)
    look = Promise.objects.get(pk=concern.look_id)
    assert look.is_open
    assert look.next_action_at == concern.look.next_action_at


def test_advice_keeps_its_promise_and_is_given_once(cast: Cast, now: datetime) -> None:
    concern = a_concern(cast.maya, now)
    question = asked(cast, concern, now)
    assert question.advise.keeper == cast.priya
    give_advice(cast.priya, question, "Ask her where she met them.", now)
    assert Promise.objects.get(pk=question.advise_id).kept_by == cast.priya
    assert concern_for(cast.asha, concern.pk, now).advice[0].answer == "Ask her where she met them."
    with pytest.raises(AlreadyAnswered):
        give_advice(cast.priya, question, "And when.", now)


def test_it_ends_by_itself(cast: Cast, now: datetime) -> None:
    question = asked(cast, a_concern(cast.maya, now), now)
    assert [row.id for row in advice_for(cast.priya, now)] == [question.pk]
    later = now + DAYS
    assert advice_for(cast.priya, later) == []
    with pytest.raises(NotAllowed):
        open_advice(cast.priya, question, later)
    with pytest.raises(NotAllowed):
        give_advice(cast.priya, question, "Too late.", later)
    assert end_old_advice(later) == 1
    assert Promise.objects.get(pk=question.advise_id).ended_at == later
    assert end_old_advice(later) == 0


@pytest.mark.parametrize("missing", ["question", "basis"])
def test_a_share_needs_a_question_and_a_basis(cast: Cast, now: datetime, missing: str) -> None:
    with pytest.raises(Incomplete) as error:
        asked(cast, a_concern(cast.maya, now), now, **{missing: ""})
    assert error.value.field == missing


def test_only_advisers_are_asked_and_never_one_who_is_left_out(cast: Cast, now: datetime) -> None:
    concern = a_concern(cast.maya, now)
    with pytest.raises(NotAllowed):
        ask_advice(cast.asha, concern, cast.lena, "?", "", "Consent", now + DAYS, now)
    question = asked(cast, concern, now)
    leave_out(cast.maya, cast.priya, WhyLeftOut.ABOUT_THEM, now, actor=CLOCKS)
    assert advice_for(cast.priya, now) == []
    with pytest.raises(NotAllowed):
        open_advice(cast.priya, question, now)
    with pytest.raises(NotAllowed):
        asked(cast, concern, now)


def test_nobody_else_answers_it(cast: Cast, now: datetime) -> None:
    question = asked(cast, a_concern(cast.maya, now), now)
    for other in (cast.sam, cast.asha, cast.stranger):
        with pytest.raises(NotAllowed):
            give_advice(other, question, "Me too.", now)


def test_advice_that_comes_after_the_close_is_taken_and_shown(cast: Cast, now: datetime) -> None:
    concern = a_concern(cast.maya, now)
    question = asked(cast, concern, now)
    assert [row.waits for row in advice_for(cast.priya, now)] == [True]
    propose_outcome(cast.asha, concern, OutcomeKind.SPOKE, "We talked; it was from her aunt.", now)
    assert Promise.objects.get(pk=question.advise_id).ended_at == now
    assert [row.waits for row in advice_for(cast.priya, now)] == [False]
    give_advice(cast.priya, question, "Ask her where she met them.", now)
    assert concern_for(cast.asha, concern.pk, now).advice[0].answer == "Ask her where she met them."
    with pytest.raises(AlreadyAnswered):
        give_advice(cast.priya, question, "And when.", now)
