""" "I am not safe" asks nothing: what they said last of reaching them still stands, with when."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from safeguarding.people.types import WhyLeftOut
from safeguarding.responsibility.actions import leave_out
from safeguarding.trail import types as trail
from tests.cast import Cast
from tests.voice.contributions.said import ORDINARY, send
from voice.contributions.actions import help_now, take_back
from voice.contributions.looks import open_words
from voice.contributions.said_before import Earlier
from voice.contributions.types import About

pytestmark = pytest.mark.django_db
SOON = timedelta(minutes=5)
REACH: dict[str, Any] = {"reach": "after school, at the gate", "must_not_know": "not Kev"}


def earlier(cast: Cast, now: datetime, reader: str = "ravi") -> Earlier:
    row = help_now(cast.maya, now)
    return open_words(getattr(cast, reader), row.pk, now).earlier


def test_the_one_who_comes_sees_what_was_said_minutes_before_and_when(cast: Cast, now: datetime) -> None:
    send(cast.maya, now - timedelta(days=2), reach="never at home", must_not_know="nobody at school")
    send(cast.maya, now, **REACH)
    send(cast.maya, now + timedelta(minutes=1), ORDINARY)  # nothing said there: it takes nothing away
    assert earlier(cast, now + SOON) == Earlier(REACH["reach"], now, REACH["must_not_know"], now)


def test_nobody_who_never_said_it_is_given_anything(cast: Cast, now: datetime) -> None:
    send(cast.kai, now, **REACH)
    assert earlier(cast, now + SOON) == Earlier()


def test_what_stands_in_the_same_words_is_not_said_twice(cast: Cast, now: datetime) -> None:
    send(cast.maya, now, **REACH)
    row = send(cast.maya, now + SOON, reach="by phone")
    page = open_words(cast.asha, row.pk, now + SOON)
    assert page.reach == "by phone" and page.earlier.reach == ""
    assert page.earlier.must_not_know == "not Kev"


def test_what_was_taken_back_told_an_advocate_or_kept_from_this_reader_says_nothing(
    cast: Cast, now: datetime
) -> None:
    send(cast.maya, now, ORDINARY, About.ADVOCATE, **REACH)
    back = send(cast.maya, now, **REACH)
    take_back(cast.maya, back, now)
    hidden = send(cast.maya, now, **REACH)
    leave_out(
        cast.maya, cast.ravi, WhyLeftOut.NAMED_IN_WORDS, now,
        actor=trail.young_person(cast.maya.pk), only_about=hidden.pk,
    )  # fmt: skip
    assert earlier(cast, now + SOON) == Earlier()


def test_what_went_outside_the_line_is_not_told_inside_it(cast: Cast, now: datetime) -> None:
    outside = send(cast.maya, now, "a member of staff hit me", **REACH)
    assert outside.route == "independent"
    assert earlier(cast, now + SOON) == Earlier()
