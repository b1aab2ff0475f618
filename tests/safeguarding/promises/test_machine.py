"""The promises of the engine itself, against whatever people and clocks do, in any order.

The numbers are those of the guarantees: 2 never ownerless, 4 one decision a rung, 5 on time, 6 nobody there,
7 the top repeats, 8 acknowledged is not done, 9 only people close, 10 never to who is left out.
"""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from safeguarding.people.models import LeftOut, Worker, YoungPerson
from safeguarding.people.types import NotAllowed, WhyLeftOut
from safeguarding.promises import actions, clocks, queries
from safeguarding.promises.models import Promise, PromiseStep
from safeguarding.promises.types import Climb, Clock, PromiseError, PromiseKind, StepWhy, pages
from safeguarding.responsibility.actions import deactivate, go_on_leave, leave_out
from safeguarding.trail import types as trail
from tests.cast import Cast
from tests.safeguarding.promises.helpers import MINUTE, promised

BY_CLOCK = (StepWhy.NOT_KEPT, StepWhy.REPEATED, StepWhy.TAKE_LAPSED)
STAFF = ("asha", "joy", "ravi", "sam", "ines", "rhona")
AHEAD = st.one_of(
    st.integers(1, 20).map(lambda minutes: timedelta(minutes=minutes)),
    st.integers(1, 30).map(lambda hours: timedelta(hours=hours)),
    st.just(timedelta(days=46)),  # over the night the clocks go back
)
Any_ = st.integers(0, 10**6)


class Engine(RuleBasedStateMachine):
    """A day, or forty, of a small service."""

    cast: Cast
    begin: datetime

    def __init__(self) -> None:
        super().__init__()
        self.undo = transaction.atomic()
        self.undo.__enter__()
        self.now = self.begin
        self.told: dict[Any, datetime] = {}
        self.closed: dict[Any, Worker] = {}

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.undo.__exit__(None, None, None)

    def _young(self, which: int) -> YoungPerson:
        return (self.cast.maya, self.cast.kai, self.cast.noor)[which % 3]

    def _worker(self, name: str) -> Worker:
        return Worker.objects.get(pk=getattr(self.cast, name).pk)

    def _with_one(self, which: int, change: Callable[[Promise], object]) -> None:
        rows = list(
            Promise.objects.filter(kept_at__isnull=True, ended_at__isnull=True).order_by("made_at", "pk")
        )
        if rows:
            # Refused is an answer: what must hold is looked at after every rule.
            with suppress(PromiseError, NotAllowed):
                change(rows[which % len(rows)])

    @rule(
        which=Any_,
        clock=st.sampled_from(Clock),
        climb=st.sampled_from([Climb.USUAL, Climb.HELP_NOW, Climb.INDEPENDENT, Climb.MODERATORS]),
        kind=st.sampled_from([PromiseKind.READ, PromiseKind.LOOK, PromiseKind.ACT, PromiseKind.ANSWER]),
    )
    def somebody_says_something(self, which: int, clock: Clock, climb: Climb, kind: PromiseKind) -> None:
        if climb is Climb.MODERATORS:  # they read, on an ordinary clock, and nothing hurries them
            clock, kind = Clock.ORDINARY, PromiseKind.READ
        chosen = self._worker("asha") if kind is PromiseKind.ACT else None
        promise = promised(self._young(which), self.now, clock, climb, kind, chosen=chosen)
        self.told[promise.pk] = promise.due_at

    @rule(ahead=AHEAD)
    def time_passes(self, ahead: timedelta) -> None:
        """The clocks go by every second; only the moments at which something is due matter."""
        end = self.now + ahead
        for _ in range(12):
            soonest = Promise.objects.order_by("next_action_at").filter(next_action_at__gt=self.now).first()
            if soonest is None or soonest.next_action_at is None or soonest.next_action_at > end:
                break
            self.now = soonest.next_action_at
            self._tick()
        else:
            end = self.now  # enough for one step; the rest another time
        self.now = end
        self._tick()

    @rule(hours=st.integers(1, 200))
    def the_clocks_stand_still(self, hours: int) -> None:
        self.now += timedelta(hours=hours)
        self._tick()

    def _tick(self) -> None:
        before = PromiseStep.objects.filter(why__in=BY_CLOCK).count()
        moved = clocks.tick(self.now)
        after = PromiseStep.objects.filter(why__in=BY_CLOCK).count()
        assert after - before == moved  # 4: one decision for each that was due
        assert clocks.tick(self.now) == 0  # 4, 15: and no second one at the same moment
        assert not clocks.due_ids(self.now, 1)  # 5: nothing due is left
        early = PromiseStep.objects.filter(why__in=BY_CLOCK, at=self.now, due__gt=self.now)
        assert not early.exists()  # 5: and nothing was early

    @rule(which=Any_, name=st.sampled_from(STAFF))
    def somebody_takes_it(self, which: int, name: str) -> None:
        self._with_one(which, lambda promise: actions.take(promise, self._worker(name), self.now))

    @rule(which=Any_, name=st.sampled_from(STAFF))
    def somebody_keeps_it(self, which: int, name: str) -> None:
        def keep(promise: Promise) -> None:
            kept = actions.keep(promise, self._worker(name), self.now)
            assert kept.kept_by is not None
            self.closed[promise.pk] = kept.kept_by

        self._with_one(which, keep)

    @rule(which=Any_, name=st.sampled_from(STAFF))
    def somebody_hands_it_over(self, which: int, name: str) -> None:
        to, by = self._worker(name), self._worker("sam")
        self._with_one(which, lambda promise: actions.hand_over(promise, by, to, self.now))

    @rule(which=Any_, clock=st.sampled_from(Clock))
    def it_turns_out_to_be_urgent(self, which: int, clock: Clock) -> None:
        def hurry(promise: Promise) -> None:
            if promise.climb == Climb.MODERATORS:
                return
            before = promise.next_action_at
            after = actions.hurry(promise, clock, self.now, trail.CLOCKS)
            assert after.due_at <= promise.due_at
            if before is not None and after.next_action_at is not None and before > self.now:
                assert after.next_action_at <= before
            self.told[promise.pk] = min(self.told[promise.pk], after.due_at)

        self._with_one(which, hurry)

    @rule(which=Any_, name=st.sampled_from(STAFF))
    def somebody_is_left_out(self, which: int, name: str) -> None:
        young_person = self._young(which)
        actor = trail.young_person(young_person.pk)
        leave_out(young_person, self._worker(name), WhyLeftOut.NOT_THIS_PERSON, self.now, actor=actor)

    @rule(which=Any_)
    def whoever_has_it_is_left_out(self, which: int) -> None:
        def leave(promise: Promise) -> None:
            actor = trail.young_person(promise.young_person_id)
            for worker in queries.who_has(promise, self.now)[:1]:
                leave_out(promise.young_person, worker, WhyLeftOut.ABOUT_THEM, self.now, actor=actor)

        self._with_one(which, leave)

    @rule(name=st.sampled_from(STAFF), cover=st.sampled_from([None, "lena", "joy"]), days=st.integers(1, 20))
    def somebody_goes_on_leave(self, name: str, cover: str | None, days: int) -> None:
        if cover == name:
            return
        by = self._worker(cover) if cover else None
        until = self.now + timedelta(days=days)
        with suppress(PromiseError, ValueError):
            go_on_leave(self._worker(name), self.now, until, by, self.now, trail.CLOCKS)

    @rule(name=st.sampled_from(["joy", "ravi"]))
    def somebody_leaves_for_good(self, name: str) -> None:
        with suppress(PromiseError):
            deactivate(self._worker(name), self.now, trail.CLOCKS)

    @invariant()
    def what_was_promised_holds(self) -> None:
        out = set(LeftOut.objects.filter(lifted_at__isnull=True).values_list("young_person_id", "worker_id"))
        for promise in Promise.objects.select_related("keeper", "rota", "service", "young_person", "chosen"):
            if promise.pk in self.closed:
                assert promise.kept_by == self.closed[promise.pk]  # 9: nothing undoes what a person did
                continue
            assert promise.is_open  # 8, 9: no clock, no taking and no moving closes it
            assert (promise.keeper is None) != (promise.rota is None)  # 2
            assert promise.next_action_at is not None  # 2
            assert promise.due_at == self.told[promise.pk]  # what the young person was told stands
            for worker in queries.who_has(promise, self.now):
                assert (promise.young_person_id, worker.pk) not in out  # 10
                assert worker.is_active
            if pages(promise.kind, promise.clock) and promise.round > 3:
                assert promise.next_action_at - self.now <= max(timedelta(hours=24), 15 * MINUTE)  # 7


