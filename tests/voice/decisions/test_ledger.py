from datetime import date, datetime, timedelta

import pytest

from safeguarding.people.models import Worker
from safeguarding.people.types import NotAllowed, Route, WhyLeftOut
from safeguarding.responsibility.actions import leave_out
from safeguarding.trail import types as trail
from safeguarding.trail.models import TrailEntry
from tests.cast import Cast
from tests.voice.contributions.said import ANSWERS, begun
from voice.contributions.actions import submit_contribution, take_back
from voice.contributions.models import Contribution
from voice.contributions.types import About
from voice.decisions.actions import (
    DecisionError,
    answer_as_worker,
    ask_involvement,
    record_decided,
    write_decision,
)
from voice.decisions.models import Asked, Decision, WorkerAnswer
from voice.decisions.queries import (
    decision_for,
    decisions_of,
    my_decisions,
    title,
    to_answer_for,
    to_ask_about,
    worker_side,
)
from voice.questions.types import Part

pytestmark = pytest.mark.django_db

TITLE = "Your meeting about school"


def written(cast: Cast, now: datetime) -> Decision:
    return write_decision(cast.asha, cast.maya, TITLE, date(2026, 9, 20), now)


def test_a_decision_is_named_in_words_only_its_people_can_read(cast: Cast, now: datetime) -> None:
    row = written(cast, now)
    assert title(row) == TITLE and b"school" not in bytes(row.sealed_title)
    [mine] = my_decisions(cast.maya)
    assert (mine.title, mine.meets_on, mine.told_us) == (TITLE, date(2026, 9, 20), False)
    assert my_decisions(cast.kai) == []
    assert TrailEntry.objects.filter(about_kind="decision", about_id=row.pk).exists()


def test_what_was_wanted_decided_and_changed_stands_together(cast: Cast, now: datetime) -> None:
    row = written(cast, now)
    record_decided(
        cast.joy,
        row,
        view="To stay at my school",
        decided="You stay",
        changed="We found a bus",
        why_not="",
        now=now,
    )
    [mine] = my_decisions(cast.maya)
    assert (mine.view, mine.decided, mine.changed, mine.why_not) == (
        "To stay at my school",
        "You stay",
        "We found a bus",
        "",
    )
    assert mine.decided_at == now
    record_decided(cast.asha, row, view="", decided="You stay", changed="", why_not="It is far", now=now)
    assert (my_decisions(cast.maya)[0].changed, my_decisions(cast.maya)[0].why_not) == ("", "It is far")


@pytest.mark.parametrize(
    ("decided", "changed", "why_not", "code"),
    [("", "x", "", "decided"), (" ", "", "y", "decided"), ("x", "", " ", "changed")],
)
def test_a_decision_says_what_changed_or_why_not(
    cast: Cast, now: datetime, decided: str, changed: str, why_not: str, code: str
) -> None:
    with pytest.raises(DecisionError, match=code):
        record_decided(
            cast.asha, written(cast, now), view="", decided=decided, changed=changed, why_not=why_not, now=now
        )
    assert my_decisions(cast.maya)[0].decided_at is None


def test_a_decision_needs_a_name(cast: Cast, now: datetime) -> None:
    with pytest.raises(DecisionError, match="title"):
        write_decision(cast.asha, cast.maya, " ", None, now)


def test_asking_is_written_down_for_response_rates(cast: Cast, now: datetime) -> None:
    row = written(cast, now)
    assert to_ask_about(cast.maya) is None
    ask_involvement(cast.asha, row, "card", now)
    [asked] = Asked.objects.all()
    assert (asked.team, asked.young_person, asked.way, asked.at) == (cast.team, cast.maya, "card", now)
    assert to_ask_about(cast.maya) == row and my_decisions(cast.maya)[0].asked_at == now
    with pytest.raises(DecisionError, match="way"):
        ask_involvement(cast.asha, row, "pigeon", now)


