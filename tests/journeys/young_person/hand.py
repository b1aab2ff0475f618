"""A young person's hand on a real phone: taps what stands on the page, as they would."""

import os
import re
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.journeys.conftest import Live
from tests.journeys.young_person.checks import Checks

FOUR = ("Boat", "Tree", "Cup", "Ball")
WORDS = "I want to see my brother more. Joy said no and I don't know why."


class Hand:
    """One phone. ``seen`` keeps each page's address and heading in order; ``checks`` looks at each page."""

    def __init__(self, page: Page, *, checked: bool = False) -> None:
        self.page = page
        self.checks = Checks(page) if checked else None
        self.shots = os.environ.get("SHOTS", "")
        self.seen: list[tuple[str, str]] = []

    def look(self, name: str) -> None:
        """Note the page; with SHOTS set, keep a picture of it."""
        heading = self.page.locator("h1").first.inner_text()
        self.seen.append((self.page.url, heading))
        if self.checks:
            self.checks.all(name)
        if self.shots:
            Path(self.shots).mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=f"{self.shots}/{len(self.seen):02}-{name}.png", full_page=True)

    def heading(self, text: str | re.Pattern[str]) -> None:
        expect(self.page.locator("h1").first).to_have_text(text)

    def tap(self, name: str, *, exact: bool = True) -> None:
        self.page.get_by_role("button", name=name, exact=exact).or_(
            self.page.get_by_role("link", name=name, exact=exact)
        ).first.click()

    def choose(self, label: str) -> None:
        """Tap a choice by its words. Its input lies over the whole of it."""
        found = self.page.locator("label").filter(has_text=re.compile(rf"^\s*{re.escape(label)}")).first
        self.page.locator(f'[id="{found.get_attribute("for")}"]').click()

    def next(self) -> None:
        self.tap("Next")

    def lock(self, pictures: tuple[str, ...] = FOUR) -> None:
        for done, picture in enumerate(pictures, start=1):
            self.page.get_by_role("button", name=picture, exact=True).click()
            if done < len(pictures):
                expect(self.page.locator(".taps .on")).to_have_count(done)


def to_who(hand: Hand, live: Live) -> None:
    """With the card, past language and reading help."""
    hand.page.goto(live.card(live.cast.maya))
    hand.heading("Pick your language")
    hand.look("language")
    hand.choose("Read it")
    hand.next()
    hand.heading("What Exit can’t do")
    hand.look("about-exit")
    hand.tap("OK")


def to_topics(hand: Hand, if_leave: str = "Keep it for me") -> None:
    """From "who will see it" to what to talk about."""
    hand.heading("Who will see it?")
    hand.look("who")
    hand.next()
    hand.look("must-tell")
    hand.tap("I get it")
    hand.look("leave")
    hand.choose(if_leave)
    hand.next()
    hand.heading("What do you want to talk about?")
    hand.look("topic")


def questions(hand: Hand) -> None:
    """The six: answer one, be unsure of one, skip one, go back, answer the rest."""
    for number, press in enumerate(("A lot", "Not sure", "Skip", "Some", "Not much", "Quite a lot"), start=1):
        expect(hand.page.get_by_text(f"{number} of 6")).to_be_visible()
        hand.look(f"question-{number}")
        if press in ("Not sure", "Skip"):
            hand.tap(press)
            continue
        hand.choose(press)
        hand.next()


def after_words(hand: Hand) -> None:
    """From "can they see this" to Sent."""
    while hand.page.locator("h1").first.inner_text().startswith("Can "):
        hand.look("can-see")
        hand.choose("Yes")
        hand.next()
    for name, choice in (("with", "No, just me"), ("pace", "Talk with me first"), ("reach", "At school")):
        hand.look(name)
        hand.choose(choice)
        hand.next()
    hand.look("secret")
    hand.next()
    for name, choice in (("way", "Here"), ("quote", "No")):
        hand.look(name)
        hand.choose(choice)
        hand.next()


def choose_lock(hand: Hand) -> None:
    hand.heading("Pick four pictures")
    hand.look("lock")
    hand.lock()
    hand.heading("Pick the same four again")
    hand.look("lock-again")
    hand.lock()


def send(hand: Hand) -> None:
    hand.heading("Who will see it?")
    hand.look("once-more")
    hand.tap("Send it")
    hand.heading(re.compile("^Sent. "))
    hand.look("sent")
