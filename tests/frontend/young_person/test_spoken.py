"""Hearing a sentence: a sound for a script, a page with a player without one, and the way back."""

import re

from tests.cast import Cast
from tests.frontend.young_person.test_question_sets import of_age
from tests.frontend.young_person.walk import Phone
from voice.questions.sounds import computer_says

ASK = "How much do you like it where you live?"


def test_every_question_and_option_can_be_heard_and_says_that_a_computer_reads(people: Cast) -> None:
    phone = of_age(people, 14).press("home", name="set")
    heard = re.findall(r'<a class="say" href="/v/([0-9a-f]+)\?p=/s/1"', phone.html)
    assert len(heard) == 6, "the question and five points"
    assert heard[0] == computer_says(ASK, "en")
    assert 'id="voice"' in phone.html and "A computer reads it." in phone.text, "shown when it is heard"
    assert "autoplay" not in phone.html and "<audio" not in phone.html, "nothing is loaded before a tap"


def test_a_script_gets_the_sound_and_whole_or_in_part(phone: Phone) -> None:
    path = f"/v/{computer_says(ASK, 'en')}"
    response = phone.client.get(path)
    assert response["Content-Type"] == "audio/mpeg" and response["Cache-Control"] == "no-store"
    part = phone.client.get(path, headers={"Range": "bytes=0-99"})
    assert part.status_code == 206 and part.content == response.content[:100]


def test_without_a_script_it_is_a_page_with_a_player_and_a_way_back(phone: Phone) -> None:
    path = f"/v/{computer_says(ASK, 'en')}?p=/s/1"
    page = phone.client.get(path, headers={"Accept": "text/html,*/*;q=0.8"}).content.decode()
    assert '<audio class="player" controls preload="none" src="/v/' in page
    assert "A computer reads this." in page and 'href="/s/1"' in page and ">Exit" in page


def test_the_way_back_is_never_elsewhere(phone: Phone) -> None:
    for elsewhere in ("https://example.org/", "//example.org/", "javascript:alert(1)", "/nowhere/at/all"):
        path = f"/v/{computer_says(ASK, 'en')}?p={elsewhere}"
        page = phone.client.get(path, headers={"Accept": "text/html"}).content.decode()
        assert elsewhere not in page.split("<main>")[1].split("</main>")[0], elsewhere


def test_a_key_nobody_made_is_not_there(phone: Phone) -> None:
    assert phone.client.get("/v/0000000000000000").status_code == 404
