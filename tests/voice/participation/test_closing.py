"""Closing a period: what is closed, what waits, and that it is closed once and for good."""

from collections import Counter
from datetime import datetime, timedelta
from io import StringIO
from uuid import UUID

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import DatabaseError, IntegrityError, transaction
from pytest_django import Settings

from safeguarding.people.models import Worker
from safeguarding.people.types import Role
from safeguarding.promises import chores
from safeguarding.trail.models import TrailEntry
from tests.voice.participation.made import (
    AUTUMN,
    MANY,
    NOW,
    SPRING,
    SUMMER,
    World,
    ask,
    make_world,
    people,
    promise,
    say,
    worker,
)
from voice.contributions.models import Answer
from voice.decisions.models import Decision, WorkerAnswer
from voice.participation import triggers
from voice.participation.actions import close_due, close_period
from voice.participation.models import Block, BlockPromise, ReleaseFigure, ReleasePeriod
from voice.participation.periods import named
from voice.participation.types import PARTS, SPEED, Measure, PeriodNotOver, PeriodOutOfOrder
from voice.questions.models import QuestionSet
from voice.questions.types import Scale, Tier

pytestmark = pytest.mark.django_db
FIRST, SECOND, THIRD = named("2026-Q1"), named("2026-Q2"), named("2026-Q3")
SIX = {part.value for part in PARTS}
OF_SENDING = {Measure.READ, *SPEED}  # what follows from having sent something
ALL = len(SIX | OF_SENDING)


@pytest.fixture
def world() -> World:
    return make_world()


def measures(unit_id: UUID) -> set[str]:
    return set(ReleaseFigure.objects.filter(unit_id=unit_id).values_list("measure", flat=True))


def test_ten_young_people_of_a_team_make_a_block_of_every_part(world: World) -> None:
    for who in people(world.large, MANY):
        say(world, who, SPRING)
    assert close_period(FIRST, NOW) == ALL
    assert measures(world.large.pk) == SIX | OF_SENDING
    assert not Answer.objects.filter(block__isnull=True).exists()


def test_nine_make_none_and_wait_for_the_next_period(world: World) -> None:
    waiting = people(world.large, MANY - 1)
    for who in waiting:
        say(world, who, SPRING)
    assert close_period(FIRST, NOW) == 0
    say(world, people(world.large, 1)[0], SUMMER)
    assert close_period(SECOND, NOW) == ALL
    block = Block.objects.get(measure=Measure.HEARD)
    assert (block.unit, block.period) == (world.large, "2026-Q2")
    assert (block.starts_on, block.ends_on) == (FIRST.starts, SECOND.ends)


def test_two_small_teams_that_waited_are_put_together_under_their_service(world: World) -> None:
    for who in people(world.small, 6) + people(world.tiny, 5):
        say(world, who, SPRING)
    close_period(FIRST, NOW)
    assert not ReleaseFigure.objects.exists()
    close_period(SECOND, NOW)
    assert measures(world.service.pk) == SIX | OF_SENDING
    assert measures(world.small.pk) == measures(world.tiny.pk) == set()


def test_drop_ins_practice_the_youngest_and_what_was_taken_back_never_enter(world: World) -> None:
    youngest = QuestionSet.objects.create(key="decision", tier=Tier.FOUR, version=1, scale=Scale.THREE)
    for who in people(world.large, 12, drop_in=True):
        say(world, who, SPRING)
    for who in people(world.large, 12):
        say(world, who, SPRING, practice=True)
        say(world, who, SPRING, questions=youngest)
    for who in people(world.large, 12):
        taken = say(world, who, SPRING)
        taken.taken_back_at = SPRING
        taken.save()
    close_period(FIRST, NOW)
    assert not ReleaseFigure.objects.filter(measure__in=SIX).exists()


def test_figures_are_protected_and_repeat_themselves_from_a_backup(world: World) -> None:
    for number, who in enumerate(people(world.large, 12)):
        say(world, who, SPRING, "5" if number < 8 else "1")

    def close() -> list[tuple[str, int, int, int]]:
        with transaction.atomic():
            close_period(FIRST, NOW)
            rows = ReleaseFigure.objects.order_by("measure")
            found = list(rows.values_list("measure", "favourable", "not_favourable", "beside"))
            transaction.set_rollback(True)
        return found

    once = close()
    assert once == close()
    assert any((yes, no, beside) != (8, 4, 0) for _, yes, no, beside in once), "there is noise"
    assert len({row[1:] for row in once}) > 1, "the same answers to another part draw other noise"


