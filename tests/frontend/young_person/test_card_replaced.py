"""A new card ends what was opened with the old one at once; what was typed is kept for the young person."""

import pytest
from django.utils import timezone

from safeguarding.people.actions import begin_drop_in, make_card
from safeguarding.people.queries import young_person_here
from safeguarding.trail.types import CLOCKS
from tests.cast import Cast
from tests.frontend.young_person.test_bad_input import SAID, drafted, kill_sessions, writing
from tests.frontend.young_person.walk import Phone, after_words, come_in, say, tap
from voice.contributions.models import Contribution, Draft

CLOSED = "This card does not work now"


def replace(people: Cast) -> str:
    return make_card(people.maya, now=timezone.now(), by=CLOCKS)


@pytest.mark.parametrize("address", ["/", "/s/w", "/s/a", "/a/w", "/a/m", "/h/a"])
def test_every_page_of_the_old_sitting_is_closed_at_once(people: Cast, phone: Phone, address: str) -> None:
    assert phone.get(address).title != CLOSED, "the control"
    replace(people)
    phone.get(address)
    assert (phone.status, phone.title) == (403, CLOSED)
    assert "999" in phone.text and "0800 1111" in phone.text
    assert "Maya" not in phone.html and "Asha" not in phone.html


def test_the_page_says_how_to_go_on_and_the_next_is_the_door(people: Cast, phone: Phone) -> None:
    replace(people)
    phone.get("/")
    assert "Use the new card to go on." in phone.text
    assert phone.get("/").title == "Come in with your card", "the session is gone"


def test_words_typed_on_the_old_sitting_are_kept_and_come_back_behind_the_lock(
    people: Cast, card: str
) -> None:
    phone = say(people.maya, card, "First.")
    phone.get("/")
    writing(phone)
    new = replace(people)
    phone.press(words=SAID)
    assert phone.title == CLOSED
    assert "We kept what you wrote. It is not sent yet." in phone.text
    assert SAID not in phone.html
    assert drafted(people) == SAID
    again = come_in(people.maya, new)
    assert SAID not in again.get("/s/a").html
    tap(again.get("/a/w"))
    assert again.get("/s/g").field("words") == SAID


def test_send_on_the_old_sitting_sends_nothing_and_loses_nothing(people: Cast, phone: Phone) -> None:
    after_words(writing(phone).press(words=SAID))
    replace(people)
    phone.press()
    assert phone.title == CLOSED
    assert not Contribution.objects.exists()
    assert drafted(people) == SAID


def test_an_old_page_whose_session_has_died_opens_no_new_one(people: Cast, phone: Phone) -> None:
    writing(phone)
    kill_sessions()
    replace(people)
    phone.press(words=SAID)
    assert drafted(people) == SAID
    assert "Use your card to go on." in phone.text
    assert phone.get("/s/a").title == "Come in with your card"


def test_help_now_still_shows_the_numbers_and_still_sends(people: Cast, phone: Phone) -> None:
    phone.get("/h")
    shown = phone.page
    replace(people)
    fields = dict(shown.fields)
    phone._take(phone.client.post("/h/s", fields, follow=True), "/h/s")
    assert phone.title == "You sent it."
    assert Contribution.objects.get(young_person=people.maya).about == "help_now"
    assert "999" in phone.text and "Asha" not in phone.html
    assert "999" in phone.get("/h").text


def test_exit_still_does_as_they_chose(people: Cast, phone: Phone) -> None:
    writing(phone)
    replace(people)
    fields = dict(phone.page.fields) | {"words": SAID}
    answer = phone.client.post("/exit", fields)
    assert answer.status_code in (200, 302)
    assert drafted(people) == SAID
    assert Draft.objects.get(young_person=people.maya).sent_at is None


def test_somebody_else_keeps_their_sitting(people: Cast, phone: Phone) -> None:
    make_card(people.kai, now=timezone.now(), by=CLOCKS)
    assert phone.get("/").status == 200


def test_a_drop_in_has_no_card_to_lose(people: Cast, phone: Phone) -> None:
    walk_in = begin_drop_in(people.service, timezone.now())
    replace(people)
    assert young_person_here(walk_in.pk) == walk_in
