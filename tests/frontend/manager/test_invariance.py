"""Nothing on a manager's page or in the API moves with one answer: only the end of a period moves it.

The same attack is run on a live count that is shown from five young people up, and there it succeeds: that is
what these pages must never be.
"""

import json
import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from safeguarding.people.models import YoungPerson
from safeguarding.people.types import Role
from tests.attack.crawler import Harvest, crawl
from tests.voice.participation.made import NOW, World, ask, fill, make_world, people, promise, say, worker
from voice.contributions.models import Answer, Contribution
from voice.participation.actions import close_due
from voice.participation.keys import make_key

pytestmark = pytest.mark.django_db
TODAY = NOW + timedelta(days=2)  # in the open quarter
LEAST_LIVE = 5
SIZE = int(os.environ.get("ATTACK_SIZE", "1"))  # as in tests/attack
Change = Callable[[World, YoungPerson], object]


def edit(world: World, who: YoungPerson) -> object:
    return Answer.objects.filter(young_person=who, block__isnull=True).update(value="1")


def delete(world: World, who: YoungPerson) -> object:
    return Answer.objects.filter(young_person=who, block__isnull=True).delete()


def take_back(world: World, who: YoungPerson) -> object:
    return Contribution.objects.filter(young_person=who, sent_at__gte=NOW).update(taken_back_at=TODAY)


def move(world: World, who: YoungPerson) -> object:
    return YoungPerson.objects.filter(pk=who.pk).update(service=world.tiny)


def erase(world: World, who: YoungPerson) -> object:
    Answer.objects.filter(young_person=who).delete()
    return YoungPerson.objects.filter(pk=who.pk).update(erased_at=TODAY)


CHANGES: dict[str, Change] = {
    "answer": lambda world, who: say(world, who, TODAY, "1"),
    "answer beside the scale": lambda world, who: say(world, who, TODAY, "not_sure"),
    "ask": lambda world, who: ask(world, who, TODAY),
    "promise missed": lambda world, who: promise(world, who, TODAY, kept=None),
    "edit": edit,
    "delete": delete,
    "take back": take_back,
    "move": move,
    "erase": erase,
}


def everything(client: Client, world: World) -> Harvest:
    """Every page, file and reply that can be reached from the first, byte for byte, but for the CSRF mask."""
    return crawl(client, filters=("?view=table",) if SIZE > 1 else ())


@pytest.fixture
def world() -> World:
    made = make_world()
    fill(made)
    for number, who in enumerate(YoungPerson.objects.filter(service=made.large).order_by("pk")):
        say(made, who, TODAY, "5" if number % 2 else "2")
    close_due(NOW, "quarters")
    return made


@pytest.fixture
def lena(world: World, client: Client) -> Client:
    client.force_login(world.lena)
    return client


def test_no_single_change_in_an_open_pool_moves_a_byte(lena: Client, world: World) -> None:
    if SIZE == 1:
        lena.force_login(worker("Tess", world.large, Role.MANAGER))  # fewer pages, the same rule
    before = everything(lena, world)
    everyone = list(YoungPerson.objects.order_by("pk"))
    tries = SIZE * 5

    @given(st.sampled_from(sorted(CHANGES)), st.sampled_from(everyone))
    @settings(max_examples=tries, deadline=None, suppress_health_check=list(HealthCheck))
    def changed(name: str, who: YoungPerson) -> None:
        with transaction.atomic():
            CHANGES[name](world, who)
            after = everything(lena, world)
            transaction.set_rollback(True)
        assert after == before, name

    changed()
    if out := os.environ.get("ATTACK_FIGURES"):
        with Path(out).open("a") as figures:
            figures.write(json.dumps({"attack": "invariance", "changes": tries + len(CHANGES)}) + "\n")


def test_every_kind_of_change_is_one_that_could_have_shown(lena: Client, world: World) -> None:
    who = YoungPerson.objects.filter(service=world.large).order_by("pk").last()
    assert who is not None
    lena.force_login(worker("Tess", world.large, Role.MANAGER))  # fewer pages, the same rule
    before = everything(lena, world)
    for name, change in CHANGES.items():
        with transaction.atomic():
            assert change(world, who), "something did change"
            assert everything(lena, world) == before, name
            transaction.set_rollback(True)


def test_only_closing_the_period_moves_them(lena: Client, world: World) -> None:
    before = everything(lena, world)
    close_due(NOW + timedelta(days=100), "quarters")
    assert everything(lena, world) != before


def naive_share(world: World) -> tuple[int, int] | None:
    """What a live dashboard would show: counts of now, from five young people up."""
    rows = Answer.objects.filter(team=world.large, part="heard", given_at__gte=NOW)
    yes, heard = rows.filter(value__in="45").count(), rows.count()
    return (yes, heard) if heard >= LEAST_LIVE else None


def test_the_same_attack_recovers_every_answer_from_a_live_count(world: World) -> None:
    recovered = 0
    newcomers = people(world.large, 12)
    truth = {who.pk: "5" if number % 3 else "2" for number, who in enumerate(newcomers)}
    for who in newcomers:
        before = naive_share(world)
        say(world, who, TODAY, truth[who.pk])
        after = naive_share(world)
        if before and after:
            guessed = "5" if after[0] > before[0] else "2"
            recovered += guessed == truth[who.pk]
    assert recovered / len(newcomers) >= 0.5


def test_the_same_attack_recovers_no_answer_from_the_pages(lena: Client, world: World) -> None:
    seen = set()
    for who in people(world.large, 2):
        say(world, who, TODAY, "5")
        pages = everything(lena, world)
        seen.add(b"".join(pages[address] for address in sorted(pages)))
    assert len(seen) == 1, "whoever came, whatever they said: the same pages"


def test_a_key_reads_the_same_bytes_as_a_session(lena: Client, world: World) -> None:
    address = reverse("api_figures", args=[world.service.pk])
    by_session = lena.get(address).content
    key = make_key(world.lena, TODAY)
    assert Client().get(address, headers={"authorization": f"Token {key}"}).content == by_session
