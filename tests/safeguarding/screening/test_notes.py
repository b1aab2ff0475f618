"""Notes annotate. They never remove a reason, and never make it slower."""

import pytest

from safeguarding.screening.notes import GUESSED, JOKE, NEGATED, PAST, QUOTED, SOMEONE_ELSE
from tests.safeguarding.screening.said import screened


@pytest.mark.parametrize(
    ("plain", "changed", "rule", "note"),
    [
        ("he hit me", "he didn't hit me", "2-hit", NEGATED),
        ("i want to die", "i dont want to die", "6-want-to-die", NEGATED),
        ("dad hit me", "dad used to hit me", "2-hit", PAST),
        ("i self harm", "i used to self harm", "6-hurts-self", PAST),
        ("i want to die", "my friend said i want to die", "6-want-to-die", QUOTED),
        ("i want to die", 'the song goes "i want to die"', "6-want-to-die", QUOTED),
        ("i want to kill myself", "i want to kill myself lol jk", "6-want-to-die", JOKE),
        ("he threatened me", "he treatened me", "2-threatened", GUESSED),
        ("my friend is self harming", "my friend is self harming", "6-hurts-self", SOMEONE_ELSE),
    ],
)
def test_a_note_is_added_and_the_reason_and_its_urgency_stay(
    plain: str, changed: str, rule: str, note: str
) -> None:
    before = {reason.rule: reason.urgency for reason in screened(plain).reasons}
    after = {reason.rule: reason for reason in screened(changed).reasons}
    assert rule in before
    assert after[rule].urgency == before[rule]
    assert note in after[rule].notes


def test_a_plain_sentence_has_no_notes() -> None:
    (reason,) = [reason for reason in screened("dad batters me").reasons if reason.rule == "2-hit"]
    assert reason.notes == ()
