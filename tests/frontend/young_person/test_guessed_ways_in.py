"""Guessed and used-up ways in: they look alike and cost alike; guessing four words gets slow, for nobody for long."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from frontend.young_person.entry import FREE_TRIES, LONGEST_WAIT
from safeguarding.people.actions import begin_drop_in, make_card, make_poster, make_return_key
from safeguarding.people.cards import new_token
from safeguarding.people.models import YoungPerson
from safeguarding.responsibility.leaving import has_left
from safeguarding.sign_in.models import Guesses
from safeguarding.trail.types import CLOCKS
from tests.cast import Cast, make_cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(db: None) -> Cast:
    return make_cast(timezone.now())


def seen(path: str) -> tuple[int, str, dict[str, str], list[str]]:
    """All that a guesser can see: status, page, headers; and what the database was asked, without the values."""
    client = Client()
    with CaptureQueriesContext(
        connection,
    ) as asked:
        response = client.get(path)
    text = re.sub(r'name="(csrfmiddlewaretoken|d)" value="[^"]*"', "", response.content.decode())
    plain = [
        re.sub(r"'[^']*'|X'[0-9A-F]*'|\\x[0-9a-f]+|\b\d+\b", "?", row["sql"])
        for row in asked.captured_queries
    ]
    headers = {
        name: value for name, value in response.items() if name not in {"Content-Length", "Set-Cookie"}
    }
    assert not client.cookies, "nothing is left on the phone"
    return response.status_code, text, headers, plain


def test_every_card_that_opens_nothing_looks_and_costs_the_same(people: Cast) -> None:
    now = timezone.now()
    alive = make_card(people.maya, now, CLOCKS)
    replaced = make_card(people.kai, now, CLOCKS)
    make_card(people.kai, now, CLOCKS)
    left = make_card(people.noor, now, CLOCKS)
    has_left(people.noor, now, CLOCKS)
    erased = make_card(people.dylan, now, CLOCKS)
    YoungPerson.objects.filter(pk=people.dylan.pk).update(erased_at=now)
    poster = make_poster(people.service, now, CLOCKS)
    never = seen(reverse("card", args=[new_token()]))
    assert never[0] == 404
    assert Client().get(reverse("card", args=[alive])).status_code == 302, "the control"
    near = alive[:-1] + ("A" if alive[-1] != "A" else "B")
    for token in (replaced, left, erased, poster, near, alive.lower(), alive + "x", "x", "%00"):
        assert seen(f"/c/{token}") == never, token
    assert seen(reverse("poster", args=[new_token()]))[0] == 404


def four(text: str, client: Client | None = None, **where: Any) -> Any:
    return (client or Client()).post(reverse("return_key"), {"key": text}, **where)


def test_guessing_four_words_gets_slow_and_never_for_long(
    people: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    start = timezone.now()
    words = " ".join(make_return_key(begin_drop_in(people.service, start), start))
    clock = [start + timedelta(seconds=1)]
    monkeypatch.setattr(timezone, "now", lambda: clock[0])
    for _ in range(FREE_TRIES):
        assert "do not work" in four("apple ball boat cup").content.decode()
    page = four(words)
    assert page.status_code == 200 and "Too many tries" in page.content.decode(), (
        "right ones wait as wrong ones do"
    )
    assert "999" in page.content.decode(), "help is on the page all the while"
    assert four(words, REMOTE_ADDR="198.51.100.7").status_code == 302, "from another line nobody waits"
    for _ in range(40):
        clock[0] += timedelta(seconds=LONGEST_WAIT + 1)
        assert "Too many" not in four("apple ball boat cup").content.decode(), "never longer than that"
    clock[0] += timedelta(seconds=LONGEST_WAIT + 1)
    assert four(words)["Location"] == reverse("home")
    assert Guesses.objects.count() == 0, "what was right forgets what was tried"


def test_a_home_where_everybody_comes_at_once_waits_for_nobody(people: Cast) -> None:
    now = timezone.now()
    ways = [" ".join(make_return_key(begin_drop_in(people.service, now), now)) for _ in range(FREE_TRIES * 2)]
    for words in ways:
        four("a slip of the thumb")
        assert four(words).status_code == 302


def test_words_tried_at_two_addresses_of_one_line_are_one_line(people: Cast, settings: Any) -> None:
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    for number in range(FREE_TRIES):
        four("wrong", HTTP_X_FORWARDED_FOR=f"spoofed, 2001:db8:1:2::{number:x}")
    assert "Too many" in four("wrong", HTTP_X_FORWARDED_FOR="2001:db8:1:2:ffff::1").content.decode()
