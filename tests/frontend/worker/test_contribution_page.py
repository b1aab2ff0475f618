"""A contribution without a concern: faces, and an answer in plain words that a moderator reads first."""

from datetime import datetime, timedelta

import pytest
from django.urls import reverse

from safeguarding.concerns.models import Concern
from tests.cast import Cast
from tests.frontend.worker.conftest import Hands, SignIn
from tests.voice.contributions.said import ANSWERS, send
from voice.contributions.queries import open_words
from voice.contributions.types import About
from voice.decisions.actions import ask_involvement, write_decision
from voice.moderation import actions as moderation
from voice.moderation.types import Grade
from voice.replies.actions import let_reply_go
from voice.replies.models import Reply
from voice.replies.types import ReplyState

pytestmark = pytest.mark.django_db
SHORT = "Next time you can be in the room. I will ask you the day before."
LONG = " ".join(["word"] * 20) + "."


def test_answers_stand_with_faces_and_their_words(cast: Cast, now: datetime, signed_in: SignIn) -> None:
    from tests.voice.contributions.said import begun
    from voice.contributions.actions import submit_contribution

    decision = write_decision(cast.asha, cast.maya, "my meeting", None, now)
    ask_involvement(cast.asha, decision, "card", now)
    draft = begun(cast.maya, now, About.DECISION, decision, answers=ANSWERS, words="ok", with_me="nobody")
    contribution = submit_contribution(cast.maya, draft, now)
    body = signed_in(cast.asha).get(reverse("contribution", args=[contribution.pk])).content.decode()
    assert 'class="face m"' in body
    assert "about “my meeting”" in body
    assert "“No one is with me”" in body
    assert "No words, only answers." not in body


def test_an_answer_is_read_by_a_moderator_before_it_goes(
    cast: Cast, now: datetime, signed_in: SignIn
) -> None:
    contribution, client = send(cast.maya, now), signed_in(cast.asha)
    open_words(cast.asha, contribution.pk, now)
    data = {"reply-text": SHORT, "reply-way": "here", "go": "send"}
    response = client.post(reverse("contribution_answer", args=[contribution.pk]), data, follow=True)
    assert response.status_code == 200
    assert "A moderator reads it, then it goes." in response.content.decode()
    reply = Reply.objects.get()
    assert reply.state == ReplyState.WAITING
    again = client.post(reverse("contribution_answer", args=[contribution.pk]), data)
    assert again.status_code == 422
    assert "An answer waits already" in again.content.decode()


def test_long_sentences_are_shown_and_may_still_go(cast: Cast, now: datetime, signed_in: SignIn) -> None:
    contribution, client = send(cast.maya, now), signed_in(cast.asha)
    url = reverse("contribution_answer", args=[contribution.pk])
    shown = client.post(url, {"reply-text": LONG, "reply-way": "here", "go": "send"})
    assert shown.status_code == 422
    assert "Long sentences are hard to read" in shown.content.decode()
    assert LONG in shown.content.decode()
    assert not Reply.objects.exists()
    assert client.post(url, {"reply-text": LONG, "reply-way": "here", "go": "anyway"}).status_code == 302
    assert Reply.objects.exists()


def test_told_in_person_is_said_by_whoever_told(
    cast: Cast, now: datetime, hands: Hands, signed_in: SignIn
) -> None:
    contribution, client = send(cast.maya, now), signed_in(cast.asha)
    open_words(cast.asha, contribution.pk, now)
    moderation.open_for_reading(cast.rhona, contribution.pk, now)
    moderation.finish_reading(cast.rhona, contribution, Grade.FINE, False, now)
    data = {"reply-text": SHORT, "reply-way": "in_person", "go": "send"}
    client.post(reverse("contribution_answer", args=[contribution.pk]), data)
    reply = Reply.objects.get()
    url = reverse("answer_told", args=[reply.pk])
    assert client.post(url, follow=True).status_code == 200  # too early: said, and nothing happens
    assert Reply.objects.get().state == ReplyState.WAITING
    let_reply_go(cast.rhona, reply, now + timedelta(hours=1))
    hands.at = now + timedelta(hours=2)
    client.post(url)
    assert Reply.objects.get().state == ReplyState.DELIVERED


def test_with_a_concern_it_leads_to_the_concerns_page(cast: Cast, now: datetime, signed_in: SignIn) -> None:
    contribution = send(cast.maya, now, "someone keeps giving me money and says dont tell anyone")
    response = signed_in(cast.asha).get(reverse("contribution", args=[contribution.pk]))
    concern = Concern.objects.get(from_id=contribution.pk)
    assert response.headers["Location"] == reverse("concern", args=[concern.pk])


@pytest.mark.parametrize(
    "name", ["stranger", "ravi", "rhona", "lena", "adam", "priya", "tom", "carol", "ines"]
)
def test_to_a_stranger_it_does_not_exist(cast: Cast, now: datetime, signed_in: SignIn, name: str) -> None:
    contribution = send(cast.maya, now)
    client = signed_in(getattr(cast, name))
    assert client.get(reverse("contribution", args=[contribution.pk])).status_code == 404
    answer = reverse("contribution_answer", args=[contribution.pk])
    assert client.post(answer, {"reply-text": SHORT, "reply-way": "here"}).status_code == 404
    assert not Reply.objects.exists()


def test_words_that_the_rules_could_not_read_name_the_likely_language(
    cast: Cast, now: datetime, signed_in: SignIn
) -> None:
    said = send(cast.maya, now, "nie chcę wracać do domu, boję się i jest mi bardzo źle, on na mnie krzyczy")
    assert not said.readable
    body = signed_in(cast.asha).get(reverse("contribution", args=[said.pk]), follow=True).content.decode()
    assert "The rules could not read this. A person has to. The language may be Polish." in body
