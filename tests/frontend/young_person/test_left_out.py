"""Tapping somebody away: where the card stays, who sees it instead, undoing it, and what the card alone shows."""

from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from safeguarding.people.access import left_out_of
from safeguarding.people.actions import make_card
from safeguarding.people.models import LeftOut
from safeguarding.people.types import WhyLeftOut
from safeguarding.promises.models import Shift
from safeguarding.trail.types import CLOCKS
from tests.cast import Cast
from tests.frontend.young_person.walk import Phone, after_words, come_in, say, tap, to_topics


def order(phone: Phone, *names: str) -> list[str]:
    return sorted(names, key=phone.html.index)


def test_about_them_can_be_undone_in_the_same_sitting(people: Cast, phone: Phone) -> None:
    phone.press(str(people.asha.pk), name="not").press(f"{people.asha.pk}:yes", name="about")
    assert "It is about Asha. Asha will not see it." in phone.text and "helps Asha" not in phone.text
    assert "will not see it. They work with Asha. Someone from outside your team will read it." in phone.text
    assert "Joy, " in phone.text.split("They work with Asha")[0]
    phone.press(str(people.asha.pk), name="back_in")
    assert left_out_of(people.maya.pk) == set()
    assert "Joy" in phone.text and "Ines" not in phone.text


def test_no_after_yes_keeps_them_out_and_the_others_in(people: Cast, phone: Phone) -> None:
    phone.press(str(people.asha.pk), name="not").press(f"{people.asha.pk}:yes", name="about")
    phone.press(f"{people.asha.pk}:no", name="about")
    assert left_out_of(people.maya.pk) == {people.asha.pk}
    assert "Asha will not see it" in phone.text and "Joy" in phone.text and "Ines" not in phone.text


def test_a_card_stays_in_its_place_and_the_page_comes_back_to_it(people: Cast, phone: Phone) -> None:
    before = order(phone, "Asha", "Joy", "Sam")
    phone.press(str(people.joy.pk), name="not")
    assert order(phone, "Asha", "Joy", "Sam") == before
    assert phone.path == "/s/w#it"
    assert phone.html.count('id="it"') == 1
    assert "Joy will" in phone.html.split('id="it"')[1][:900]


def test_the_next_card_says_who_sees_it_instead(people: Cast, phone: Phone) -> None:
    phone.press(str(people.asha.pk), name="not")
    assert "Joy sees it now" in phone.text
    phone.press(f"{people.asha.pk}:yes", name="about")
    assert "Ines sees it now" in phone.text and "not from your team" in phone.text


def test_somebody_whose_shift_ended_since_is_left_out_all_the_same(people: Cast, phone: Phone) -> None:
    assert "Ravi" in phone.text
    Shift.objects.all().delete()
    phone.press(str(people.ravi.pk), name="not")
    assert people.ravi.pk in left_out_of(people.maya.pk)
    assert "Is it about Ravi?" in phone.text


def earlier(people: Cast, card: str, *, about: bool) -> None:
    """Joy was tapped away in an earlier sitting, which chose a lock."""
    phone = come_in(people.maya, card).press(str(people.joy.pk), name="not")
    if about:
        phone.press(f"{people.joy.pk}:yes", name="about")
    to_topics(phone).press("free", name="about").press(words="Hello.")
    after_words(phone).press()
    assert phone.title.startswith("Sent.") and "Joy will not see it." in phone.text


def test_the_card_alone_names_nobody_who_was_left_out_before(people: Cast, card: str) -> None:
    earlier(people, card, about=False)
    phone = come_in(people.maya, card).get("/s/w")
    assert "Joy" not in phone.text
    to_topics(phone).press("free", name="about").press(words="Again.")
    for address in ("/s/x",):
        assert "Joy" not in phone.get(address).text
    phone.press()
    assert phone.title.startswith("Sent.") and "Joy" not in phone.text


