"""After "it is about them" a worker's lists make sense: what was theirs is gone whole, and so is what came after."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from safeguarding.concerns.actions import take, write_note
from safeguarding.concerns.models import Concern
from safeguarding.concerns.types import NoteKind
from safeguarding.people.models import Worker
from safeguarding.people.types import WhyLeftOut
from safeguarding.responsibility.actions import leave_out
from safeguarding.responsibility.breaking_glass import break_glass
from safeguarding.trail.types import young_person
from tests.cast import Cast
from tests.frontend.worker.conftest import SignIn
from tests.voice.contributions.said import send
from voice.contributions.looks import open_words
from voice.contributions.types import AnswerWay
from voice.decisions.actions import write_decision
from voice.replies.actions import write_reply

pytestmark = pytest.mark.django_db
LISTS = ("inbox", "inbox_thread", "work_people", "work_decisions", "work_cover", "break_glass", "me")
WORDS = "He got me a new phone and he says dont tell my gran"


def worked_with(cast: Cast, worker: Worker, now: datetime) -> list[str]:
    """What somebody did for Maya before: read, took, noted, answered, wrote a decision. Gives the pages of it."""
    said = send(cast.maya, now, WORDS)
    concern = Concern.objects.get(from_id=said.pk)
    open_words(worker, said.pk, now)
    take(worker, concern, now)
    write_note(worker, concern, NoteKind.FACT, "I rang the school.", now)
    write_reply(worker, said, "I will ask you first.", AnswerWay.HERE, now)
    decision = write_decision(worker, cast.maya, "Your meeting about school", None, now)
    return [
        reverse("concern", args=[concern.pk]),
        reverse("contribution", args=[said.pk]),
        reverse("work_decision", args=[decision.pk]),
        reverse("work_person", args=[cast.maya.pk]),
    ]


def lists_with_her(client: Client) -> list[str]:
    return [name for name in LISTS if "Maya" in client.get(reverse(name)).content.decode()]


def test_everything_of_theirs_is_gone_whole_from_every_list(
    cast: Cast, now: datetime, signed_in: SignIn
) -> None:
    pages = worked_with(cast, cast.asha, now)
    client = signed_in(cast.asha)
    assert {"inbox", "work_people", "work_decisions"} <= set(lists_with_her(client)), "the control"
    assert [client.get(page, follow=True).status_code for page in pages] == [200] * len(pages)
    leave_out(cast.maya, cast.asha, WhyLeftOut.ABOUT_THEM, now, actor=young_person(cast.maya.pk))
    assert lists_with_her(client) == []
    assert [client.get(page).status_code for page in pages] == [404] * len(pages)


def test_no_list_keeps_a_line_that_leads_nowhere(cast: Cast, now: datetime, signed_in: SignIn) -> None:
    worked_with(cast, cast.asha, now)
    leave_out(cast.maya, cast.asha, WhyLeftOut.ABOUT_THEM, now, actor=young_person(cast.maya.pk))
    client = signed_in(cast.asha)
    for name in ("inbox", "work_people", "work_decisions", "break_glass"):
        body = client.get(reverse(name)).content.decode()
        links = [part.split('"')[0] for part in body.split('href="')[1:]]
        for link in {link for link in links if link.startswith("/work/") or link.startswith("/lead/")}:
            assert client.get(link, follow=True).status_code == 200, (name, link)


def test_glass_that_was_broken_for_them_is_shut_and_off_the_list(
    cast: Cast, now: datetime, signed_in: SignIn
) -> None:
    send(cast.maya, now, WORDS)
    glass = break_glass(cast.ravi, "Maya", "Nobody else could be reached tonight.", now)
    client, page = signed_in(cast.ravi), reverse("glass_open", args=[glass.pk])
    assert "break_glass" in lists_with_her(client) and client.get(page).status_code == 200, "the control"
    leave_out(cast.maya, cast.ravi, WhyLeftOut.ABOUT_THEM, now, actor=young_person(cast.maya.pk))
    assert "break_glass" not in lists_with_her(client)
    assert client.get(page).status_code == 404


def test_what_she_says_afterwards_reaches_none_of_their_lists(
    cast: Cast, now: datetime, signed_in: SignIn
) -> None:
    worked_with(cast, cast.asha, now)
    leave_out(cast.maya, cast.asha, WhyLeftOut.ABOUT_THEM, now, actor=young_person(cast.maya.pk))
    later = now + timedelta(minutes=5)
    said = send(cast.maya, later, "I want to say more about it.")
    client = signed_in(cast.asha)
    assert lists_with_her(client) == []
    assert client.get(reverse("contribution", args=[said.pk])).status_code == 404
    assert open_words(cast.ines, said.pk, later).words.startswith("I want"), "it went outside"


def test_other_young_people_of_theirs_stay_as_they_were(cast: Cast, now: datetime, signed_in: SignIn) -> None:
    worked_with(cast, cast.asha, now)
    leave_out(cast.maya, cast.asha, WhyLeftOut.ABOUT_THEM, now, actor=young_person(cast.maya.pk))
    body = signed_in(cast.asha).get(reverse("work_people")).content.decode()
    assert all(name in body for name in ("Kai", "Noor", "Dylan"))
