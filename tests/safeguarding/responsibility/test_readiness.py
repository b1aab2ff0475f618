"""A service opens when nothing is missing and somebody presses the button; until then its cards wait."""

import uuid
from datetime import datetime, timedelta

import pytest

from safeguarding.people.actions import add_service, end_post, give_post
from safeguarding.people.models import Service
from safeguarding.people.queries import is_open
from safeguarding.people.types import NotAllowed, NotNow, Role, ServiceKind
from safeguarding.promises import actions as promises
from safeguarding.promises.models import Drill, Shift
from safeguarding.promises.types import Climb, Clock, PromiseKind, RotaKind
from safeguarding.responsibility import readiness
from safeguarding.responsibility.readiness import Check, Finding, findings, go_live
from safeguarding.trail.models import TrailEntry
from safeguarding.trail.types import CLOCKS, TrailType
from tests.cast import Cast


def missing(cast: Cast, now: datetime) -> dict[str, int]:
    return {row.check: row.count for row in findings(cast.service, now) if not row.ok and row.must}


def drill(cast: Cast, now: datetime, *, night: bool = True, passed: bool = True) -> Drill:
    promise = promises.make(
        PromiseKind.LOOK, Clock.NOW, Climb.USUAL,
        about=("drill", uuid.uuid4()), young_person=cast.maya, now=now, is_practice=True,
    )  # fmt: skip
    return Drill.objects.create(
        service=cast.service, climb=Climb.USUAL, promise=promise, started_by=cast.sam, started_at=now,
        is_night=night, ended_at=now, passed=passed,
    )  # fmt: skip


def test_all_that_is_missing_is_a_night_drill(cast: Cast, now: datetime) -> None:
    assert missing(cast, now) == {Check.DRILL: 1}
    drill(cast, now, night=False)
    assert missing(cast, now) == {Check.DRILL: 1}, "by day nobody is woken"
    drill(cast, now)
    assert missing(cast, now) == {}
    assert missing(cast, now + timedelta(days=91)) == {Check.DRILL: 1}, "it does not hold for ever"


def test_each_thing_that_goes_is_found(cast: Cast, now: datetime) -> None:
    drill(cast, now)
    cast.maya.named_workers.update(ends_at=now)
    Shift.objects.filter(rota__kind=RotaKind.INDEPENDENT, weekday=6).delete()
    Shift.objects.filter(rota__kind=RotaKind.DUTY, weekday__in=[5, 6]).delete()
    end_post(cast.rhona.posts.get(), now, CLOCKS)
    found = missing(cast, now)
    assert found[Check.NAMED] == 1
    assert found[Check.NIGHTS] == 2 * 24
    assert found[Check.MODERATORS] == 1
    assert Check.LADDERS not in found, "the lead stands at the top of every ladder"
    end_post(cast.sam.posts.get(), now, CLOCKS)
    assert {Check.LEAD, Check.LADDERS} <= missing(cast, now).keys()


def test_an_independent_person_who_works_there_too_is_not_independent(cast: Cast, now: datetime) -> None:
    assert Check.INDEPENDENT not in missing(cast, now)
    give_post(cast.ines, cast.team, Role.WORKER, now, CLOCKS)
    assert Check.INDEPENDENT in missing(cast, now)


def test_only_an_administrator_opens_a_service_and_only_when_it_is_ready(cast: Cast, now: datetime) -> None:
    Service.objects.filter(pk=cast.service.pk).update(live_since=None)
    with pytest.raises(NotAllowed):
        go_live(cast.service, now, cast.sam)
    with pytest.raises(NotNow, match="not_ready"):
        go_live(cast.service, now, cast.adam)
    assert not is_open(cast.team)
    drill(cast, now)
    for _ in range(2):
        go_live(cast.service, now, cast.adam)
    assert is_open(cast.team) and is_open(cast.home)
    assert TrailEntry.objects.filter(type=TrailType.SERVICE_OPENED).count() == 1


def test_a_service_opens_for_itself_alone(cast: Cast, now: datetime) -> None:
    beside = add_service(ServiceKind.SERVICE, "Westshire service", cast.authority, now, by=CLOCKS)
    team = add_service(ServiceKind.TEAM, "Lantern team", beside, now, by=CLOCKS)
    assert is_open(cast.team) and not is_open(team)
    with pytest.raises(NotNow, match="not_a_service"):
        go_live(team, now, CLOCKS)


def test_rooms_above_may_ask_for_more(cast: Cast, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readiness, "_above", {})
    readiness.register("languages", lambda service, now: [Finding("languages", ok=False, count=1)])
    drill(cast, now)
    assert missing(cast, now) == {"languages": 1}
