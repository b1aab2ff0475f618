"""Safe when watched: after Exit nothing of ours comes back, and nothing is left on the phone."""

from typing import Any

import pytest
from playwright.sync_api import Error, Page, Playwright, expect

from tests.journeys.conftest import PHONE, Live, launch
from tests.journeys.young_person.hand import Hand, to_topics, to_who
from voice.contributions.drafts import body
from voice.contributions.models import Draft

SAID = "I am scared of the man upstairs"


def neutral(page: Page) -> None:
    """The neutral site, without leaving this machine."""
    page.context.route(
        "https://www.bbc.co.uk/**",
        lambda route: route.fulfill(body="<title>Weather</title><h1>Sunny</h1>", content_type="text/html"),
    )


def typed(live: Live, page: Page) -> Hand:
    neutral(page)
    hand = Hand(page)
    to_who(hand, live)
    to_topics(hand)
    hand.tap("Something else", exact=False)
    hand.page.locator("textarea").fill(SAID)
    return hand


def shows_nothing(page: Page) -> None:
    try:
        if page.evaluate("document.documentElement.hidden"):
            return
        text = page.evaluate("document.body ? document.body.innerText : ''")
    except Error:  # the page asks the server again at this very moment
        return
    for ours in ("Who will see it?", SAID, "What do you want", "When we must tell"):
        assert ours not in text, (page.url, text[:300])
    assert all(SAID not in area.input_value() for area in page.locator("textarea").all())


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without"])
def test_back_and_forward_after_exit_never_show_a_page(
    live: Live, playwright: Playwright, javascript: bool
) -> None:
    browser = launch(playwright, ignore_default_args=["--disable-back-forward-cache"])
    try:
        size: Any = PHONE
        context = browser.new_context(viewport=size, java_script_enabled=javascript)
        hand = typed(live, context.new_page())
        hand.tap("Exit")
        expect(hand.page.locator("h1")).to_have_text("Sunny")
        assert not context.cookies("http://localhost")
        for step in ["back"] * 5 + ["forward"] * 5:
            getattr(hand.page, f"go_{step}")(wait_until="commit")
            shows_nothing(hand.page)
            hand.page.wait_for_timeout(400)
            shows_nothing(hand.page)
    finally:
        browser.close()
    assert body(Draft.objects.get()).words == SAID


def test_exit_blanks_the_page_before_anything_is_answered(live: Live) -> None:
    hand = typed(live, live.phone())
    hand.page.context.route("**/exit", lambda _route: None)  # the server never answers
    blank = hand.page.evaluate(
        "() => { document.querySelector('[data-exit]').click(); return document.documentElement.hidden }"
    )
    assert blank


def test_the_page_warns_after_eight_minutes_and_leaves_after_ten(live: Live) -> None:
    page = live.phone()
    page.clock.install()
    hand = typed(live, page)
    page.clock.run_for(8 * 60_000 + 6_000)
    expect(page.get_by_text("Are you still here?")).to_be_visible()
    page.clock.run_for(2 * 60_000 + 6_000)
    expect(hand.page.locator("h1")).to_have_text("Sunny")
    assert body(Draft.objects.get()).words == SAID


def test_exit_comes_first_by_keyboard_and_help_now_opens_without_the_server(live: Live) -> None:
    hand = Hand(live.phone())
    to_who(hand, live)
    hand.heading("Who will see it?")
    hand.page.context.set_offline(True)
    hand.page.keyboard.press("Tab")
    assert hand.page.evaluate("document.activeElement.hasAttribute('data-exit')")
    hand.page.keyboard.press("Tab")
    hand.page.keyboard.press("Enter")
    expect(hand.page.get_by_text("Call 999")).to_be_visible()
    expect(hand.page.get_by_text("0800 1111. It is free.")).to_be_visible()
