"""A concern begins with a person and a time, in one transaction; it only ever gets faster."""

from datetime import datetime, timedelta

import pytest
from django.db import transaction

from safeguarding.concerns.actions import acted, add_reasons, hurry, propose_outcome, second
from safeguarding.concerns.models import Concern, Reason
from safeguarding.concerns.types import OutcomeKind, ReasonGiven, ReasonSource, from_screening
from safeguarding.promises.models import Promise
from safeguarding.promises.types import PromiseKind
from safeguarding.screening.types import Heading, Urgency
from safeguarding.screening.types import Reason as Found
from safeguarding.trail.actions import change
from safeguarding.trail.models import TrailEntry
from safeguarding.trail.types import CLOCKS, TrailType
from tests.cast import Cast
from tests.safeguarding.concerns.given import GIFTS, HURT, a_concern, a_plan, looked_at_again, urgent

pytestmark = pytest.mark.django_db


def test_a_now_concern_is_looked_at_within_fifteen_minutes_by_who_is_on_call(
    cast: Cast, now: datetime
) -> None:
    look = urgent(cast.maya, now).look
    assert (look.kind, look.clock, look.climb) == ("look", "now", "help_now")
    assert look.due_at == now + timedelta(minutes=15)
    assert look.rota is not None
    assert look.rota.kind == "duty"


def test_a_today_concern_goes_to_the_named_worker_for_two_hours(cast: Cast, now: datetime) -> None:
    look = a_concern(cast.maya, now, urgency="today", reasons=[HURT]).look
    assert look.keeper == cast.asha
    assert look.due_at == now + timedelta(hours=2)


def test_about_someone_in_charge_climbs_outside_the_service(cast: Cast, now: datetime) -> None:
    look = a_concern(cast.maya, now, route="independent").look
    assert look.climb == "independent"
    assert look.rota is not None
    assert look.rota.kind == "independent"


def test_reasons_are_kept_with_their_rule_version_and_place(cast: Cast, now: datetime) -> None:
    concern = a_concern(cast.maya, now, reasons=[GIFTS, HURT], urgency="today")
    stored = Reason.objects.get(concern=concern, rule="hurt.hits")
    assert (stored.rule_version, stored.heading, stored.start, stored.end) == (2, 2, 10, 16)
    assert stored.notes == ["past"]
    assert stored.statement == HURT.statement
    assert Reason.objects.filter(concern=concern).count() == 2


def test_what_screening_finds_is_stored_as_it_was_found() -> None:
    found = Found(
        "2-hurt", 3, Heading.HURT_OR_THREATENED, "N", Urgency.TODAY, "words", 3, 9, "Why.", ("negated",)
    )
    assert from_screening(found) == ReasonGiven(
        "2-hurt", 3, 2, "N", "today", ReasonSource.WORDS, "Why.", 3, 9, ("negated",)
    )


@pytest.mark.parametrize(
    ("urgency", "reasons", "needed"),
    [("now", [GIFTS], True), ("soon", [HURT], True), ("today", [GIFTS], False), ("soon", [GIFTS], False)],
)
def test_now_or_class_n_needs_a_second_person(
    cast: Cast, now: datetime, urgency: str, reasons: list[ReasonGiven], needed: bool
) -> None:
    assert a_concern(cast.maya, now, urgency=urgency, reasons=reasons).needs_second is needed


def test_one_contribution_makes_at_most_one_concern(cast: Cast, now: datetime) -> None:
    first = a_concern(cast.maya, now)
    with pytest.raises(Exception, match=r"(?i)unique|concern_one"), transaction.atomic():
        a_concern(cast.maya, now, contribution_id=first.from_id)


def test_a_concern_that_fails_leaves_no_promise(cast: Cast, now: datetime) -> None:
    with pytest.raises(RuntimeError), change(now):
        a_concern(cast.maya, now)
        assert Promise.objects.exists()  # it was there, and goes with the rest
        raise RuntimeError
    assert not Promise.objects.exists()
    assert not Concern.objects.exists()
    assert not TrailEntry.objects.filter(type=TrailType.CONCERN_OPENED).exists()


