"""The parts in a real browser: reachable, readable, leaving no trace on the way out."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from tests import services
from tests.frontend.components import gallery

pytestmark = pytest.mark.journey
TAGS = ["wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SMALL_TARGETS = """() => [...document.querySelectorAll('a, button, summary, label, textarea')]
    .map(e => [e.outerHTML.slice(0, 90), e.getBoundingClientRect()])
    .filter(([, r]) => r.width && (r.width < 44 || r.height < 44)).map(([html]) => html)"""


@dataclass
class Site:
    url: str
    seen: list[tuple[str, str, str]] = field(default_factory=list)


class Pages(SimpleHTTPRequestHandler):
    """The gallery's files; what is posted is written down, and /exit leads to a neutral page."""

    site: Site

    def log_message(self, format: str, *args: Any) -> None:
        """Quiet."""

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def do_GET(self) -> None:
        self.site.seen.append(("GET", self.path, ""))
        if self.path in ("/exit", "/neutral"):
            return self.answer("Rain later" if self.path == "/neutral" else "", to="/neutral")
        return super().do_GET()

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.site.seen.append(("POST", self.path, body))
        self.answer("", to="/neutral")

    def answer(self, text: str, to: str) -> None:
        self.send_response(200 if text else 303)
        if not text:
            self.send_header("Location", to)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(f"<title>Weather</title><p>{text}".encode())


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder: Path = tmp_path_factory.mktemp("gallery")
    gallery.write(folder)
    handler = type("Handler", (Pages,), {})
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(folder)))
    handler.site = Site(f"http://127.0.0.1:{server.server_port}")  # type: ignore[attr-defined]  # declared on Pages
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield handler.site  # type: ignore[attr-defined]  # declared on Pages
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def in_browser() -> Iterator[Callable[[Callable[[Browser], Any]], Any]]:
    """Runs a function with a browser, in a thread of its own: Playwright leaves a running loop behind."""
    with ThreadPoolExecutor(1) as thread:
        playwright = thread.submit(lambda: sync_playwright().start()).result()
        # The back/forward cache is on, as on a real phone; Playwright turns it off unless told.
        browser = thread.submit(
            lambda: playwright.chromium.launch(
                executable_path=services.chromium() or None,
                args=["--no-sandbox"],
                ignore_default_args=["--disable-back-forward-cache"],
            )
        ).result()
        yield lambda work: thread.submit(work, browser).result()
        thread.submit(browser.close).result()
        thread.submit(playwright.stop).result()


def page_of(browser: Browser, width: int = 360, height: int = 640, **options: Any) -> Page:
    return browser.new_context(viewport={"width": width, "height": height}, **options).new_page()


def complaints(browser: Browser, site: Site, scheme: str) -> list[str]:
    found = []
    for name in (*gallery.PHONE, *gallery.DESK):
        page = page_of(browser, *((360, 640) if name in gallery.PHONE else (1280, 800)), color_scheme=scheme)
        page.goto(f"{site.url}/{name}.html")
        result = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}})
        found += [f"{name}: {one['id']} {one['nodes'][0]['html']}" for one in result.response["violations"]]
        page.context.close()
    return found


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_has_no_complaint_up_to_triple_a(site: Site, in_browser: Any, scheme: str) -> None:
    assert in_browser(lambda browser: complaints(browser, site, scheme)) == []


SPACED = (
    "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }"
)


@pytest.mark.parametrize(
    ("width", "style"),
    [
        (256, "/* as it is */"),
        (360, "html { font-size: 200%; }"),
        (1280, "html { font-size: 200%; }"),
        (360, SPACED),
    ],
    ids=["narrow", "big", "big desk", "spaced"],
)
def test_nothing_scrolls_sideways(site: Site, in_browser: Any, width: int, style: str) -> None:
    def wide(browser: Browser) -> list[str]:
        page = page_of(browser, width, 500)
        found = []
        for name in (*gallery.PHONE, *gallery.DESK):
            page.goto(f"{site.url}/{name}.html")
            page.add_style_tag(content=style)
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                found.append(name)
        return found

    assert in_browser(wide) == []


