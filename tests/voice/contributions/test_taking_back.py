from datetime import datetime, timedelta

import pytest

from safeguarding.concerns.models import Concern
from safeguarding.people.types import NotAllowed
from safeguarding.promises import chores
from safeguarding.promises.models import Promise
from safeguarding.promises.types import Climb, PromiseKind
from safeguarding.trail.models import TrailEntry
from safeguarding.trail.types import TrailType
from tests.cast import Cast
from tests.voice.contributions.said import WORRIED, begun, send
from voice.contributions.actions import submit_contribution, take_back
from voice.contributions.models import Answer
from voice.contributions.queries import for_young_person, open_words
from voice.contributions.taking_back import end_what_is_hidden
from voice.contributions.types import About
from voice.moderation.actions import open_for_reading
from voice.moderation.queries import queue
from voice.participation.models import Block

pytestmark = pytest.mark.django_db


def test_before_it_is_read_its_keepers_see_it_marked(cast: Cast, now: datetime) -> None:
    row = send(cast.maya, now)
    take_back(cast.maya, row, now)
    assert row.reading.is_open
    assert queue(cast.rhona, now)[0].taken_back
    assert open_words(cast.asha, row.pk, now).taken_back


def test_once_read_nobody_sees_it_and_nothing_is_promised_any_more(cast: Cast, now: datetime) -> None:
    row = send(cast.maya, now)
    open_words(cast.asha, row.pk, now)
    assert queue(cast.rhona, now)  # it waited for a moderator
    take_back(cast.maya, row, now)
    with pytest.raises(NotAllowed):
        open_words(cast.asha, row.pk, now)
    with pytest.raises(NotAllowed):
        open_for_reading(cast.rhona, row.pk, now)
    assert queue(cast.rhona, now) == []
    assert not Promise.objects.filter(kept_at__isnull=True, ended_at__isnull=True).exists()


def test_read_after_it_was_taken_back_it_is_hidden_from_then_on(cast: Cast, now: datetime) -> None:
    row = send(cast.maya, now)
    take_back(cast.maya, row, now)
    open_words(cast.asha, row.pk, now)
    with pytest.raises(NotAllowed):
        open_words(cast.asha, row.pk, now)
    assert not Promise.objects.filter(kind=PromiseKind.ANSWER).exists()
    assert Promise.objects.get(climb=Climb.MODERATORS).ended_at == now


def test_an_open_concern_keeps_it_open_to_its_keepers(cast: Cast, now: datetime) -> None:
    row = send(cast.maya, now, WORRIED)
    open_words(cast.asha, row.pk, now)
    take_back(cast.maya, row, now)
    assert Concern.objects.get().closed_at is None and Promise.objects.get(kind=PromiseKind.LOOK).is_open
    assert open_words(cast.ravi, row.pk, now).taken_back
    Concern.objects.update(closed_at=now)
    with pytest.raises(NotAllowed):
        open_words(cast.ravi, row.pk, now)


def test_once_its_concern_closes_nothing_waits_that_nobody_may_open(cast: Cast, now: datetime) -> None:
    row = send(cast.maya, now, WORRIED)
    open_words(cast.asha, row.pk, now)
    take_back(cast.maya, row, now)
    still = Promise.objects.filter(contribution_id=row.pk, about_kind="contribution", kept_at__isnull=True)
    still = still.filter(ended_at__isnull=True)
    assert end_what_is_hidden(now) == 0
    assert {promise.kind for promise in still} == {PromiseKind.ANSWER, PromiseKind.READ}
    Concern.objects.filter(from_id=row.pk).update(closed_at=now)
    chores.run_due(now + timedelta(hours=1))
    assert not still.all().exists()
    assert end_what_is_hidden(now) == 0


def test_answers_leave_open_statistics_at_once_and_closed_ones_never(cast: Cast, now: datetime) -> None:
    draft = begun(cast.maya, now, About.DECISION, None, answers={"told": "1", "asked": "2"})
    row = submit_contribution(cast.maya, draft, now)
    day = now.date()
    block = Block.objects.create(
        unit=cast.team,
        measure="told",
        period="2026-Q3",
        starts_on=day,
        ends_on=day + timedelta(days=1),
        closed_at=now,
    )
    Answer.objects.filter(question="told").update(block=block)
    take_back(cast.maya, row, now)
    assert list(Answer.objects.values_list("question", flat=True)) == ["told"]


def test_the_young_person_still_sees_what_they_said(cast: Cast, now: datetime) -> None:
    row = send(cast.maya, now, "we had pizza")
    open_words(cast.asha, row.pk, now)
    take_back(cast.maya, row, now)
    [mine] = for_young_person(cast.maya, now)
    assert mine.taken_back and mine.words == "we had pizza"


def test_taking_back_twice_is_taking_back_once(cast: Cast, now: datetime) -> None:
    row = send(cast.maya, now)
    assert take_back(cast.maya, row, now).taken_back_at == now
    assert take_back(cast.maya, row, now + timedelta(days=1)).taken_back_at == now
    assert TrailEntry.objects.filter(type=TrailType.TAKEN_BACK).count() == 1


def test_nobody_takes_back_what_somebody_else_said(cast: Cast, now: datetime) -> None:
    row = send(cast.maya, now)
    with pytest.raises(NotAllowed):
        take_back(cast.kai, row, now)
    row.refresh_from_db()
    assert row.taken_back_at is None