def test_the_card_alone_undoes_nothing_from_before(people: Cast, card: str) -> None:
    old = come_in(people.maya, card)
    shown: dict[str, Any] = dict(old.page.fields)
    earlier(people, card, about=True)
    phone = come_in(people.maya, card).get("/s/w")
    phone.press(str(people.joy.pk), name="back_in", shown=shown["shown"])
    phone.press(f"{people.joy.pk}:no", name="about", shown=shown["shown"])
    assert LeftOut.objects.filter(worker=people.joy, lifted_at__isnull=True, why=WhyLeftOut.ABOUT_THEM)


def test_with_the_lock_open_everything_is_named_and_can_be_undone(people: Cast, card: str) -> None:
    earlier(people, card, about=True)
    phone = come_in(people.maya, card).get("/s/w")
    assert "See all that you picked before" in phone.text
    phone.get("/a/o")
    assert phone.title == "Tap your four pictures"
    tap(phone)
    assert phone.path == "/s/w" and "It is about Joy. Joy will not see it." in phone.text
    phone.press(str(people.joy.pk), name="back_in")
    assert left_out_of(people.maya.pk) == set()


def test_everybody_with_a_lock_has_the_same_link(people: Cast, card: str) -> None:
    assert "See all that you picked before" not in come_in(people.maya, card).get("/s/w").text
    say(people.maya, card, f"Hello. {timezone.now():%Y}")
    assert "See all that you picked before" in come_in(people.maya, card).get("/s/w").text


def test_my_worker_names_who_stands_in(people: Cast, phone: Phone) -> None:
    assert "Asha is your worker." in phone.get("/a/m").text
    phone.get("/s/w").press(str(people.asha.pk), name="not").get("/a/m")
    assert "Joy reads what you send." in phone.text and "Asha" not in phone.text
    assert "Joy helps too." not in phone.text
    phone.get("/s/w").press(f"{people.asha.pk}:yes", name="about").get("/a/m")
    assert "Ines reads what you send." in phone.text and "Write to Ines" in phone.text
    assert "Joy" not in phone.text and "Asha" not in phone.text


def test_after_send_a_team_is_no_name(people: Cast, card: str) -> None:
    phone = come_in(people.maya, card)
    phone.press(str(people.sam.pk), name="not")
    to_topics(phone).press("free", name="about").press(words="Hello.")
    after_words(phone).press()
    assert phone.title.startswith("Sent.")
    assert "People outside" not in phone.text and "Readers" not in phone.text


def test_a_tap_from_before_says_nothing_of_whom_it_was_about(people: Cast, card: str) -> None:
    phone = come_in(people.maya, card)
    phone.press(str(people.asha.pk), name="not").press(f"{people.asha.pk}:yes", name="about")
    assert "They work with Asha" in phone.text
    assert "They work with" not in come_in(people.maya, card).get("/s/w").text


@pytest.mark.parametrize("name", ["not", "about"])
def test_a_tap_after_the_session_has_died_holds_all_the_same(people: Cast, phone: Phone, name: str) -> None:
    phone.get("/s/w")
    Session.objects.all().delete()
    said = str(people.joy.pk) if name == "not" else f"{people.joy.pk}:yes"
    phone.press(said, name=name)
    assert phone.status == 403 and "Joy will not see it." in phone.text
    assert people.joy.pk in left_out_of(people.maya.pk)


def test_a_page_whose_session_has_died_lets_nobody_in(people: Cast, phone: Phone) -> None:
    phone.get("/s/w").press(str(people.joy.pk), name="not")
    Session.objects.all().delete()
    phone.press(str(people.joy.pk), name="back_in")
    assert people.joy.pk in left_out_of(people.maya.pk)


def test_a_name_that_is_not_on_the_page_is_not_tapped_away_by_it(people: Cast, phone: Phone) -> None:
    phone.get("/s/w")
    Session.objects.all().delete()
    phone.press(str(people.carol.pk), name="not")
    assert left_out_of(people.maya.pk) == set()


def test_a_page_of_a_replaced_card_taps_nobody_away(people: Cast, phone: Phone) -> None:
    phone.get("/s/w")
    make_card(people.maya, timezone.now(), CLOCKS)
    Session.objects.all().delete()
    phone.press(str(people.joy.pk), name="not")
    assert phone.status == 403 and "Joy will not see it." not in phone.text
    assert left_out_of(people.maya.pk) == set()
