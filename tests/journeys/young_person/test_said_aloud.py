"""Said aloud and drawn, on a phone with a microphone and on one without a script; and heard by who reads it."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Playwright, expect

from safeguarding.trail.models import TrailEntry
from safeguarding.trail.types import TrailType
from tests import services
from tests.journeys.conftest import ARGS, Live
from tests.journeys.young_person.hand import Hand, after_words, choose_lock, send, to_topics, to_who
from tests.voice.contributions.recorded import picture, sound
from voice.contributions.models import Contribution
from voice.contributions.recordings.models import OwnRecording, Transcript

# A microphone that hums, and a question about it that is answered with yes.
HEARS = ["--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream"]


@pytest.fixture(scope="module")
def hearing(playwright: Playwright) -> Iterator[Browser]:
    path = services.chromium()
    where = {"executable_path": path} if path else {}
    started = playwright.chromium.launch(args=[*ARGS, *HEARS], **where)  # type: ignore[arg-type]  # a plain dict
    yield started
    started.close()


def to_way(live: Live, page: Page, way: str, *, checked: bool = False) -> Hand:
    hand = Hand(page, checked=checked)
    to_who(hand, live)
    to_topics(hand)
    hand.tap("Something else", exact=False)
    hand.heading("What do you want to say?")
    hand.look("words")
    hand.tap(way)
    return hand


def forget_fetches(hand: Hand) -> None:
    """What the script itself sent or played since is no request of a page's own."""
    if hand.checks:
        hand.checks.others.clear()


def to_sent(hand: Hand) -> Contribution:
    hand.next()
    hand.heading("What do you want to say?")
    forget_fetches(hand)
    hand.look("words-with-it")
    hand.next()
    after_words(hand)
    choose_lock(hand)
    send(hand)
    return Contribution.objects.get()


def plays(page: Page) -> float:
    """Play what stands on the page, as a tap on it does; its length in seconds."""
    return float(
        page.evaluate(
            """async () => {
                const audio = document.querySelector("audio");
                audio.muted = true;
                await audio.play();
                return audio.duration;
            }"""
        )
    )


def asha_hears_it(live: Live, sent: Contribution) -> None:
    desk = live.desk(live.cast.asha)
    desk.goto(f"{live.url}/work/said/{sent.pk}")
    expect(desk.get_by_role("heading", name=re.compile("What they said aloud"))).to_be_visible()
    assert not TrailEntry.objects.filter(type=TrailType.SOUND_HEARD).exists(), "a page alone plays nothing"
    if shots := Hand(desk).shots:
        desk.screenshot(path=f"{shots}/desk-sound.png", full_page=True)
    assert plays(desk) > 0.5
    assert TrailEntry.objects.filter(type=TrailType.SOUND_HEARD).count() == 1
    desk.get_by_text("Type what they say").click()
    desk.get_by_label("Their words, as they say them", exact=False).fill("Mm")
    desk.get_by_role("button", name="Save what you heard").click()
    expect(desk.get_by_text("Asha typed this", exact=False)).to_be_visible()
    assert Transcript.objects.count() == 1
    if shots:
        desk.screenshot(path=f"{shots}/desk-typed.png", full_page=True)


def test_it_is_said_aloud_heard_said_again_and_sent(live: Live, hearing: Browser) -> None:
    live = replace(live, browser=hearing)
    hand = to_way(live, live.phone(), "Talk", checked=True)
    hand.heading("Say it out loud")
    hand.look("sound")
    for _ in range(2):
        hand.page.locator("[data-start]").click()
        hand.page.wait_for_timeout(1_600)
        with hand.page.expect_navigation(timeout=30_000):  # the page before may say the same words
            hand.page.locator("[data-stop]").click()
        expect(hand.page.get_by_text("You said it out loud", exact=False).first).to_be_visible(timeout=30_000)
        forget_fetches(hand)
        hand.look("sound-kept")
        assert plays(hand.page) > 0.5
        forget_fetches(hand)
        hand.page.get_by_text("Say it again").click()
    assert OwnRecording.objects.count() == 1, "the second took the place of the first"
    sent = to_sent(hand)
    assert not hand.page.evaluate("localStorage.length + sessionStorage.length")
    asha_hears_it(live, sent)
    hand.page.goto(f"{live.url}/a/w")
    hand.look("what-i-said")
    expect(hand.page.locator("audio")).to_be_visible()
    hand.page.goto(f"{live.url}/a/s/{sent.pk}")
    expect(hand.page.get_by_text("Asha heard you")).to_be_visible()


