"""Erasing by its pages: asked by one, agreed by another on their own sign-in, and nothing said on any of them."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from frontend.staff.coming_in import ENTERED
from safeguarding.concerns.models import Concern
from safeguarding.erasure.models import Erasure
from safeguarding.erasure.types import State
from safeguarding.people.models import Worker, YoungPerson
from safeguarding.people.queries import ERASED, name_of
from safeguarding.people.types import WhyLeftOut
from safeguarding.promises import actions as promises
from safeguarding.promises.models import Promise
from safeguarding.promises.models_promises import OPEN
from safeguarding.responsibility.actions import leave_out
from safeguarding.responsibility.leaving import has_left
from safeguarding.trail import types as trail
from safeguarding.trail.types import CLOCKS
from safeguarding.vault import ledger
from tests.cast import Cast
from tests.frontend.administrator.test_set_up import people
from tests.voice.contributions.said import send

__all__ = ["people"]

pytestmark = pytest.mark.django_db
SAID = "zqbandstand was loud"
Come = Callable[..., Client]


@pytest.fixture(autouse=True)
def book(tmp_path: Path, settings: Any) -> Path:
    settings.ERASURES = str(tmp_path / "elsewhere")
    return tmp_path / "elsewhere"


@pytest.fixture
def come() -> Come:
    """Signed in, just now unless said."""

    def enter(worker: Worker, ago: timedelta = timedelta(0)) -> Client:
        client = Client()
        client.force_login(worker)
        session = client.session
        session[ENTERED] = (timezone.now() - ago).isoformat()
        session.save()
        return client

    return enter


def said_and_kept(people: Cast) -> None:
    now = timezone.now()
    send(people.maya, now - timedelta(hours=1), SAID)
    for promise in Promise.objects.filter(OPEN, young_person=people.maya):
        promises.end(promise, CLOCKS, now, "test")


def asked(client: Client, people: Cast) -> str:
    response = client.post(reverse("erase", args=[people.maya.pk]), {"why": "asked"})
    assert response.status_code == 302
    return str(response["Location"])


def test_one_asks_another_agrees_and_nobody_sees_what_was_said(people: Cast, come: Come, book: Path) -> None:
    said_and_kept(people)
    adam, sam = come(people.adam), come(people.sam)
    page = adam.get(reverse("erase", args=[people.maya.pk])).content.decode()
    assert "Erase everything of" in page and "What is destroyed" in page and "What stays" in page
    address = asked(adam, people)
    assert "waits for a second person" in adam.get(address).content.decode()
    assert adam.post(address, {"go": "agree", "sure": "on"}).status_code == 404, "who asked can't agree"
    assert "One waits for a second person" in sam.get(reverse("erasures")).content.decode()
    waits = f'href="{reverse("erasures")}"'
    assert waits in sam.get(reverse("lead")).content.decode(), "a lead is told while something waits for them"
    page = sam.get(address).content.decode()
    assert "Adam Example asks to erase everything of" in page
    assert sam.post(address, {"go": "agree"}).status_code == 422, "it has to be said twice"
    assert not book.exists()
    done = sam.post(address, {"go": "agree", "sure": "on"}, follow=True).content.decode()
    assert "Everything of one young person was erased" in done and "Maya" not in done
    assert name_of(YoungPerson.objects.get(pk=people.maya.pk)) == ERASED
    assert set(ledger.read().erased) == {people.maya.pk}
    listed = adam.get(reverse("erasures")).content.decode()
    assert waits not in sam.get(reverse("lead")).content.decode()
    assert "1 person is in it" in listed and "Sam Example agreed" in listed
    for text in (page, done, listed):
        assert "zqbandstand" not in text


def test_a_sign_in_of_a_while_ago_erases_nobody(people: Cast, come: Come, book: Path) -> None:
    address = asked(come(people.adam), people)
    sam = come(people.sam, timedelta(minutes=16))
    assert "To agree, sign in again" in sam.get(address).content.decode()
    page = sam.post(address, {"go": "agree", "sure": "on"}, follow=True).content.decode()
    assert "Nothing is erased. Sign in again first" in page
    assert not book.exists()
    assert "Nothing has changed" in sam.post(address, {"go": "refuse"}, follow=True).content.decode()
    assert Erasure.objects.get().state == State.REFUSED
    assert "Not agreed" in sam.get(reverse("erasures")).content.decode()
    assert "answered already" in come(people.sam).post(
        address, {"go": "agree", "sure": "on"}, follow=True
    ).content.decode()  # fmt: skip


def test_what_stands_in_the_way_is_said_and_nothing_can_be_pressed(
    people: Cast, come: Come, settings: Any
) -> None:
    address = reverse("erase", args=[people.maya.pk])
    adam = come(people.adam)
    waiting = asked(adam, people)
    send(people.maya, timezone.now(), "I don't feel safe in the house at night")
    for client, place in ((adam, address), (come(people.sam), waiting)):
        page = client.get(place).content.decode()
        assert "still waits for a person" in page
        assert "Ask for it</button>" not in page and "Erase it for ever" not in page
    refused = come(people.sam).post(waiting, {"go": "agree", "sure": "on"}, follow=True).content.decode()
    assert "Nothing is erased. Something they said still waits" in refused
    for promise in Promise.objects.filter(OPEN, young_person=people.maya):
        promises.end(promise, CLOCKS, timezone.now(), "test")
    assert "A concern is open" in adam.get(address).content.decode()
    Concern.objects.update(closed_at=timezone.now())
    settings.KEEP_CONCERNS_YEARS = 75
    until = timezone.localdate().year + 75
    assert f"{until}. Until then it stays locked" in adam.get(address).content.decode()
    settings.ERASURES = ""
    assert "name a ledger of erasures first" in adam.get(address).content.decode()
    assert "nobody can be erased" in adam.get(reverse("erasures")).content.decode()


def test_whoever_they_want_left_out_does_not_find_the_request(people: Cast, come: Come) -> None:
    address = asked(come(people.adam), people)
    sam = come(people.sam)
    assert sam.get(address).status_code == 200, "the control"
    leave_out(
        people.maya,
        people.sam,
        WhyLeftOut.ABOUT_THEM,
        timezone.now(),
        actor=trail.young_person(people.maya.pk),
    )
    assert sam.get(address).status_code == 404
    assert "Nobody waits to be erased" in sam.get(reverse("erasures")).content.decode()


def test_the_ledger_shows_what_is_wrong_with_it(people: Cast, come: Come, book: Path, settings: Any) -> None:
    address = asked(come(people.adam), people)
    come(people.sam).post(address, {"go": "agree", "sure": "on"})
    with book.open("a") as file:
        file.write("somebody was here\n")
    page = come(people.adam).get(reverse("erasures")).content.decode()
    assert "1 line can’t be trusted. It erases nobody." in page
    settings.ERASURES = str(book.parent / "another")
    assert "1 erasure is not in it" in come(people.adam).get(reverse("erasures")).content.decode()


def test_who_has_left_is_listed_comes_back_or_is_erased(people: Cast, come: Come) -> None:
    adam = come(people.adam)
    one = reverse("set_up_young_person", args=[people.maya.pk])
    assert "They have left" in adam.post(one, {"go": "left"}, follow=True).content.decode()
    page = adam.get(reverse("set_up_left")).content.decode()
    assert "Maya" in page and reverse("erase", args=[people.maya.pk]) in page
    assert adam.get(one).status_code == 404
    assert adam.get(reverse("erase", args=[people.maya.pk])).status_code == 200
    back = adam.post(reverse("set_up_left"), {"back": str(people.maya.pk)}, follow=True).content.decode()
    assert "They are here again" in back and "Nobody yet" in back
    assert adam.post(reverse("set_up_left"), {"back": "nonsense"}).status_code == 302
    send(people.maya, timezone.now(), SAID)
    kept = adam.post(one, {"go": "left"}, follow=True).content.decode()
    assert "still waits for a person" in kept
    assert YoungPerson.objects.get(pk=people.maya.pk).left_at is None


def test_nobody_comes_back_through_a_strangers_page(people: Cast, come: Come) -> None:
    has_left(people.maya, timezone.now(), CLOCKS)
    for worker in (people.sam, people.asha, people.stranger, people.lena):
        assert come(worker).post(reverse("set_up_left"), {"back": str(people.maya.pk)}).status_code == 404
        assert come(worker).post(reverse("erase", args=[people.maya.pk]), {"why": "asked"}).status_code == 404