def test_new_questions_break_the_line_by_their_date_never_by_who_was_asked_them(world: World) -> None:
    large = people(world.large, MANY)
    for at in (SPRING, SUMMER):
        for who in large:
            say(world, who, at)
    close_period(FIRST, NOW)
    QuestionSet.objects.create(
        key="decision", tier=Tier.EIGHT, version=2, scale=Scale.THREE, published_at=SUMMER
    )
    close_period(SECOND, NOW)
    versions = dict(
        ReleaseFigure.objects.filter(measure=Measure.HEARD).values_list("period", "question_set_version")
    )
    assert versions == {"2026-Q1": 1, "2026-Q2": 2}
    others = ReleaseFigure.objects.exclude(measure__in=SIX)
    assert set(others.values_list("question_set_version", flat=True)) == {1}


def test_closing_again_changes_nothing(world: World) -> None:
    for who in people(world.large, MANY):
        say(world, who, SPRING)
    close_period(FIRST, NOW)
    before = list(ReleaseFigure.objects.order_by("pk").values())
    say(world, people(world.large, 1)[0], SPRING)
    assert close_period(FIRST, NOW + timedelta(days=1)) == 0
    assert list(ReleaseFigure.objects.order_by("pk").values()) == before
    assert TrailEntry.objects.filter(type="period_closed").count() == 1


def test_a_crash_on_the_way_leaves_nothing_behind(world: World, settings: Settings) -> None:
    for who in people(world.large, MANY):
        say(world, who, SPRING)
    key, settings.RELEASE_KEY = settings.RELEASE_KEY, None
    with pytest.raises(ImproperlyConfigured):
        close_period(FIRST, NOW)
    assert not (Block.objects.exists() or ReleasePeriod.objects.exists())
    settings.RELEASE_KEY = key
    assert close_period(FIRST, NOW) == ALL


def test_a_period_closes_only_once_it_is_over_and_in_its_turn(world: World) -> None:
    with pytest.raises(PeriodNotOver):
        close_period(named("2026-Q4"), NOW)
    close_period(FIRST, NOW)
    with pytest.raises(PeriodOutOfOrder):
        close_period(THIRD, NOW)


def test_the_last_evening_of_a_period_is_in_it_by_the_clock_on_the_wall(world: World) -> None:
    late = datetime(2026, 6, 30, 23, 30, tzinfo=SUMMER.tzinfo)  # 22:30 in Greenwich
    for who in people(world.large, MANY):
        say(world, who, late)
    close_period(SECOND, NOW)
    assert Block.objects.filter(period="2026-Q2", measure=Measure.HEARD).exists()


def test_who_was_asked_and_replied_is_a_measure_of_its_own(world: World) -> None:
    for number, who in enumerate(people(world.large, 12)):
        asked = ask(world, who, SPRING)
        if number < 9:
            say(world, who, SPRING + timedelta(days=2), decision=asked.decision)
    close_period(FIRST, NOW)
    figure = ReleaseFigure.objects.get(measure=Measure.REPLIED)
    assert figure.unit == world.large
    assert figure.block.asked.count() == 12


def test_a_young_person_counts_once_for_all_their_promises_of_a_kind(world: World) -> None:
    for who in people(world.large, MANY):
        say(world, who, SPRING)
        promise(world, who, SPRING, kept=None)
    close_period(FIRST, NOW)
    figure = ReleaseFigure.objects.get(measure=Measure.READ)
    assert BlockPromise.objects.filter(block=figure.block).count() == 2 * MANY, "moderators' are not counted"
    # One missed is missed for everybody here, so nearly nothing is left of the favourable count but noise.
    assert figure.favourable < figure.not_favourable


