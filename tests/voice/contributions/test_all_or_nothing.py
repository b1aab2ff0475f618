"""Saved means looked at: whatever fails while it is sent, everything is stored or nothing is."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime
from threading import Barrier
from typing import Any

import pytest
from django.db import OperationalError, connection, connections

from safeguarding.concerns.models import Concern, Reason
from safeguarding.people.models import LeftOut
from safeguarding.promises.models import Notice, Promise, PromiseStep
from safeguarding.trail.models import TrailEntry
from safeguarding.trail.queries import first_broken
from tests.cast import Cast
from tests.voice.contributions.said import ANSWERS, begun
from voice.contributions import drafts
from voice.contributions.actions import help_now, submit_contribution
from voice.contributions.models import Answer, Contribution, Draft, Words
from voice.contributions.types import About

pytestmark = pytest.mark.django_db(transaction=True)

KEPT = (Contribution, Words, Answer, Concern, Reason, Promise, PromiseStep, Notice, LeftOut, TrailEntry)
WORDS = "asha hit me and i am not safe here"


def stored() -> list[int]:
    return [model._default_manager.count() for model in KEPT]


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


def test_a_fault_at_any_statement_stores_nothing(cast: Cast, now: datetime) -> None:
    draft = begun(cast.maya, now, About.DECISION, None, words=WORDS, answers=ANSWERS, must_not_know="joy")
    body, before = drafts.body(draft), stored()
    place = 0
    while True:
        try:
            with failing_at(place):
                submit_contribution(cast.maya, draft, now)
            break
        except OperationalError:
            assert stored() == before, f"something was left behind by a fault at statement {place}"
            assert drafts.body(Draft.objects.get()) == body
            place += 1
    # PostgreSQL takes what belongs together in one message: fewer places, each of them tried.
    fewest = 12 if connection.vendor == "postgresql" else 40
    assert place > fewest, "the faults were injected where it matters"
    after = stored()
    assert after[:4] == [1, 1, len(ANSWERS), 1] and all(
        now_ > then for now_, then in zip(after, before, strict=True)
    )
    assert first_broken() is None


def test_a_fault_at_commit_stores_nothing(cast: Cast, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    draft = begun(cast.maya, now, words=WORDS)
    before = stored()

    def gone(*args: Any) -> None:
        raise OperationalError("the database went away")

    with monkeypatch.context() as patched:
        patched.setattr(connections["default"], "_commit", gone)
        with pytest.raises(OperationalError):
            submit_contribution(cast.maya, draft, now)
    assert stored() == before
    assert submit_contribution(cast.maya, draft, now).draft_id == draft.pk


def test_help_now_is_all_or_nothing_too(cast: Cast, now: datetime) -> None:
    before, place = stored(), 0
    while True:
        try:
            with failing_at(place):
                help_now(cast.maya, now)
            break
        except OperationalError:
            assert stored() == before
            place += 1
    assert place > 20 and Concern.objects.get().look.is_open


def at_once(number: int, work: Callable[[], Any]) -> list[Any]:
    """The same work in so many threads, begun together, each with its own connection."""
    together = Barrier(number)

    def one(_: int) -> Any:
        try:
            together.wait(timeout=10)
            return work()
        finally:
            connection.close()

    with ThreadPoolExecutor(number) as pool:
        return list(pool.map(one, range(number)))


def test_two_sends_at_once_make_one(cast: Cast, now: datetime) -> None:
    draft = begun(cast.maya, now, words=WORDS)
    rows = at_once(4, lambda: submit_contribution(cast.maya, draft, now))
    assert len({row.pk for row in rows}) == 1
    assert Contribution.objects.count() == Words.objects.count() == Concern.objects.count() == 1
    assert first_broken() is None


def test_two_calls_for_help_at_once_make_one(cast: Cast, now: datetime) -> None:
    rows = at_once(4, lambda: help_now(cast.maya, now))
    assert len({row.pk for row in rows}) == 1
    assert Contribution.objects.count() == Concern.objects.count() == 1


def test_two_taps_on_start_make_one_draft(cast: Cast, now: datetime) -> None:
    rows = at_once(4, lambda: drafts.begin(cast.maya, About.FREE, now, session_key="one"))
    assert len({row.pk for row in rows}) == Draft.objects.count() == 1


def test_pages_saved_at_once_all_stay(cast: Cast, now: datetime) -> None:
    draft = begun(cast.maya, now)
    answers = iter([{"told": "1"}, {"asked": "2"}, {"heard": "3"}, {"back": "4"}])
    at_once(4, lambda: drafts.save(draft, {"answers": next(answers)}, now))
    assert drafts.body(Draft.objects.get()).answers == {"told": "1", "asked": "2", "heard": "3", "back": "4"}
