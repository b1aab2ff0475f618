"""The moderators' pages: a queue without words, a reading without a name, a line that goes out as it was shown."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from safeguarding.concerns.models import Concern
from safeguarding.promises.clocks import tick
from safeguarding.promises.models import Promise
from safeguarding.promises.queries import who_has
from tests.cast import Cast, make_cast, with_lock
from tests.kept import lately
from voice.contributions import drafts
from voice.contributions.actions import submit_contribution
from voice.contributions.models import Contribution
from voice.contributions.queries import open_words
from voice.contributions.types import About, AnswerWay
from voice.moderation.models import Reading, Release
from voice.moderation.queries import shared_or_not
from voice.questions.load import load
from voice.replies.actions import write_reply
from voice.replies.models import Reply

WORDS = "I like it here. Rhys and me cook pasta. Rhys is funny but they set the day without asking."
QUOTE = "they set the day without asking"


@pytest.fixture
def people(db: None) -> Cast:
    began = lately() - timedelta(hours=3)
    load(began)
    return make_cast(began)


def say(cast: Cast, words: str = WORDS, **more: Any) -> Contribution:
    now = timezone.now() - timedelta(hours=1)
    draft = drafts.save(
        drafts.begin(cast.maya, About.FREE, now), {"words": words, "quote_ok": True, **more}, now
    )
    return submit_contribution(cast.maya, draft, now)


@pytest.fixture
def rhona(client: Client, people: Cast) -> Client:
    client.force_login(people.rhona)
    return client


def address(said: Contribution) -> str:
    return reverse("reading_one", args=[said.pk])


def test_the_queue_shows_no_words_and_no_name(rhona: Client, people: Cast) -> None:
    said = say(people)
    page = rhona.get(reverse("reading")).content.decode()
    assert str(said.pk) in page, "the control: it is in the list"
    assert "cook" not in page and "Maya" not in page


def test_opened_it_shows_the_words_and_still_no_name(rhona: Client, people: Cast) -> None:
    page = rhona.get(address(say(people))).content.decode()
    assert "cook pasta" in page
    assert "Maya" not in page and "Elm House" not in page
    assert "12 to 14" in page and "Harbour team" in page


def test_a_line_goes_out_as_it_was_shown(rhona: Client, people: Cast) -> None:
    said = say(people)
    struck = rhona.post(address(said), {"go": "strike", "picked": "Rhys", "label": "a boy who lives here"})
    assert struck.content.decode().count("<del>Rhys</del>") == 2
    marks = {"redaction": ["16:20:a boy who lives here", "40:44:a boy who lives here"]}
    chosen = rhona.post(address(said), {"go": "quote", "picked": QUOTE, **marks})
    assert f"“{QUOTE}”" in chosen.content.decode()
    start = WORDS.index(QUOTE)
    out = {"go": "release", "grade": "fine", "quote": f"{start}:{start + len(QUOTE)}", **marks}
    assert rhona.post(address(said), out).status_code == 302
    assert shared_or_not(people.maya)[0].quote == QUOTE
    assert Reading.objects.get().grade == "fine"


def test_kept_back_they_are_told_why_and_it_cannot_be_let_out_after(rhona: Client, people: Cast) -> None:
    said = say(people)
    told = "Somebody could tell it was you."
    kept = {"go": "keep_back", "grade": "fine", "keep-why": "too_small", "keep-told": told}
    assert rhona.post(address(said), kept).status_code == 302
    assert [(row.state, row.why, row.told) for row in shared_or_not(people.maya)] == [
        ("kept_back", "too_small", told)
    ]
    again = rhona.post(address(said), {"go": "release", "quote": "0:4"})
    assert again.status_code == 422


def test_what_was_let_out_is_pulled_back_with_a_reason(rhona: Client, people: Cast) -> None:
    said = say(people)
    rhona.post(address(said), {"go": "release", "grade": "fine", "quote": "0:14"})
    assert str(said.pk) in rhona.get(reverse("reading_lately")).content.decode()
    assert rhona.post(address(said), {"go": "pull_back", "pull-told": ""}).status_code == 422
    assert rhona.post(address(said), {"go": "pull_back", "pull-told": "It said too much."}).status_code == 302
    assert Release.objects.get().state == "pulled_back"


def test_without_their_yes_nothing_goes_out(rhona: Client, people: Cast) -> None:
    said = say(people, quote_ok=False)
    assert "did not say yes" in rhona.get(address(said)).content.decode()
    assert rhona.post(address(said), {"go": "release", "grade": "fine", "quote": "0:14"}).status_code == 422
    assert not Release.objects.exists()


def test_without_their_yes_it_can_be_kept_back_and_they_are_told_why(rhona: Client, people: Cast) -> None:
    said = say(people, quote_ok=False)
    page = rhona.get(address(said)).content.decode()
    assert 'value="keep_back"' in page and 'value="release"' not in page
    assert '<option value="no_yes" selected>' in page
    kept = {"go": "keep_back", "grade": "fine", "keep-why": "no_yes", "keep-told": ""}
    assert rhona.post(address(said), kept).status_code == 302
    assert [(row.state, row.why) for row in shared_or_not(people.maya)] == [("kept_back", "no_yes")]


def test_a_moderator_who_sees_more_than_the_rules_makes_somebody_look(rhona: Client, people: Cast) -> None:
    said = say(people)
    assert not Concern.objects.exists()
    seen = {"go": "finish", "grade": "now", "rules_missed": "on", "headings": ["4"]}
    assert rhona.post(address(said), seen).status_code == 302
    concern = Concern.objects.get()
    assert (concern.urgency, concern.reasons.get().heading) == ("now", 4)
    assert Reading.objects.get().rules_missed


@pytest.mark.parametrize(
    "post", [{}, {"go": "finish"}, {"go": "finish", "grade": "wonderful"}, {"go": "release"}]
)
def test_nothing_happens_until_they_say_what_they_saw(
    rhona: Client, people: Cast, post: dict[str, str]
) -> None:
    assert rhona.post(address(say(people)), post).status_code == 422
    assert not Reading.objects.exists()


def test_words_that_do_not_stand_there_are_not_marked(rhona: Client, people: Cast) -> None:
    page = rhona.post(address(say(people)), {"go": "strike", "picked": "Ronald", "label": "a boy"})
    assert "do not stand" in page.content.decode()


def test_markup_in_words_stays_words(rhona: Client, people: Cast) -> None:
    page = rhona.get(address(say(people, "<script>alert(1)</script> I <3 u"))).content.decode()
    assert "<script>alert" not in page
    assert "I &lt;3 u" in page


def _answer(cast: Cast) -> Reply:
    said = say(cast)
    now = timezone.now() - timedelta(minutes=30)
    open_words(cast.asha, said.pk, now)
    return write_reply(cast.asha, said, "I will ask you for a day first.", AnswerWay.HERE, now)


def test_an_answer_goes_only_after_it_was_read(rhona: Client, people: Cast) -> None:
    with_lock(people.maya, timezone.now())
    reply = _answer(people)
    listed = rhona.get(reverse("reading_answers")).content.decode()
    assert str(reply.pk) in listed and "ask you for a day" not in listed
    path = reverse("reading_answer", args=[reply.pk])
    assert "ask you for a day" in rhona.get(path).content.decode()
    assert rhona.post(path, {"go": "let_go"}).status_code == 302
    reply.refresh_from_db()
    assert reply.state == "delivered"
    assert rhona.post(path, {"go": "let_go"}).status_code in {302, 404}


def test_an_answer_is_given_back_only_with_why(rhona: Client, people: Cast) -> None:
    reply = _answer(people)
    path = reverse("reading_answer", args=[reply.pk])
    assert rhona.post(path, {"go": "return", "why": " "}).status_code == 422
    assert rhona.post(path, {"go": "return", "why": "Say who and when."}).status_code == 302
    reply.refresh_from_db()
    assert reply.state == "returned"


def _climb(promise: Promise | None, cast: Cast) -> Promise:
    """Nobody reads it in time: it climbs until the lead has it."""
    assert promise is not None
    for _ in range(6):
        promise.refresh_from_db()
        if cast.sam in who_has(promise, timezone.now()):
            break
        assert promise.next_action_at is not None
        Promise.objects.filter(pk=promise.pk).update(next_action_at=timezone.now() - timedelta(minutes=1))
        tick(timezone.now())
    assert cast.sam in who_has(promise, timezone.now())
    return promise


def test_a_reading_that_came_to_the_lead_is_opened_and_kept_by_the_lead(client: Client, people: Cast) -> None:
    said = say(people)
    client.force_login(people.sam)
    assert client.get(address(said)).status_code == 404, "it is the moderators' still"
    promise = _climb(said.moderation, people)
    page = client.get(address(said))
    assert "cook pasta" in page.content.decode()
    assert reverse("reading_lately") not in page.content.decode(), "a face the lead does not have"
    done = client.post(address(said), {"go": "finish", "grade": "fine"}, follow=True)
    assert (done.status_code, done.redirect_chain[-1][0]) == (200, reverse("inbox"))
    promise.refresh_from_db()
    assert promise.kept_by == people.sam


def test_an_answer_that_came_to_the_lead_is_let_go_by_the_lead(client: Client, people: Cast) -> None:
    reply = _answer(people)
    path = reverse("reading_answer", args=[reply.pk])
    client.force_login(people.sam)
    assert client.get(path).status_code == 404
    promise = _climb(reply.reading, people)
    assert "ask you for a day" in client.get(path).content.decode()
    done = client.post(path, {"go": "let_go"}, follow=True)
    assert (done.status_code, done.redirect_chain[-1][0]) == (200, reverse("inbox"))
    promise.refresh_from_db()
    assert promise.kept_by == people.sam
