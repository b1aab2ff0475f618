"""The question that comes with 1 in 20: one tap, asked again only when nothing else hurries."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from safeguarding.concerns.models import Concern
from safeguarding.rulebook.models import RulesCheck
from tests.cast import Cast, make_cast
from tests.voice.contributions.said import send
from voice.contributions.models import Contribution
from voice.moderation.models import Reading

pytestmark = pytest.mark.django_db


def read(client: Client, row: Contribution, **said: str) -> int:
    return client.post(reverse("reading_one", args=[row.pk]), {"go": "finish", **said}).status_code


def test_the_answer_is_one_tap_and_never_keeps_a_look_waiting(client: Client, db: None) -> None:
    now = timezone.now()
    cast: Cast = make_cast(now)
    rows = [send(cast.maya, now), send(cast.kai, now), send(cast.noor, now)]
    Contribution.objects.update(rules_checked=True)
    client.force_login(cast.rhona)
    page = client.get(reverse("reading_one", args=[rows[0].pk])).content.decode()
    assert "Nothing was missed" in page and "1 in 20 comes with this question" in page
    assert read(client, rows[0], grade="fine") == 422 and not Reading.objects.exists()
    assert read(client, rows[0], grade="fine", rules_missed="off") == 302
    assert read(client, rows[1], grade="fine", rules_missed="on", headings="15") == 302
    assert read(client, rows[2], grade="now") == 302  # unanswered: the look is the answer
    assert Concern.objects.get().urgency == "now"
    said = {check.contribution_id: (check.missed, check.headings) for check in RulesCheck.objects.all()}
    assert said == {rows[0].pk: (False, []), rows[1].pk: (True, [15]), rows[2].pk: (True, [])}
    assert all(check.sampled for check in RulesCheck.objects.all())


def test_the_others_come_with_a_box_that_may_stay_empty(client: Client, db: None) -> None:
    now = timezone.now()
    cast = make_cast(now)
    row = send(cast.maya, now)
    Contribution.objects.update(rules_checked=False)
    client.force_login(cast.rhona)
    assert "Nothing was missed" not in client.get(reverse("reading_one", args=[row.pk])).content.decode()
    assert read(client, row, grade="fine") == 302
    assert not RulesCheck.objects.exists()
