"""A young person leaves and may come back: nothing waits for nobody, and an old card opens nothing."""

from datetime import datetime

import pytest

from safeguarding.people.actions import make_card
from safeguarding.people.models import Card, YoungPerson
from safeguarding.people.queries import (
    my_young_people,
    young_people_who_left,
    young_person_by_card,
    young_person_here,
)
from safeguarding.people.types import NotAllowed, NotNow
from safeguarding.promises import actions as promises
from safeguarding.responsibility.leaving import comes_back, has_left
from safeguarding.trail.models import TrailEntry
from safeguarding.trail.types import CLOCKS, TrailType
from tests.cast import Cast
from tests.safeguarding.promises.helpers import promised

pytestmark = pytest.mark.django_db


def told() -> list[str]:
    rows = TrailEntry.objects.filter(type=TrailType.PERSON_CHANGED, young_person_id__isnull=False)
    return [row.details["what"] for row in rows.order_by("pk")]


def test_who_has_left_has_no_way_in_and_nobody_named(cast: Cast, now: datetime) -> None:
    token = make_card(cast.maya, now, CLOCKS)
    assert young_person_by_card(token, now) == cast.maya, "the control"
    for _ in range(2):
        has_left(cast.maya, now, cast.adam)
    assert young_person_by_card(token, now) is None
    assert young_person_here(cast.maya.pk) is None, "an open session ends with it"
    assert not Card.objects.filter(ended_at__isnull=True).exists()
    assert cast.maya not in my_young_people(cast.asha, now)
    assert young_people_who_left(cast.adam, now) == [cast.maya]
    assert young_people_who_left(cast.stranger, now) == []
    assert told() == ["left"]


def test_never_while_something_waits_for_somebody(cast: Cast, now: datetime) -> None:
    promise = promised(cast.maya, now)
    with pytest.raises(NotNow) as refused:
        has_left(cast.maya, now, cast.adam)
    assert refused.value.code == "promises"
    assert YoungPerson.objects.get(pk=cast.maya.pk).left_at is None
    promises.keep(promise, cast.asha, now)
    has_left(cast.maya, now, cast.adam)


def test_back_again_they_are_who_they_were_and_need_a_card(cast: Cast, now: datetime) -> None:
    token = make_card(cast.maya, now, CLOCKS)
    has_left(cast.maya, now, cast.adam)
    for _ in range(2):
        comes_back(cast.maya, now, cast.adam)
    assert young_person_here(cast.maya.pk) == cast.maya
    assert young_person_by_card(token, now) is None, "an old card stays an old card"
    assert young_person_by_card(make_card(cast.maya, now, CLOCKS), now) == cast.maya
    assert told() == ["left", "came_back"]


def test_not_back_into_a_home_that_has_closed(cast: Cast, now: datetime) -> None:
    has_left(cast.maya, now, cast.adam)
    cast.home.closed_at = now
    cast.home.save()
    with pytest.raises(NotNow) as refused:
        comes_back(cast.maya, now, cast.adam)
    assert (refused.value.code, refused.value.about) == ("closed", "Elm House")


def test_who_was_erased_does_not_come_back(cast: Cast, now: datetime) -> None:
    YoungPerson.objects.filter(pk=cast.maya.pk).update(left_at=now, erased_at=now)
    with pytest.raises(NotNow):
        comes_back(cast.maya, now, cast.adam)


def test_only_their_administrator_says_so(cast: Cast, now: datetime) -> None:
    for worker in (cast.asha, cast.sam, cast.lena, cast.stranger):
        for change in (has_left, comes_back):
            with pytest.raises(NotAllowed):
                change(cast.maya, now, worker)
