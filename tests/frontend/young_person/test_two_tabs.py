"""Two pages of two drafts open at once: each page's post goes to the draft it is of, whatever is open since."""

from typing import Any

from django.contrib.sessions.models import Session

from safeguarding.people.types import Route
from tests.cast import Cast
from tests.frontend.young_person.test_people_and_help import after_words_of_advocate
from tests.frontend.young_person.walk import Phone, come_in, to_topics
from voice.contributions.drafts import body
from voice.contributions.models import Contribution, Draft
from voice.contributions.types import About

FOR_TOM = "Only Tom may hear this."
USUAL = "I want to see my brother more."


def said(cast: Cast) -> dict[str, str]:
    """The words of every unsent draft, by what it is about."""
    rows = Draft.objects.filter(young_person=cast.maya, sent_at__isnull=True)
    return {row.about: body(row).words for row in rows}


def tab(phone: Phone) -> Phone:
    """Another tab of the same phone."""
    other = Phone()
    other.client = phone.client
    return other


def advocate_tab(phone: Phone) -> Phone:
    return tab(phone).get("/h/a").press("write")


def usual_tab(phone: Phone) -> Phone:
    return to_topics(tab(phone).get("/s/w")).press("free", name="about")


def test_words_for_the_advocate_stay_with_the_advocate(people: Cast, phone: Phone) -> None:
    first = advocate_tab(phone).press(words="Hello.").get("/s/a")
    usual_tab(phone).press(words=USUAL)
    first.press(words=FOR_TOM)
    assert said(people) == {About.ADVOCATE: FOR_TOM, About.FREE: USUAL}


def test_the_tab_that_goes_on_goes_on_with_its_own_draft(people: Cast, phone: Phone) -> None:
    first = advocate_tab(phone).press(words="Hello.").get("/s/a")
    usual_tab(phone).press(words=USUAL)
    first.press(words=FOR_TOM)
    after_words_of_advocate(first)
    sent = Contribution.objects.get()
    assert sent.route == Route.ADVOCATE and sent.about == About.ADVOCATE
    assert said(people) == {About.FREE: USUAL}


def test_a_page_sends_its_own_draft_and_no_other(people: Cast, phone: Phone) -> None:
    first = advocate_tab(phone).press(words=FOR_TOM).get("/s/x")
    usual_tab(phone).press(words=USUAL)
    first.press()
    assert Contribution.objects.get().route == Route.ADVOCATE


def test_an_empty_draft_put_away_by_another_tab_comes_back_with_its_words(people: Cast, phone: Phone) -> None:
    first = advocate_tab(phone)
    usual_tab(phone).press(words=USUAL)
    first.press(words=FOR_TOM)
    assert said(people) == {About.ADVOCATE: FOR_TOM, About.FREE: USUAL}


def test_exit_and_help_now_keep_to_the_page_too(people: Cast, phone: Phone) -> None:
    first = advocate_tab(phone).press(words="Hello.").get("/s/a")
    usual_tab(phone).press(words=USUAL)
    first.press("next", to="/h/s", words="For Tom, at once.")
    assert said(people) == {About.ADVOCATE: "For Tom, at once.", About.FREE: USUAL}
    fields: dict[str, Any] = dict(first.get("/s/a").page.fields)
    first.client.post("/exit", fields | {"words": FOR_TOM})
    assert FOR_TOM in said(people).values() and USUAL in said(people).values()


def test_a_dead_session_keeps_to_the_page_too(people: Cast, phone: Phone) -> None:
    first = advocate_tab(phone).press(words="Hello.").get("/s/a")
    usual_tab(phone).press(words=USUAL)
    Session.objects.all().delete()
    first.press(words=FOR_TOM)
    assert first.title == "Your words are safe"
    assert said(people) == {About.ADVOCATE: FOR_TOM, About.FREE: USUAL}
    assert first.get("/s/a").field("words") == FOR_TOM


def test_another_phone_that_begins_throws_away_and_says_so(people: Cast, card: str) -> None:
    first = to_topics(come_in(people.maya, card), "throw").press("free", name="about").press(words=USUAL)
    while first.path != "/s/r":
        first.press("skip")
    to_topics(come_in(people.maya, card)).press("free", name="about")
    first.press(reach_by="school", reach="At break")
    assert "The pages before it were thrown away" in first.text
    [kept] = [row for row in Draft.objects.filter(sent_at=None) if body(row).reach]
    assert kept.if_leave == "throw", "as they chose in this sitting"
