"""Whatever fails while a promise moves, at any statement or at COMMIT: nothing happened, or the promise stands."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import OperationalError, connection, connections

from safeguarding.concerns.actions import propose_outcome
from safeguarding.concerns.models import Concern, Outcome, Plan
from safeguarding.concerns.types import OutcomeKind
from safeguarding.promises import actions, clocks, outbox
from safeguarding.promises.models import Notice, Promise, PromiseStep
from safeguarding.promises.types import Channel, Clock, NoticeState
from safeguarding.trail.models import TrailEntry
from safeguarding.trail.queries import first_broken
from tests.cast import Cast
from tests.conftest import Mailbox
from tests.safeguarding.concerns.given import a_concern, a_plan
from tests.safeguarding.promises.helpers import fresh, promised, steps

pytestmark = pytest.mark.django_db(transaction=True)
Work = Callable[[], object]
KEPT = (Promise, PromiseStep, Notice, Plan, Outcome, TrailEntry)


def state() -> list[object]:
    """Everything a half-done change could leave behind."""
    promises = Promise.objects.order_by("pk").values_list(
        "pk", "version", "rung", "taken_by", "kept_at", "ended_at"
    )
    closed = list(Concern.objects.order_by("pk").values_list("pk", "closed_at"))
    return [list(promises), closed, *(model._default_manager.count() for model in KEPT)]


@contextmanager
def failing_at(place: int) -> Iterator[list[int]]:
    """Raise at the statement of this number, counted from 0; gives back how many were asked for."""
    seen = [0]

    def count(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        seen[0] += 1
        if seen[0] == place + 1:
            raise OperationalError("the database went away")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(count):
        yield seen


def taken(cast: Cast, now: datetime) -> Work:
    promise = promised(cast.maya, now, Clock.NOW)
    return lambda: actions.take(promise, cast.ravi, now)


def ticked(cast: Cast, now: datetime) -> Work:
    promise = promised(cast.maya, now)
    return lambda: clocks._tick_one(promise.pk, promise.due_at)


def planned(cast: Cast, now: datetime) -> Work:
    concern = a_concern(cast.maya, now)
    return lambda: a_plan(cast.asha, concern, now)


def closed(cast: Cast, now: datetime) -> Work:
    concern = a_concern(cast.maya, now)
    a_plan(cast.asha, concern, now)
    return lambda: propose_outcome(cast.asha, concern, OutcomeKind.SPOKE, "We talked.", now)


CHANGES = [taken, ticked, planned, closed]


@pytest.mark.parametrize("change", CHANGES)
def test_a_fault_at_any_statement_changes_nothing(
    cast: Cast, now: datetime, change: Callable[[Cast, datetime], Work]
) -> None:
    work = change(cast, now)
    before, place = state(), 0
    while True:
        try:
            with failing_at(place):
                work()
            break
        except OperationalError:
            assert state() == before, f"something was left behind by a fault at statement {place}"
            place += 1
    assert place > 4, "the faults were injected where it matters"
    assert state() != before
    assert first_broken() is None


@pytest.mark.parametrize("change", CHANGES)
def test_a_fault_at_commit_changes_nothing(
    cast: Cast, now: datetime, monkeypatch: pytest.MonkeyPatch, change: Callable[[Cast, datetime], Work]
) -> None:
    work = change(cast, now)
    before = state()

    def gone(*args: Any) -> None:
        raise OperationalError("the database went away")

    with monkeypatch.context() as patched:
        patched.setattr(connections["default"], "_commit", gone)
        with pytest.raises(OperationalError):
            work()
    assert state() == before
    work()
    assert state() != before


def test_a_tick_that_failed_anywhere_is_made_up_for_by_the_next(cast: Cast, now: datetime) -> None:
    place, tried = 0, True
    while tried:
        promise = promised(cast.maya, now)
        with (
            failing_at(place) as seen,
            suppress(OperationalError),
        ):  # the list of what is due may be unreadable
            clocks.tick(promise.due_at)
        tried = seen[0] > place
        row = fresh(promise)
        assert row.is_open and row.next_action_at is not None and (row.keeper or row.rota)
        clocks.tick(promise.due_at)
        assert steps(promise) == [("made", 0), ("not_kept", 1)], place
        actions.keep(promise, cast.asha, promise.due_at)
        place += 1
    assert place > 8


def test_a_send_that_failed_anywhere_loses_nothing_and_says_nothing_untrue(
    cast: Cast, now: datetime, smtp: Mailbox
) -> None:
    place, tried = 0, True
    while tried:
        smtp.messages.clear()
        promise = promised(cast.maya, now, Clock.NOW)
        notice = Notice.objects.get(promise=promise, channel=Channel.EMAIL)
        with failing_at(place) as seen, suppress(OperationalError):
            outbox.send(now)
        tried = seen[0] > place
        notice.refresh_from_db()
        if notice.state == NoticeState.SENT:
            assert len(smtp.messages) == 1
        outbox.send(now + timedelta(minutes=2))
        notice.refresh_from_db()
        assert notice.state == NoticeState.SENT, place
        assert len(smtp.messages) in (1, 2)  # twice only where marking it failed after it went
        actions.keep(promise, cast.ravi, now + timedelta(minutes=2))
        place += 1
    assert place > 4
