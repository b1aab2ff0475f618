"""A service reads a sentence in its own voice: made anew, listened to, signed off, and heard."""

from datetime import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.cast import Cast, make_cast
from tests.frontend.young_person.test_question_sets import of_age
from tests.voice.contributions.recorded import sound as spoken
from voice.questions.load import load
from voice.questions.models import QuestionSet
from voice.questions.models_recordings import Recording
from voice.questions.sounds import digest
from voice.questions.types import RecordedAs, Tier

ASK = "How much do you like where you live?"


@pytest.fixture
def people(db: None) -> Cast:
    now: datetime = timezone.now()
    cast = make_cast(now)
    load(now)
    return cast


@pytest.fixture
def desk(people: Cast) -> Client:
    client = Client()
    client.force_login(people.adam)
    return client


def page_of(people: Cast) -> str:
    row = QuestionSet.objects.get(key="home", tier=Tier.ELEVEN)
    return reverse("set_up_sounds", args=[people.service.pk, row.pk])


def bring(desk: Client, people: Cast, data: bytes, speaker: str = "Carol") -> str:
    file = SimpleUploadedFile("voice.ogg", data)
    fields = {"go": "keep", "n": "1", "speaker": speaker, "file": file}
    return desk.post(page_of(people), fields, follow=True).content.decode()


def heard(people: Cast) -> str:
    return of_age(people, 14).press("home", name="set").html


def test_it_is_heard_only_once_somebody_signed_it_off(desk: Client, people: Cast) -> None:
    assert "Listen before you sign it off" in bring(desk, people, spoken())
    row = Recording.objects.get()
    assert row.pk.hex not in heard(people)
    listened = desk.get(reverse("set_up_sound", args=[row.pk]))
    assert listened["Content-Type"] == "audio/mpeg" and listened.content == bytes(row.content)
    desk.post(page_of(people), {"go": "sign", "n": "1", "sound": str(row.pk)})
    assert f"/v/{row.pk.hex}?p=/s/1" in heard(people)


def test_a_newer_one_takes_its_place_and_thrown_away_the_computer_is_back(desk: Client, people: Cast) -> None:
    for speaker in ("Carol", "Joy"):
        bring(desk, people, spoken(), speaker)
        waits = Recording.objects.get(signed_at__isnull=True)
        desk.post(page_of(people), {"go": "sign", "n": "1", "sound": str(waits.pk)})
    assert Recording.objects.get().speaker == "Joy"
    desk.post(page_of(people), {"go": "throw", "n": "1", "sound": str(Recording.objects.get().pk)})
    assert f"/v/{digest('How much do you like it where you live?', 'en')}" in heard(people)


@pytest.mark.parametrize("data", [b"", b"<script>alert(1)</script>", b"\x00" * 5_000])
def test_what_is_no_sound_is_refused(desk: Client, people: Cast, data: bytes) -> None:
    bring(desk, people, data)
    assert not Recording.objects.exists()


def test_a_voice_has_a_name(desk: Client, people: Cast) -> None:
    assert "Say whose voice it is" in bring(desk, people, spoken(), " ")
    assert not Recording.objects.exists()


def test_the_microphone_is_asked_for_on_this_page_alone(desk: Client, people: Cast) -> None:
    assert "microphone=(self)" in desk.get(page_of(people))["Permissions-Policy"]
    assert "microphone=()" in desk.get(reverse("set_up_questions"))["Permissions-Policy"]


def test_another_service_s_sound_is_not_there(desk: Client, people: Cast) -> None:
    bring(desk, people, spoken())
    row = Recording.objects.get()
    Recording.objects.update(service=people.agency)
    assert desk.get(reverse("set_up_sound", args=[row.pk])).status_code == 404
    assert desk.post(page_of(people), {"go": "sign", "sound": str(row.pk)}).status_code == 404


def test_a_question_in_sign_language_says_how_large_it_is_and_loads_nothing(people: Cast) -> None:
    now = timezone.now()
    text = "How much do you like it where you live?"
    row = Recording.objects.create(
        service=people.service, kind=RecordedAs.SIGN, language="en", digest=digest(text, "en"), text=text,
        content=b"a film", size=1_240_000, milliseconds=4000, speaker="Joy", made_by=people.adam, made_at=now,
        signed_by=people.adam, signed_at=now,
    )  # fmt: skip
    phone = of_age(people, 14).press("home", name="set")
    assert "See it in sign language (1.2 MB)" in phone.text and "<video" not in phone.html
    page = phone.client.get(f"/v/{row.pk.hex}?p=/s/1", headers={"Accept": "text/html"}).content.decode()
    assert '<video class="player" controls preload="none"' in page and "Joy signs this." in page
    assert phone.client.get(f"/v/{row.pk.hex}?raw")["Content-Type"] == "video/mp4"
