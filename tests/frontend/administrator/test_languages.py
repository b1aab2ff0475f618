"""An administrator signs off a language's safety strings; a young person can choose it only then."""

import re
from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from frontend.young_person.words import safety
from safeguarding.people.actions import make_card, set_language
from safeguarding.trail.types import CLOCKS
from tests.cast import Cast, make_cast
from tests.frontend.young_person.walk import Phone
from voice.questions import languages
from voice.questions.languages import SafetyString

ARABIC = [("call", "Call 999", "اتصل بالرقم 999"), ("exit", "Exit", "خروج")]


@pytest.fixture
def people(db: None) -> Cast:
    now: datetime = timezone.now()
    return make_cast(now)


@pytest.fixture
def whole(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two safety strings, both there in Arabic."""

    def source(code: str) -> list[SafetyString]:
        return [SafetyString(key, english, text if code == "ar" else "") for key, english, text in ARABIC]

    monkeypatch.setattr(languages, "_sources", [source])


def desk(people: Cast) -> Client:
    client = Client()
    client.force_login(people.adam)
    return client


def page_of(people: Cast, code: str = "ar") -> str:
    return reverse("set_up_language", args=[people.authority.pk, code])


def ticked(client: Client, path: str) -> list[str]:
    return re.findall(r'name="seen" value="([^"]+)"', client.get(path).content.decode())


def test_each_string_stands_beside_the_english_with_who_signed_it(people: Cast, whole: None) -> None:
    client, path = desk(people), page_of(people)
    page = client.get(path).content.decode()
    assert "Arabic is off: two safety strings to go" in page
    assert 'lang="ar" dir="rtl">اتصل بالرقم 999' in page
    client.post(path, {"go": "sign", "seen": ticked(client, path), "name": "Salma Example"})
    after = client.get(path).content.decode()
    assert "Salma Example" in after and "Arabic can be switched on" in after


def test_switching_on_before_all_are_signed_is_refused_and_says_why(people: Cast, whole: None) -> None:
    client, path = desk(people), page_of(people)
    client.post(path, {"go": "sign", "seen": ticked(client, path)[:1], "name": "Salma Example"})
    said = client.post(path, {"go": "on"}, follow=True).content.decode()
    assert "1 safety strings are not signed off yet" in said
    card = make_card(people.maya, timezone.now(), CLOCKS)
    assert "العربية" not in Phone().get(f"/c/{card}").html


def test_once_on_a_young_person_can_choose_it_and_it_turns_the_page(people: Cast, whole: None) -> None:
    client, path = desk(people), page_of(people)
    client.post(path, {"go": "sign", "seen": ticked(client, path), "name": "Salma Example"})
    client.post(path, {"go": "on"})
    phone = Phone().get(f"/c/{make_card(people.maya, timezone.now(), CLOCKS)}")
    assert "العربية" in phone.html
    phone.press(language="ar", reading_help="read").get("/s/w")
    assert '<html lang="ar" dir="rtl">' in phone.html
    assert "خروج" in phone.html and phone.title == "من سيراها؟"
    assert set(phone.client.cookies) == {"s"}, "the choice is kept with us, not on the phone"


def test_a_language_that_went_off_is_read_in_english_again(people: Cast) -> None:
    set_language(people.maya, "ar", timezone.now(), reading_help="read")
    phone = Phone().get(f"/c/{make_card(people.maya, timezone.now(), CLOCKS)}")
    assert '<html lang="en" dir="ltr">' in phone.html


def test_a_language_nobody_knows_and_english_have_no_page(people: Cast) -> None:
    client = desk(people)
    assert client.get(page_of(people, "xx")).status_code == 404
    assert client.get(page_of(people, "en")).status_code == 404


def test_another_administrator_s_service_is_not_there(people: Cast) -> None:
    path = reverse("set_up_language", args=[people.agency.pk, "ar"])
    assert desk(people).get(path).status_code == 404


def test_the_list_says_what_is_on_and_what_stands_in_the_way(people: Cast) -> None:
    page = desk(people).get(reverse("set_up_languages")).content.decode()
    assert "Two languages on" in page
    assert "safety strings to sign off" in page and "not translated yet" in page


def test_every_safety_key_is_a_string_that_pages_show() -> None:
    strings = list(safety.strings("cy"))
    assert len({string.key for string in strings}) == len(strings)
    assert all(string.english for string in strings)
