"""Local words make text readable; they mute no rule, and hold where they were added and below."""

from datetime import datetime, timedelta

import pytest

from safeguarding.people.types import NotAllowed
from safeguarding.rulebook.actions import add_local_word, remove_local_word
from safeguarding.rulebook.errors import NotAWord
from safeguarding.rulebook.in_force import additions
from safeguarding.rulebook.loader import shipped
from tests.cast import Cast
from tests.safeguarding.rulebook.written import another_lead
from tests.voice.contributions.said import send

pytestmark = pytest.mark.django_db
STRANGE = "glenfarg strathquill bandorra glenfarg"
LATER = timedelta(minutes=1)


def test_words_nobody_knows_are_readable_once_they_are_on_the_list(cast: Cast, now: datetime) -> None:
    assert not send(cast.maya, now, STRANGE).readable
    rows = [
        add_local_word(cast.sam, cast.service, word, now) for word in ("Glenfarg", "strathquill", "bandorra")
    ]
    after = send(cast.maya, now + LATER, STRANGE)
    assert after.readable and after.rulebook == f"{shipped().version}+3"
    for row in rows:
        remove_local_word(cast.sam, row.pk, now + LATER)
        remove_local_word(cast.sam, row.pk, now + LATER)  # twice is once
    assert not send(cast.maya, now + 2 * LATER, STRANGE).readable


def test_they_hold_below_and_not_beside(cast: Cast, now: datetime) -> None:
    add_local_word(cast.sam, cast.service, "glenfarg", now)
    assert additions(cast.team).words == {"glenfarg"} == additions(cast.service).words
    assert additions(cast.sibling).words == additions(cast.authority).words == frozenset()


@pytest.mark.parametrize(
    ("word", "code"),
    [("", "empty"), ("two words", "letters"), ("a1", "letters"), ("x" * 41, "long"), ("hit", "known")],
)
def test_what_is_no_local_word(cast: Cast, now: datetime, word: str, code: str) -> None:
    with pytest.raises(NotAWord) as refused:
        add_local_word(cast.sam, cast.service, word, now)
    assert refused.value.code == code


def test_only_a_lead_of_the_service_adds_and_removes(cast: Cast, now: datetime) -> None:
    row = add_local_word(cast.sam, cast.service, "glenfarg", now)
    elsewhere = another_lead(cast.sibling, now, "Una")
    for worker in (cast.asha, cast.rhona, cast.lena, cast.adam, elsewhere):
        with pytest.raises(NotAllowed):
            add_local_word(worker, cast.service, "bandorra", now)
        with pytest.raises(NotAllowed):
            remove_local_word(worker, row.pk, now)
    with pytest.raises(NotAWord):
        add_local_word(cast.sam, cast.service, " GLENFARG ", now)
