"""A worker with a phone in one hand: the next thing stands under the thumb however long the words are."""

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from safeguarding.concerns.models import Concern
from tests.journeys.conftest import PHONE, Live
from tests.voice.contributions.said import send

pytestmark = pytest.mark.django_db(transaction=True)
LONG = "He got me a new phone and he says dont tell. " + "I went home and then I went to school. " * 60
BAR = ".next-step"
MEASURE = """(selector) => {
  const box = document.querySelector(selector).getBoundingClientRect();
  const there = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  const tabs = document.querySelector('.rail ul').getBoundingClientRect();
  return {top: box.top, bottom: box.bottom, height: box.height, wide: document.documentElement.scrollWidth,
          seen: there.closest(selector) !== null, tabs: tabs.top, length: document.documentElement.scrollHeight};
}"""
# Nothing of the page may stand under the bar once it is scrolled to its end.
LAST = """() => {
  scrollTo(0, document.documentElement.scrollHeight);
  const bar = document.querySelector('.next-step').getBoundingClientRect();
  return [...document.querySelectorAll('main .cols *')]
    .filter((part) => part.checkVisibility() && part.getBoundingClientRect().bottom > bar.top + 1)
    .map((part) => part.tagName);
}"""


def on_phone(live: Live, *, javascript: bool) -> tuple[Page, Concern]:
    said = send(live.cast.maya, timezone.now(), LONG)
    page = live.desk(live.cast.asha, javascript=javascript)
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]  # a size
    return page, Concern.objects.get(from_id=said.pk)


@pytest.mark.parametrize("javascript", [True, False])
def test_the_next_step_is_under_the_thumb_and_covers_nothing(live: Live, javascript: bool) -> None:
    page, concern = on_phone(live, javascript=javascript)
    page.goto(f"{live.url}/work/concern/{concern.pk}")
    found = page.evaluate(MEASURE, f"{BAR} .b")
    assert found["length"] > 3 * PHONE["height"], "the control: the actions stand far below"
    assert found["seen"] and found["height"] >= 48 and found["bottom"] <= found["tabs"]
    assert found["wide"] <= PHONE["width"]
    assert page.evaluate(LAST) == []
    page.evaluate("scrollTo(0, 0)")
    page.locator(f"{BAR} .b").click()
    assert "You have got this" in page.locator("main").inner_text()
    page.locator(f"{BAR} .b", has_text="Write the plan").click()
    plan = page.locator("#plan textarea").first
    assert plan.is_visible()
    box = plan.bounding_box()
    assert box is not None and 0 <= box["y"] < PHONE["height"] - 140


def test_large_text_leaves_the_next_step_whole(live: Live) -> None:
    page, concern = on_phone(live, javascript=True)
    page.goto(f"{live.url}/work/concern/{concern.pk}")
    page.evaluate("document.documentElement.style.fontSize = '32px'")
    found = page.evaluate(MEASURE, f"{BAR} .b")
    assert found["seen"] and found["bottom"] <= found["tabs"] and found["wide"] <= PHONE["width"]
    assert page.evaluate(LAST) == []


def test_at_a_desk_the_steps_stand_beside_the_words(live: Live) -> None:
    page, concern = on_phone(live, javascript=True)
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(f"{live.url}/work/concern/{concern.pk}")
    assert not page.locator(BAR).is_visible()
    assert page.locator("#plan").is_visible()
