"""What goes wrong: each has a clear page, loses nothing, and tells nothing to somebody who only tries."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.core import signing
from django.db import OperationalError
from django.utils import timezone

from frontend.young_person import sitting
from safeguarding.people.actions import make_card
from safeguarding.trail.types import CLOCKS
from safeguarding.vault import envelope
from tests.cast import Cast
from tests.frontend.young_person.walk import FOUR, Phone, after_words, come_in, say, tap, to_topics
from voice.contributions.models import Contribution, Draft, Words

SAID = "I don't like it here. Nobody asked me."
WRONG = ("kite", "lamp", "sun", "shoe")


def writing(phone: Phone) -> Phone:
    """At the page for words."""
    return to_topics(phone).press("free", name="about")


def stored(cast: Cast) -> str:
    words = Words.objects.get(contribution__young_person=cast.maya)
    return envelope.open_sealed(words, "sealed_text")


def drafted(cast: Cast) -> str:
    from voice.contributions.drafts import body

    return body(Draft.objects.get(young_person=cast.maya, sent_at__isnull=True)).words


def test_a_replaced_card_opens_nothing_and_says_what_a_wrong_one_says(people: Cast, card: str) -> None:
    assert Phone().get(f"/c/{card}").title == "Pick your language"
    make_card(people.maya, now=timezone.now(), by=CLOCKS)
    old, never = Phone().get(f"/c/{card}"), Phone().get("/c/never-was-a-card")
    assert old.status == never.status == 404
    assert old.text == never.text
    assert "999" in old.text and "0800 1111" in old.text
    assert "s" not in old.client.cookies


def test_a_wrong_picture_lock_opens_nothing_and_says_how_many_tries_are_left(people: Cast, card: str) -> None:
    say(people.maya, card, SAID)
    phone = Phone().get(f"/c/{card}").press().get("/a/w")
    tap(phone, WRONG)
    assert "4 more tries" in phone.text
    assert SAID not in phone.html


def test_after_five_wrong_tries_it_is_told_in_person(people: Cast, card: str) -> None:
    say(people.maya, card, SAID)
    phone = Phone().get(f"/c/{card}").press().get("/a/w")
    for _ in range(5):
        tap(phone, WRONG)
    assert phone.title == "Your pictures are shut"
    assert "Asha" in phone.text
    phone.get("/a/w")
    tap(phone, FOUR)
    assert phone.title == "Your pictures are shut", "the right four open nothing any more"
    assert SAID not in phone.html


def test_a_second_send_of_the_same_draft_makes_one_contribution(people: Cast, phone: Phone) -> None:
    after_words(writing(phone).press(words=SAID))
    fields = dict(phone.page.fields) | {"go": "next"}
    first = phone.client.post("/s/x", fields)
    second = phone.client.post("/s/x", fields, follow=True)
    assert first.status_code == 302
    assert second.status_code == 200 and "You sent this" in second.content.decode()
    assert Contribution.objects.filter(young_person=people.maya).count() == 1


def test_back_after_send_shows_that_it_is_sent(people: Cast, card: str) -> None:
    phone = say(people.maya, card, SAID)
    for address in ("/s/x", "/s/a", "/s/p", "/s/1"):
        phone.get(address)
        assert phone.title == "You sent this", address
        assert SAID not in phone.html


def test_a_hundred_thousand_characters_are_kept_and_they_are_told(people: Cast, phone: Phone) -> None:
    long = "I want to say a lot. " * 5_000
    writing(phone).press(words=long)
    phone.get("/s/a")
    assert "We kept all of them" in phone.text
    phone.press(words=long)
    after_words(phone).press()
    assert "A person reads them all." in phone.text
    assert stored(people) == long


def test_nothing_said_is_not_sent_and_offers_to_go_back(people: Cast, phone: Phone) -> None:
    writing(phone).press("skip").press(with_me="nobody").press(pace="talk_first")
    phone.press(reach_by="school").press(must_not_know="").press(answer_way="here").press(quote_ok="no")
    tap(tap(phone)).press()
    assert phone.title == "There is nothing to send yet"
    assert not Contribution.objects.exists()
    phone.get("/s/a").press(words=SAID)
    phone.get("/s/x").press()
    assert phone.title.startswith("Sent.")


TYPED = ("I am 😢😢 here", "لا أريد أن أبقى هنا", "a <b>bold</b> & \"quoted\" 'line'\nand <3")


@pytest.mark.parametrize("words", TYPED)
def test_emoji_other_scripts_and_marks_come_back_as_typed(people: Cast, phone: Phone, words: str) -> None:
    writing(phone).press(words=words)
    assert phone.get("/s/a").field("words") == words
    after_words(phone.press(words=words)).press()
    assert stored(people) == words
    phone.get("/a/w")
    assert words.split("\n", maxsplit=1)[0] in phone.text


def kill_sessions() -> None:
    Session.objects.all().delete()


def test_a_session_that_dies_in_mid_sentence_keeps_the_words_and_goes_on(people: Cast, phone: Phone) -> None:
    writing(phone)
    kill_sessions()
    phone.press(words=SAID)
    assert phone.title == "Your words are safe"
    assert SAID not in phone.html
    assert drafted(people) == SAID
    phone.get("/s/a")
    assert phone.field("words") == SAID, "the same sitting goes on"


def test_a_page_open_for_hours_keeps_the_words_and_asks_for_the_card(
    people: Cast, phone: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    writing(phone)
    kill_sessions()
    monkeypatch.setattr(sitting, "PAGE_GOES_ON", timedelta(seconds=-1))
    phone.press(words=SAID)
    assert "Use your card to go on." in phone.text
    assert drafted(people) == SAID
    phone.get("/s/a")
    assert phone.title == "Come in with your card"


def test_words_kept_in_another_sitting_reappear_only_after_the_picture_lock(people: Cast, card: str) -> None:
    say(people.maya, card, "First.")
    phone = come_in(people.maya, card)
    writing(phone)
    kill_sessions()
    fields = dict(phone.page.fields) | {"words": SAID, "go": "next"}
    fresh = Phone()
    fresh.client.post("/s/a", fields)
    kill_sessions()
    again = come_in(people.maya, card)
    assert SAID not in again.html
    assert SAID not in again.get("/s/a").html
    tap(again.get("/a/w"))
    assert again.get("/s/g").field("words") == SAID


def test_a_page_token_that_was_made_up_keeps_nothing(people: Cast, phone: Phone) -> None:
    writing(phone)
    kill_sessions()
    phone.press(words=SAID, d=signing.dumps({"y": people.maya.pk.hex, "s": "guess"}, salt="another"))
    assert phone.title == "This page is closed"
    assert drafted(people) == ""


def busy(*args: Any, **kwargs: Any) -> None:
    raise OperationalError("database is locked")


def test_a_busy_database_gives_the_words_back_to_send_again(
    people: Cast, phone: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    writing(phone)
    with monkeypatch.context() as patch:
        patch.setattr("voice.contributions.drafts.save", busy)
        phone.press(words=SAID)
    assert phone.status == 503
    assert phone.title == "We have to try again"
    assert phone.field("words") == SAID
    assert 'action="/s/a"' in phone.html and "data-retry" in phone.html
    phone.press(name="")
    assert phone.title == "Is someone with you?"
    assert drafted(people) == SAID


def test_a_page_that_breaks_gives_the_words_back_without_the_database(
    people: Cast, phone: Phone, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Any
) -> None:
    from django.test import RequestFactory

    from frontend.errors import server_error

    request = RequestFactory().post("/s/a", {"words": SAID, "go": "next", "l": "en", "page": "words"})
    with django_assert_num_queries(0):
        response = server_error(request)
    assert response.status_code == 500
    assert "Nobody asked me." in response.content.decode()


def test_what_may_not_be_seen_looks_as_if_it_were_not_there(people: Cast, card: str) -> None:
    say(people.maya, card, SAID)
    hers = Contribution.objects.get().pk
    kai = make_card(people.kai, now=timezone.now(), by=CLOCKS)
    phone = say(people.kai, kai, "Mine.")
    nothing = phone.get("/a/s/00000000-0000-4000-8000-000000000000")
    text, status = nothing.text, nothing.status
    other = phone.get(f"/a/s/{hers}")
    assert (other.text, other.status) == (text, status) == (text, 404)


def test_long_lines_beside_the_words_are_kept_whole(people: Cast, phone: Phone) -> None:
    from voice.contributions.drafts import body

    writing(phone).press(words=SAID).press(with_me="nobody").press(pace="talk_first")
    phone.press(reach="y" * 5_000).press(must_not_know="z" * 5_000)
    said = body(Draft.objects.get(young_person=people.maya))
    assert (said.reach, said.must_not_know) == ("y" * 5_000, "z" * 5_000)
