"""``make pictures``: a picture of each face, of the fictional service, into docs/pictures/."""

import json
import os
import re
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django
from playwright.sync_api import Browser, Page, sync_playwright

from tests import services

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings_test")
django.setup()

from tests.journeys.young_person.hand import Hand, after_words, choose_lock, send

ROOT = Path(__file__).parent.parent
INTO = ROOT / "docs" / "pictures"
SAID = "I like it here now. But nobody asks me before they set the day. It is always when I have football."


@contextmanager
def fictional() -> Iterator[dict[str, str]]:
    """The fictional service, made afresh and served; gives its links."""
    port = services.free_port()
    with tempfile.TemporaryDirectory() as data:
        set_to = {**os.environ, "CORNER_DEMO": "1", "CORNER_DATA": data, "PORT": str(port)}
        set_to["DJANGO_SETTINGS_MODULE"] = "config.settings"
        manage = [sys.executable, "manage.py"]
        server = subprocess.Popen([*manage, "serve", "--port", str(port)], env=set_to, cwd=ROOT)
        try:
            _wait(port, server)
            printed = subprocess.run(
                [*manage, "demo_links"], env=set_to, cwd=ROOT, capture_output=True, check=True
            )
            yield json.loads(printed.stdout)
        finally:
            server.terminate()
            server.wait(10)


def _wait(port: int, server: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + 300
    while time.monotonic() < until and server.poll() is None:
        try:
            urllib.request.urlopen(f"http://localhost:{port}/sign-in", timeout=2)
        except OSError:
            time.sleep(0.5)
        else:
            return
    sys.exit("The fictional service did not start.")


def keep(page: Page, name: str) -> None:
    """One picture."""
    page.wait_for_timeout(400)
    page.screenshot(path=INTO / f"{name}.png")


def phone(browser: Browser, link: str) -> None:
    """A young person's way, from the card to Sent."""
    page = browser.new_context(viewport={"width": 360, "height": 640}, device_scale_factor=2).new_page()
    hand = Hand(page)
    page.goto(link)
    keep(page, "language-360")
    hand.next()
    hand.tap("OK")
    keep(page, "who-360")
    hand.next()
    hand.tap("I get it")
    hand.choose("Keep it for me")
    hand.next()
    page.locator("button.way").first.click()
    hand.choose("Quite a lot")
    keep(page, "question-360")
    while not page.locator("textarea").count():
        hand.tap("Skip")
    page.locator("textarea").fill(SAID)
    keep(page, "words-360")
    hand.next()
    after_words(hand)
    choose_lock(hand)
    send(hand)
    keep(page, "sent-360")
    page.context.close()


def desks(browser: Browser, links: dict[str, str]) -> None:
    """The adults' faces."""
    base = re.sub(r"^(https?://[^/]+).*$", r"\1", links["worker"])
    shots = {
        "worker": [("/work/", "inbox")],
        "moderator": [("/reading/", "moderator")],
        "safeguarding_lead": [("/lead/concerns", "concern"), ("/lead/ladders", "ladders")],
        "manager": [("/figures/", "report")],
        "administrator": [("/set-up/", "set-up")],
    }
    for person, pages in shots.items():
        page = browser.new_context(viewport={"width": 1280, "height": 800}).new_page()
        page.goto(links[person])
        for address, name in pages:
            page.goto(base + address)
            if name == "concern":
                page.get_by_role("link", name=re.compile("^Open")).first.click()
            if name == "moderator":
                page.get_by_role("link", name=re.compile("^Read the one")).click()
            keep(page, f"{name}-1280")
        page.context.close()


def main() -> None:
    """Every picture in docs/pictures/."""
    INTO.mkdir(parents=True, exist_ok=True)
    path = services.install_chromium()
    with fictional() as links, sync_playwright() as playwright:
        where = {} if path == "playwright" else {"executable_path": path}
        browser = playwright.chromium.launch(args=["--no-sandbox"], **where)  # type: ignore[arg-type]  # one keyword
        phone(browser, links["young_person"])
        desks(browser, links)
        browser.close()


if __name__ == "__main__":
    main()
