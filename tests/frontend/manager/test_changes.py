"""You said, we did: written by who manages the unit, marked on the picture, never late in silence."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from safeguarding.people.types import NotAllowed, Role
from safeguarding.trail.models import TrailEntry
from tests.voice.participation.made import NOW, World, fill, make_world, worker
from voice.participation.actions import close_due
from voice.participation.changes import change_done, write_change
from voice.participation.models import Change
from voice.participation.types import Measure

pytestmark = pytest.mark.django_db
WORDS = {
    "measure": "back",
    "period": "2026-Q2",
    "said": "Nobody tells us what was decided.",
    "did": "Each worker tells you within two days.",
    "label": "Two days to tell",
    "due_on": "2026-11-01",
}


@pytest.fixture
def world() -> World:
    made = make_world()
    fill(made)
    close_due(NOW, "quarters")
    return made


@pytest.fixture
def lena(world: World, client: Client) -> Client:
    client.force_login(world.lena)
    return client


def write(world: World, **other: object) -> Change:
    told = WORDS | {"measure": Measure.BACK, "due_on": date(2026, 11, 1), "cannot": False} | other
    return write_change(world.lena, world.service, **told, now=NOW)  # type: ignore[arg-type]  # mixed values


def test_a_manager_writes_a_change_and_it_is_marked_on_the_picture(lena: Client, world: World) -> None:
    page = lena.post(reverse("changes", args=[world.service.pk]), WORDS, follow=True)
    assert "Written down." in page.content.decode()
    change = Change.objects.get()
    assert (change.owner, change.measure, change.done_on) == (world.lena, "back", None)
    text = lena.get(reverse("involvement_part", args=[world.service.pk, "back"])).content.decode()
    assert ">Two days to tell</text>" in text
    assert "Each worker tells you within two days." in text
    assert TrailEntry.objects.filter(type="change_written", about_id=change.pk).count() == 1


def test_a_change_says_who_makes_it_by_when_and_that_it_is_done(lena: Client, world: World) -> None:
    change, address = write(world), reverse("changes", args=[world.service.pk])
    assert "Lena makes this change by 1 November 2026" in lena.get(address).content.decode()
    lena.post(reverse("change_done", args=[world.service.pk, change.pk]))
    change.refresh_from_db()
    assert change.done_on is not None
    assert "Lena made this change on" in lena.get(address).content.decode()


def test_a_change_past_its_day_is_said_to_be_late(lena: Client, world: World) -> None:
    write(world, due_on=date(2020, 1, 1))
    assert "One change is late" in lena.get(reverse("changes", args=[world.service.pk])).content.decode()


def test_we_cannot_is_an_answer_too(lena: Client, world: World) -> None:
    change = write(world, cannot=True, did="The law sets the day.")
    assert change.done_on is not None
    page = lena.get(reverse("changes", args=[world.service.pk])).content.decode()
    assert "We can't, because:" in page.replace("&#x27;", "'") and "The law sets the day." in page


def test_what_is_missing_is_asked_for_and_nothing_is_lost(lena: Client, world: World) -> None:
    page = lena.post(reverse("changes", args=[world.service.pk]), WORDS | {"due_on": ""}).content.decode()
    assert "Nobody tells us what was decided." in page
    assert not Change.objects.exists()


def test_words_are_shown_as_typed(lena: Client, world: World) -> None:
    write(world, said="I <3 <b>meetings</b>")
    page = lena.get(reverse("changes", args=[world.service.pk])).content.decode()
    assert "I &lt;3 &lt;b&gt;meetings&lt;/b&gt;" in page


def test_only_who_manages_the_unit_writes_or_finishes_a_change(world: World, client: Client) -> None:
    lead, change = worker("Sam", world.service, Role.LEAD), write(world)
    client.force_login(lead)
    address = reverse("changes", args=[world.service.pk])
    assert "Write it down" not in client.get(address).content.decode(), "a lead reads, a manager writes"
    client.post(address, WORDS)
    assert Change.objects.count() == 1
    for other in (lead, world.far, world.asha):
        with pytest.raises(NotAllowed):
            change_done(other, change.pk, date(2026, 10, 5), NOW)
    change.refresh_from_db()
    assert change.done_on is None


def test_a_change_answers_a_closed_period(world: World) -> None:
    with pytest.raises(NotAllowed):
        write(world, period="2026-Q4")


def test_saying_twice_that_it_is_done_is_saying_it_once(world: World) -> None:
    change = write(world)
    change_done(world.lena, change.pk, date(2026, 10, 5), NOW)
    again = change_done(world.lena, change.pk, date(2026, 10, 9), NOW)
    assert again.done_on == date(2026, 10, 5)
    assert TrailEntry.objects.filter(type="change_done").count() == 1
