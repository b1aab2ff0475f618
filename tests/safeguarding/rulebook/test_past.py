"""Trying a draft on the past: only what the lead may read, the difference and nothing else, and quickly."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from safeguarding.people.models import Worker
from safeguarding.people.types import WhyLeftOut
from safeguarding.responsibility.actions import leave_out
from safeguarding.rulebook import queries
from safeguarding.rulebook.actions import begin_change, try_on_past, write_again, write_rule
from safeguarding.rulebook.models import RuleVersion, Tried
from safeguarding.rulebook.types import State
from safeguarding.trail.models import TrailEntry
from safeguarding.trail.types import CLOCKS, TrailType
from safeguarding.vault import keys
from tests.cast import Cast
from tests.safeguarding.rulebook.written import BANDSTAND, SAID, another_lead, in_force, tried
from tests.voice.contributions.said import send
from voice.contributions.models import Contribution
from voice.contributions.past import places, said_under
from voice.contributions.taking_back import take_back
from voice.contributions.types import About

pytestmark = pytest.mark.django_db
LATER = timedelta(minutes=5)
IN_CHARGE = "one of the staff grabbed my arm at the bandstand"


@pytest.fixture
def moira(cast: Cast, now: datetime) -> Worker:
    return another_lead(cast.service, now)


def test_it_reads_what_the_lead_may_read_and_nothing_else(cast: Cast, now: datetime) -> None:
    wanted = send(cast.maya, now, SAID)
    send(cast.maya, now, SAID, About.ADVOCATE)
    outside = send(cast.kai, now, IN_CHARGE)
    assert outside.route == "independent", "the control: it went outside the line"
    hidden = send(cast.noor, now, SAID)
    take_back(cast.noor, hidden, now + LATER)
    left_out = send(cast.dylan, now, SAID)
    leave_out(cast.dylan, cast.sam, WhyLeftOut.NOT_THIS_PERSON, now, actor=CLOCKS)
    long_ago, later = now - timedelta(days=1), now + LATER
    assert [said.id for said in said_under(cast.sam, cast.service, long_ago, later)] == [wanted.pk]
    everything = [row.pk for row in Contribution.objects.all()]
    assert [place.id for place in places(cast.sam, everything, later)] == [wanted.pk]
    assert left_out.pk not in {place.id for place in places(cast.sam, everything, later)}
    for worker in (cast.lena, cast.adam, cast.rhona, cast.asha, another_lead(cast.sibling, now, "Una")):
        assert list(said_under(worker, cast.service, long_ago, later)) == []
        assert places(worker, everything, later) == []


def test_only_what_this_service_s_young_people_said_is_tried(cast: Cast, now: datetime) -> None:
    above = another_lead(cast.authority, now, "Nan")
    send(cast.maya, now, SAID)
    assert list(said_under(above, cast.sibling, now - LATER, now)) == []
    assert len(list(said_under(above, cast.authority, now - LATER, now))) == 1


def test_words_whose_key_is_gone_are_left_alone(cast: Cast, now: datetime) -> None:
    send(cast.maya, now, SAID)
    cast.maya.data_key.wrapped, cast.maya.data_key.destroyed_at = None, now
    cast.maya.data_key.save()
    keys.forget_unwrapped()
    assert list(said_under(cast.sam, cast.service, now - LATER, now + LATER)) == []


def test_more_and_fewer_are_told_apart_from_what_is_raised_anyway(
    cast: Cast, now: datetime, moira: Worker
) -> None:
    rule = in_force(cast.sam, moira, cast.service, now).rule
    only, both = send(cast.maya, now, SAID), send(cast.kai, now, f"{SAID} and he hit me")
    pier = send(cast.noor, now, "we sat behind the pier")
    draft = begin_change(cast.sam, rule.pk, now + LATER)
    moved = replace(
        BANDSTAND, terms=("behind the pier",), match=("he waits behind the pier",), no_match=("the pier",)
    )
    write_again(cast.sam, draft.pk, moved, draft.written_at, now + LATER)
    result = try_on_past(cast.sam, draft.pk, now + LATER)
    assert (result.read, result.found, result.differ) == (3, 3, 2)
    assert {tuple(line) for line in result.differences} == {
        (str(only.pk), "soon", "none"),
        (str(pier.pk), "none", "soon"),
    }
    assert str(both.pk) not in str(result.differences), "somebody looks at it sooner as it is"


def test_trying_writes_no_look_no_word_and_one_line_of_the_trail(cast: Cast, now: datetime) -> None:
    said = send(cast.maya, now, SAID)
    draft = tried(cast.sam, cast.service, now)
    assert not TrailEntry.objects.filter(type=TrailType.WORDS_OPENED).exists()
    [line] = TrailEntry.objects.filter(type=TrailType.RULE_TRIED)
    assert line.young_person_id is None and line.details["read"] == "1"
    kept = Tried.objects.get(version=draft)
    assert kept.differences == [[str(said.pk), "none", "soon"]]
    assert RuleVersion.objects.get().state == State.DRAFT


def test_written_again_it_is_as_if_it_had_never_been_tried(cast: Cast, now: datetime) -> None:
    draft = tried(cast.sam, cast.service, now)
    assert queries.draft(cast.sam, draft.pk, now).tried is not None
    write_again(cast.sam, draft.pk, replace(BANDSTAND, urgency="today"), draft.written_at, now + LATER)
    assert queries.draft(cast.sam, draft.pk, now + LATER).tried is None
    assert try_on_past(cast.sam, draft.pk, now + LATER).by == cast.sam


def test_it_asks_the_database_as_often_for_thirty_as_for_three(cast: Cast, now: datetime) -> None:
    draft = write_rule(cast.sam, cast.service, BANDSTAND, now)
    asked = []
    for first, last in ((0, 3), (3, 30)):
        for minute in range(first, last):
            send(cast.maya, now + timedelta(minutes=minute), SAID)
        try_on_past(cast.sam, draft.pk, now + timedelta(hours=1))
        with CaptureQueriesContext(connection) as queries_asked:
            result = try_on_past(cast.sam, draft.pk, now + timedelta(hours=1))
        assert result.read == last
        asked.append(len(queries_asked))
    assert asked[0] == asked[1]
