"""Two connections at one moment: one decision, and never a promise with somebody who must not have it."""

import threading
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

import pytest
from django.db import connection

from safeguarding.people.types import WhyLeftOut
from safeguarding.promises import actions, clocks, outbox, queries
from safeguarding.promises.models import Notice, Promise
from safeguarding.promises.types import AlreadyKept, AlreadyTaken, Channel, Clock, NoticeState, PromiseKind
from safeguarding.responsibility.actions import leave_out
from safeguarding.trail import types as trail
from safeguarding.trail.queries import first_broken
from tests.cast import Cast
from tests.conftest import Mailbox
from tests.safeguarding.promises.helpers import MINUTE, fresh, promised, steps

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
TIMES = range(5)


def at_once(*changes: Callable[[], Any]) -> list[Any]:
    """Run each in a thread with a connection of its own, from one starting line: what they gave or raised."""
    line = threading.Barrier(len(changes))
    results: list[Any] = [None] * len(changes)

    def run(index: int, change: Callable[[], Any]) -> None:
        try:
            connection.ensure_connection()
            line.wait(10)
            results[index] = change()
        except Exception as error:
            results[index] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(changes)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return results


def kinds(results: list[Any]) -> list[str]:
    return sorted(type(result).__name__ for result in results)


def test_two_people_take_it_and_one_has_got_it(cast: Cast, now: datetime) -> None:
    for _ in TIMES:
        promise = promised(cast.maya, now, Clock.NOW)
        results = at_once(*(partial(actions.take, promise, who, now) for who in (cast.ravi, cast.asha)))
        assert kinds(results) == [AlreadyTaken.__name__, "Promise"]
        assert [why for why, _ in steps(promise)].count("taken") == 1


def test_two_people_keep_it_and_one_has_kept_it(cast: Cast, now: datetime) -> None:
    for _ in TIMES:
        promise = promised(cast.maya, now)
        results = at_once(*(partial(actions.keep, promise, who, now) for who in (cast.asha, cast.joy)))
        assert kinds(results) == [AlreadyKept.__name__, "Promise"]
        assert [why for why, _ in steps(promise)].count("kept") == 1


def test_three_clocks_tick_and_each_rung_fires_once(cast: Cast, now: datetime) -> None:
    for _ in TIMES:
        rows = [promised(young_person, now) for young_person in (cast.maya, cast.kai, cast.noor)]
        due = rows[0].due_at
        results = at_once(*([partial(clocks.tick, due)] * 3))
        assert [result for result in results if isinstance(result, Exception)] == []
        clocks.tick(due)  # what a clock passed over because another held it
        for row in rows:
            assert steps(row) == [("made", 0), ("not_kept", 1)]
            assert Notice.objects.filter(promise=row, rung=1, channel=Channel.EMAIL).count() == 1


def test_a_person_who_keeps_it_as_it_climbs_has_kept_it(cast: Cast, now: datetime) -> None:
    for _ in TIMES:
        promise = promised(cast.maya, now)
        due = promise.due_at
        results = at_once(partial(actions.keep, promise, cast.asha, due), partial(clocks.tick, due))
        assert isinstance(results[0], Promise)
        assert results[1] in (0, 1)
        row = fresh(promise)
        assert (row.kept_by, row.next_action_at) == (cast.asha, None)
        assert clocks.tick(due + 60 * MINUTE) == 0


def test_taken_as_it_climbs_it_is_taken_on_the_rung_it_is_on(cast: Cast, now: datetime) -> None:
    for _ in TIMES:
        promise = promised(cast.maya, now, Clock.NOW)
        due = promise.due_at
        results = at_once(partial(actions.take, promise, cast.sam, due), partial(clocks.tick, due))
        assert isinstance(results[0], Promise)
        row = fresh(promise)
        assert row.is_open
        assert row.next_action_at is not None
        assert row.next_action_at > due
        assert row.taken_by == cast.sam


def test_what_is_made_as_somebody_is_left_out_is_never_with_them(cast: Cast, now: datetime) -> None:
    for young_person in (cast.maya, cast.kai, cast.noor, cast.dylan):
        actor = trail.young_person(young_person.pk)
        results = at_once(
            partial(promised, young_person, now),
            partial(leave_out, young_person, cast.asha, WhyLeftOut.ABOUT_THEM, now, actor=actor),
        )
        assert [result for result in results if isinstance(result, Exception)] == []
        promise = Promise.objects.get(young_person=young_person)
        assert queries.who_has(promise, now) == [cast.joy]
        assert queries.inbox(cast.asha, now) == []
        waiting = Notice.objects.filter(promise=promise, state=NoticeState.QUEUED)
        assert [notice.person.known_as for notice in waiting] == ["Joy"]


def test_what_climbs_as_somebody_is_left_out_is_never_with_them(cast: Cast, now: datetime) -> None:
    for young_person in (cast.maya, cast.kai, cast.noor, cast.dylan):
        promise = promised(young_person, now)
        due = promise.due_at
        actor = trail.young_person(young_person.pk)
        results = at_once(
            partial(clocks.tick, due),
            partial(leave_out, young_person, cast.joy, WhyLeftOut.ABOUT_THEM, due, actor=actor),
        )
        assert [result for result in results if isinstance(result, Exception)] == []
        clocks.tick(due)
        assert cast.joy not in queries.who_has(fresh(promise), due)


def test_handed_over_as_it_climbs_it_has_one_keeper(cast: Cast, now: datetime) -> None:
    for _ in TIMES:
        promise = promised(cast.maya, now)
        due = promise.due_at
        results = at_once(
            partial(actions.hand_over, promise, cast.asha, cast.lena, due), partial(clocks.tick, due)
        )
        assert isinstance(results[0], Promise)
        row = fresh(promise)
        assert row.keeper in (cast.lena, cast.joy)
        assert row.next_action_at is not None
        assert row.next_action_at > due


def test_three_senders_send_each_notice_once(cast: Cast, now: datetime, smtp: Mailbox) -> None:
    for _ in TIMES:
        for young_person in (cast.maya, cast.kai, cast.noor, cast.dylan):
            promised(young_person, now, Clock.NOW, kind=PromiseKind.LOOK)
        results = at_once(*([partial(outbox.send, now)] * 3))
        assert [result for result in results if isinstance(result, Exception)] == []
        assert sum(results) == len(smtp.messages) == 4
        smtp.messages.clear()


def test_the_trail_of_a_race_is_one_unbroken_chain(cast: Cast, now: datetime) -> None:
    young_people = (cast.maya, cast.kai, cast.noor, cast.dylan)
    at_once(*(partial(promised, person, now) for person in young_people))
    assert Promise.objects.count() == 4
    assert first_broken() is None
