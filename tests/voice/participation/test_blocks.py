"""Which answers become a block, and which wait."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from random import Random
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voice.participation.blocks import Given, Planned, Verdict, plan, verdict
from voice.questions.types import Beside, Scale

SERVICE, EAST, WEST, NORTH = (UUID(int=n) for n in (1, 2, 3, 4))
AUTHORITY, OTHER_SERVICE, FAR = (UUID(int=n) for n in (5, 6, 7))
PARENTS: dict[UUID, UUID | None] = {
    EAST: SERVICE, WEST: SERVICE, NORTH: SERVICE, FAR: OTHER_SERVICE,
    SERVICE: AUTHORITY, OTHER_SERVICE: AUTHORITY, AUTHORITY: None,
}  # fmt: skip
FIRST, SECOND, THIRD = "2026-Q1", "2026-Q2", "2026-Q3"
START = datetime(2026, 1, 1, tzinfo=UTC)


def answers(
    team: UUID, people: range, *, period: str = FIRST, kind: Verdict = Verdict.FAVOURABLE, day: int = 0
) -> list[Given]:
    """One answer about being heard from each of these people."""
    at = START + timedelta(days=day)
    number = {FIRST: 0, SECOND: 1, THIRD: 2}[period] * 100_000 + day * 1_000
    return [
        Given(number + person, UUID(int=1000 + person), team, "heard", period, at, kind) for person in people
    ]


def units(blocks: list[Planned]) -> list[UUID]:
    return [block.unit for block in blocks]


def test_ten_different_young_people_make_a_block() -> None:
    (block,) = plan(answers(EAST, range(10)), PARENTS, FIRST)
    assert (block.unit, block.part, block.people) == (EAST, "heard", 10)


def test_nine_wait() -> None:
    assert plan(answers(EAST, range(9)), PARENTS, FIRST) == []


@pytest.mark.parametrize("kind", Verdict)
def test_whether_a_block_closes_depends_on_who_answered_never_on_what(kind: Verdict) -> None:
    nine = answers(EAST, range(9))
    assert plan(nine, PARENTS, FIRST) == []
    assert len(plan(nine + answers(EAST, range(9, 10), kind=kind), PARENTS, FIRST)) == 1


def test_one_young_person_who_answers_often_is_still_one() -> None:
    pool = answers(EAST, range(9)) + [one for day in range(1, 9) for one in answers(EAST, range(1), day=day)]
    assert plan(pool, PARENTS, FIRST) == []


def test_only_the_latest_answer_of_a_young_person_counts_and_the_earlier_is_used_up() -> None:
    pool = answers(EAST, range(10)) + answers(EAST, range(1), day=5, kind=Verdict.NOT_FAVOURABLE)
    (block,) = plan(pool, PARENTS, FIRST)
    assert (block.count(Verdict.FAVOURABLE), block.count(Verdict.NOT_FAVOURABLE)) == (9, 1)
    assert {one.number for one in block.used} == {one.number for one in pool}


def test_a_young_person_who_moved_counts_in_the_team_of_their_latest_answer_only() -> None:
    pool = answers(EAST, range(11)) + answers(WEST, range(10, 20), day=5)
    east, west = plan(pool, PARENTS, FIRST)
    assert (east.unit, east.people) == (EAST, 10)
    assert (west.unit, west.people) == (WEST, 10)
    assert len(west.used) == 11, "the answer given before the move is used up with the later one"


def test_what_waited_joins_the_next_period() -> None:
    pool = answers(EAST, range(6)) + answers(EAST, range(3, 10), period=SECOND)
    (block,) = plan(pool, PARENTS, SECOND)
    assert (block.unit, block.first_period, block.period, block.people) == (EAST, FIRST, SECOND, 10)


def test_what_waited_in_vain_is_put_together_with_its_siblings() -> None:
    pool = answers(EAST, range(6)) + answers(WEST, range(20, 26))
    assert plan(pool, PARENTS, FIRST) == []
    (block,) = plan(pool, PARENTS, SECOND)
    assert (block.unit, block.people) == (SERVICE, 12)


def test_a_team_that_has_not_waited_yet_is_drawn_in_only_when_it_is_needed() -> None:
    waited = answers(EAST, range(6)) + answers(WEST, range(20, 26))
    fresh = answers(NORTH, range(40, 45), period=SECOND)
    (block,) = plan(waited + fresh, PARENTS, SECOND)
    assert block.people == 12
    (block,) = plan(waited[:6] + fresh, PARENTS, SECOND)
    assert block.people == 11


def test_too_few_in_a_whole_service_go_up_to_the_authority() -> None:
    pool = answers(EAST, range(5)) + answers(FAR, range(20, 25))
    assert units(plan(pool, PARENTS, SECOND)) == [AUTHORITY]


def test_a_team_large_enough_is_not_pooled_with_its_siblings() -> None:
    pool = answers(EAST, range(4)) + answers(WEST, range(20, 32)) + answers(NORTH, range(40, 47))
    assert units(plan(pool, PARENTS, SECOND)) == [WEST, SERVICE]


def test_answers_of_a_later_period_are_left_alone() -> None:
    assert plan(answers(EAST, range(12), period=SECOND), PARENTS, FIRST) == []


@pytest.mark.parametrize(("scale", "favourable"), [(Scale.FIVE, {"4", "5"}), (Scale.THREE, {"3"})])
def test_the_favourable_answers_of_a_scale(scale: Scale, favourable: set[str]) -> None:
    values = {Scale.FIVE: "12345", Scale.THREE: "123"}[scale]
    assert {value for value in values if verdict(scale, value) is Verdict.FAVOURABLE} == favourable


@pytest.mark.parametrize("value", Beside.values)
def test_what_is_not_on_the_scale_is_never_a_no(value: str) -> None:
    assert verdict(Scale.FIVE, value) is Verdict.BESIDE


def test_a_value_the_scale_does_not_have_is_refused() -> None:
    with pytest.raises(ValueError):
        verdict(Scale.THREE, "4")


teams = st.sampled_from([EAST, WEST, NORTH, FAR])
given_answers = st.lists(
    st.tuples(st.integers(0, 40), teams, st.sampled_from([FIRST, SECOND, THIRD]), st.sampled_from(Verdict)),
    max_size=120,
).map(
    lambda rows: [
        Given(n, UUID(int=1000 + who), team, "heard", period, START + timedelta(hours=n), kind)
        for n, (who, team, period, kind) in enumerate(rows)
    ]
)


@given(given_answers, st.randoms(use_true_random=False))
@settings(max_examples=150, deadline=None)
def test_three_periods_close_every_answer_at_most_once_and_never_fewer_than_ten(
    pool: list[Given], random: Random
) -> None:
    used: Counter[int] = Counter()
    for period in (FIRST, SECOND, THIRD):
        still_open = [one for one in pool if one.number not in used]
        shuffled = random.sample(still_open, len(still_open))
        blocks = plan(still_open, PARENTS, period)
        assert blocks == plan(shuffled, PARENTS, period), "the order of the answers must not matter"
        for block in blocks:
            assert block.people >= 10
            assert len({one.who for one in block.counted}) == len(block.counted)
            assert all(one.period <= period for one in block.counted + block.replaced)
            used.update(one.number for one in block.used)
        still_open = [one for one in pool if one.number not in used]
        assert plan(still_open, PARENTS, period) == [], "closing again closes nothing more"
    assert all(times == 1 for times in used.values())
