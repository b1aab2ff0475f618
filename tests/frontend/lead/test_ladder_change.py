"""A lead changes a ladder: tried first, refused with its reason, published as a new version."""

from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from safeguarding.people.models import Worker
from safeguarding.promises.actions import publish_ladder
from safeguarding.promises.dry_run import Need, at_hour
from safeguarding.promises.ladder_checks import Problem
from safeguarding.promises.models import Ladder, Rung, Shift
from safeguarding.promises.types import (
    Channel,
    Climb,
    Clock,
    LadderRefused,
    PromiseKind,
    RotaKind,
    RungWho,
    Stale,
    WaitIn,
)
from safeguarding.trail.models import TrailEntry
from tests.cast import Cast
from tests.frontend.lead.conftest import SignIn
from tests.safeguarding.promises.helpers import fresh, holder, promised

pytestmark = pytest.mark.django_db
URL = "/lead/ladders/today"
NEED = Need(PromiseKind.LOOK, Clock.TODAY, Climb.USUAL)
USUAL = (RungWho.NAMED_WORKER, RungWho.DEPUTY, RungWho.DUTY_ROTA, RungWho.LEAD)


def form(*who: str, **more: str) -> dict[str, str]:
    data = {"version": "1"}
    for index, name in enumerate(who):
        data |= {f"who-{index}": name, f"wait-{index}": "15", f"unit-{index}": "clock"}
    return data | more


def rungs(*who: str, **more: Any) -> list[Rung]:
    return [
        Rung(position=index, who=name, wait=15, wait_in=WaitIn.CLOCK, **more)
        for index, name in enumerate(who)
    ]


def press(client: Client, go: str, *who: str, **more: str) -> str:
    return client.post(URL, form(*who, go=go, **more)).content.decode()


def refused(cast: Cast, now: datetime, made: list[Rung], accepted: bool = False) -> list[Problem]:
    with pytest.raises(LadderRefused) as caught:
        publish_ladder(cast.sam, cast.service, NEED, [NEED.kind], made, now, seen=1, accepted=accepted)
    return [one for one in caught.value.problems if isinstance(one, Problem)]


def test_the_form_starts_with_the_ladder_there_is(cast: Cast, signed_in: SignIn) -> None:
    body = signed_in(cast.sam).get(URL).content.decode()
    assert "Change the “Today” ladder" in body
    assert body.count('<select id="who-') == 4
    assert "Publish as a new version" in body
    assert signed_in(cast.sam).get("/lead/ladders/never").status_code == 404


def test_buttons_without_a_script_move_add_and_take_out_rungs(cast: Cast, signed_in: SignIn) -> None:
    client = signed_in(cast.sam)
    assert press(client, "add", *USUAL).count('<select id="who-') == 5
    assert press(client, "remove-1", *USUAL).count('<select id="who-') == 3
    body = press(client, "up-1", *USUAL)
    assert body.index('value="deputy" selected') < body.index('value="named_worker" selected')
    assert Ladder.objects.filter(service=cast.service).count() == 0  # nothing was published


def test_it_is_tried_before_it_is_published(cast: Cast, signed_in: SignIn) -> None:
    body = press(signed_in(cast.sam), "try", RungWho.DUTY_ROTA, RungWho.LEAD)
    assert body.count('<td class="rung r3">1</td>') == 14 * 24
    assert "Ravi (inbox, email)" in body
    assert "Sam (inbox, email)" in body
    assert Ladder.objects.filter(service=cast.service).count() == 0


def test_published_it_is_a_new_version_for_what_comes(cast: Cast, now: datetime, signed_in: SignIn) -> None:
    before = promised(cast.maya, now)
    response = signed_in(cast.sam).post(URL, form(RungWho.DUTY_ROTA, RungWho.LEAD, go="publish"))
    assert response.status_code == 302
    made = Ladder.objects.filter(service=cast.service, ended_at__isnull=True)
    assert {(row.kind, row.version) for row in made} == {("look", 2), ("read", 2)}
    assert fresh(before).ladder.version == 1  # what it climbs stays
    after = promised(cast.kai, now)
    assert after.ladder.version == 2
    assert holder(after) == "Team on call"
    assert TrailEntry.objects.filter(type="ladder_changed", actor_id=cast.sam.pk).count() == 1
    again = form(RungWho.DUTY_ROTA, RungWho.LEAD, go="publish", version="2")
    again["wait-1"] = "30"
    assert signed_in(cast.sam).post(URL, again).status_code == 302
    assert Ladder.objects.filter(service=cast.service, ended_at__isnull=False).count() == 2


