""" "Keep it for me" says how to come back, and the way it says works."""

from datetime import timedelta

from django.utils import timezone

from safeguarding.people.actions import make_poster
from safeguarding.trail.types import CLOCKS
from tests.cast import Cast
from tests.frontend.young_person.walk import Phone, after_words, come_in, say, tap

HERS = "I will finish this tomorrow."


def at_leave(phone: Phone) -> Phone:
    phone.get("/s/w").press().press()
    assert phone.title == "What if you leave before the end?"
    return phone


def write_and_exit(phone: Phone) -> None:
    phone.press(if_leave="keep").press("free", name="about").press(words=HERS)
    phone.client.post("/exit", dict(phone.page.fields))


def test_with_pictures_picked_first_kept_words_come_back(people: Cast, card: str) -> None:
    phone = at_leave(come_in(people.maya, card))
    assert "Pick four pictures to come back." in phone.text
    assert "/s/j" in phone.page.links
    tap(tap(phone.get("/s/j")))
    assert phone.title == "What if you leave before the end?"
    assert "No one reads it. You can come back." in phone.text
    write_and_exit(phone)
    again = come_in(people.maya, card)
    assert HERS not in again.get("/s/g").html
    tap(again.get("/a/k"))
    assert again.get("/s/g").field("words") == HERS


def test_who_said_something_before_without_a_lock_is_told_who_helps(people: Cast, card: str) -> None:
    Phone().get(f"/c/{card}")
    phone = come_in(people.maya, card)
    phone.press("next", to="/h/s")
    again = at_leave(come_in(people.maya, card))
    assert "Asha can help you open it." in again.text
    assert "/s/j" not in again.page.links
    assert again.get("/s/j").title == "What if you leave before the end?"


def test_a_drop_in_gets_four_words_before_they_leave(people: Cast) -> None:
    poster = make_poster(people.team, timezone.now(), CLOCKS)
    phone = Phone().get(f"/p/{poster}").press()
    at_leave(phone)
    assert "You need four words to come back." in phone.text
    words = phone.get("/s/v").text
    assert phone.title == "Your four words"
    key = phone.html.split('class="four">')[1].split("<")[0]
    assert key in words
    assert key in phone.get("/s/v").text, "the same again: the first page may never have arrived"
    assert key not in str(phone.client.session.items()), "half a key must not lie in a table"
    phone.get("/s/l")
    phone.get("/s/w")
    at_leave(phone)
    write_and_exit(phone)
    again = Phone().get("/k").press(key=key)
    assert HERS in again.get("/s/f").press("take_up").html


def test_the_words_after_send_are_there_after_a_reload_and_gone_after_exit(people: Cast) -> None:
    poster = make_poster(people.team, timezone.now(), CLOCKS)
    phone = at_leave(Phone().get(f"/p/{poster}").press())
    phone.press(if_leave="keep").press("free", name="about").press(words=HERS)
    after_words(phone, lock=False).press()
    key = phone.html.split('class="four">')[1].split("<")[0]
    assert phone.path == "/s/d" and key in phone.get("/s/d").text
    phone.client.post("/exit", {})
    assert key not in phone.get("/s/d").text


def test_the_lock_shuts_by_itself_after_ten_minutes(people: Cast, card: str) -> None:
    say(people.maya, card, HERS)
    phone = come_in(people.maya, card).get("/a/w")
    assert phone.path == "/a/k"
    assert tap(phone).path == "/a/w"
    session = phone.client.session
    for minutes, path in ((9, "/a/w"), (11, "/a/k")):
        session["unlocked"] = (timezone.now() - timedelta(minutes=minutes)).isoformat()
        session.save()
        assert phone.get("/a/w").path == path
