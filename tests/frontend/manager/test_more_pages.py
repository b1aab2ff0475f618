"""The overview, all answers, services side by side, decisions, overdue work, how figures are made."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from safeguarding.people.models import Post
from safeguarding.people.types import ServiceKind
from safeguarding.promises.types import Climb
from tests.voice.participation.made import NOW, SPRING, World, make_world, people, place, promise, publish

pytestmark = pytest.mark.django_db
QUARTER = "2026-Q3"


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def lena(world: World, client: Client) -> Client:
    client.force_login(world.lena)
    return client


def page(client: Client, name: str, *args: object) -> str:
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == 200
    return answer.content.decode()


def test_every_page_has_an_empty_state(lena: Client, world: World) -> None:
    for name in ("units_overview", "figures_method"):
        page(lena, name)
    for name in ("answers_given", "beside", "decisions_made", "overdue"):
        page(lena, name, world.service.pk)
    assert "No figures yet" in page(lena, "units_overview")
    assert "Nothing has been spent" in page(lena, "figures_method")


def test_the_overview_names_every_unit_and_ranks_none(lena: Client, world: World) -> None:
    publish(world.large, "heard", QUARTER, 70, 30)
    text = page(lena, "units_overview")
    assert (
        re.search(r"between \d\d and \d\d in 100", text) and "Mill team" in text and "too few to show" in text
    )
    assert text.index("Harbour team") < text.index("Hill team") < text.index("Mill team")


def test_the_gap_to_workers_is_said_only_where_it_is_certain(lena: Client, world: World) -> None:
    publish(world.large, "heard", QUARTER, 50, 50)
    publish(world.large, "w_heard", QUARTER, 12, 8)
    assert "Nowhere is it certain" in page(lena, "answers_given", world.service.pk)
    publish(world.large, "back", QUARTER, 20, 80)
    publish(world.large, "w_back", QUARTER, 90, 10)
    assert "Workers think better of it than young people do: Back to me" in page(
        lena, "answers_given", world.service.pk
    )


def test_who_was_not_sure_is_shown_from_a_hundred_heard(lena: Client, world: World) -> None:
    publish(world.large, "heard", QUARTER, 20, 20, beside=9)
    assert "Not sure, or skipped" not in page(lena, "answers_given", world.service.pk)
    publish(world.other, "told", QUARTER, 2, 2)
    publish(world.small, "heard", QUARTER, 60, 60, beside=9)
    assert "Not sure, or skipped" in page(lena, "answers_given", world.service.pk)


def test_a_part_that_lies_outside_is_named_in_the_heading(lena: Client, world: World) -> None:
    for number in range(8):
        publish(place(ServiceKind.TEAM, f"Team {number}", world.service), "heard", QUARTER, 60 + number, 40)
    publish(place(ServiceKind.TEAM, "Quiet team", world.service), "heard", QUARTER, 5, 95)
    assert "<h1>Quiet team: outside what chance would make</h1>" in page(lena, "beside", world.service.pk)
    assert lena.get(reverse("beside_measure", args=[world.service.pk, "nothing"])).status_code == 404


def test_decisions_have_three_figures(lena: Client, world: World) -> None:
    publish(world.large, "d_why", QUARTER, 30, 70)
    text = page(lena, "decisions_made", world.service.pk)
    assert "were told what was decided and why, every time" in text
    assert "Told before the day" in text


def test_overdue_work_is_live_and_holds_nothing_of_anybody(lena: Client, world: World) -> None:
    who = people(world.large, 1)[0]
    assert "Nothing is late" in page(lena, "overdue", world.service.pk)
    promise(world, who, SPRING, kept=None)
    promise(world, who, SPRING, kept=None, climb=Climb.INDEPENDENT)
    promise(world, who, NOW + timedelta(days=400), kept=None)
    text = page(lena, "overdue", world.service.pk)
    assert "1 late to be read" in text
    assert str(who.pk) not in text and world.asha.known_as not in text.split("<main")[1]
    Post.objects.filter(worker=world.lena).update(service=world.other)
    assert lena.get(reverse("overdue", args=[world.service.pk])).status_code == 404


def test_the_ledger_can_be_read(lena: Client, world: World) -> None:
    publish(world.large, "heard", QUARTER, 20, 20)
    publish(world.large, "told", QUARTER, 20, 20)
    text = page(lena, "figures_method")
    assert '<th scope="row">Jul to Sep 2026</th><td>Heard</td><td>1</td><td>1.00</td><td>2.00</td>' in text
