"""An answer is read beside what it answers; what stops it is said as it is."""

from datetime import timedelta

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from safeguarding.people.models import Post
from safeguarding.people.types import WhyLeftOut
from safeguarding.responsibility.actions import leave_out
from safeguarding.trail import types as trail
from safeguarding.trail.models import TrailEntry
from safeguarding.trail.types import TrailType
from tests.cast import Cast
from tests.frontend.moderator.test_reading import QUOTE, WORDS, _answer, _climb, people, rhona
from voice.contributions.actions import take_back
from voice.moderation.actions import finish_reading, release
from voice.moderation.types import Grade
from voice.replies.models import Reply

__all__ = ["people", "rhona"]  # fixtures


def address(reply: Reply) -> str:
    return reverse("reading_answer", args=[reply.pk])


def test_what_they_said_stands_beside_the_answer_and_opening_it_is_a_look(
    rhona: Client, people: Cast
) -> None:
    reply = _answer(people)
    assert not TrailEntry.objects.filter(type=TrailType.MODERATED).exists()
    page = rhona.get(address(reply)).content.decode()
    assert WORDS in page and "ask you for a day" in page
    assert "Maya" not in page and "Elm House" not in page
    look = TrailEntry.objects.get(type=TrailType.MODERATED)
    assert (look.actor_id, look.about_id) == (people.rhona.pk, reply.contribution_id)


def test_the_list_of_answers_shows_no_word_of_it(rhona: Client, people: Cast) -> None:
    _answer(people)
    page = rhona.get(reverse("reading_answers")).content.decode()
    assert "cook pasta" not in page
    assert not TrailEntry.objects.filter(type=TrailType.MODERATED).exists()


def test_words_taken_back_and_read_are_not_shown_to_who_reads_the_answer(rhona: Client, people: Cast) -> None:
    reply = _answer(people)
    assert "cook pasta" in rhona.get(address(reply)).content.decode(), "the control: it was to be seen"
    take_back(people.maya, reply.contribution, timezone.now())
    response = rhona.get(address(reply))
    assert response.status_code == 404, "nobody owes a reading of it any more"
    assert "cook pasta" not in response.content.decode()


def test_whoever_it_came_to_reads_what_they_may_read(client: Client, people: Cast) -> None:
    reply = _answer(people)
    _climb(reply.reading, people)
    client.force_login(people.sam)
    assert WORDS in client.get(address(reply)).content.decode(), "a lead reads the words of the service"


def test_who_may_not_read_the_words_sees_only_what_was_let_out(client: Client, people: Cast) -> None:
    reply, now = _answer(people), timezone.now()
    finish_reading(people.rhona, reply.contribution, Grade.FINE, None, now)
    start = WORDS.index(QUOTE)
    release(people.rhona, reply.contribution, [], (start, start + len(QUOTE)), now)
    promise = _climb(reply.reading, people)
    # Sam is no lead any more, and has the promise still.
    Post.objects.filter(worker=people.sam).update(role="worker")
    client.force_login(people.sam)
    assert promise.is_open
    page = client.get(address(reply)).content.decode()
    assert QUOTE in page and "cook pasta" not in page


def test_an_answer_whose_writer_is_left_out_says_so_and_can_only_be_given_back(
    rhona: Client, people: Cast
) -> None:
    reply = _answer(people)
    path, now = address(reply), timezone.now() - timedelta(minutes=5)
    assert 'value="let_go"' in rhona.get(path).content.decode()
    leave_out(
        people.maya, people.asha, WhyLeftOut.NOT_THIS_PERSON, now, actor=trail.young_person(people.maya.pk)
    )
    page = rhona.get(path).content.decode()
    assert "wants its writer left out" in page and 'value="let_go"' not in page
    late = rhona.post(path, {"go": "let_go"})  # the page was open already
    assert late.status_code == 422
    assert "wants its writer left out" in late.content.decode()
    assert "quicker" not in late.content.decode()
    assert rhona.post(path, {"go": "return", "why": "Somebody else answers."}).status_code == 302
    reply.refresh_from_db()
    assert reply.state == "returned"