def test_how_workers_saw_it_needs_ten_workers_and_is_about_none_of_them(world: World) -> None:
    children = people(world.large, 12)
    decisions = [ask(world, who, SPRING).decision for who in children]
    for decision in decisions:
        answer_as(world.asha, decision, "5")
    close_period(FIRST, NOW)
    assert not ReleaseFigure.objects.filter(measure__startswith="w_").exists(), "twelve answers of one worker"
    for number in range(9):
        answer_as(worker(f"Worker{number}", world.large, Role.WORKER), decisions[0], "4")
    close_period(SECOND, NOW)
    figure = ReleaseFigure.objects.get(measure="w_heard")
    assert figure.block.worker_answers.count() == 21, "the earlier ones are used up with the latest"


def answer_as(by: Worker, decision: Decision, value: str) -> None:
    WorkerAnswer.objects.create(decision=decision, worker=by, part="heard", value=value, given_at=SPRING)


def test_periods_that_are_over_close_by_themselves_beside_the_clocks(world: World) -> None:
    for who in people(world.large, MANY):
        say(world, who, SPRING)
    assert chores.run_due(NOW) >= 1
    assert ReleaseFigure.objects.filter(measure=Measure.HEARD).exists()


def test_the_command_closes_all_that_is_over_oldest_first(world: World, settings: Settings) -> None:
    settings.PERIODS = "quarters"
    for who in people(world.large, MANY):
        say(world, who, SPRING)
        say(world, who, AUTUMN)
    assert close_due(NOW) == {"2026-Q1": ALL, "2026-Q2": 0, "2026-Q3": ALL}
    assert close_due(NOW) == {}


def test_the_command_says_what_is_wrong(world: World) -> None:
    for name, said in {"2990-Q1": "not over", "June": "no period"}.items():
        with pytest.raises(CommandError, match=said):
            call_command("close_period", name)
    out = StringIO()
    call_command("close_period", "2026-Q1", stdout=out)
    assert "2026-Q1: 0 blocks closed" in out.getvalue()
    with pytest.raises(CommandError, match="does not follow"):
        call_command("close_period", "2025-Q1")


def test_nothing_to_close_is_said_too(world: World) -> None:
    out = StringIO()
    call_command("close_period", stdout=out)
    assert out.getvalue() == "No period to close.\n"


# Structure: the database itself refuses what the gate must never do.


@pytest.fixture
def closed(world: World) -> Block:
    for who in people(world.large, MANY):
        say(world, who, SPRING)
    close_period(FIRST, NOW)
    return Block.objects.get(measure=Measure.HEARD)


def test_a_closed_block_and_its_figure_cannot_be_changed(closed: Block) -> None:
    assert triggers.installed()
    for rows in (Block.objects.filter(pk=closed.pk), ReleaseFigure.objects.filter(block=closed)):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(period="2026-Q2")


def test_an_answer_in_a_block_can_be_put_in_no_other(closed: Block) -> None:
    other = Block.objects.get(measure=Measure.TOLD)
    inside = Answer.objects.filter(block=closed)
    for target in (other, None):
        with pytest.raises(DatabaseError), transaction.atomic():
            inside.update(block=target)
    assert inside.count() == MANY


def test_there_is_one_block_a_unit_measure_and_period(closed: Block) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Block.objects.create(
            unit=closed.unit, measure=closed.measure, period=closed.period,
            starts_on=closed.starts_on, ends_on=closed.ends_on, closed_at=NOW,
        )  # fmt: skip


def test_a_promise_is_in_one_block_at_most(closed: Block) -> None:
    row = BlockPromise.objects.first()
    assert row is not None
    with pytest.raises(IntegrityError), transaction.atomic():
        BlockPromise.objects.create(block=closed, promise=row.promise)


def test_erasing_answers_leaves_what_was_published_as_it_was(closed: Block) -> None:
    before = list(ReleaseFigure.objects.order_by("pk").values())
    Answer.objects.filter(block=closed).delete()
    assert list(ReleaseFigure.objects.order_by("pk").values()) == before


def test_no_block_holds_fewer_than_ten_young_people(closed: Block) -> None:
    held = Counter(Answer.objects.filter(block__isnull=False).values_list("block", flat=True).distinct())
    for block in held:
        assert Answer.objects.filter(block=block).values("young_person").distinct().count() >= MANY
