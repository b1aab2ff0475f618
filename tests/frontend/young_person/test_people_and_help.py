"""Who will see it, help now, somebody on their side, and coming without a name."""

from typing import Any
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.utils import timezone

from frontend.posted import URLENCODED
from safeguarding.concerns.models import Concern
from safeguarding.people.access import left_out_of
from safeguarding.people.actions import make_card, make_poster
from safeguarding.people.models import LeftOut, YoungPerson
from safeguarding.people.types import Route, WhyLeftOut
from safeguarding.trail.types import CLOCKS
from tests.cast import Cast
from tests.frontend.young_person.walk import Phone, after_words, come_in, say, to_topics
from voice.contributions.drafts import body
from voice.contributions.models import Contribution, Draft
from voice.contributions.types import About


def test_not_this_person_takes_them_out_and_undo_lets_them_in(people: Cast, phone: Phone) -> None:
    phone.press(str(people.sam.pk), name="not")
    assert left_out_of(people.maya.pk) == {people.sam.pk}
    assert "Is it about Sam?" in phone.text
    phone.press(str(people.sam.pk), name="back_in")
    assert left_out_of(people.maya.pk) == set()
    assert "Is it about Sam?" not in phone.text


def test_about_them_shows_who_sees_it_instead(people: Cast, phone: Phone) -> None:
    assert "Ines" not in phone.text
    phone.press(str(people.asha.pk), name="not").press(f"{people.asha.pk}:yes", name="about")
    assert LeftOut.objects.filter(worker=people.asha, why=WhyLeftOut.ABOUT_THEM).exists()
    assert "It is about Asha. Asha will not see it." in phone.text
    assert "Ines" in phone.text and "helps Asha" not in phone.text
    assert "Joy, Ravi and Sam will not see it. They work with Asha." in phone.text


def test_only_people_on_the_page_can_be_tapped_away(people: Cast, phone: Phone) -> None:
    phone.press(str(people.stranger.pk), name="not")
    assert left_out_of(people.maya.pk) == set()


def test_nothing_can_be_begun_before_the_page_on_what_we_must_tell(phone: Phone) -> None:
    phone.get("/s/c")
    assert phone.title == "Who will see it?"


def test_help_now_shows_the_numbers_to_anybody(client: Any, db: None) -> None:
    phone = Phone().get("/h")
    assert "Call 999" in phone.text and "0800 1111" in phone.text
    assert "I am not safe" not in phone.text
    assert not Session.objects.exists()


def test_one_tap_says_i_am_not_safe_and_keeps_what_was_typed(people: Cast, phone: Phone) -> None:
    to_topics(phone).press("free", name="about")
    phone.press("next", to="/h/s", words="He is at the door")
    assert phone.title.startswith("Sent. Ravi will look"), phone.title
    assert "call 999 now" in phone.text
    assert Concern.objects.get(young_person=people.maya).urgency == "now"
    assert phone.get("/s/a").field("words") == "He is at the door"


def test_i_am_not_safe_is_taken_when_the_session_has_died(people: Cast, phone: Phone) -> None:
    Session.objects.all().delete()
    phone.press("next", to="/h/s")
    assert phone.title.startswith("Sent.")
    assert Contribution.objects.get().about == About.HELP_NOW


