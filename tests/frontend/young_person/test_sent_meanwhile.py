"""A slow writer, whose draft the clock sent while they typed: nothing they typed is lost."""

from datetime import timedelta
from typing import Any

from django.contrib.sessions.models import Session
from django.utils import timezone

from safeguarding.vault import envelope
from tests.cast import Cast
from tests.frontend.young_person.walk import Phone, to_topics
from voice.contributions.actions import send_left_drafts
from voice.contributions.drafts import body
from voice.contributions.models import Contribution, Draft, Words

FIRST = "They moved me."
MORE = "They moved me. And nobody asked me about school."


def slow(phone: Phone, if_leave: str = "send") -> Phone:
    """At the page for words, which says FIRST; the clock sends it while they go on typing."""
    to_topics(phone, if_leave).press("free", name="about").press(words=FIRST).get("/s/a")
    later = timezone.now() + timedelta(minutes=11)
    assert send_left_drafts(later) == 1
    return phone


def unsent(cast: Cast) -> list[str]:
    return [body(row).words for row in Draft.objects.filter(young_person=cast.maya, sent_at__isnull=True)]


def sent_words() -> set[str]:
    return {envelope.open_sealed(row, "sealed_text") for row in Words.objects.all()}


def test_what_was_typed_since_begins_anew_and_the_page_says_so(people: Cast, phone: Phone) -> None:
    slow(phone).press(words=MORE)
    assert unsent(people) == [MORE]
    assert "We sent what you said before." in phone.text
    assert phone.field("words") == MORE
    phone.press(words=MORE)
    assert phone.title == "Is someone with you?"
    assert "We sent what you said before." not in phone.text


def test_the_same_words_again_are_not_said_twice(people: Cast, phone: Phone) -> None:
    slow(phone).press(words=FIRST)
    assert phone.title == "You sent this"
    assert unsent(people) == []


def test_the_same_post_twice_begins_one(people: Cast, phone: Phone) -> None:
    slow(phone)
    fields: dict[str, Any] = dict(phone.page.fields) | {"words": MORE, "go": "next"}
    for _ in range(2):
        phone.client.post("/s/a", fields)
    assert unsent(people) == [MORE]


def test_exit_does_as_they_chose_with_it(people: Cast, phone: Phone) -> None:
    slow(phone)
    phone.client.post("/exit", dict(phone.page.fields) | {"words": MORE})
    assert unsent(people) == [] and sent_words() == {FIRST, MORE}


def test_a_dead_session_keeps_it(people: Cast, phone: Phone) -> None:
    slow(phone)
    Session.objects.all().delete()
    phone.press(words=MORE)
    assert phone.title == "Your words are safe"
    assert unsent(people) == [MORE]


def test_i_am_not_safe_keeps_it(people: Cast, phone: Phone) -> None:
    slow(phone).press("next", to="/h/s", words=MORE)
    assert phone.title.startswith("Sent.")
    assert unsent(people) == [MORE]


def test_a_page_found_again_after_exit_begins_nothing(people: Cast, phone: Phone) -> None:
    slow(phone)
    fields: dict[str, Any] = dict(phone.page.fields)
    phone.client.post("/exit", fields | {"words": MORE})
    before = Contribution.objects.count()
    Phone().client.post("/s/a", fields | {"words": "Somebody else wrote this.", "go": "next"})
    assert unsent(people) == [] and Contribution.objects.count() == before
