"""How fast, and how decisions were made: who counts, when, and that nothing is counted twice."""

from datetime import datetime, timedelta

import pytest

from safeguarding.people.models import YoungPerson
from tests.voice.participation.made import MANY, NOW, SPRING, World, ask, make_world, people, say
from voice.contributions.models import Contribution
from voice.decisions.models import Asked, Decision
from voice.participation.actions import close_period
from voice.participation.blocks import Given, Verdict
from voice.participation.clocks import POOLS
from voice.participation.models import BlockTaken, ReleaseFigure
from voice.participation.periods import named
from voice.participation.types import DECIDED, SPEED, Measure
from voice.replies.models import Reply

pytestmark = pytest.mark.django_db
YES, NO = Verdict.FAVOURABLE, Verdict.NOT_FAVOURABLE


@pytest.fixture
def world() -> World:
    return make_world()


def open_now(measure: Measure, before: datetime = NOW) -> list[Given]:
    (pool,) = (one for one in POOLS if one.measure is measure)
    return pool.open(before, "quarters")


def verdict_of(measure: Measure) -> Verdict | None:
    found = {one.verdict for one in open_now(measure)}
    return found.pop() if found else None


def answer(world: World, sent: Contribution, after: timedelta) -> None:
    Reply.objects.create(
        contribution=sent, by=world.asha, way="here", sealed_text=b"", state="delivered",
        written_at=sent.sent_at + after, delivered_at=sent.sent_at + after,
    )  # fmt: skip


def one(world: World) -> YoungPerson:
    return people(world.large, 1)[0]


def test_the_young_persons_clock_begins_when_they_send_and_the_workers_when_it_reaches_them(
    world: World,
) -> None:
    sent = say(world, one(world), SPRING)
    late = sent.reading
    late.kept_at, late.since = late.made_at + timedelta(hours=40), late.made_at + timedelta(hours=30)
    late.save()
    assert verdict_of(Measure.READ_DAY) is NO
    assert verdict_of(Measure.REACHED_DAY) is YES


@pytest.mark.parametrize(("days", "week", "month"), [(6, YES, YES), (8, NO, YES), (29, NO, NO)])
def test_time_to_an_answer(world: World, days: int, week: Verdict, month: Verdict) -> None:
    answer(world, say(world, one(world), SPRING), timedelta(days=days))
    assert (verdict_of(Measure.ANSWER_WEEK), verdict_of(Measure.ANSWER_MONTH)) == (week, month)


def test_what_is_not_answered_counts_once_its_time_is_over_never_before(world: World) -> None:
    say(world, one(world), SPRING)
    assert open_now(Measure.ANSWER_WEEK, SPRING + timedelta(days=6)) == []
    assert verdict_of(Measure.ANSWER_WEEK) is NO


def test_one_missed_answer_is_a_no_for_that_young_person_in_that_period(world: World) -> None:
    who = one(world)
    answer(world, say(world, who, SPRING), timedelta(days=1))
    say(world, who, SPRING + timedelta(days=3))
    assert [found.verdict for found in open_now(Measure.ANSWER_WEEK)] == [NO, NO]


def decide(
    world: World, who: YoungPerson, *, day: int | None, asked: int | None, decided: int | None
) -> Decision:
    """A decision written in spring; the days after it when it met, was asked about and was decided."""
    made = Decision.objects.create(
        young_person=who, service=who.service, made_by=world.asha, sealed_title=b"", made_at=SPRING,
        meets_on=(SPRING + timedelta(days=day)).date() if day is not None else None,
        decided_at=SPRING + timedelta(days=decided) if decided is not None else None,
    )  # fmt: skip
    if asked is not None:
        Asked.objects.create(
            decision=made, young_person=who, team=who.service, way="card", at=SPRING + timedelta(days=asked)
        )
    return made


@pytest.mark.parametrize(
    ("day", "asked", "decided", "told", "asked_first", "why"),
    [
        (5, 1, 6, YES, YES, YES),
        (5, 7, 6, YES, NO, YES),
        (5, None, None, YES, NO, NO),
        (-2, 1, 30, NO, YES, NO),
        (None, 1, 10, None, YES, YES),
    ],
)
def test_decisions_told_asked_and_told_why(
    world: World,
    day: int | None,
    asked: int | None,
    decided: int | None,
    told: Verdict | None,
    asked_first: Verdict,
    why: Verdict,
) -> None:
    decide(world, one(world), day=day, asked=asked, decided=decided)
    assert [verdict_of(measure) for measure in DECIDED] == [told, asked_first, why]


def test_each_measure_uses_a_row_up_once(world: World) -> None:
    for who in people(world.large, MANY):
        say(world, who, SPRING, decision=ask(world, who, SPRING).decision)
    close_period(named("2026-Q1"), NOW)
    measures = set(ReleaseFigure.objects.values_list("measure", flat=True))
    assert {*SPEED, Measure.ASKED_BEFORE, Measure.TOLD_WHY} <= measures
    assert BlockTaken.objects.count() == MANY * (len(SPEED) + 2)
    for measure in (*SPEED, *DECIDED):
        assert open_now(measure) == []


def test_drop_ins_and_practice_are_not_counted(world: World) -> None:
    for who in people(world.large, 3, drop_in=True):
        say(world, who, SPRING)
    sent = say(world, one(world), SPRING, practice=True)
    type(sent.reading).objects.filter(pk=sent.reading.pk).update(is_practice=True)
    assert all(open_now(measure) == [] for measure in SPEED)
    say(world, one(world), SPRING)
    assert all(len(open_now(measure)) == 1 for measure in SPEED), "the control"