@pytest.mark.parametrize("broken", ["helping.save_page", "helping.remember_sent", "helping.of"])
def test_i_am_not_safe_is_sent_before_anything_can_fail(
    people: Cast, phone: Phone, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    def fails(*args: Any, **kwargs: Any) -> None:
        raise ValueError("broken")

    to_topics(phone).press("free", name="about")
    with monkeypatch.context() as patch:
        patch.setattr(f"frontend.young_person.{broken}", fails)
        phone.press("next", to="/h/s", words="He is at the door")
    assert Concern.objects.get(young_person=people.maya).urgency == "now"
    assert phone.status == 200


def test_an_address_that_only_takes_posts_leads_to_help(people: Cast, phone: Phone) -> None:
    assert phone.get("/h/s").title == "You can get help now"
    assert not Contribution.objects.exists(), "only a tap sends it"
    assert Phone().get("/h/s").title == "You can get help now"


def test_i_am_not_safe_needs_a_page_of_ours(people: Cast, phone: Phone) -> None:
    phone.client.post("/h/s", {"d": "made up"})
    assert not Contribution.objects.exists()


def test_a_message_to_an_advocate_is_for_the_advocate_alone(people: Cast, phone: Phone) -> None:
    phone.get("/h/a")
    assert "Only Tom reads what you send." in phone.text
    phone.press("write").press(words="They do not let me see my file.")
    after_words_of_advocate(phone)
    assert phone.title.startswith("Sent. Tom will read it")
    assert Contribution.objects.get().route == Route.ADVOCATE


def after_words_of_advocate(phone: Phone) -> None:
    from tests.frontend.young_person.walk import tap

    for _ in range(5):
        phone.press()
    tap(tap(phone))
    assert "Tom" in phone.text and "Asha" not in phone.text
    phone.press()


def test_a_drop_in_gets_four_words_and_comes_back_with_them(people: Cast) -> None:
    poster = make_poster(people.team, timezone.now(), CLOCKS)
    before = YoungPerson.objects.count()
    phone = Phone().get(f"/p/{poster}")
    assert "We can’t find you unless you tell us." in phone.text
    assert YoungPerson.objects.count() == before, "nothing is made until they tap Start"
    phone.press().press(language="en").get("/s/w")
    assert YoungPerson.objects.filter(is_drop_in=True).count() == 1
    to_topics(phone).press("free", name="about").press(words="I have no one to tell.")
    after_words(phone, lock=False).press()
    assert "Your four words" in phone.text
    key = phone.html.split('class="four">')[1].split("<")[0]
    assert len(key.split()) == 4
    back = Phone().get("/k").press("next", key=key.upper())
    assert back.title == "What do you want to do?"
    assert "I have no one to tell." in back.get("/a/w").text


def test_four_wrong_words_open_nothing(people: Cast) -> None:
    phone = Phone().get("/k").press("next", key="one two three four")
    assert "Those words do not work" in phone.text


def test_a_worker_named_in_the_words_is_asked_about(people: Cast, phone: Phone) -> None:
    to_topics(phone).press("free", name="about").press(words="Asha came to my school on Monday.")
    assert phone.title == "Can Asha see this?"
    phone.press(let="no")
    after_words(phone).press()
    assert "Asha will not see it." in phone.text
    assert phone.title.startswith("Sent. Joy will")


def test_taking_it_back_is_said_first_and_done_then(people: Cast, card: str) -> None:
    phone = say(people.maya, card, "I want to see my brother more.")
    phone.get(f"/a/w/{Contribution.objects.get().pk}")
    assert phone.title == "Take it back?"
    phone.press("take_back")
    assert phone.title == "You took it back"
    assert Contribution.objects.get().taken_back_at is not None


def test_the_card_alone_does_not_take_back_what_was_said_before(people: Cast, card: str) -> None:
    say(people.maya, card, "I want to see my brother more.")
    phone = come_in(people.maya, card).get(f"/a/w/{Contribution.objects.get().pk}")
    assert phone.title == "Tap your four pictures"


def test_the_card_alone_cannot_choose_a_lock_over_what_was_said(people: Cast, card: str) -> None:
    phone = come_in(people.maya, card)
    phone.press("next", to="/h/s")  # says something before any lock was chosen
    other = come_in(people.maya, card)
    to_topics(other).press("free", name="about").press(words="x")
    other.get("/s/k")
    assert other.title == "Who will see it?", "no lock can be chosen"
    other.get("/a/w")
    assert other.title == "You have no pictures"


def test_kai_gets_three_faces_and_easy_words(people: Cast) -> None:
    from voice.decisions.actions import ask_involvement, write_decision

    decision = write_decision(people.asha, people.kai, "Your new room", None, timezone.now())
    ask_involvement(people.asha, decision, "card", timezone.now())
    phone = come_in(people.kai, make_card(people.kai, now=timezone.now(), by=CLOCKS), "easy")
    to_topics(phone)
    assert phone.title == "What is it about?"
    phone.press("decision", name="about")
    assert phone.html.count('name="answer"') == 3
    assert "1 of 6" in phone.text


def test_i_am_not_safe_is_taken_from_a_page_with_too_many_words(people: Cast, phone: Phone) -> None:
    to_topics(phone).press("free", name="about")
    many = "She did not ask me. " * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE // 20 + 1)
    form = urlencode(dict(phone.page.fields) | {"words": many})
    response = phone.client.post("/h/s", form, content_type=URLENCODED)
    assert response.status_code == 302 and response["Location"] == "/s/d"
    assert Contribution.objects.get().about == About.HELP_NOW and Concern.objects.get().urgency == "now"
    assert body(Draft.objects.get()).words == many, "kept, and not sent"


def test_a_poster_that_was_replaced_asks_nobody_for_a_worker(people: Cast) -> None:
    old = make_poster(people.team, timezone.now(), CLOCKS)
    make_poster(people.team, timezone.now(), CLOCKS)
    phone = Phone().get(f"/p/{old}")
    assert phone.status == 404 and "worker" not in phone.text
    assert "Ask a grown-up there for a new one." in phone.text and "Childline" in phone.text
