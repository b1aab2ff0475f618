"""Every question of every set stands on a small phone whole, at every age, and can be read by everybody."""

import os
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from safeguarding.people.actions import make_card
from safeguarding.people.models import YoungPerson
from safeguarding.trail.types import CLOCKS
from tests.frontend.young_person.walk import come_in, to_topics
from tests.journeys.conftest import PHONE, Live
from tests.journeys.young_person.checks import Checks
from tests.journeys.young_person.test_questions_fit import MEASURE, on_screen
from voice.questions.models import QuestionSet
from voice.questions.queries import questions_of
from voice.questions.types import Tier

pytestmark = pytest.mark.django_db(transaction=True)
AGES = {Tier.FOUR: 6, Tier.EIGHT: 9, Tier.ELEVEN: 14, Tier.EIGHTEEN: 19}
KEPT = os.environ.get("CORNER_PICTURES", "")


@pytest.mark.parametrize("tier", AGES)
@pytest.mark.parametrize("reading_help", ["read", "easy"])
def test_every_answer_of_every_set_is_on_the_screen(live: Live, tier: Tier, reading_help: str) -> None:
    maya, now = live.cast.maya, timezone.now()
    YoungPerson.objects.filter(pk=maya.pk).update(born_year=now.year - AGES[tier])
    phone = come_in(maya, make_card(maya, now=now, by=CLOCKS), reading_help)
    to_topics(phone)
    page = on_screen(live, phone)
    checks, too_low = Checks(page), []
    page.goto(f"{live.url}/s/c")
    checks.all(f"topics {tier}")
    _keep(page, f"topics-{tier}-{reading_help}")
    for chosen in QuestionSet.objects.filter(tier=tier).exclude(key="decision"):
        phone.get("/s/c").press(chosen.key, name="set")
        for number, question in enumerate(questions_of(chosen), start=1):
            page.goto(f"{live.url}/s/{number}")
            found = page.evaluate(MEASURE)
            assert found["answers"] == (len(question.options) or (3 if chosen.scale == "three" else 5))
            if found["lowest"] > PHONE["height"] or found["wide"] > PHONE["width"]:
                too_low.append((chosen.key, number, found["title"], found["lowest"], found["lines"]))
            _keep(page, f"{chosen.key}-{tier}-{number}-{reading_help}")
        checks.all(f"{chosen.key} {tier}")
    assert not too_low, too_low


def _keep(page: Page, name: str) -> None:
    if KEPT:
        page.screenshot(path=str(Path(KEPT) / f"{name}.png"))


@pytest.mark.parametrize("width", [256, 360])
@pytest.mark.parametrize("language", ["ar", "cy", "gd"])
def test_a_draft_language_runs_over_no_edge(live: Live, language: str, width: int) -> None:
    """Drafts are off; their pages are whole all the same, right to left too."""
    maya, now = live.cast.maya, timezone.now()
    phone = come_in(maya, make_card(maya, now=now, by=CLOCKS))
    to_topics(phone).press("home", name="set")
    session = phone.client.session
    session["language"] = language
    session.save()
    page = on_screen(live, phone)
    page.set_viewport_size({"width": width, "height": 640})
    over: dict[str, int] = {}
    for path in (
        "/",
        "/h",
        "/s/l",
        "/s/w",
        "/s/t",
        "/s/e",
        "/s/c",
        "/s/1",
        "/s/2",
        "/s/a",
        "/s/m",
        "/s/p",
        "/s/x",
    ):
        page.goto(f"{live.url}{path}")
        html = page.locator("html")
        assert html.get_attribute("dir") == ("rtl" if language == "ar" else "ltr"), path
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        over |= {path: wide} if wide > 0 else {}
        if path in ("/s/1", "/s/t"):
            _keep(page, f"{language}-{width}-{path.replace('/', '')}")
    assert over == {}