def test_hurrying_shortens_the_look_and_never_lengthens_it(cast: Cast, now: datetime) -> None:
    concern = a_concern(cast.maya, now)
    slow = concern.look.due_at
    hurry(concern, [HURT], "today", now, CLOCKS)
    look = Promise.objects.get(pk=concern.look_id)
    assert look.due_at == now + timedelta(hours=2) < slow
    again = hurry(concern, [], "soon", now, CLOCKS)
    assert again.urgency == "today"
    assert Promise.objects.get(pk=concern.look_id).due_at == look.due_at


def test_a_class_n_reason_that_comes_later_needs_a_second_person(cast: Cast, now: datetime) -> None:
    concern = a_concern(cast.maya, now)
    assert not concern.needs_second
    assert add_reasons(concern, [HURT], now, CLOCKS).needs_second


def test_something_faster_after_the_plan_makes_somebody_look_again(cast: Cast, now: datetime) -> None:
    concern = a_concern(cast.maya, now)
    a_plan(cast.asha, concern, now)
    hurry(concern, [HURT], "now", now, CLOCKS)
    look = looked_at_again(concern)
    assert (look.clock, look.is_open) == ("now", True)


def test_a_closed_concern_opens_again_for_new_reasons(cast: Cast, now: datetime) -> None:
    concern = a_concern(cast.maya, now)
    Concern.objects.filter(pk=concern.pk).update(closed_at=now)
    Promise.objects.filter(pk=concern.look_id).update(kept_at=now, kept_by=cast.asha)
    again = hurry(concern, [HURT], "today", now, CLOCKS)
    assert again.closed_at is None
    assert looked_at_again(concern).clock == "today"


def open_looks(concern: Concern) -> list[str]:
    rows = Promise.objects.filter(about_id=concern.pk, kind=PromiseKind.LOOK, kept_at__isnull=True)
    return list(rows.values_list("clock", flat=True))


@pytest.mark.parametrize("clock", ["now", "today", "soon"])
def test_what_is_found_after_a_close_is_looked_at_by_its_own_clock(
    cast: Cast, now: datetime, clock: str
) -> None:
    concern = urgent(cast.maya, now)
    Concern.objects.filter(pk=concern.pk).update(closed_at=now)
    Promise.objects.filter(pk=concern.look_id).update(kept_at=now, kept_by=cast.asha)
    assert open_looks(concern) == []
    assert hurry(concern, [HURT], clock, now, CLOCKS).urgency == "now"
    assert open_looks(concern) == [clock]


def test_a_slow_second_look_is_hurried_however_urgent_the_first_was(cast: Cast, now: datetime) -> None:
    concern = urgent(cast.maya, now)
    a_plan(cast.ravi, concern, now)
    acted(cast.ravi, concern, now, "We talked.")
    assert open_looks(concern) == ["soon"]
    hurry(concern, [HURT], "now", now, CLOCKS)
    assert open_looks(concern) == ["now"]


def test_what_is_found_while_an_outcome_waits_is_looked_at_too(cast: Cast, now: datetime) -> None:
    concern = urgent(cast.maya, now)
    tomorrow = now + timedelta(days=1)
    outcome = propose_outcome(
        cast.ravi, concern, OutcomeKind.ASKED_TO_WAIT, "Asked.", now, review_at=tomorrow
    )
    Promise.objects.filter(pk=concern.look_id).update(kept_at=now, kept_by=cast.ravi, next_action_at=None)
    hurry(concern, [HURT], "now", now, CLOCKS)
    assert open_looks(concern) == ["now"]
    second(cast.sam, outcome, False, "That is new.", now)
    Promise.objects.filter(about_id=concern.pk).update(kept_at=now, kept_by=cast.ravi, next_action_at=None)
    wait = OutcomeKind.ASKED_TO_WAIT
    outcome = propose_outcome(cast.ravi, concern, wait, "Asked again.", now, review_at=tomorrow)
    second(cast.sam, outcome, True, "", now)  # they wait now, until tomorrow
    assert open_looks(concern) == []
    hurry(concern, [HURT], "now", now, CLOCKS)
    assert open_looks(concern) == ["now"]
