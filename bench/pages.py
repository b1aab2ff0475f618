"""Every page from the card to the answer's door on a slow phone: bytes on the wire, requests, first contentful paint.

400 kbit/s, 400 ms round trip, processor four times slower: Chromium's own throttling. The paint is counted from the
start of the navigation: after a form that is the tap, and a redirect lies between (``after_form``; decision 48).
Run as ``python -m bench.pages``.
"""

import json
import statistics
from typing import Any

from bench import ready
from bench.servers import served

SLOW = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
PAINT = """() => {
  const paint = performance.getEntriesByName('first-contentful-paint')[0];
  const page = performance.getEntriesByType('navigation')[0];
  return {paint: paint ? paint.startTime : null, bytes: page.transferSize, redirects: page.redirectCount,
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
            "after_form": found["redirects"],
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


def _summed(rows: dict[str, dict[str, float]]) -> dict[str, float]:
    """The middle and the slowest first paint of pages that were opened, and of pages that came after a form."""
    found: dict[str, float] = {}
    for name, after in (("opened", 0), ("after_form", 1)):
        paints = [row["first_paint_ms"] for row in rows.values() if row["after_form"] == after]
        if paints:
            found |= {
                f"{name}_median_ms": round(statistics.median(paints)),
                f"{name}_slowest_ms": max(paints),
            }
    return found


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
        rows = _walk(page, f"http://localhost:{server.port}/c/{card}")
        print(json.dumps(rows | {"first_paint": _summed(rows)}))


if __name__ == "__main__":
    main()
