"""The open half of the hand-written lines is a gate: a change to the rules must not lose what they catch,
nor raise more ordinary writing. The held-back half is only measured (`make evaluate`), never aimed at."""

import pytest

from tests.screening import measures
from tests.screening.measures import Judged, Share


@pytest.fixture(scope="module")
def halves() -> tuple[list[Judged], list[Judged]]:
    return measures.judged("open")


def test_there_is_enough_to_measure_with(halves: tuple[list[Judged], list[Judged]]) -> None:
    lines, histories = halves
    assert len(lines) >= 800
    assert sum(not line.worry for line in lines) >= 400
    assert len({day.history for day in histories}) >= 32
    assert {heading for line in lines for heading in line.headings} == set(range(1, 21))


def test_worries_are_raised_far_enough(halves: tuple[list[Judged], list[Judged]]) -> None:
    lines, histories = halves
    assert measures.sensitivity(lines, "now", "today").rate >= 0.98
    assert measures.sensitivity(lines, "soon").rate >= 0.90
    assert measures.now_below_today(lines) == []
    assert measures.sensitivity(histories, "now", "today", "soon").rate >= 0.90


def test_ordinary_writing_stays_ordinary(halves: tuple[list[Judged], list[Judged]]) -> None:
    lines, histories = halves
    assert measures.false_alarms(lines, "ordinary").rate <= 0.03
    assert measures.false_alarms(lines, "ordinary_shared").rate <= 0.15
    assert measures.quiet_histories(histories).hits == 0


def test_an_interval_holds_the_share_and_narrows_with_more_lines() -> None:
    few, many = Share(9, 10), Share(900, 1000)
    assert few.interval[0] < 0.9 < few.interval[1]
    assert few.interval[1] - few.interval[0] > many.interval[1] - many.interval[0]
    assert Share(0, 0).interval == (0.0, 1.0)


def test_precision_falls_with_prevalence(halves: tuple[list[Judged], list[Judged]]) -> None:
    lines, _ = halves
    half, tenth, rare = (measures.precision(lines, share) for share in measures.PREVALENCES)
    assert half > tenth > rare > 0
