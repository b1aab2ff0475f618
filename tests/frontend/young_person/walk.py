"""Walks a young person's pages with Django's own client, as a phone without JavaScript would."""

import re
from html.parser import HTMLParser
from typing import Any

from django.http import HttpResponse
from django.test import Client

from safeguarding.people.models import YoungPerson


class _Page(HTMLParser):
    """The form fields of a page, what it says, and its links."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.fields: list[tuple[str, str]] = []
        self.buttons: list[dict[str, str]] = []
        self.links: list[str] = []
        self.text: list[str] = []
        self._skip = 0
        self._area: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if tag == "input" and found.get("name") and found.get("type") not in ("radio", "checkbox"):
            self.fields.append((found["name"], found.get("value", "")))
        elif tag == "input" and found.get("name") and "checked" in found:
            self.fields.append((found["name"], found.get("value", "on")))
        elif tag == "textarea":
            self._area = found["name"]
            self.fields.append((found["name"], ""))
        elif tag == "button":
            self.buttons.append(found)
        elif tag == "a":
            self.links.append(found.get("href", ""))
        elif tag in ("style", "script"):
            self._skip += 1

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._area = None
        elif tag in ("style", "script"):
            self._skip -= 1

    def handle_data(self, data: str) -> None:
        if self._area is not None:
            self.fields[-1] = (self._area, self.fields[-1][1] + data)
        elif not self._skip and data.strip():
            self.text.append(data.strip())


class Phone:
    """A browser without JavaScript: it follows links, fills the page's own form and presses its buttons."""

    def __init__(self, **options: Any) -> None:
        self.client = Client(enforce_csrf_checks=True, **options)
        self.path = ""
        self.response: HttpResponse | None = None
        self.page = _Page()

    def get(self, path: str) -> "Phone":
        return self._take(self.client.get(path, follow=True), path)

    def press(self, value: str = "next", *, name: str = "go", to: str = "", **typed: Any) -> "Phone":
        """Press the button ``name=value`` with ``typed`` filled in; ``to`` is its formaction."""
        fields: dict[str, Any] = {}
        for key, said in self.page.fields:
            fields[key] = said
        fields |= typed
        if name:
            fields[name] = value
        return self._take(self.client.post(to or self.path, fields, follow=True), to or self.path)

    def _take(self, response: Any, path: str) -> "Phone":
        self.path = response.redirect_chain[-1][0] if response.redirect_chain else path
        self.response = response
        self.page = _Page()
        if response.headers.get("Content-Type", "").startswith("text/html"):
            self.page.feed(response.content.decode())
        return self

    @property
    def text(self) -> str:
        return " ".join(self.page.text)

    @property
    def html(self) -> str:
        assert self.response is not None
        return self.response.content.decode()

    @property
    def title(self) -> str:
        found = re.search(r"<h1[^>]*>(.*?)</h1>", self.html, re.DOTALL)
        return re.sub(r"<[^>]+>", "", found[1]).strip() if found else ""

    @property
    def status(self) -> int:
        assert self.response is not None
        return self.response.status_code

    def field(self, name: str) -> str:
        return dict(self.page.fields)[name]


FOUR = ("boat", "tree", "cup", "ball")


def tap(phone: Phone, pictures: tuple[str, ...] = FOUR) -> Phone:
    for picture in pictures:
        phone.press(picture, name="tap")
    return phone


def come_in(young_person: YoungPerson, card: str, reading_help: str = "read") -> Phone:
    """With the card, past language and reading help."""
    phone = Phone().get(f"/c/{card}")
    phone.press(language="en", reading_help=reading_help)
    return phone.get("/s/w") if phone.title == "What Exit can’t do" else phone


def to_topics(phone: Phone, if_leave: str = "keep") -> Phone:
    """From "who will see it" to the choice of what to talk about."""
    if phone.path == "/":
        phone.get("/s/w")
    return phone.press().press().press(if_leave=if_leave)


def after_words(phone: Phone, *, pace: str = "talk_first", lock: bool = True) -> Phone:
    """From "is someone with you" to "who will see it" once more."""
    phone.press(with_me="nobody").press(pace=pace)
    phone.press(reach_by="school", reach="After lunch").press(must_not_know="")
    phone.press(answer_way="here").press(quote_ok="no")
    if lock:
        tap(tap(phone))
    return phone


def say(young_person: YoungPerson, card: str, words: str, **options: Any) -> Phone:
    """The whole way from the card to the page after Send."""
    phone = to_topics(come_in(young_person, card)).press("free", name="about").press(words=words)
    return after_words(phone, **options).press()
