"""Every page from the card to the answer's door on a slow phone: bytes on the wire, requests, first contentful paint.

400 kbit/s, 400 ms round trip, processor four times slower: Chromium's own throttling. Run as ``python -m bench.pages``.
"""

import json
from typing import Any

from bench import ready
from bench.servers import served

SLOW = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
PAINT = """() => {
  const paint = performance.getEntriesByName('first-contentful-paint')[0];
  const page = performance.getEntriesByType('navigation')[0];
  return {paint: paint ? paint.startTime : null, bytes: page.transferSize,
          requests: 1 + performance.getEntriesByType('resource').filter((r) => !r.name.startsWith('data:')).length};
}"""


class Watch:
    """Stands beside the hand of a journey and notes what each page cost."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.rows: dict[str, dict[str, float]] = {}

    def all(self, name: str) -> None:
        """Called at each page."""
        self.page.wait_for_function("() => performance.getEntriesByName('first-contentful-paint').length > 0")
        found = self.page.evaluate(PAINT)
        self.rows[name] = {
            "bytes": found["bytes"],
            "requests": found["requests"],
            "first_paint_ms": round(found["paint"]),
        }


def _walk(page: Any, card: str) -> dict[str, dict[str, float]]:
    from tests.journeys.young_person import hand as steps  # noqa: PLC0415 - after set_up

    hand = steps.Hand(page)
    watch = Watch(page)
    hand.checks = watch  # type: ignore[assignment]  # it is asked the same: to look at a page
    page.goto(card)
    hand.look("language")
    hand.next()
    hand.look("about-exit")
    hand.tap("OK")
    steps.to_topics(hand)
    page.locator("button.way").first.click()
    steps.questions(hand)
    page.locator("textarea").fill(steps.WORDS)
    hand.look("words")
    hand.next()
    steps.after_words(hand)
    steps.choose_lock(hand)
    steps.send(hand)
    hand.tap("Done")
    hand.look("home")
    for name in ("Answers for me", "My promises", "What I said"):
        hand.tap(name, exact=False)
        hand.look(name.lower().replace(" ", "-"))
        hand.tap("Home")
    return watch.rows


def main() -> None:
    """Print one JSON object: a row for each page."""
    ready.set_up()
    ready.empty_database()
    cast, _ = ready.people(0)
    from django.db import connections  # noqa: PLC0415 - after set_up
    from django.utils import timezone  # noqa: PLC0415
    from playwright.sync_api import sync_playwright  # noqa: PLC0415

    from safeguarding.people.actions import make_card  # noqa: PLC0415
    from safeguarding.trail.types import CLOCKS  # noqa: PLC0415
    from tests.journeys.conftest import PHONE, launch  # noqa: PLC0415
    from voice.decisions.actions import ask_involvement, write_decision  # noqa: PLC0415

    now = timezone.now()
    decision = write_decision(cast.asha, cast.maya, "Your meeting about school", None, now)
    ask_involvement(cast.asha, decision, "card", now)
    card = make_card(cast.maya, now=now, by=CLOCKS)
    connections.close_all()
    with served("asgi", "config.asgi:application", {}) as server, sync_playwright() as playwright:
        page = launch(playwright).new_context(viewport=PHONE, has_touch=True).new_page()  # type: ignore[arg-type]  # a size
        page.context.set_default_timeout(30_000)
        speed = page.context.new_cdp_session(page)
        speed.send("Network.enable")
        speed.send("Network.emulateNetworkConditions", SLOW)
        speed.send("Emulation.setCPUThrottlingRate", {"rate": 4})
        print(json.dumps(_walk(page, f"http://localhost:{server.port}/c/{card}")))


if __name__ == "__main__":
    main()
