"""Opening words in an emergency, through the pages; and the second look that comes to a lead's inbox."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from safeguarding.people.models import BrokenGlass, Worker
from tests.cast import Cast, make_cast
from tests.kept import lately
from voice.contributions import drafts
from voice.contributions.actions import submit_contribution
from voice.contributions.types import About
from voice.questions.load import load

WORDS = "I am at the old pier zebrafinch"
WHY = "Nobody of hers answers the telephone"


@pytest.fixture
def people(db: None) -> Cast:
    now = lately() - timedelta(hours=1)
    cast = make_cast(now)
    load(now)
    draft = drafts.save(drafts.begin(cast.maya, About.FREE, now), {"words": WORDS}, now)
    submit_contribution(cast.maya, draft, now)
    return cast


def signed_in(worker: Worker) -> Client:
    client = Client()
    client.force_login(worker)
    return client


def opened(client: Client, **more: Any) -> Any:
    return client.post(reverse("break_glass"), {"name": "Maya", "reason": WHY, **more}, follow=True)


def test_words_open_and_a_lead_is_asked_to_look_at_why(people: Cast) -> None:
    stranger, sam = signed_in(people.stranger), signed_in(people.sam)
    page = opened(stranger).content.decode()
    assert "words are open to you until" in page and "zebrafinch" not in page
    glass = BrokenGlass.objects.get()
    said = reverse("glass_words", args=[glass.pk, people.maya.contributions.get().pk])
    assert WORDS in stranger.get(said).content.decode()
    check = reverse("glass_check", args=[glass.pk])
    assert check in sam.get(reverse("inbox")).content.decode()
    assert WHY in sam.get(check).content.decode()
    assert stranger.get(check).status_code == 404
    assert sam.post(check, {}).status_code == 200, "an answer is needed"
    assert sam.post(check, {"right": "no"}).status_code == 302
    assert stranger.get(said).status_code == 404


def test_a_short_reason_and_a_wrong_name_open_nothing(people: Cast) -> None:
    stranger = signed_in(people.stranger)
    assert opened(stranger, reason="because").status_code == 422
    page = opened(stranger, name="Mary")
    assert page.status_code == 422 and "Nobody of that name" in page.content.decode()
    assert "My young people" in opened(signed_in(people.asha)).content.decode()
    assert not BrokenGlass.objects.exists()
