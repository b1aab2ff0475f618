"""Drills and calls to outside teams, on their pages."""

from datetime import datetime

import pytest
from django.urls import reverse

from safeguarding.promises.models import Drill, Handover, Rung
from safeguarding.promises.types import Clock, RungWho
from tests.cast import Cast
from tests.frontend.lead.conftest import Hands, SignIn
from tests.safeguarding.promises.helpers import NIGHT, let_it_climb, promised

pytestmark = pytest.mark.django_db


def test_a_drill_is_started_answered_and_reported(cast: Cast, hands: Hands, signed_in: SignIn) -> None:
    hands.at = NIGHT
    lead, ravi = signed_in(cast.sam), signed_in(cast.ravi)
    assert "No night drill has passed yet" in lead.get(reverse("lead_drills")).content.decode()
    given = {"service": str(cast.service.pk), "ladder": "usual"}
    response = lead.post(reverse("lead_drills"), given)
    page = reverse("lead_drill", args=[Drill.objects.get().pk])
    assert response["Location"] == page
    assert "The drill is going up the ladder" in lead.get(page).content.decode()
    assert "A drill is running here already." in lead.post(reverse("lead_drills"), given).content.decode()
    inbox = ravi.get(reverse("inbox")).content.decode()
    assert "Practice" in inbox
    assert "Someone who dropped in" not in inbox
    answer = reverse("work_drill", args=[Drill.objects.get().pk])
    assert answer in inbox
    assert signed_in(cast.asha).get(answer).status_code == 404
    assert "This is practice" in ravi.get(answer).content.decode()
    ravi.post(answer)
    body = lead.get(page).content.decode()
    assert "Ravi answered after 0:00." in body
    assert "The drill did not pass" in body  # its messages had not gone out yet
    assert ravi.get(reverse("inbox")).status_code == 200


def test_a_call_is_written_down_by_whoever_makes_it(
    cast: Cast, now: datetime, hands: Hands, signed_in: SignIn
) -> None:
    promise = promised(cast.maya, now, Clock.NOW)
    rungs = Rung.objects.filter(ladder=promise.ladder, position=1)
    rungs.update(who=RungWho.OUTSIDE_PHONE, phone="0141 496 0000")
    hands.at = let_it_climb(promise)
    ravi, ring = signed_in(cast.ravi), reverse("work_ring", args=[promise.pk])
    body = ravi.get(reverse("inbox")).content.decode()
    assert "Ring the outside team" in body
    assert ring in body
    assert "0141 496 0000" in ravi.get(ring).content.decode()
    assert signed_in(cast.joy).get(ring).status_code == 404
    missing = ravi.post(ring, {"answered": "yes", "who": " "})
    assert (missing.status_code, Handover.objects.count()) == (422, 0)
    ravi.post(ring, {"answered": "no"})
    assert "nobody answered" in ravi.get(ring).content.decode()
    ravi.post(ring, {"answered": "yes", "who": "Jo, out-of-hours"})
    body = ravi.get(ring).content.decode()
    assert "Jo, out-of-hours answered" in body
    assert Handover.objects.count() == 2
