from datetime import datetime, timedelta

import pytest

from safeguarding.people.models import LeftOut
from safeguarding.people.types import NotAllowed, WhyLeftOut
from safeguarding.promises import actions, clocks, queries
from safeguarding.promises.models import Notice
from safeguarding.promises.types import AlreadyKept, Clock, NoticeState
from safeguarding.trail.models import TrailEntry
from safeguarding.trail.types import CLOCKS, TrailType
from tests.cast import Cast
from tests.safeguarding.promises.helpers import MINUTE, fresh, let_it_climb, promised


def test_kept_is_kept_by_a_person_and_rests(cast: Cast, now: datetime) -> None:
    promise = promised(cast.maya, now)
    kept = actions.keep(promise, cast.asha, now + MINUTE)
    row = fresh(promise)
    assert (row.kept_by, row.kept_at, row.missed_at, row.next_action_at) == (
        cast.asha,
        now + MINUTE,
        None,
        None,
    )
    assert (kept.version, kept.is_open) == (row.version, False)
    assert clocks.tick(now + timedelta(days=30)) == 0
    assert row.steps.latest("pk").why == "kept"
    assert TrailEntry.objects.get(type=TrailType.PROMISE_KEPT).actor_id == cast.asha.pk


def test_what_was_still_to_be_sent_about_it_is_not_sent(cast: Cast, now: datetime) -> None:
    promise = promised(cast.maya, now)
    actions.keep(promise, cast.asha, now)
    assert not Notice.objects.filter(promise=promise, state=NoticeState.QUEUED).exists()


def test_keeping_it_twice_says_that_it_was_kept(cast: Cast, now: datetime) -> None:
    promise = promised(cast.maya, now)
    actions.keep(promise, cast.asha, now)
    with pytest.raises(AlreadyKept):
        actions.keep(promise, cast.joy, now)
    assert fresh(promise).kept_by == cast.asha


def test_somebody_it_climbed_past_may_still_keep_it_and_it_was_missed(cast: Cast, now: datetime) -> None:
    promise = promised(cast.maya, now)
    let_it_climb(promise)
    actions.keep(promise, cast.asha, promise.due_at + MINUTE)
    row = fresh(promise)
    assert (row.kept_by, row.missed_at) == (cast.asha, promise.due_at)


def test_late_is_late_even_when_the_clocks_had_not_come_by(cast: Cast, now: datetime) -> None:
    promise = promised(cast.maya, now)
    actions.keep(promise, cast.asha, promise.due_at + MINUTE)
    assert fresh(promise).missed_at == promise.due_at


def test_taken_in_time_and_kept_in_the_quiet_is_not_missed(cast: Cast, now: datetime) -> None:
    promise = promised(cast.maya, now, Clock.NOW)
    actions.take(promise, cast.ravi, now + 14 * MINUTE)
    actions.keep(promise, cast.ravi, now + 20 * MINUTE)
    assert fresh(promise).missed_at is None


def test_somebody_left_out_can_not_keep_it(cast: Cast, now: datetime) -> None:
    promise = promised(cast.maya, now)
    LeftOut.objects.create(
        young_person=cast.maya, worker=cast.asha, why=WhyLeftOut.NOT_THIS_PERSON, since=now
    )
    with pytest.raises(NotAllowed):
        actions.keep(promise, cast.asha, now)
    assert fresh(promise).is_open


def test_ended_is_neither_kept_nor_missed(cast: Cast, now: datetime) -> None:
    promise = promised(cast.maya, now)
    actions.end(promise, CLOCKS, now + MINUTE, "erased")
    row = fresh(promise)
    assert (row.ended_at, row.kept_at, row.missed_at) == (now + MINUTE, None, None)
    assert row.steps.latest("pk").details == {"because": "erased"}
    assert queries.who_has(row, now) == []
    with pytest.raises(AlreadyKept):
        actions.keep(promise, cast.asha, now)
