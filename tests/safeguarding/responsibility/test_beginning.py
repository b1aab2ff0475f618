"""An agency begins from nothing: a tree of one, its ladders, and somebody who can set up the rest."""

from datetime import datetime

import pytest
from django.utils import timezone

from safeguarding.people import queries
from safeguarding.people.models import Service, Worker
from safeguarding.people.types import NotAllowed, NotNow, ServiceKind
from safeguarding.promises.defaults import all_ladders
from safeguarding.promises.models import Ladder
from safeguarding.responsibility.beginning import begin_agency
from safeguarding.trail.models import TrailEntry
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def begin(name: str, now: datetime, email: str = "nia@example.org") -> Worker:
    return begin_agency(ServiceKind.AUTHORITY, name, "Nia Cole", "Nia", email, now)


def test_from_nothing_to_an_administrator_with_ladders(now: datetime) -> None:
    nia = begin("Westshire", now)
    [top] = queries.services_to_set_up(nia, now)
    assert (top.name, top.parent, top.kind) == ("Westshire", None, ServiceKind.AUTHORITY)
    assert not nia.has_usable_password()
    assert Ladder.objects.filter(service=top).count() == len(all_ladders())
    assert {row.actor_kind for row in TrailEntry.objects.all()} == {"system"}


def test_another_agency_reaches_nothing_of_the_first(cast: Cast, now: datetime) -> None:
    nia = begin("Westshire", now)
    with pytest.raises(NotAllowed):
        queries.service_to_set_up(nia, cast.team.pk, now)
    with pytest.raises(NotAllowed):
        queries.young_person_to_set_up(nia, cast.maya.pk, now)
    assert queries.young_person_to_set_up(cast.adam, cast.maya.pk, now) == cast.maya, "the control"


def test_all_of_it_or_nothing(cast: Cast, now: datetime) -> None:
    before = Service.objects.count()
    for name, email, code in (
        ("northshire", "nia@example.org", "there_is_one"),
        ("Westshire", "ADAM@example.org", "email"),
    ):
        with pytest.raises(NotNow) as refused:
            begin(name, now, email)
        assert refused.value.code == code
    with pytest.raises(ValueError, match="team"):
        begin_agency(ServiceKind.TEAM, "Westshire", "Nia Cole", "Nia", "nia@example.org", timezone.now())
    assert Service.objects.count() == before and not Worker.objects.filter(name="Nia Cole").exists()
