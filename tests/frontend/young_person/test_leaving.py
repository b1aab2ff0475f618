"""Exit: it always leaves, and what was typed follows the young person's own choice."""

from typing import Any
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import OperationalError
from django.utils import timezone

from frontend.posted import LONGEST, URLENCODED
from safeguarding.people.actions import make_poster
from safeguarding.people.types import WhyLeftOut
from safeguarding.responsibility.actions import leave_out
from safeguarding.trail import types as trail
from safeguarding.trail.types import CLOCKS
from safeguarding.vault.envelope import open_sealed
from tests.cast import Cast
from tests.frontend.young_person.walk import Phone, come_in, say, tap, to_topics
from voice.contributions.drafts import body
from voice.contributions.models import Contribution, Draft

SAID = "They moved me and did not say."
MANY = "She did not ask me. " * (
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE // 20 + 1
)  # more than Django takes in one form


def typing(phone: Phone, if_leave: str) -> dict[str, Any]:
    """At the page for words, with words typed and not saved yet."""
    to_topics(phone, if_leave).press("free", name="about")
    return dict(phone.page.fields) | {"words": SAID}


def left(phone: Phone, fields: dict[str, Any]) -> Any:
    return phone.client.post("/exit", fields)


def test_exit_goes_somewhere_neutral_and_ends_everything(phone: Phone) -> None:
    response = left(phone, typing(phone, "keep"))
    assert response.status_code == 302
    assert response["Location"] == settings.EXIT_TO
    assert response["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert response["Cache-Control"] == "no-store"
    assert response.cookies["s"].value == "" and response.cookies["s"]["max-age"] == 0
    assert not Session.objects.exists()
    assert phone.get("/s/a").title == "Come in with your card"


def test_keep_keeps_it_and_a_page_left_open_cannot_bring_it_back(people: Cast, phone: Phone) -> None:
    fields = typing(phone, "keep")
    left(phone, fields)
    assert body(Draft.objects.get(young_person=people.maya)).words == SAID
    phone.client.post("/s/a", fields | {"go": "next"})
    assert phone.get("/s/a").title == "Come in with your card"


def test_kept_words_come_back_after_the_picture_lock(people: Cast, card: str) -> None:
    say(people.maya, card, "First.")
    phone = come_in(people.maya, card)
    left(phone, typing(phone, "keep"))
    again = come_in(people.maya, card)
    assert SAID not in again.get("/s/g").html
    again.get("/a/k")
    tap(again)
    assert again.get("/s/g").field("words") == SAID


def test_send_sends_what_was_typed(people: Cast, phone: Phone) -> None:
    left(phone, typing(phone, "send"))
    assert Contribution.objects.filter(young_person=people.maya).count() == 1


def test_throw_away_throws_it_away(people: Cast, phone: Phone) -> None:
    left(phone, typing(phone, "throw"))
    assert not Draft.objects.filter(young_person=people.maya).exists()
    assert not Contribution.objects.exists()


@pytest.mark.parametrize("method", ["get", "post"])
def test_it_works_signed_out_and_without_a_token(client: Any, db: None, method: str) -> None:
    response = getattr(client, method)("/exit")
    assert response.status_code == 302 and response["Location"] == settings.EXIT_TO


def test_the_address_alone_follows_the_choice_too(people: Cast, phone: Phone) -> None:
    typing(phone, "send")
    phone.press(words=SAID)
    phone.client.get("/exit")
    assert Contribution.objects.filter(young_person=people.maya).count() == 1


def test_a_dead_session_still_leaves_and_keeps_what_was_typed(people: Cast, phone: Phone) -> None:
    fields = typing(phone, "keep")
    Session.objects.all().delete()
    assert left(phone, fields).status_code == 302
    assert body(Draft.objects.get(young_person=people.maya)).words == SAID


def test_it_leaves_even_when_the_database_fails(
    people: Cast, phone: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    fields = typing(phone, "keep")

    def busy(*args: Any, **kwargs: Any) -> None:
        raise OperationalError("database is locked")

    monkeypatch.setattr("voice.contributions.drafts.save", busy)
    monkeypatch.setattr("frontend.young_person.later.start", lambda _work: None)
    response = left(phone, fields)
    assert response.status_code == 302 and response["Location"] == settings.EXIT_TO


def test_exit_is_in_the_first_two_tab_stops_of_every_page(phone: Phone) -> None:
    for address in ("/", "/s/w", "/s/t", "/s/e", "/s/c", "/h", "/a/e", "/a/m"):
        phone.get(address)
        stops = [button for button in phone.page.buttons if "hidden" not in button][:2]
        assert any((stop.get("formaction"), stop.get("form")) == ("/exit", "f") for stop in stops), address
        assert 'id="f"' in phone.html


def test_words_not_sent_can_be_gone_on_with_or_thrown_away_from_home(people: Cast, phone: Phone) -> None:
    typing(phone, "keep")
    phone.press(words=SAID).get("/s/f")
    assert phone.title == "You have words that are not sent"
    phone.press("take_up")
    assert phone.field("words") == SAID
    phone.get("/s/f").press("throw")
    assert not Draft.objects.filter(young_person=people.maya).exists()


def test_without_a_script_a_blank_page_comes_first(phone: Phone) -> None:
    fields = typing(phone, "keep")
    response = phone.client.post("/exit", fields, headers={"Sec-Fetch-Mode": "navigate"})
    assert 'content="0;url=/exit"' in response.content.decode()
    assert "<body" not in response.content.decode() and SAID not in response.content.decode()
    assert response["Clear-Site-Data"] and response.cookies["s"].value == ""
    then = phone.client.get("/exit", headers={"Sec-Fetch-Mode": "navigate"})
    assert then["Location"] == settings.EXIT_TO and then["Clear-Site-Data"]


def test_whoever_has_no_lock_is_told_on_every_page_who_can_open_what_is_kept(people: Cast, card: str) -> None:
    phone = come_in(people.maya, card)
    page = to_topics(phone, "").press("free", name="about")
    assert "Exit will keep it. A worker can open it with you." in page.text
    left(page, dict(page.page.fields) | {"words": SAID})
    again = come_in(people.maya, card)
    assert f"{people.asha.known_as} can open what we kept with you" in again.get("/").text
    assert f"{people.asha.known_as} can open it with you." in again.get("/a/w").text
    assert SAID not in again.html


def test_home_says_the_same_without_a_lock_whether_anything_was_kept_or_not(people: Cast, card: str) -> None:
    before = come_in(people.maya, card).get("/").page.text
    phone = come_in(people.maya, card)
    left(phone, typing(phone, "keep"))
    assert come_in(people.maya, card).get("/").page.text == before


def test_nobody_who_was_tapped_away_is_named_as_the_one_who_opens_it(people: Cast, card: str) -> None:
    maya = trail.young_person(people.maya.pk)
    leave_out(people.maya, people.asha, WhyLeftOut.NOT_THIS_PERSON, timezone.now(), actor=maya)
    phone = come_in(people.maya, card)
    assert people.asha.known_as not in phone.get("/").text
    assert people.asha.known_as not in phone.get("/a/w").text


def test_with_a_lock_exit_just_keeps_it(people: Cast, card: str) -> None:
    say(people.maya, card, "First.")
    phone = come_in(people.maya, card)
    assert "Exit will keep it. A worker" not in to_topics(phone).press("free", name="about").text
    assert "Exit will keep it." in phone.text


def drop_in(people: Cast) -> Phone:
    phone = Phone().get(f"/p/{make_poster(people.team, timezone.now(), CLOCKS)}").press()
    return phone.press(language="en").get("/s/w")


def test_a_drop_in_who_saw_no_words_is_not_told_that_exit_keeps_it(people: Cast) -> None:
    phone = to_topics(drop_in(people)).press("free", name="about")
    assert "Exit will keep it" not in phone.text and "you can’t come back to it" in phone.text


def test_a_drop_in_who_has_the_four_words_is_told_that_exit_keeps_it(people: Cast) -> None:
    phone = drop_in(people)
    assert phone.get("/s/v").title == "Your four words"
    to_topics(phone.get("/s/w")).press("free", name="about")
    assert "Exit will keep it." in phone.text


def test_words_too_many_for_one_page_leave_all_the_same_and_are_sent(phone: Phone) -> None:
    fields = typing(phone, "send") | {"words": MANY}
    response = phone.client.post("/exit", urlencode(fields), content_type=URLENCODED)
    assert response.status_code == 302 and response["Location"] == settings.EXIT_TO
    assert not Session.objects.exists()
    assert open_sealed(Contribution.objects.get().words, "sealed_text") == MANY


def test_a_form_nobody_can_read_ends_the_session(phone: Phone) -> None:
    typing(phone, "send")
    response = phone.client.post("/exit", {"d": "x" * (LONGEST + 1)})
    assert response.status_code == 302 and not Session.objects.exists()
