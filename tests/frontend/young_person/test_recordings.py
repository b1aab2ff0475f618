"""Saying it out loud and drawing it, without JavaScript; and each file that can't be kept, in plain words."""

import re

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from safeguarding.vault.envelope import open_bytes
from tests.cast import Cast
from tests.frontend.young_person.walk import Phone, after_words, come_in, tap, to_topics
from tests.voice.contributions.recorded import picture, sound
from voice.contributions import drafts
from voice.contributions.models import Contribution, Draft
from voice.contributions.recordings.models import OwnRecording
from voice.contributions.recordings.types import MOST_BYTES, Kind
from voice.contributions.types import DraftBody

pytestmark = pytest.mark.django_db
TYPED = "We went to the sea."


def file(data: bytes) -> SimpleUploadedFile:
    """As a phone names it: with what should be nobody's business."""
    return SimpleUploadedFile("Maya's holiday.webm", data, "audio/webm")


def to_page(phone: Phone, way: str = "sound") -> Phone:
    return to_topics(phone).press("free", name="about").press(way, words=TYPED)


def said() -> DraftBody:
    return drafts.body(Draft.objects.get())


def test_what_happens_to_it_is_said_first(phone: Phone) -> None:
    to_page(phone)
    assert phone.title == "Say it out loud" and phone.path == "/s/z"
    for line in ("Asha will listen to it. You can hear it first.", "If someone may get hurt, we must tell.",
                 "Not sent yet. Exit will keep it. A worker can open it with you."):  # fmt: skip
        assert line in phone.text
    assert 'type="file"' in phone.html and 'accept="audio/*" capture' in phone.html


def test_only_this_page_may_ask_for_the_microphone(phone: Phone) -> None:
    to_page(phone)
    assert phone.response is not None
    assert "microphone=(self)" in phone.response["Permissions-Policy"]
    assert "camera=()" in phone.response["Permissions-Policy"]
    for other in ("/s/i", "/s/a", "/"):
        assert "microphone=()" in phone.get(other).response["Permissions-Policy"]  # type: ignore[index]


def test_it_is_kept_heard_and_thrown_away(phone: Phone) -> None:
    to_page(phone).press("keep", file=file(sound()))
    assert "You said it out loud, 0:01" in phone.text and phone.status == 200
    assert said().words == TYPED, "what was typed stays"
    href = re.search(r'<audio[^>]* src="([^"]+)"', phone.html)
    assert href is not None
    heard = phone.client.get(href[1])
    assert heard["Content-Type"] == "audio/webm" and heard["Cache-Control"] == "no-store"
    phone.press("next")
    assert phone.path == "/s/a" and "You said it out loud, 0:01" in phone.text
    phone.press("sound").press("drop")
    assert "You said it out loud" not in phone.text and not OwnRecording.objects.exists()
    assert phone.client.get(href[1]).status_code == 404


def test_a_player_asks_for_it_piece_by_piece(phone: Phone) -> None:
    to_page(phone).press("keep", file=file(sound()))
    href, whole = (
        f"/s/h/{OwnRecording.objects.get().pk}",
        open_bytes(OwnRecording.objects.get(), "sealed_media"),
    )

    def asked(range_: str) -> tuple[int, bytes, str]:
        answer = phone.client.get(href, headers={"Range": range_})
        return answer.status_code, answer.content, answer.headers.get("Content-Range", "")

    length = len(whole)
    assert asked("bytes=0-") == (206, whole, f"bytes 0-{length - 1}/{length}")
    assert asked("bytes=10-19") == (206, whole[10:20], f"bytes 10-19/{length}")
    assert asked("bytes=-5") == (206, whole[-5:], f"bytes {length - 5}-{length - 1}/{length}")
    assert asked(f"bytes=10-{length * 2}")[1] == whole[10:]
    for nowhere in (f"bytes={length}-", "bytes=-0", "bytes=5-2", "lines=1-2", "bytes=0-1,4-5"):
        assert asked(nowhere) == (416, b"", f"bytes */{length}")


