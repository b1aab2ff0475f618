"""A first picture lock opens what was said in the sitting that chose it, and nothing from before."""

from datetime import timedelta

from django.utils import timezone

from safeguarding.people.models import PictureLock
from safeguarding.trail.actions import change, record
from safeguarding.trail.types import TrailType, worker
from tests.cast import Cast
from tests.frontend.young_person.walk import Phone, after_words, come_in, tap, to_topics
from voice.contributions.models import Draft

HERS = "Nobody must find this."


def keep_one(people: Cast, card: str) -> None:
    """Maya wrote something in an earlier sitting, kept it, and has no lock."""
    phone = to_topics(come_in(people.maya, card)).press("free", name="about").press(words=HERS)
    phone.client.post("/exit", dict(phone.page.fields))
    assert Draft.objects.filter(young_person=people.maya, sent_at__isnull=True).exists()
    assert not PictureLock.objects.exists()


def somebody_elses_lock(people: Cast, card: str) -> Phone:
    """Whoever holds the card writes a little and chooses the first lock."""
    phone = to_topics(come_in(people.maya, card)).press("free", name="about").press(words="x")
    return after_words(phone)


def everything_about(phone: Phone) -> str:
    shown = "".join(phone.get(address).html for address in ("/", "/s/f", "/s/g", "/s/a"))
    fresh = phone.get("/s/f")
    return shown + fresh.html


def test_a_first_lock_opens_no_draft_kept_before_it(people: Cast, card: str) -> None:
    keep_one(people, card)
    phone = somebody_elses_lock(people, card)
    assert PictureLock.objects.exists()
    assert HERS not in everything_about(phone)
    phone.get("/s/x").press()
    assert phone.title.startswith("Sent.")
    assert HERS not in everything_about(phone)
    again = come_in(people.maya, card)
    tap(again.get("/a/k"))
    assert "You have words that are not sent" not in again.get("/").text
    assert HERS not in everything_about(again)


def test_a_lock_opens_what_was_kept_in_the_sitting_that_chose_it(people: Cast, card: str) -> None:
    phone = to_topics(come_in(people.maya, card)).press("free", name="about").press(words=HERS)
    after_words(phone)
    phone.client.post("/exit", dict(phone.page.fields))
    again = come_in(people.maya, card)
    assert HERS not in again.get("/s/g").html
    tap(again.get("/a/k"))
    assert again.get("/s/g").field("words") == HERS


def test_a_lock_taken_off_in_person_opens_what_was_kept_before(people: Cast, card: str) -> None:
    keep_one(people, card)
    with change(timezone.now()):
        record(TrailType.LOCK_RESET, worker(people.asha.pk), young_person_id=people.maya.pk)
    phone = somebody_elses_lock(people, card).press()
    assert "You have words that are not sent" in phone.get("/").text
    assert HERS in phone.get("/s/f").press("take_up").html


def test_a_lock_taken_off_before_opens_nothing_kept_since(people: Cast, card: str) -> None:
    before = timezone.now() - timedelta(days=1)
    with change(before):
        record(TrailType.LOCK_RESET, worker(people.asha.pk), young_person_id=people.maya.pk)
    keep_one(people, card)
    assert HERS not in everything_about(somebody_elses_lock(people, card))
