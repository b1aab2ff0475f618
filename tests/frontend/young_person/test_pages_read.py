"""Whole pages: the reading grade of everything on them, and as many queries for three rows as for one."""

import warnings

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from safeguarding.people.actions import make_card
from safeguarding.trail.types import CLOCKS
from tests.cast import Cast
from tests.frontend.young_person.test_words import plain
from tests.frontend.young_person.walk import Phone, come_in, say, tap, to_topics

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # textstat 0.7.4 still asks for pkg_resources
    import textstat

NAMES = {"Asha": "Sam", "Joy": "Sam", "Ravi": "Sam", "Rhona": "Sam", "Tom": "Sam", "Ines": "Sam"}
BEFORE = ("/s/w", "/s/t", "/s/e", "/s/c", "/a/e", "/a/m", "/h", "/h/a", "/h/c", "/")
DURING = ("/s/a", "/s/m", "/s/p", "/s/r", "/s/o", "/s/y", "/s/u", "/s/k", "/s/x")
BEHIND = ("/a/w", "/a/p", "/a/s", "/a/a", "/a/d")


def grade(phone: Phone) -> float:
    """Each piece of the page's text as a sentence of its own, as it stands there."""
    pieces = [piece.strip().rstrip(".") for piece in phone.page.text if any(map(str.isalpha, piece))]
    text = ". ".join(pieces) + "."
    for name, easy in NAMES.items():
        text = text.replace(name, easy)
    return float(textstat.spache_readability(plain(text)))


def test_every_page_reads_at_grade_three_or_below(people: Cast, phone: Phone) -> None:
    for address in BEFORE:
        assert grade(phone.get(address)) <= 3.0, address
    to_topics(phone.get("/s/w")).press("free", name="about")
    for address in DURING:
        assert grade(phone.get(address)) <= 3.0, address


@pytest.mark.parametrize("address", BEHIND)
def test_three_things_said_ask_the_database_as_often_as_one(people: Cast, card: str, address: str) -> None:
    phone = say(people.maya, card, "First.")
    one = queries(phone, address)
    for words in ("Second.", "Third."):
        again = come_in(people.maya, card)
        to_topics(again).press("free", name="about").press(words=words)
        again.get("/s/x").press()
    tap(again.get("/a/k"))
    assert queries(again, address) == one


def queries(phone: Phone, address: str) -> int:
    phone.get(address)
    with CaptureQueriesContext(
        connection,
    ) as seen:
        phone.get(address)
    return len(seen)


def test_the_minutes_of_help_now_are_those_of_its_ladder(people: Cast) -> None:
    from safeguarding.promises.models import Rung
    from safeguarding.promises.types import Climb

    assert "A person looks in 15 minutes." in come_in(people.maya, new_card(people)).get("/h").text
    Rung.objects.filter(ladder__climb=Climb.HELP_NOW).update(wait=30)
    assert "A person looks in 30 minutes." in come_in(people.maya, new_card(people)).get("/h").text


def new_card(people: Cast) -> str:
    return make_card(people.maya, now=timezone.now(), by=CLOCKS)
