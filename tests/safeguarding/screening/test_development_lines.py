"""Lines written to develop the rules with. They show that a change breaks nothing; they do not
measure how well the rules do on writing nobody has seen."""

import pytest

from safeguarding.screening.types import Heading, Urgency
from tests.safeguarding.screening.said import lines_of, screened

ORDINARY = list(lines_of("ordinary.txt"))
WORRIES = [tuple(part.strip() for part in line.split("|", 2)) for line in lines_of("worries.txt")]


def test_ordinary_lines_stay_ordinary() -> None:
    raised = [line for line in ORDINARY if screened(line).urgency is not Urgency.NONE]
    assert len(ORDINARY) >= 120
    assert len(raised) <= 3, raised


@pytest.mark.parametrize(("heading", "urgency", "text"), WORRIES)
def test_a_worry_is_seen_in_time_and_under_its_heading(heading: str, urgency: str, text: str) -> None:
    result = screened(text)
    assert result.urgency.rank <= Urgency(urgency).rank
    assert Heading(int(heading)) in result.headings


def test_the_worries_cover_every_heading() -> None:
    assert len(WORRIES) >= 150
    assert {int(heading) for heading, _, _ in WORRIES} == set(range(1, 21))
