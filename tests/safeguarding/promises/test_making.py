import uuid
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from safeguarding.people.models import Service
from safeguarding.promises import defaults
from safeguarding.promises.models import Ladder, Notice, Promise, PromiseStep, Rung
from safeguarding.promises.types import Channel, Climb, Clock, NoticeState, PromiseKind, RungWho, WaitIn
from safeguarding.trail.actions import change
from safeguarding.trail.models import TrailEntry
from safeguarding.trail.types import TrailType
from tests.cast import Cast
from tests.safeguarding.promises.helpers import MINUTE, NIGHT, fresh, promised


@pytest.mark.parametrize(
    ("kind", "clock", "climb", "due"),
    [
        (PromiseKind.LOOK, Clock.NOW, Climb.USUAL, timedelta(minutes=15)),
        (PromiseKind.LOOK, Clock.NOW, Climb.HELP_NOW, timedelta(minutes=15)),
        (PromiseKind.LOOK, Clock.TODAY, Climb.USUAL, timedelta(hours=2)),
        (PromiseKind.LOOK, Clock.SOON, Climb.USUAL, timedelta(days=1)),
        (PromiseKind.READ, Clock.ORDINARY, Climb.USUAL, timedelta(days=1)),
        (PromiseKind.READ, Clock.ORDINARY, Climb.MODERATORS, timedelta(days=1)),
        (PromiseKind.READ, Clock.ORDINARY, Climb.REPLIES, timedelta(hours=2)),
        (PromiseKind.READ, Clock.TODAY, Climb.INDEPENDENT, timedelta(hours=2)),
        (PromiseKind.READ, Clock.NOW, Climb.ADVOCATE, timedelta(minutes=15)),
        (PromiseKind.ANSWER, Clock.ORDINARY, Climb.USUAL, timedelta(days=2)),
        (PromiseKind.ANSWER, Clock.NOW, Climb.USUAL, timedelta(days=2)),
        (PromiseKind.ACT, Clock.NOW, Climb.USUAL, timedelta(hours=2)),
        (PromiseKind.ACT, Clock.TODAY, Climb.USUAL, timedelta(hours=24)),
        (PromiseKind.ACT, Clock.SOON, Climb.USUAL, timedelta(days=3)),
    ],
)
def test_each_clock_is_what_young_people_are_told(
    cast: Cast, now: datetime, kind: PromiseKind, clock: Clock, climb: Climb, due: timedelta
) -> None:
    promise = promised(cast.maya, now, clock, climb, kind, chosen=cast.asha)
    assert promise.due_at == promise.next_action_at == now + due


def test_it_is_there_with_its_steps_notices_and_trail(cast: Cast, now: datetime) -> None:
    about = ("contribution", uuid.uuid4())
    promise = promised(cast.maya, now, about=about)
    row = fresh(promise)
    assert (row.keeper, row.rota, row.about_kind, row.about_id) == (cast.asha, None, *about)
    assert list(row.steps.values_list("why", "worker")) == [("made", cast.asha.pk)]
    told = {(notice.person, notice.channel, notice.state) for notice in row.notices.all()}
    assert told == {
        (cast.asha, Channel.INBOX, NoticeState.SENT),
        (cast.asha, Channel.EMAIL, NoticeState.QUEUED),
    }
    entry = TrailEntry.objects.get(type=TrailType.PROMISE_MADE)
    assert (entry.about_id, entry.details) == (
        promise.pk,
        {"clock": "today", "climb": "usual", "kind": "read"},
    )


def test_a_given_time_only_shortens_the_clock(cast: Cast, now: datetime) -> None:
    act: dict[str, Any] = {"kind": PromiseKind.ACT, "chosen": cast.asha}
    assert promised(cast.maya, now, due_at=now + 30 * MINUTE, **act).next_action_at == now + 30 * MINUTE
    assert promised(cast.maya, now, due_at=now + timedelta(days=9), **act).due_at == now + timedelta(hours=24)


def test_a_review_may_be_planned_for_later(cast: Cast, now: datetime) -> None:
    later = now + timedelta(days=9)
    promise = promised(cast.maya, now, Clock.SOON, Climb.SECOND, PromiseKind.REVIEW, due_at=later)
    assert promise.next_action_at == later


def test_it_rolls_back_with_what_it_belongs_to(cast: Cast, now: datetime) -> None:
    before = (Promise.objects.count(), Notice.objects.count(), TrailEntry.objects.count())
    with pytest.raises(KeyError), change(now):
        promised(cast.maya, now)
        raise KeyError
    assert (Promise.objects.count(), Notice.objects.count(), TrailEntry.objects.count()) == before


@pytest.mark.parametrize(
    "broken",
    [
        {"keeper": None},
        {"next_action_at": None},
        {"kept_at": datetime(2026, 9, 15, tzinfo=NIGHT.tzinfo), "ended_at": NIGHT},
    ],
)
def test_the_database_refuses_a_promise_without_a_person_or_a_time(
    cast: Cast, now: datetime, broken: dict[str, Any]
) -> None:
    promise = promised(cast.maya, now)
    with pytest.raises(IntegrityError), transaction.atomic():
        Promise.objects.filter(pk=promise.pk).update(**broken)


def test_a_service_with_no_ladder_up_its_line_still_keeps_promises(cast: Cast, now: datetime) -> None:
    Promise.objects.all().delete()
    Ladder.objects.all().delete()
    promise = promised(cast.maya, now)
    assert promise.keeper == cast.asha
    assert promise.ladder.service == cast.authority
    assert promised(cast.kai, now).ladder == promise.ladder


def test_the_nearest_ladder_counts_and_open_promises_follow_theirs(cast: Cast, now: datetime) -> None:
    before = promised(cast.maya, now)
    ladder = Ladder.objects.create(
        service=cast.team, kind=PromiseKind.READ, clock=Clock.TODAY, climb=Climb.USUAL, made_at=now
    )
    Rung.objects.create(ladder=ladder, position=0, who=RungWho.LEAD, wait=30, wait_in=WaitIn.CLOCK)
    after = promised(cast.maya, now)
    assert (after.keeper, after.due_at) == (cast.sam, now + 30 * MINUTE)
    assert fresh(before).ladder.service == cast.authority


def test_the_default_ladders_are_made_once(cast: Cast, now: datetime) -> None:
    count = Ladder.objects.count()
    assert count > 60
    defaults.make_ladders(cast.authority, now)
    assert Ladder.objects.count() == count
    empty = [ladder for ladder in Ladder.objects.all() if not ladder.rungs.exists()]
    assert empty == []


def test_two_that_need_the_same_default_ladder_make_one(cast: Cast, now: datetime) -> None:
    key = (PromiseKind.ANSWER, Clock.SOON, Climb.HELP_NOW)
    service = Service.objects.get(pk=cast.authority.pk)
    assert defaults.make_one(service, *key, now) == defaults.make_one(service, *key, now)


def test_practice_is_marked(cast: Cast, now: datetime) -> None:
    assert fresh(promised(cast.maya, now, is_practice=True)).is_practice


def test_making_one_takes_few_queries(cast: Cast, now: datetime, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(24):
        promised(cast.maya, now, Clock.ORDINARY)


def test_a_step_says_who_has_it(cast: Cast) -> None:
    promise = promised(cast.maya, NIGHT)
    made = PromiseStep.objects.get(promise=promise, why="made")
    assert (made.worker, made.rota and made.rota.name) == (None, "Team on call")
