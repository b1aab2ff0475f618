"""Setting a service up by its steps: from an agency of one to an open service, by whoever comes by next."""

import re
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from frontend.administrator.steps import STEPS, WORDS, in_words, steps_of
from safeguarding.people.actions import give_post, make_cards
from safeguarding.people.models import Service, Worker
from safeguarding.people.types import Role, ServiceKind
from safeguarding.promises import actions as promises
from safeguarding.promises.models import Drill
from safeguarding.promises.types import Climb, Clock, PromiseKind
from safeguarding.responsibility.beginning import begin_agency
from safeguarding.responsibility.readiness import Check, Finding
from safeguarding.trail.types import CLOCKS
from tests.cast import Cast
from tests.frontend.administrator.test_set_up import adam, people

__all__ = ["adam", "people"]

pytestmark = pytest.mark.django_db


def body(response: Any) -> str:
    text: str = response.content.decode()
    return text


def states(page: str) -> list[str]:
    return re.findall(r'<span class="state">([^<]*)</span>', page)


def not_open(people: Cast) -> str:
    Service.objects.filter(pk=people.service.pk).update(live_since=None)
    return reverse("set_up_opening", args=[people.service.pk])


def test_each_check_has_words_and_a_step() -> None:
    in_a_step = {check for step in STEPS for check in step.checks}
    assert set(Check) <= in_a_step
    assert in_a_step == set(WORDS)


def test_every_step_says_what_is_done_and_what_is_left_and_where(adam: Client, people: Cast) -> None:
    people.kai.named_workers.update(ends_at=timezone.now())
    page = body(adam.get(not_open(people)))
    assert states(page) == [
        "Done",
        "1 left",
        "Done",
        "Done",
        "Done",
        "1 left",
        "Done",
        "Done, 1 can wait",
        "",
    ]
    assert page.count('aria-current="step"') == 1 and "One without a named worker" in page
    for name in ("set_up_workers", "set_up_files", "lead_rotas"):
        assert f'href="{reverse(name)}"' in page
    assert reverse("set_up_hours", args=[people.service.pk]) in page
    assert "Sam does this as safeguarding lead, under Drills." in page
    assert reverse("lead_drills") not in page, "a page they do not have"
    assert "Open it</button>" not in page


def test_a_lead_who_also_sets_up_gets_the_leads_pages_too(adam: Client, people: Cast) -> None:
    give_post(people.adam, people.authority, Role.LEAD, timezone.now() - timedelta(hours=1), CLOCKS)
    assert f'href="{reverse("lead_drills")}"' in body(adam.get(not_open(people)))


def test_it_ends_with_opening_and_shows_later_what_went_missing(adam: Client, people: Cast) -> None:
    now, path = timezone.now(), not_open(people)
    promise = promises.make(
        PromiseKind.LOOK, Clock.NOW, Climb.USUAL,
        about=("drill", uuid.uuid4()), young_person=people.maya, now=now, is_practice=True,
    )  # fmt: skip
    Drill.objects.create(
        service=people.service, climb=Climb.USUAL, promise=promise, started_by=people.sam, started_at=now,
        is_night=True, ended_at=now, passed=True,
    )  # fmt: skip
    make_cards([people.maya, people.kai, people.noor, people.dylan], now, CLOCKS)
    assert "Go on setting it up" in body(adam.get(reverse("set_up")))
    page = body(adam.get(path))
    assert "is ready to open" in page and "Open it</button>" in page
    opened = body(adam.post(path, follow=True))
    assert "is open" in opened and "Open it</button>" not in opened
    assert "Go on setting it up" not in body(adam.get(reverse("set_up")))
    people.kai.named_workers.update(ends_at=now)
    assert "is open, and one thing went missing since" in body(adam.get(path))


def test_from_an_agency_of_one_the_first_step_is_a_service(client: Client) -> None:
    now = timezone.now() - timedelta(hours=1)
    nia: Worker = begin_agency(ServiceKind.AUTHORITY, "Westshire", "Nia Cole", "Nia", "nia@example.org", now)
    client.force_login(nia)
    page = body(client.get(reverse("set_up")))
    assert "Begin with the first service" in page
    top = Service.objects.get()
    client.post(reverse("set_up_service", args=[top.pk]), {"kind": "service", "name": "West service"})
    added = Service.objects.get(kind=ServiceKind.SERVICE)
    page = body(client.get(reverse("set_up_opening", args=[added.pk])))
    # The first step that has something left is people; nothing else stands in the way of any step.
    assert states(page)[:4] == ["Done", "3 left", "1 left", "1 left"]
    assert "Give somebody that post first" in page
    assert "No teams and no homes in West service" in page


def test_a_finding_of_another_room_is_never_lost() -> None:
    found = [Finding("something_new", ok=False, count=1)]
    last = steps_of(found)[-1]
    assert (last.title, last.missing, last.findings[0].text) == ("What else is needed", 1, "something_new")
    assert last.is_next


def test_numbers_are_said_as_people_say_them() -> None:
    assert in_words(Finding("safety_strings", ok=False, count=2)).text.startswith("Two languages switched on")
    assert in_words(Finding(Check.NIGHTS, ok=False, count=336)).text.startswith("336 hours")
