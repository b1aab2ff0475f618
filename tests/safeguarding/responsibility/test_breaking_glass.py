"""Opened in an emergency: rarely, briefly, with a reason, seen by the young person and by a second person."""

from datetime import datetime, timedelta

import pytest

from safeguarding.people.models import BrokenGlass, Worker, YoungPerson
from safeguarding.people.types import NotAllowed, NotNow, WhyLeftOut
from safeguarding.promises import queries as promised
from safeguarding.promises.models import Promise
from safeguarding.responsibility.actions import deactivate, leave_out
from safeguarding.responsibility.breaking_glass import (
    break_glass,
    check_glass,
    glass_of,
    glass_to_check,
    mine_open,
)
from safeguarding.trail import types as trail
from tests.cast import Cast
from voice.contributions import drafts
from voice.contributions.actions import submit_contribution
from voice.contributions.emergency import open_in_emergency, said_lately
from voice.contributions.models import Contribution
from voice.contributions.queries import open_words, who_has_seen
from voice.contributions.types import About
from voice.questions.load import load

WHY = "She is missing and nobody of hers answers"
HOUR = timedelta(hours=1)


def say(
    cast: Cast, now: datetime, about: About = About.FREE, words: str = "I am at the old pier"
) -> Contribution:
    load(now)
    draft = drafts.save(drafts.begin(cast.maya, about, now), {"words": words}, now)
    return submit_contribution(cast.maya, draft, now)


def test_without_it_the_words_are_not_there_and_with_it_they_are(cast: Cast, now: datetime) -> None:
    said = say(cast, now)
    with pytest.raises(NotAllowed):
        open_words(cast.stranger, said.pk, now)
    glass = break_glass(cast.stranger, "maya", WHY, now)
    assert said_lately(cast.stranger, glass, now) == [said]
    assert open_in_emergency(cast.stranger, glass.pk, said.pk, now).words == "I am at the old pier"
    with pytest.raises(NotAllowed):
        open_words(cast.stranger, said.pk, now)
    seen = who_has_seen(cast.maya, said)
    assert [(look.person.known_as, look.line) for look in seen] == [
        ("Stranger", "Stranger is not one of your people. They opened what you said")
    ]
    with pytest.raises(NotAllowed):
        open_in_emergency(cast.stranger, glass.pk, said.pk, now + 9 * HOUR)


def test_a_second_person_looks_at_why_and_may_close_it(cast: Cast, now: datetime) -> None:
    glass = break_glass(cast.stranger, "Maya", WHY, now)
    (promise,) = promised.about("glass", glass.pk)
    assert promise.keeper == cast.sam
    with pytest.raises(NotAllowed):
        glass_to_check(cast.stranger, glass.pk, now)
    with pytest.raises(NotAllowed):
        glass_to_check(cast.joy, glass.pk, now)
    check_glass(cast.sam, glass, now, was_right=False, tell=False)
    assert Promise.objects.get(pk=promise.pk).kept_by == cast.sam
    with pytest.raises(NotAllowed):
        glass_of(cast.stranger, glass.pk, now)


def test_what_could_put_someone_in_danger_is_shown_only_after_the_second_look(
    cast: Cast, now: datetime
) -> None:
    said = say(cast, now)
    glass = break_glass(cast.stranger, "Maya", WHY, now, not_told_why="Her uncle reads her phone with her")
    assert b"uncle" not in bytes(glass.sealed_not_told_why or b"")
    open_in_emergency(cast.stranger, glass.pk, said.pk, now)
    assert who_has_seen(cast.maya, said) == []
    check_glass(cast.sam, glass, now + HOUR, was_right=True, tell=True)
    assert [look.person.known_as for look in who_has_seen(cast.maya, said)] == ["Stranger"]


@pytest.mark.parametrize("why", [WhyLeftOut.NOT_THIS_PERSON, WhyLeftOut.ABOUT_THEM])
def test_who_is_left_out_finds_nobody_before_and_loses_it_after(
    cast: Cast, now: datetime, why: WhyLeftOut
) -> None:
    said = say(cast, now)
    maya = trail.young_person(cast.maya.pk)
    glass = break_glass(cast.stranger, "Maya", WHY, now)
    leave_out(cast.maya, cast.stranger, why, now, actor=maya)
    with pytest.raises(NotAllowed):
        open_in_emergency(cast.stranger, glass.pk, said.pk, now)
    with pytest.raises(NotNow, match="nobody"):
        break_glass(cast.stranger, "Maya", WHY, now)


def test_who_may_not(cast: Cast, now: datetime) -> None:
    for worker in (cast.carol, cast.lena, cast.rhona, cast.adam, cast.priya, cast.tom):
        with pytest.raises(NotAllowed):
            break_glass(worker, "Maya", WHY, now)
    with pytest.raises(NotNow, match="ordinary"):
        break_glass(cast.asha, "Maya", WHY, now)
    with pytest.raises(NotAllowed):
        break_glass(cast.stranger, "Maya", "  ", now)
    assert not BrokenGlass.objects.exists()


def test_guessing_names_is_written_down_and_slowed(cast: Cast, now: datetime) -> None:
    for _ in range(5):
        with pytest.raises(NotNow, match="nobody"):
            break_glass(cast.stranger, "Mary", WHY, now)
    with pytest.raises(NotNow, match="slow_down"):
        break_glass(cast.stranger, "Maya", WHY, now)
    assert break_glass(cast.stranger, "Maya", WHY, now + 2 * HOUR).told


def test_what_went_to_an_advocate_or_outside_the_line_stays_closed(cast: Cast, now: datetime) -> None:
    advocate = say(cast, now, About.ADVOCATE)
    glass = break_glass(cast.stranger, "Maya", WHY, now)
    outside = say(cast, now + HOUR, words="my worker Asha shouts at me and hits me")
    Contribution.objects.filter(pk=outside.pk).update(route="independent")
    assert said_lately(cast.stranger, glass, now + HOUR) == []
    for said in (advocate, outside):
        with pytest.raises(NotAllowed):
            open_in_emergency(cast.stranger, glass.pk, said.pk, now + HOUR)


def test_it_ends_when_either_goes_elsewhere(cast: Cast, now: datetime) -> None:
    glass = break_glass(cast.stranger, "Maya", WHY, now)
    YoungPerson.objects.filter(pk=cast.maya.pk).update(service=cast.agency)
    with pytest.raises(NotAllowed):
        glass_of(cast.stranger, glass.pk, now)
    again = break_glass(cast.ravi, "Kai", WHY, now)
    deactivate(cast.ravi, now, trail.CLOCKS)
    ravi = Worker.objects.get(pk=cast.ravi.pk)
    assert mine_open(ravi, now).exists()
    with pytest.raises(NotAllowed):
        glass_of(ravi, again.pk, now)