def test_a_gap_in_the_line_loses_no_sound(live: Live, hearing: Browser) -> None:
    live = replace(live, browser=hearing)
    hand = to_way(live, live.phone(), "Talk")
    hand.page.route(
        "**/s/z", lambda route: route.abort() if route.request.method == "POST" else route.continue_()
    )
    hand.page.locator("[data-start]").click()
    hand.page.wait_for_timeout(1_200)
    hand.page.locator("[data-stop]").click()
    expect(hand.page.get_by_text("The line is slow. We will try again.")).to_be_visible()
    hand.page.unroute("**/s/z")
    expect(hand.page.get_by_text("You said it out loud", exact=False).first).to_be_visible(timeout=30_000)


def test_a_phone_that_says_no_to_the_microphone_offers_a_file(live: Live) -> None:
    hand = to_way(live, live.phone(permissions=[]), "Talk")
    hand.page.evaluate("() => void (navigator.mediaDevices.getUserMedia = () => Promise.reject(new Error()))")
    hand.page.locator("[data-start]").click()
    expect(hand.page.get_by_text("This phone did not let us hear you.", exact=False)).to_be_visible()
    hand.look("sound-refused")


def test_without_a_script_a_file_is_picked(live: Live, tmp_path: Path) -> None:
    hand = to_way(live, live.phone(javascript=False), "Talk")
    hand.heading("Say it out loud")
    hand.look("sound-no-script")
    strange, good = tmp_path / "a.txt", tmp_path / "a.m4a"
    strange.write_text("my homework")
    good.write_bytes(sound(2, "mp4"))
    for file, told in ((strange, "We can not play this."), (good, "You said it out loud, 0:02")):
        hand.page.set_input_files("#file", file)
        hand.tap("Keep it")
        expect(hand.page.get_by_text(told, exact=False).first).to_be_visible(timeout=30_000)
        hand.look(f"sound-{file.suffix[1:]}")
    to_sent(hand)
    assert OwnRecording.objects.get().contribution is not None


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without"])
def test_it_is_drawn_and_sent(live: Live, javascript: bool, tmp_path: Path) -> None:
    hand = to_way(live, live.phone(javascript=javascript), "Draw", checked=javascript)
    hand.heading("Draw it")
    if javascript:
        canvas = hand.page.locator("canvas")
        canvas.scroll_into_view_if_needed()
        box = canvas.bounding_box()
        assert box is not None
        hand.page.get_by_role("button", name="Blue").click()
        for x, y in ((60, 60), (200, 180)):
            hand.page.mouse.move(box["x"] + x, box["y"] + y)
            hand.page.mouse.down()
            hand.page.mouse.move(box["x"] + x + 60, box["y"] + y + 40, steps=4)
            hand.page.mouse.up()
        hand.look("drawing")
        hand.page.locator("[data-done]").click()
    else:
        (tmp_path / "a.jpg").write_bytes(picture("JPEG", (2_000, 1_500)))
        hand.look("drawing-no-script")
        hand.page.set_input_files("#file", tmp_path / "a.jpg")
        hand.tap("Keep it")
    expect(hand.page.get_by_text("Your drawing").first).to_be_visible(timeout=30_000)
    forget_fetches(hand)
    hand.look("drawing-kept")
    sent = to_sent(hand)
    desk = live.desk(live.cast.asha)
    desk.goto(f"{live.url}/work/said/{sent.pk}")
    expect(desk.get_by_role("img", name="What they drew")).to_be_visible()
    assert desk.locator(".recordings img").evaluate("image => image.naturalWidth") > 100
    if hand.shots:
        desk.screenshot(path=f"{hand.shots}/desk-drawing.png", full_page=True)