@pytest.mark.parametrize(
    ("who", "code"),
    [
        ((), "none"),
        ((RungWho.NAMED_WORKER,), "wrong_top"),
        ((RungWho.LEAD, RungWho.DUTY_ROTA, RungWho.LEAD), "same_twice"),
        ((RungWho.ADVOCATES, RungWho.LEAD), "not_on_this_ladder"),
        ((RungWho.DUTY_ROTA, RungWho.OUTSIDE_PHONE, RungWho.LEAD), "no_number"),
        ((RungWho.OUTSIDE_PHONE, RungWho.LEAD), "nobody_to_ring"),
    ],
)
def test_what_can_never_work_is_refused(cast: Cast, now: datetime, who: tuple[str, ...], code: str) -> None:
    found = refused(cast, now, rungs(*who), accepted=True)
    assert code in {one.code for one in found if one.refuses}


def test_a_rung_that_never_reaches_anybody_is_refused(cast: Cast, now: datetime, signed_in: SignIn) -> None:
    Shift.objects.filter(rota__kind=RotaKind.DUTY).delete()
    found = refused(cast, now, rungs(*USUAL), accepted=True)
    assert [(one.code, one.rung) for one in found if one.refuses] == [("empty", 2)]
    body = press(signed_in(cast.sam), "publish", *USUAL)
    assert "Rung 3. Reaches nobody at any hour" in body
    assert "Not published" in body


def test_a_shadowed_rung_must_have_been_read(cast: Cast, now: datetime) -> None:
    cast.maya.named_workers.model.objects.filter(position=1).update(worker=cast.asha)
    found = refused(cast, now, rungs(*USUAL))
    assert [(one.code, one.rung, one.refuses) for one in found] == [("shadowed", 1, False)]
    publish_ladder(cast.sam, cast.service, NEED, [NEED.kind], rungs(*USUAL), now, seen=1, accepted=True)


def test_somebody_without_email_and_telephone_is_named(cast: Cast, now: datetime) -> None:
    Worker.objects.filter(pk=cast.ravi.pk).update(email="")
    found = refused(cast, now, rungs(*USUAL))
    assert [(one.code, one.names) for one in found] == [("unreachable", ("Ravi",))]


def test_hours_that_the_ladder_now_would_reach_are_not_given_away(cast: Cast, now: datetime) -> None:
    need = Need(PromiseKind.LOOK, Clock.NOW, Climb.INDEPENDENT)
    Shift.objects.filter(rota__kind=RotaKind.INDEPENDENT, weekday=5).delete()
    Worker.objects.filter(pk=cast.ines.pk).update(is_active=False)
    with pytest.raises(LadderRefused) as caught:
        publish_ladder(
            cast.sam,
            cast.service,
            need,
            [need.kind],
            rungs(RungWho.INDEPENDENT_ROTA),
            now,
            seen=1,
            accepted=True,
        )
    assert {one.code for one in caught.value.problems if isinstance(one, Problem)} >= {"empty"}


def test_every_rung_of_one_hour_with_its_channels(cast: Cast, now: datetime) -> None:
    made = rungs(RungWho.NAMED_WORKER, RungWho.DUTY_ROTA, RungWho.OUTSIDE_PHONE, RungWho.LEAD)
    made[2].phone = "0141 496 0000"
    asked = at_hour(cast.sam, NEED, now, now.replace(hour=3), made)
    assert [[worker.known_as for worker, _ in row.people] for row in asked] == [
        [],
        ["Ravi"],
        ["Ravi"],
        ["Sam"],
    ]
    assert asked[1].people[0][1] == (Channel.INBOX, Channel.EMAIL)


def test_two_leads_at_once_make_one_version(cast: Cast, now: datetime) -> None:
    made = rungs(RungWho.DUTY_ROTA, RungWho.LEAD)
    publish_ladder(cast.sam, cast.service, NEED, [NEED.kind], made, now, seen=1)
    with pytest.raises(Stale):
        publish_ladder(cast.sam, cast.service, NEED, [NEED.kind], made, now, seen=1)


def test_only_a_lead_over_the_service_may(cast: Cast, now: datetime, signed_in: SignIn) -> None:
    from safeguarding.people.types import NotAllowed

    for worker in (cast.asha, cast.adam):
        with pytest.raises(NotAllowed):
            publish_ladder(worker, cast.service, NEED, [NEED.kind], rungs(RungWho.LEAD), now, seen=1)
        assert signed_in(worker).post(URL, form(RungWho.LEAD, go="publish")).status_code == 404
    with pytest.raises(NotAllowed):
        publish_ladder(cast.sam, cast.authority, NEED, [NEED.kind], rungs(RungWho.LEAD), now, seen=1)
    assert reverse("lead_ladder_change", args=["today"]) == URL
