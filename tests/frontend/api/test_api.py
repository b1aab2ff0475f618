"""Release data as JSON: for who may see the figures, with a session or a key of their own."""

import pytest
from django.test import Client
from django.urls import reverse

from safeguarding.people.models import Post, Worker
from safeguarding.trail.models import TrailEntry
from tests.voice.participation.made import NOW, SPRING, World, fill, make_world
from voice.participation.actions import close_due
from voice.participation.keys import end_key, make_key
from voice.participation.models import ReleaseKey

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    made = make_world()
    fill(made)
    close_due(NOW, "quarters")
    return made


def with_key(key: str) -> Client:
    return Client(headers={"authorization": f"Token {key}"})


@pytest.fixture
def lenas(world: World) -> Client:
    return with_key(make_key(world.lena, NOW))


def test_the_units_are_those_of_the_worker_from_the_top_down(lenas: Client, world: World) -> None:
    units = lenas.get(reverse("api_units")).json()
    names = [one["name"] for one in units]
    assert names == ["Young people's service", "Harbour team", "Hill team", "Mill team"]
    assert units[1]["under"] == units[0]["id"]


def test_figures_are_the_shown_ones_never_a_count(lenas: Client, world: World) -> None:
    rows = lenas.get(reverse("api_figures", args=[world.service.pk])).json()
    assert rows and "favourable" not in rows[0]
    for row in rows:
        assert 0.1 <= row["low"] <= row["high"] <= 0.9
        step = 1 if row["heard"].startswith(("100", "150")) else 5
        assert round(row["share"] * 100) % step == 0


def test_a_period_can_be_asked_for_and_nothing_else(lenas: Client, world: World) -> None:
    address = reverse("api_figures", args=[world.service.pk])
    every = lenas.get(address).json()
    one = lenas.get(address, {"period": "2026-Q2"}).json()
    assert one == [row for row in every if row["period"] == "2026-Q2"] != []
    assert lenas.get(address, {"measure": "heard", "young_person": "1"}).json() == every
    assert lenas.get(address, {"period": "2026-Q2' OR 1=1"}).json() == []


def test_periods_are_the_closed_ones(lenas: Client) -> None:
    periods = lenas.get(reverse("api_periods")).json()
    assert [one["name"] for one in periods] == ["2026-Q1", "2026-Q2", "2026-Q3"]


def test_the_description_is_openapi_and_names_every_address(lenas: Client) -> None:
    text = lenas.get(reverse("api_schema"), headers={"accept": "application/json"}).json()
    assert text["openapi"].startswith("3.")
    assert set(text["paths"]) >= {"/api/units/", "/api/periods/", "/api/units/{unit}/figures/"}
    assert all(set(methods) == {"get"} for methods in text["paths"].values()), "it is read only"


def test_without_a_key_or_a_session_the_door_is_shut(world: World) -> None:
    for name in ("api_units", "api_periods", "api_schema"):
        assert Client().get(reverse(name)).status_code == 401
    assert with_key("made-up").get(reverse("api_units")).status_code == 401
    assert with_key("").get(reverse("api_units")).status_code == 401


def test_to_other_workers_there_is_nothing_here(world: World, client: Client) -> None:
    client.force_login(world.asha)
    assert client.get(reverse("api_units")).status_code == 404
    client.force_login(world.far)
    assert client.get(reverse("api_figures", args=[world.service.pk])).status_code == 404


def test_nothing_can_be_written(lenas: Client, world: World) -> None:
    assert lenas.post(reverse("api_figures", args=[world.service.pk]), {}).status_code == 405


def test_only_the_digest_of_a_key_is_kept_and_making_it_is_on_the_trail(world: World) -> None:
    key = make_key(world.lena, NOW)
    kept = ReleaseKey.objects.get()
    assert key.encode() not in bytes(kept.digest)
    assert TrailEntry.objects.filter(type="release_key_made", actor_id=world.lena.pk).count() == 1


def test_a_new_key_ends_the_old_one(world: World) -> None:
    old = make_key(world.lena, NOW)
    new = make_key(world.lena, NOW)
    assert with_key(old).get(reverse("api_units")).status_code == 401
    assert with_key(new).get(reverse("api_units")).status_code == 200


def test_an_ended_key_an_ended_post_and_a_leaver_read_nothing(world: World) -> None:
    key = make_key(world.lena, NOW)
    posts = Post.objects.filter(worker=world.lena)
    posts.update(ends_at=SPRING)
    assert with_key(key).get(reverse("api_units")).status_code == 404
    posts.update(ends_at=None)
    Worker.objects.filter(pk=world.lena.pk).update(is_active=False)
    assert with_key(key).get(reverse("api_units")).status_code == 401
    Worker.objects.filter(pk=world.lena.pk).update(is_active=True)
    end_key(world.lena, NOW)
    assert with_key(key).get(reverse("api_units")).status_code == 401


def test_a_page_makes_a_key_shows_it_once_and_ends_it(world: World, client: Client) -> None:
    client.force_login(world.lena)
    address = reverse("release_key")
    page = client.post(address, {"do": "make"}).content.decode()
    key = page.split("<code>")[1].split("</code>")[0]
    assert with_key(key).get(reverse("api_units")).status_code == 200
    assert key not in client.get(address).content.decode()
    client.post(address, {"do": "end"})
    assert with_key(key).get(reverse("api_units")).status_code == 401
