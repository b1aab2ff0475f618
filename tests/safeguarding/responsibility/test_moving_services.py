"""Services are renamed, moved and closed; nobody's promises are left behind and no way down leads up."""

from datetime import datetime

import pytest

from safeguarding.people.access import roles_over
from safeguarding.people.actions import add_service, close_service, open_again, rename_worker
from safeguarding.people.models import Service, YoungPerson
from safeguarding.people.types import NotAllowed, NotNow, Role, ServiceKind
from safeguarding.promises import actions as promises
from safeguarding.promises.types import Climb, Clock, PromiseKind
from safeguarding.responsibility.actions import deactivate, move_young_person
from safeguarding.responsibility.moving_services import change_service, move_service
from safeguarding.trail.types import CLOCKS
from tests.cast import Cast


def test_everything_inside_moves_with_it_and_roles_follow_the_tree(cast: Cast, now: datetime) -> None:
    assert roles_over(cast.sam, cast.team, now) == {Role.LEAD}
    move_service(cast.team, cast.sibling, now, cast.adam)
    team = Service.objects.get(pk=cast.team.pk)
    assert team.path == f"{cast.sibling.path}{team.pk}/"
    assert roles_over(cast.sam, team, now) == frozenset()
    change_service(team, "Lantern team", cast.service, now, cast.adam)
    assert roles_over(cast.sam, Service.objects.get(name="Lantern team"), now) == {Role.LEAD}


def test_what_was_promised_goes_on_with_the_people_above_it_then(cast: Cast, now: datetime) -> None:
    promise = promises.make(
        PromiseKind.REVIEW, Clock.SOON, Climb.SECOND,
        about=("plan", cast.maya.pk), young_person=cast.maya, now=now,
    )  # fmt: skip
    assert promise.keeper == cast.sam
    move_service(cast.team, cast.sibling, now, cast.adam)
    promise.refresh_from_db()
    assert promise.is_open and promise.keeper != cast.sam


def test_nothing_gets_inside_itself_nor_inside_what_is_lower(cast: Cast, now: datetime) -> None:
    inner = add_service(ServiceKind.TEAM, "Inner", cast.service, now, by=CLOCKS)
    for service, parent, code in (
        (cast.service, inner, "circle"),
        (cast.service, cast.service, "circle"),
        (inner, cast.home, "wrong_kind"),
    ):
        with pytest.raises(NotNow, match=code):
            move_service(service, parent, now, cast.adam)
    with pytest.raises(NotAllowed):
        move_service(inner, cast.agency, now, cast.adam)


def test_a_service_closes_when_nobody_is_in_it(cast: Cast, now: datetime) -> None:
    with pytest.raises(NotNow, match="young_people"):
        close_service(cast.service, now, cast.adam)
    with pytest.raises(NotNow, match="posts"):
        close_service(cast.sibling, now, cast.adam)
    deactivate(cast.stranger, now, cast.adam)
    close_service(cast.sibling, now, cast.adam)
    with pytest.raises(NotNow, match="closed"):
        add_service(ServiceKind.TEAM, "Late", cast.sibling, now, by=cast.adam)
    with pytest.raises(NotNow, match="closed"):
        move_service(cast.team, cast.sibling, now, cast.adam)
    open_again(cast.sibling, now, cast.adam)
    assert add_service(ServiceKind.TEAM, "Again", cast.sibling, now, by=cast.adam).parent == cast.sibling


def test_nobody_moves_into_a_closed_team(cast: Cast, now: datetime) -> None:
    Service.objects.filter(pk=cast.sibling.pk).update(closed_at=now)
    closed = Service.objects.get(pk=cast.sibling.pk)
    with pytest.raises(NotNow, match="closed"):
        move_young_person(cast.maya, closed, [cast.asha], now, cast.adam)
    assert YoungPerson.objects.get(pk=cast.maya.pk).service == cast.team


def test_a_worker_is_renamed_only_by_who_looks_after_them(cast: Cast, now: datetime) -> None:
    rename_worker(cast.asha, "Asha Grey", "Ash", cast.team, now, cast.adam)
    cast.asha.refresh_from_db()
    assert cast.asha.known_as == "Ash"
    with pytest.raises(NotAllowed):
        rename_worker(cast.priya, "X", "X", cast.team, now, cast.adam)
