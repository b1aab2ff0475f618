"""Messages to an advocate are read by the advocate alone, and answered without anybody in between."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.cast import Cast, make_cast, with_lock
from tests.kept import lately
from voice.contributions import drafts
from voice.contributions.actions import submit_contribution
from voice.contributions.models import Contribution
from voice.contributions.types import About
from voice.questions.load import load
from voice.replies.queries import answers_for

WORDS = "Can you come with me on Thursday?"


@pytest.fixture
def people(db: None) -> Cast:
    began = lately() - timedelta(hours=3)
    load(began)
    return make_cast(began)


@pytest.fixture
def message(people: Cast) -> Contribution:
    now = timezone.now() - timedelta(hours=1)
    changes = {"words": WORDS, "reach": "At school", "must_not_know": "Carol"}
    draft = drafts.save(drafts.begin(people.maya, About.ADVOCATE, now), changes, now)
    return submit_contribution(people.maya, draft, now)


def test_the_list_names_who_wrote_and_no_words(client: Client, people: Cast, message: Contribution) -> None:
    client.force_login(people.tom)
    page = client.get(reverse("advocate_messages")).content.decode()
    assert "Maya" in page and "Thursday" not in page


def test_the_advocate_reads_it_with_how_to_reach_them_first(
    client: Client, people: Cast, message: Contribution
) -> None:
    client.force_login(people.tom)
    page = client.get(reverse("advocate_one", args=[message.pk])).content.decode()
    assert page.index("At school") < page.index("Thursday")
    assert "Carol" in page


def test_an_answer_goes_at_once(client: Client, people: Cast, message: Contribution) -> None:
    client.force_login(people.tom)
    with_lock(people.maya, timezone.now())
    path = reverse("advocate_one", args=[message.pk])
    client.get(path)
    assert client.post(path, {"text": ""}).status_code == 422
    assert client.post(path, {"text": "Yes, I will come."}).status_code == 302
    assert [answer.by.known_as for answer in answers_for(people.maya)] == ["Tom"]


def test_an_answer_they_can_t_open_is_said_to_them(
    client: Client, people: Cast, message: Contribution
) -> None:
    client.force_login(people.tom)
    path = reverse("advocate_one", args=[message.pk])
    client.get(path)
    page = client.post(path, {"text": "Yes, I will come."}, follow=True).content.decode()
    assert "I have told Maya" in page and answers_for(people.maya) == []
    reply = message.replies.get()
    told = client.post(reverse("advocate_told", args=[message.pk, reply.pk]), follow=True).content.decode()
    assert "I have told Maya" not in told
    assert [answer.by.known_as for answer in answers_for(people.maya)] == ["Tom"]


def test_nobody_else_reads_it(client: Client, people: Cast, message: Contribution) -> None:
    path = reverse("advocate_one", args=[message.pk])
    for worker in (people.asha, people.sam, people.rhona, people.ines, people.adam):
        client.force_login(worker)
        assert client.get(path).status_code == 404
        assert client.post(path, {"text": "x"}).status_code == 404
        assert client.get(reverse("reading_one", args=[message.pk])).status_code == 404
        assert client.get(reverse("contribution", args=[message.pk])).status_code == 404
