"""Each of the six stands on a small phone whole: every answer, Not sure, Skip and Next, without scrolling."""

from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from safeguarding.people.actions import make_card
from safeguarding.people.models import YoungPerson
from safeguarding.trail.types import CLOCKS
from tests.frontend.young_person.walk import Phone, come_in, to_topics
from tests.journeys.conftest import PHONE, Live
from voice.decisions.actions import ask_involvement, write_decision

pytestmark = pytest.mark.django_db(transaction=True)
AGES = {"8-10": 9, "11-17": 14, "18+": 19}
WAYS = {"en": ("en", "read"), "easy": ("en", "easy"), "ar": ("ar", "read")}
# Everything somebody may tap, and where it ends; the question's lines for the message.
MEASURE = """() => {
  const ends = (selector) =>
    [...document.querySelectorAll(selector)].map((part) => part.getBoundingClientRect().bottom);
  const h1 = document.querySelector('h1');
  const root = document.documentElement;
  return {answers: ends('.choice label').length, title: h1.textContent,
          lowest: Math.max(...ends('.choice label, main button:not([hidden])')),
          whole: root.scrollHeight, wide: root.scrollWidth,
          lines: Math.round(h1.getBoundingClientRect().height / (parseFloat(getComputedStyle(h1).fontSize) * 1.15))};
}"""


def at_the_questions(live: Live, age: int, language: str, reading_help: str) -> Phone:
    """Somebody of that age has been asked about a decision, and has chosen to answer it."""
    now = timezone.now()
    maya, asha = live.cast.maya, live.cast.asha
    YoungPerson.objects.filter(pk=maya.pk).update(born_year=now.year - age)
    ask_involvement(asha, write_decision(asha, maya, "Your meeting about school", None, now), "card", now)
    phone = come_in(maya, make_card(maya, now=now, by=CLOCKS), reading_help)
    to_topics(phone).press("decision", name="about")
    session: Any = phone.client.session
    session["language"], session["reading_help"] = language, reading_help
    session.save()
    return phone


def on_screen(live: Live, phone: Phone) -> Page:
    page = live.phone()
    page.context.add_cookies([{"name": "s", "value": phone.client.cookies["s"].value, "url": live.url}])
    return page


@pytest.mark.parametrize("tier", AGES)
@pytest.mark.parametrize("way", WAYS)
def test_every_answer_of_every_question_is_on_the_screen(live: Live, tier: str, way: str) -> None:
    phone = at_the_questions(live, AGES[tier], *WAYS[way])
    page, too_low = on_screen(live, phone), []
    for number in range(1, 7):
        page.goto(f"{live.url}/s/{number}")
        found = page.evaluate(MEASURE)
        assert found["answers"] == (3 if tier == "8-10" else 5)
        if found["lowest"] > PHONE["height"] or found["wide"] > PHONE["width"]:
            too_low.append((number, found))
        print(tier, way, number, found)
    assert not too_low, too_low
