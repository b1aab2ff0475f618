"""An adviser sees what was chosen, until it ends, and the young person sees that they looked."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from safeguarding.concerns.actions import ask_advice, propose_outcome, second
from safeguarding.concerns.models import AdviceQuestion
from safeguarding.concerns.queries import concern_for, concern_of
from safeguarding.concerns.types import OutcomeKind
from safeguarding.trail.models import TrailEntry
from safeguarding.trail.types import TrailType
from tests.cast import Cast, make_cast
from tests.kept import lately
from voice.contributions import drafts
from voice.contributions.actions import submit_contribution
from voice.contributions.types import About
from voice.questions.load import load

WORDS = "I don't feel safe in the house at night"


@pytest.fixture
def people(db: None) -> Cast:
    began = lately() - timedelta(hours=3)
    load(began)
    return make_cast(began)


@pytest.fixture
def question(people: Cast) -> AdviceQuestion:
    now = timezone.now() - timedelta(hours=1)
    draft = drafts.save(drafts.begin(people.maya, About.FREE, now), {"words": WORDS}, now)
    concern = concern_of(("contribution", submit_contribution(people.maya, draft, now).pk))
    assert concern is not None
    ends = now + timedelta(days=2)
    basis = "To keep a child safe"
    return ask_advice(people.asha, concern, people.priya, "What helps?", "nights are hard", basis, ends, now)


def test_the_list_says_nothing_of_what_is_asked(
    client: Client, people: Cast, question: AdviceQuestion
) -> None:
    client.force_login(people.priya)
    page = client.get(reverse("advice")).content.decode()
    assert str(question.pk) in page
    assert "What helps" not in page and "Maya" not in page


def test_only_what_was_chosen_is_shown_and_the_look_is_kept(
    client: Client, people: Cast, question: AdviceQuestion
) -> None:
    client.force_login(people.priya)
    page = client.get(reverse("advice_one", args=[question.pk])).content.decode()
    assert "What helps?" in page and "nights are hard" in page
    assert "house" not in page and "Maya" not in page and "Elm House" not in page
    assert TrailEntry.objects.filter(type=TrailType.ADVICE_SEEN, actor_id=people.priya.pk).count() == 1


def test_advice_is_given_once(client: Client, people: Cast, question: AdviceQuestion) -> None:
    client.force_login(people.priya)
    path = reverse("advice_one", args=[question.pk])
    assert client.post(path, {"text": " "}).status_code == 422
    assert client.post(path, {"text": "Go slowly."}).status_code == 302
    assert "Go slowly." in client.get(path).content.decode()
    assert client.post(path, {"text": "Or not."}, follow=True).status_code == 200
    assert "Or not." not in client.get(path).content.decode()


def test_a_question_that_has_ended_is_not_there(
    client: Client, people: Cast, question: AdviceQuestion
) -> None:
    AdviceQuestion.objects.update(ends_at=timezone.now() - timedelta(minutes=1))
    client.force_login(people.priya)
    assert client.get(reverse("advice_one", args=[question.pk])).status_code == 404


def test_nobody_else_sees_it(client: Client, people: Cast, question: AdviceQuestion) -> None:
    for worker in (people.asha, people.sam, people.rhona, people.stranger):
        client.force_login(worker)
        assert client.get(reverse("advice_one", args=[question.pk])).status_code == 404


def test_an_adviser_who_answers_after_the_close_is_told_and_loses_nothing(
    client: Client, people: Cast, question: AdviceQuestion
) -> None:
    now = timezone.now() - timedelta(minutes=30)
    outcome = propose_outcome(people.asha, question.concern, OutcomeKind.SPOKE, "We talked.", now)
    second(people.sam, outcome, True, "", now)
    client.force_login(people.priya)
    path = reverse("advice_one", args=[question.pk])
    assert "was closed" in client.get(path).content.decode()
    assert "closed without your advice" in client.get(reverse("advice")).content.decode()
    page = client.post(path, {"text": "Go slowly."}, follow=True)
    assert page.status_code == 200 and "closed before you answered" in page.content.decode()
    assert concern_for(people.sam, question.concern_id, timezone.now()).advice[0].answer == "Go slowly."


def test_an_adviser_who_wrote_until_it_ended_gets_the_words_back(
    client: Client, people: Cast, question: AdviceQuestion
) -> None:
    AdviceQuestion.objects.update(ends_at=timezone.now() - timedelta(minutes=1))
    client.force_login(people.priya)
    path = reverse("advice_one", args=[question.pk])
    page = client.post(path, {"text": "Go slowly."})
    assert page.status_code == 410
    assert "Go slowly." in page.content.decode() and "What helps" not in page.content.decode()
    client.force_login(people.stranger)
    assert client.post(path, {"text": "Go slowly."}).status_code == 404
