from datetime import datetime, timedelta

import pytest
from django.db import connection

from safeguarding.people.models import Service
from safeguarding.promises import actions, clocks, queries
from safeguarding.promises.models import Ladder, Notice, Promise
from safeguarding.promises.models_promises import OPEN
from safeguarding.promises.types import Clock, PromiseKind
from tests.cast import Cast
from tests.safeguarding.promises.helpers import MINUTE, NIGHT, SECOND, fresh, holder, next_at, promised, steps


def test_not_early_and_on_time(cast: Cast, now: datetime) -> None:
    promise = promised(cast.maya, now)
    assert clocks.tick(promise.due_at - timedelta(microseconds=1)) == 0
    assert clocks.tick(promise.due_at) == 1


def test_a_second_late_does_not_push_the_next_rung(cast: Cast, now: datetime) -> None:
    promise = promised(cast.maya, now)
    clocks.tick(promise.due_at + SECOND)
    assert next_at(promise) == promise.due_at + 15 * MINUTE


@pytest.mark.parametrize("late", [timedelta(hours=6), timedelta(days=40)])
def test_after_a_standstill_each_overdue_rung_fires_once_and_is_marked_late(
    cast: Cast, now: datetime, late: timedelta
) -> None:
    promise = promised(cast.maya, now, Clock.NOW)
    back = promise.due_at + late
    assert clocks.tick(back) == 1
    assert clocks.tick(back) == 0
    step = promise.steps.latest("pk")
    assert (step.due, step.at) == (promise.due_at, back)
    assert next_at(promise) == back + 15 * MINUTE
    assert Notice.objects.filter(promise=promise, rung__gt=0, channel="email").count() == 1


def test_a_clock_that_jumps_back_cancels_nothing(cast: Cast, now: datetime) -> None:
    promise = promised(cast.maya, now)
    clocks.tick(promise.due_at)
    again = fresh(promise)
    assert clocks.tick(now - timedelta(days=2)) == 0
    assert fresh(promise).next_action_at == again.next_action_at


def test_the_longest_overdue_comes_first_and_a_limit_leaves_the_rest(cast: Cast, now: datetime) -> None:
    late = promised(cast.maya, now)
    later = promised(cast.kai, now + MINUTE)
    assert clocks.due_ids(now + timedelta(days=1), 10) == [late.pk, later.pk]
    assert clocks.tick(now + timedelta(days=1), limit=1) == 1
    assert holder(late) != "Asha"
    assert holder(later) == "Asha"


def break_zone_of(service: Service) -> None:
    """A real fault that only touches this service's promises: a zone that does not exist."""
    Service.objects.filter(pk=service.pk).update(timezone="Nowhere/Atlantis")


def test_one_that_fails_keeps_no_other_waiting(cast: Cast, now: datetime) -> None:
    broken, sound = promised(cast.maya, now), promised(cast.kai, now)
    Service.objects.filter(pk=cast.sibling.pk).update(timezone="Nowhere/Atlantis")
    Promise.objects.filter(pk=broken.pk).update(service=cast.sibling)
    assert clocks.tick(broken.due_at) == 1
    assert holder(sound) == "Joy"
    assert (holder(broken), fresh(broken).failures) == ("Asha", 1)


def test_one_that_fails_three_times_is_given_to_a_person(
    cast: Cast, now: datetime, caplog: pytest.LogCaptureFixture
) -> None:
    promise = promised(cast.maya, now)
    break_zone_of(cast.team)
    for _ in range(3):
        clocks.tick(promise.due_at)
    assert holder(promise) == "Sam"
    assert steps(promise)[-1][0] == "stuck"
    assert next_at(promise) == promise.due_at + 15 * MINUTE
    assert {record.getMessage() for record in caplog.records} == {"tick failed: ZoneInfoNotFoundError"}


def test_it_stays_with_that_person_until_the_fault_is_gone_and_then_climbs_on(
    cast: Cast, now: datetime
) -> None:
    promise = promised(cast.maya, now)
    break_zone_of(cast.team)
    for _ in range(3):
        clocks.tick(promise.due_at)
    Service.objects.filter(pk=cast.team.pk).update(timezone="")
    clocks.tick(next_at(promise))
    assert steps(promise)[-1] == ("not_kept", 1)
    assert fresh(promise).failures == 0


def test_a_ladder_without_rungs_is_a_failure_that_reaches_the_lead(cast: Cast, now: datetime) -> None:
    promise = promised(cast.maya, now)
    ladder = Ladder.objects.create(
        service=cast.team, kind=PromiseKind.READ, clock=Clock.TODAY, climb="usual", made_at=now, version=7
    )
    Promise.objects.filter(pk=promise.pk).update(ladder=ladder)
    for _ in range(3):
        clocks.tick(promise.due_at)
    assert holder(promise) == "Sam"


def test_the_due_scan_uses_the_index_of_what_is_due(cast: Cast, now: datetime) -> None:
    promised(cast.maya, now)
    rows = Promise.objects.filter(OPEN, next_action_at__lte=NIGHT).order_by("next_action_at", "id")
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":  # it would read a table this small from end to end
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute("SET LOCAL enable_bitmapscan = off")
        plan = rows.values_list("id").explain()
    assert ("Index Only Scan" if connection.vendor == "postgresql" else "INDEX promise_due") in plan


def test_kept_between_scan_and_tick_it_does_not_move(cast: Cast, now: datetime) -> None:
    promise = promised(cast.maya, now)
    ids = clocks.due_ids(promise.due_at, 10)
    actions.keep(promise, cast.asha, promise.due_at)
    assert ids == [promise.pk]
    assert clocks._tick_one(promise.pk, promise.due_at) is False
    assert queries.about(promise.about_kind, promise.about_id)[0].kept_by == cast.asha
