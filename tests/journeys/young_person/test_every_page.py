"""Pages off the main way, easy, in the dark, from right to left, narrow and wide; and a busy database."""

import re
import sqlite3
import threading
import time
from typing import Any

import pytest
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.utils import timezone
from playwright.sync_api import Page, expect

from safeguarding.people.actions import make_poster
from safeguarding.trail.types import CLOCKS
from tests.journeys.conftest import Live
from tests.journeys.young_person.hand import WORDS, Hand, after_words, choose_lock, send, to_topics, to_who
from voice.contributions.models import Draft
from voice.decisions.actions import ask_involvement, write_decision


def ask_kai(live: Live) -> None:
    now = timezone.now()
    decision = write_decision(live.cast.asha, live.cast.kai, "Your new room", None, now)
    ask_involvement(live.cast.asha, decision, "card", now)


def kais(live: Live, page: Page) -> Hand:
    """Kai, who reads easy words, at the first question."""
    ask_kai(live)
    hand = Hand(page, checked=True)
    page.goto(live.card(live.cast.kai))
    hand.choose("Easy")
    hand.next()
    hand.tap("OK")
    hand.next()
    hand.tap("I get it")
    hand.next()
    hand.tap("Your new room", exact=False)
    return hand


def test_easy_mode_in_the_dark_has_three_faces_side_by_side(live: Live) -> None:
    hand = kais(live, live.phone(color_scheme="dark"))
    hand.choose("A bit")
    hand.look("easy-dark")
    tops = [box["y"] for face in hand.page.locator(".choice").all() if (box := face.bounding_box())]
    assert len(tops) == 3 and len(set(tops)) == 1


@pytest.mark.parametrize("width", [256, 360, 768, 1280])
def test_a_question_fits_at_every_width(live: Live, width: int) -> None:
    page = live.phone()
    page.set_viewport_size({"width": width, "height": 640})
    hand = kais(live, page)
    hand.look(f"question-{width}")


def to_arabic(page: Page) -> None:
    """The draft language can't be chosen: only a test puts it into the session."""
    key = next(cookie["value"] for cookie in page.context.cookies() if cookie["name"] == "s")
    store = SessionStore(key)
    store["language"] = "ar"
    store.save()


def test_pages_run_from_right_to_left(live: Live) -> None:
    hand = Hand(live.phone(), checked=True)
    to_who(hand, live)
    hand.heading("Who will see it?")
    to_arabic(hand.page)
    for name, address in (("who", "/s/w"), ("must-tell", "/s/t"), ("leave", "/s/e"), ("home", "/")):
        hand.page.goto(live.url + address)
        assert hand.page.locator("html").get_attribute("dir") == "rtl"
        hand.look(f"arabic-{name}")


def test_bigger_is_a_quarter_bigger_and_still_fits(live: Live) -> None:
    hand = Hand(live.phone(), checked=True)
    hand.page.goto(live.card(live.cast.maya))
    hand.choose("Bigger")
    hand.next()
    hand.tap("OK")
    hand.look("bigger-who")
    assert hand.page.evaluate("getComputedStyle(document.documentElement).fontSize") == "20px"


def test_pages_off_the_main_way(live: Live) -> None:
    hand = Hand(live.phone(), checked=True)
    outside = (("door", "/"), ("dead-card", "/c/nothing"), ("help-signed-out", "/h"), ("key", "/k"))
    for name, address in outside:
        hand.page.goto(live.url + address)
        hand.look(name)
    hand.page.goto(f"{live.url}/p/{make_poster(live.cast.team, timezone.now(), CLOCKS)}")
    hand.look("poster")
    to_who(hand, live)
    hand.heading("Who will see it?")
    hand.page.locator(f'[name="not"][value="{live.cast.sam.pk}"]').click()
    hand.look("who-not-sam")
    hand.page.locator(f'[name="about"][value="{live.cast.sam.pk}:yes"]').click()
    hand.look("who-about-sam")
    for name, address in (
        ("home", "/"), ("help", "/h"), ("advocate", "/h/a"), ("complaint", "/h/c"), ("about-exit", "/a/e"),
        ("my-worker", "/a/m"), ("no-lock", "/a/w"),
    ):  # fmt: skip
        hand.page.goto(live.url + address)
        hand.look(name)
    hand.page.locator("button", has_text="Help now").or_(hand.page.locator("summary")).first.click()
    hand.look("help-panel")
    hand.page.get_by_role("button", name=re.compile("I am not safe")).click()
    hand.heading(re.compile("^Sent. "))
    hand.look("not-safe-sent")


def writing(live: Live, hand: Hand) -> None:
    to_who(hand, live)
    to_topics(hand)
    hand.tap("Something else", exact=False)
    hand.page.locator("textarea").fill(WORDS)


class Locked:
    """Another connection that holds the database's only write lock."""

    def __init__(self, seconds: float) -> None:
        self.ready = threading.Event()
        self.thread = threading.Thread(target=self._hold, args=(seconds,))

    def __enter__(self) -> "Locked":
        self.thread.start()
        self.ready.wait(5)
        return self

    def __exit__(self, *args: Any) -> None:
        self.thread.join()

    def _hold(self, seconds: float) -> None:
        other = sqlite3.connect(str(connection.settings_dict["NAME"]), isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        self.ready.set()
        time.sleep(seconds)
        other.execute("ROLLBACK")
        other.close()


sqlite_only = pytest.mark.skipif(
    not settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"), reason="PostgreSQL has no single writer"
)


@sqlite_only
def test_a_database_locked_for_ten_seconds_loses_nothing_and_goes_on_by_itself(live: Live) -> None:
    hand = Hand(live.phone())
    hand.page.set_default_timeout(30_000)
    writing(live, hand)
    with Locked(10):
        hand.next()
        expect(hand.page.get_by_role("heading", name="We have to try again")).to_be_visible(timeout=9_000)
        hand.look("locked")
        assert hand.page.locator("textarea").input_value() == WORDS
    expect(hand.page.locator("h1")).to_have_text("Can Joy see this?", timeout=25_000)
    from voice.contributions.drafts import body

    assert body(Draft.objects.get()).words == WORDS


@sqlite_only
def test_without_javascript_one_tap_tries_again(live: Live) -> None:
    hand = Hand(live.phone(javascript=False))
    hand.page.set_default_timeout(30_000)
    writing(live, hand)
    with Locked(7):
        hand.next()
        hand.heading("We have to try again")
    hand.tap("Try again")
    hand.heading("Can Joy see this?")


def test_what_was_sent_is_once_there_after_back_and_send_again(live: Live) -> None:
    hand = Hand(live.phone(javascript=False))
    writing(live, hand)
    hand.next()
    after_words(hand)
    choose_lock(hand)
    send(hand)
    hand.page.go_back()
    hand.heading("You sent this")
    hand.look("sent-already")