def test_whatever_happens_the_guarantees_hold(cast: Cast, now: datetime) -> None:
    case = type("Case", (Engine,), {"cast": cast, "begin": now})
    run_state_machine_as_test(
        case,
        settings=settings(
            max_examples=8,
            stateful_step_count=20,
            phases=(Phase.generate,),  # shrinking takes minutes
            deadline=None,
            suppress_health_check=list(HealthCheck),
            database=None,
        ),
    )


@pytest.mark.slow
def test_whatever_happens_for_longer_the_guarantees_hold(cast: Cast, now: datetime) -> None:
    case = type("Case", (Engine,), {"cast": cast, "begin": now})
    run_state_machine_as_test(
        case,
        settings=settings(
            max_examples=25,
            stateful_step_count=30,
            phases=(Phase.generate,),
            deadline=None,
            suppress_health_check=list(HealthCheck),
            database=None,
        ),
    )


def test_what_pages_and_empties_its_ladder_pages_those_outside_by_their_own_clock(
    cast: Cast, now: datetime
) -> None:
    # Found by the machine: a moderator's reading that turned out to be urgent kept the moderators' day.
    promise = promised(cast.maya, now, Clock.TODAY, Climb.MODERATORS)
    actor = trail.young_person(cast.maya.pk)
    for clock in (Clock.TODAY, Clock.NOW):
        promise = actions.hurry(promise, clock, now, trail.CLOCKS)
        for worker in queries.who_has(promise, now)[:1]:
            leave_out(cast.maya, worker, WhyLeftOut.ABOUT_THEM, now, actor=actor)
            promise.refresh_from_db()
    assert promise.climb == Climb.INDEPENDENT
    assert promise.next_action_at is not None
    assert promise.next_action_at <= now + 15 * MINUTE