def test_the_latest_question_that_has_no_answer_is_asked(cast: Cast, now: datetime) -> None:
    first, second = written(cast, now), written(cast, now)
    ask_involvement(cast.asha, first, "card", now)
    ask_involvement(cast.asha, second, "letter", now + timedelta(days=1))
    assert to_ask_about(cast.maya) == second
    row = submit_contribution(cast.maya, begun(cast.maya, now, About.DECISION, second, answers=ANSWERS), now)
    assert to_ask_about(cast.maya) == first
    assert [shown.told_us for shown in my_decisions(cast.maya)].count(True) == 1
    take_back(cast.maya, row, now)
    assert not any(shown.told_us for shown in my_decisions(cast.maya))


def test_the_worker_answers_the_same_parts_once(cast: Cast, now: datetime) -> None:
    row = written(cast, now)
    answer_as_worker(cast.asha, row, {Part.HEARD: "4", Part.TOLD: "5"}, now)
    assert [(side.part, side.value) for side in worker_side(cast.asha, row, now)] == [
        ("told", "5"),
        ("heard", "4"),
    ]
    assert worker_side(cast.joy, row, now) == []
    with pytest.raises(DecisionError, match="twice"):
        answer_as_worker(cast.asha, row, {Part.HEARD: "1"}, now)
    with pytest.raises(DecisionError, match="value"):
        answer_as_worker(cast.asha, row, {Part.BACK: "6"}, now)
    answer_as_worker(cast.joy, row, {Part.HEARD: "not_sure"}, now)
    assert WorkerAnswer.objects.count() == 3


def test_strangers_and_those_left_out_find_no_decision(cast: Cast, now: datetime) -> None:
    row = written(cast, now)
    assert decision_for(cast.sam, row.pk, now) == row and decisions_of(cast.asha, cast.maya, now)
    leave_out(cast.maya, cast.joy, WhyLeftOut.NOT_THIS_PERSON, now, actor=trail.young_person(cast.maya.pk))
    for name in ("joy", "ravi", "ines", "rhona", "lena", "adam", "carol", "tom", "stranger"):
        worker = getattr(cast, name)
        with pytest.raises(NotAllowed):
            decision_for(worker, row.pk, now)
        with pytest.raises(NotAllowed):
            decisions_of(worker, cast.maya, now)
        with pytest.raises(NotAllowed):
            write_decision(worker, cast.maya, TITLE, None, now)
        with pytest.raises(NotAllowed):
            answer_as_worker(worker, row, {Part.TOLD: "1"}, now)


def test_who_is_left_out_of_what_was_said_hears_nothing_of_it(cast: Cast, now: datetime) -> None:
    row = written(cast, now)
    said = submit_contribution(cast.maya, begun(cast.maya, now, About.DECISION, row, answers=ANSWERS), now)

    def hears(worker: Worker) -> tuple[bool, int]:
        return decisions_of(worker, cast.maya, now)[0].told_us, to_answer_for(worker, now)

    assert hears(cast.asha) == hears(cast.joy) == (True, 1), "the control"
    me = trail.young_person(cast.maya.pk)
    leave_out(cast.maya, cast.asha, WhyLeftOut.NAMED_IN_WORDS, now, actor=me, only_about=said.pk)
    assert hears(cast.asha) == (False, 0)
    assert hears(cast.joy) == (True, 1)
    assert my_decisions(cast.maya)[0].told_us


def test_what_goes_outside_the_services_line_is_not_told_inside_it(cast: Cast, now: datetime) -> None:
    row = written(cast, now)
    said = submit_contribution(cast.maya, begun(cast.maya, now, About.DECISION, row, answers=ANSWERS), now)
    Contribution.objects.filter(pk=said.pk).update(route=Route.INDEPENDENT)
    assert not decisions_of(cast.asha, cast.maya, now)[0].told_us
    assert to_answer_for(cast.asha, now) == 0