def test_it_is_sent_with_the_words_and_heard_again_behind_the_lock(
    people: Cast, card: str, phone: Phone
) -> None:
    to_page(phone).press("keep", file=file(sound())).press("next").press()
    after_words(phone).press()
    assert phone.title.startswith("Sent. "), phone.title
    row = OwnRecording.objects.get()
    assert row.contribution == Contribution.objects.get()
    address = f"/a/h/{row.pk}"
    phone = come_in(people.maya, card)
    assert phone.client.get(address).status_code == 302, "not without the lock"
    tap(phone.get("/a/w"))
    assert phone.title == "What I said" and f'src="{address}"' in phone.html
    assert phone.client.get(address)["Content-Type"] == "audio/webm"


def test_nobody_else_s_session_plays_it(phone: Phone, people: Cast) -> None:
    to_page(phone).press("keep", file=file(sound()))
    address = f"/s/h/{OwnRecording.objects.get().pk}"
    assert Phone().get(address).path == "/"
    from safeguarding.people.actions import make_card
    from safeguarding.trail.types import CLOCKS

    kai = come_in(people.kai, make_card(people.kai, timezone.now(), CLOCKS))
    to_topics(kai).press("free", name="about")
    assert kai.client.get(address).status_code == 404


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (b"", "We can not hear anything in it."),
        (b"my homework", "We can not play this."),
        (sound(0.1), "We can not hear anything in it."),
        (bytes(MOST_BYTES[Kind.SOUND] + 1), "It is too big for us."),
        (bytes(MOST_BYTES[Kind.DRAWING] + 200_000), "It is too big for us."),
    ],
)
def test_a_file_that_can_t_be_kept_is_told_in_plain_words_and_nothing_is_lost(
    phone: Phone, given: bytes, told: str
) -> None:
    to_page(phone).press("keep", file=file(given))
    assert told in phone.text and phone.status == 200 and phone.path == "/s/z"
    assert said().words == TYPED and not OwnRecording.objects.exists()
    assert told not in phone.get("/s/z").text, "said once"


def test_keep_it_without_a_file_asks_for_one(phone: Phone) -> None:
    assert "No sound came to us." in to_page(phone).press("keep").text


def test_a_page_open_when_the_session_died_keeps_what_it_brings(phone: Phone) -> None:
    to_page(phone)
    phone.client.cookies.pop(settings.SESSION_COOKIE_NAME)
    phone.press("keep", file=file(sound()))
    assert phone.status == 403 and "kept" in phone.html
    assert OwnRecording.objects.count() == 1 and said().recordings


def test_a_second_tab_that_records_after_send_begins_another(phone: Phone) -> None:
    to_page(phone)
    other = Phone()
    other.client, other.path, other.page = phone.client, phone.path, phone.page
    phone.press("next").press()
    after_words(phone).press()
    other.press("keep", file=file(sound()))
    row = OwnRecording.objects.get()
    assert row.contribution is None and row.draft.sent_at is None
    assert "You said it out loud" in other.text


def test_a_drawing_is_seen_small_in_its_page(phone: Phone) -> None:
    to_page(phone, "drawing").press("keep", file=SimpleUploadedFile("a.png", picture(), "image/png"))
    assert "Your drawing" in phone.text
    shown = re.search(r'src="data:image/webp;base64,([^"]+)"', phone.html)
    assert shown is not None and len(shown[1]) < 8_000
    phone.press("next")
    assert "Your drawing" in phone.text


def test_leaving_does_with_it_what_they_chose(phone: Phone) -> None:
    to_page(phone).press("keep", file=file(sound()))
    phone.press("", name="", to="/exit")
    assert OwnRecording.objects.count() == 1, "kept"


def test_throw_it_away_throws_it_away(people: Cast, card: str) -> None:
    phone = (
        to_topics(come_in(people.maya, card), "throw").press("free", name="about").press("sound", words="")
    )
    phone.press("keep", file=file(sound()))
    assert OwnRecording.objects.exists(), "the control"
    phone.press("", name="", to="/exit")
    assert not OwnRecording.objects.exists() and not Draft.objects.exists()
