"""A lead changes a rota, colleagues take over shifts: by forms alone."""

from datetime import datetime

import pytest
from django.urls import reverse

from safeguarding.promises.models import Rota, Shift, ShiftOffer
from safeguarding.promises.types import RotaKind
from tests.cast import Cast
from tests.frontend.lead.conftest import SignIn

pytestmark = pytest.mark.django_db


def address(kind: RotaKind = RotaKind.DUTY) -> str:
    return reverse("lead_rota", args=[Rota.objects.get(kind=kind).pk])


def test_somebody_is_put_on_and_taken_off(cast: Cast, signed_in: SignIn) -> None:
    client = signed_in(cast.sam)
    assert "somebody at every hour" in client.get(address()).content.decode()
    given = {"worker": str(cast.asha.pk), "days": ["0", "2"], "starts": "17:00", "ends": "09:00"}
    assert client.post(address(), given).status_code == 302
    assert Shift.objects.filter(worker=cast.asha, rota__kind=RotaKind.DUTY).count() == 2
    tuesday = Shift.objects.get(worker=cast.ravi, weekday=1, rota__kind=RotaKind.DUTY)
    assert client.post(address(), {"take_off": str(tuesday.pk)}).status_code == 302
    body = client.get(address()).content.decode()
    assert "hours of the next 14 days have nobody" in body
    assert "Nobody is on" in body


def test_mistakes_are_said_where_they_are(cast: Cast, signed_in: SignIn) -> None:
    given = {"worker": str(cast.asha.pk), "starts": "17:00", "ends": "09:00", "from_day": "2026-09-19"}
    response = signed_in(cast.sam).post(address(), given | {"until_day": "2026-09-12"})
    assert response.status_code == 422
    assert "It must not be before the first day." in response.content.decode()
    assert not Shift.objects.filter(worker=cast.asha).exists()
    single = given | {"until_day": "2026-09-19"}
    assert signed_in(cast.sam).post(address(), single).status_code == 302
    assert Shift.objects.get(worker=cast.asha).weekday == 5


def test_a_rota_above_the_leads_services_is_seen_and_not_changed(cast: Cast, signed_in: SignIn) -> None:
    client = signed_in(cast.sam)
    body = client.get(address(RotaKind.INDEPENDENT)).content.decode()
    assert "an administrator keeps it" in body
    assert "Put on" not in body
    shift = Shift.objects.filter(rota__kind=RotaKind.INDEPENDENT).first()
    assert shift is not None
    assert client.post(address(RotaKind.INDEPENDENT), {"take_off": str(shift.pk)}).status_code == 404


def test_a_colleague_is_asked_and_says_yes(cast: Cast, now: datetime, signed_in: SignIn) -> None:
    ravi, cover = signed_in(cast.ravi), reverse("work_cover")
    assert "Ask a colleague to take it" in ravi.get(cover).content.decode()
    shift = Shift.objects.get(worker=cast.ravi, weekday=5, rota__kind=RotaKind.DUTY)
    asked = {"shift": f"{shift.pk}:2026-09-19", "to": str(cast.asha.pk)}
    assert ravi.post(reverse("work_shift_offer"), asked).status_code == 302
    assert "Asha is asked" in ravi.get(cover).content.decode()
    asha, offer = signed_in(cast.asha), ShiftOffer.objects.get()
    assert "Ravi asks you to take it" in asha.get(cover).content.decode()
    asha.post(reverse("work_shift_answer", args=[offer.pk]), {"go": "yes"})
    body = asha.get(cover).content.decode()
    assert "It is your shift now." in body
    assert "Sat 19 Sep" in body
    assert signed_in(cast.joy).post(reverse("work_shift_answer", args=[offer.pk])).status_code == 404


def test_a_work_telephone_is_ones_own(cast: Cast, signed_in: SignIn) -> None:
    client = signed_in(cast.asha)
    client.post(reverse("work_phone"), {"phone": "07700 900 123"})
    cast.asha.refresh_from_db()
    assert cast.asha.phone == "07700900123"
    client.post(reverse("work_phone"), {"phone": "call me"})
    assert "That is not a telephone number." in client.get(reverse("work_cover")).content.decode()


def test_a_rota_begins_empty_and_an_administrator_fills_the_one_outside(
    cast: Cast, signed_in: SignIn
) -> None:
    adam = signed_in(cast.adam)
    given = {"kind": RotaKind.INDEPENDENT.value, "at": str(cast.sibling.pk), "name": ""}
    made = adam.post(reverse("lead_rota_new"), given)
    row = Rota.objects.get(service=cast.sibling)
    assert made["Location"] == reverse("lead_rota", args=[row.pk])
    assert row.name == "People outside"
    assert "one of that kind already" in adam.post(reverse("lead_rota_new"), given).content.decode()
    body = adam.get(address(RotaKind.MODERATORS)).content.decode()
    assert "Put on" in body and "Set-up" not in body and "Young people" in body, (
        "in the administrators’ own rail"
    )
    night = {
        "worker": str(cast.ines.pk),
        "days": [str(day) for day in range(7)],
        "starts": "00:00",
        "ends": "00:00",
    }
    assert adam.post(reverse("lead_rota", args=[row.pk]), night).status_code == 302
    assert row.shifts.count() == 7


def test_a_lead_makes_rotas_for_their_own_services_only(cast: Cast, signed_in: SignIn) -> None:
    sam = signed_in(cast.sam)
    page = sam.get(reverse("lead_rota_new")).content.decode()
    assert "Harbour team" in page and "Northshire" not in page and "Elm House" not in page
    given = {"kind": RotaKind.DUTY.value, "at": str(cast.authority.pk), "name": "x"}
    assert sam.post(reverse("lead_rota_new"), given).status_code == 422
