"""What every page of a young person's is held to, wherever the hand goes."""

import json
import re
from dataclasses import dataclass, field

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Response

MOST_BYTES = 14 * 1024
TAGS = ["wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Said by a title or an address these would tell somebody who looks over a shoulder what the page is for.
TELLING = re.compile(r"abuse|safe|hurt|harm|care|worker|concern|report|secret|council|child|help|maya", re.I)
SAID_ALOUD = "/s/z"  # the only page that may ask for the microphone
HEADERS = {
    "cache-control": "no-store",
    "referrer-policy": "no-referrer",
    "x-robots-tag": "noindex, nofollow",
}


@dataclass
class Checks:
    """Looks over the shoulder of one page: each navigation's weight, headers, requests; and axe."""

    page: Page
    documents: list[Response] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    weights: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.page.on("response", self._came)

    def _came(self, response: Response) -> None:
        if response.request.resource_type == "document":
            self.documents.append(response)
        elif not response.url.startswith("data:"):
            self.others.append(response.url)

    def all(self, name: str) -> None:
        """Everything a page is held to."""
        response = self.documents[-1]
        self._headers(response)
        self.weights[name] = response.request.sizes()["responseBodySize"]
        assert self.weights[name] <= MOST_BYTES, (name, self.weights[name])
        assert not self.others, "one request a page"
        assert not TELLING.search(self.page.title()), self.page.title()
        assert not TELLING.search(self.page.url.split("/", 3)[3]), self.page.url
        root = "document.documentElement"
        wide = self.page.evaluate(f"{root}.scrollWidth - {root}.clientWidth")
        assert wide <= 0, (name, wide)
        self._exit_is_there(name)
        self.axe(name)

    def _headers(self, response: Response) -> None:
        found = response.all_headers()
        for header, value in HEADERS.items():
            assert found[header] == value, (response.url, header)
        policy = found["content-security-policy"]
        assert "default-src 'none'" in policy and "unsafe" not in policy
        assert re.search(r"script-src 'sha256-[^']+'(;|$)", policy)
        permissions = found["permissions-policy"]
        assert all(f"{feature}=()" in permissions for feature in ("geolocation", "camera"))
        microphone = "(self)" if response.url.endswith(SAID_ALOUD) else "()"
        assert f"microphone={microphone}" in permissions, response.url
        markup = response.text()  # as it came: axe leaves attributes of its own behind
        assert " style=" not in markup and " onclick=" not in markup

    def _exit_is_there(self, name: str) -> None:
        box = self.page.locator("[data-exit]").bounding_box()  # whatever it says in their language
        assert box is not None and box["y"] >= 0 and box["y"] + box["height"] <= 640, name

    def axe(self, name: str) -> None:
        found = Axe().run(self.page, options={"runOnly": {"type": "tag", "values": TAGS}})
        problems = [
            (row["id"], [node["html"][:160] for node in row["nodes"]]) for row in found.response["violations"]
        ]
        assert not problems, f"{name}: {json.dumps(problems, indent=1)}"
