"""Typing out a recording: saved on the page it stands on; typed too early, the text comes back to be sent later."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.cast import Cast, make_cast
from tests.kept import lately
from tests.voice.contributions.recorded import sound
from voice.contributions import drafts
from voice.contributions.actions import submit_contribution
from voice.contributions.models import Contribution
from voice.contributions.queries import open_words
from voice.contributions.recordings.keeping import keep_recording
from voice.contributions.recordings.models import OwnRecording, Transcript
from voice.contributions.recordings.types import Kind
from voice.contributions.types import About
from voice.moderation.actions import open_for_reading

pytestmark = pytest.mark.django_db
HEARD = "I asked to see my brother and nobody said when. I want somebody to tell me the day."
FACES = {
    "asha": (About.FREE, "contribution_recording", "contribution_typed"),
    "rhona": (About.FREE, "reading_recording", "reading_typed"),
    "tom": (About.ADVOCATE, "advocate_recording", "advocate_typed"),
}


def said_aloud(people: Cast, about: About) -> Contribution:
    now = timezone.now() - timedelta(minutes=1)
    draft = keep_recording(drafts.begin(people.maya, about, now), Kind.SOUND, sound(), now)
    return submit_contribution(people.maya, draft, now)


@pytest.mark.parametrize("who", FACES)
def test_what_was_typed_too_early_comes_back_and_is_saved_once_it_was_heard(client: Client, who: str) -> None:
    people = make_cast(lately() - timedelta(hours=1))
    about, play, typed = FACES[who]
    row = said_aloud(people, about)
    client.force_login(getattr(people, who))
    if who == "rhona":
        open_for_reading(people.rhona, row.pk, timezone.now())
    else:
        open_words(getattr(people, who), row.pk, timezone.now())
    args = [row.pk, OwnRecording.objects.get().pk]
    response = client.post(reverse(typed, args=args), {"text": HEARD})
    assert response.status_code == 422 and HEARD in response.content.decode()
    assert not Transcript.objects.exists()
    assert client.get(reverse(play, args=args)).status_code in (200, 206)
    assert client.post(reverse(typed, args=args), {"text": HEARD}).status_code == 302
    assert Transcript.objects.count() == 1