def test_every_target_is_big_enough_for_a_thumb(site: Site, in_browser: Any) -> None:
    def small(browser: Browser) -> list[str]:
        page = page_of(browser)
        found = []
        for name in gallery.PHONE:
            page.goto(f"{site.url}/{name}.html")
            found += page.evaluate(SMALL_TARGETS)
        return found

    assert in_browser(small) == []


def test_all_five_points_of_a_scale_are_in_view(site: Site, in_browser: Any) -> None:
    def lowest(browser: Browser) -> float:
        page = page_of(browser)
        page.goto(f"{site.url}/question.html")
        return float(page.locator("label").last.bounding_box()["y"] + 52)  # type: ignore[index]  # it is shown

    assert in_browser(lowest) <= 640


def test_exit_blanks_at_once_hands_over_the_words_and_back_shows_nothing(site: Site, in_browser: Any) -> None:
    def leave(browser: Browser) -> tuple[bool, str, list[str]]:
        page = page_of(browser)
        page.goto(f"{site.url}/question.html")
        page.goto(f"{site.url}/words.html")
        page.fill("textarea", "only for Asha")
        blank = page.evaluate(
            "() => { document.querySelector('[data-exit]').click(); return document.documentElement.hidden; }"
        )
        page.wait_for_url("**/neutral")
        shown = page.inner_text("body")
        after = []
        for _ in range(3):
            page.go_back(wait_until="commit")
            page.wait_for_timeout(400)  # a page kept for Back asks the server again by itself
            after.append(page.content())
        return bool(blank), shown, after

    site.seen.clear()
    blank, shown, after = in_browser(leave)
    assert blank
    assert shown == "Rain later"
    posted = [body for method, path, body in site.seen if (method, path) == ("POST", "/exit")]
    assert "only for Asha" in posted[0]
    assert "only for Asha" not in " ".join(after)


def test_exit_works_without_a_script(site: Site, in_browser: Any) -> None:
    def leave(browser: Browser) -> str:
        page = page_of(browser, java_script_enabled=False)
        page.goto(f"{site.url}/words.html")
        page.fill("textarea", "still here")
        page.click("text=Exit")
        return page.url

    site.seen.clear()
    assert in_browser(leave) == f"{site.url}/neutral"
    assert any(method == "POST" and "still+here" in body for method, _, body in site.seen)


def test_help_opens_without_a_script_and_without_the_server(site: Site, in_browser: Any) -> None:
    def numbers(browser: Browser) -> int:
        page = page_of(browser, java_script_enabled=False)
        page.goto(f"{site.url}/question.html")
        page.context.set_offline(True)
        page.click("summary")
        return page.locator(".panel a:visible").count()

    assert in_browser(numbers) == 2


def test_a_page_is_sent_once_however_often_next_is_tapped(site: Site, in_browser: Any) -> None:
    def tap(browser: Browser) -> None:
        page = page_of(browser)
        page.goto(f"{site.url}/question.html")
        page.evaluate(
            "() => { const b = document.querySelector('.end .go'); b.click(); b.click(); b.click(); }"
        )
        page.wait_for_url("**/neutral")

    site.seen.clear()
    in_browser(tap)
    assert len([1 for method, _, _ in site.seen if method == "POST"]) == 1


def test_a_forgotten_page_warns_at_eight_minutes_and_leaves_at_ten(site: Site, in_browser: Any) -> None:
    def wait(browser: Browser) -> tuple[bool, bool, str]:
        page = page_of(browser)
        page.clock.install()
        page.goto(f"{site.url}/words.html")
        page.clock.run_for(7 * 60_000)
        early = page.locator("#idle").is_visible()
        page.clock.run_for(61_000 + 5_000)
        warned = page.locator("#idle").is_visible()
        page.clock.run_for(120_000)
        page.wait_for_url("**/neutral")
        return early, warned, page.url

    assert in_browser(wait)[:2] == (False, True)


def test_nothing_is_stored_on_the_phone(site: Site, in_browser: Any) -> None:
    def stored(browser: Browser) -> int:
        page = page_of(browser)
        page.goto(f"{site.url}/question.html")
        page.get_by_role("radio", name="Yes, a lot").check()
        return int(page.evaluate("localStorage.length + sessionStorage.length + document.cookie.length"))

    assert in_browser(stored) == 0
