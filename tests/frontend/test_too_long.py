"""A form that can't be taken, at a desk and on a phone: a plain page, with what was typed."""

from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from django.conf import settings as of_project
from django.core.exceptions import RequestDataTooBig
from django.db import OperationalError
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from frontend.errors import bad_request
from frontend.posted import LONGEST
from safeguarding.concerns.models import Concern, Note
from tests.cast import Cast
from tests.frontend.young_person.conftest import card, people, phone
from tests.frontend.young_person.test_bad_input import drafted, writing
from tests.frontend.young_person.walk import Phone, _Page
from tests.voice.contributions.said import send

__all__ = ["card", "people", "phone"]  # fixtures

pytestmark = pytest.mark.django_db
FORM = "application/x-www-form-urlencoded"
SEEN = "I saw her at school on Tuesday. "
TOO_LONG = SEEN * (of_project.DATA_UPLOAD_MAX_MEMORY_SIZE // len(SEEN) + 1_000)


def note(concern: Concern, text: str, token: str = "") -> dict[str, str]:
    return {
        "note-kind": "fact",
        "note-text": text,
        "note-heard_from": "",
        "csrfmiddlewaretoken": token,
    }


def token_on(client: Client, concern: Concern) -> str:
    page = _Page()
    page.feed(client.get(reverse("concern", args=[concern.pk])).content.decode())
    return dict(page.fields)["csrfmiddlewaretoken"]


@pytest.fixture
def concern(people: Cast) -> Concern:
    row = send(people.maya, timezone.now(), "He got me a phone and he says dont tell")
    return Concern.objects.get(from_id=row.pk)


@pytest.fixture
def asha(people: Cast) -> Client:
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    client.force_login(people.asha)
    return client


def test_a_note_too_long_to_be_taken_comes_back_to_be_cut(asha: Client, concern: Concern) -> None:
    address = reverse("concern_note", args=[concern.pk])
    fields = note(concern, TOO_LONG, token_on(asha, concern))
    answer = asha.post(address, urlencode(fields), content_type=FORM)
    body = answer.content.decode()
    assert answer.status_code == 413
    assert "too long to send at once" in body and "Nothing was saved" in body
    page = _Page()
    page.feed(body)
    assert dict(page.fields)["note-text"] == TOO_LONG
    assert f'action="{address}"' in body
    shorter = dict(page.fields) | {"note-text": SEEN}
    assert asha.post(address, shorter).status_code == 302
    assert Note.objects.filter(concern=concern).count() == 1


def test_what_is_no_writing_any_more_is_not_given_back_but_said(asha: Client, concern: Concern) -> None:
    address = reverse("concern_note", args=[concern.pk])
    token_on(asha, concern)
    answer = asha.post(address, "note-text=" + "x" * LONGEST, content_type=FORM)
    assert answer.status_code == 413
    assert "too long to send at once" in answer.content.decode()
    assert "<textarea" not in answer.content.decode()


def test_a_page_that_was_open_too_long_gives_the_text_back_to_copy(asha: Client, concern: Concern) -> None:
    answer = asha.post(reverse("concern_note", args=[concern.pk]), note(concern, SEEN * 4, "old"))
    assert answer.status_code == 403
    assert SEEN * 4 in answer.content.decode()
    assert "Send it again" not in answer.content.decode(), "its token is no good any more"


def test_a_busy_database_gives_a_workers_text_back(
    asha: Client, concern: Concern, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*args: Any, **kwargs: Any) -> None:
        raise OperationalError("database is locked")

    fields = note(concern, SEEN * 4, token_on(asha, concern))
    monkeypatch.setattr("safeguarding.concerns.actions.write_note", busy)
    answer = asha.post(reverse("concern_note", args=[concern.pk]), fields)
    assert answer.status_code == 503
    assert SEEN * 4 in answer.content.decode() and "Send it again" in answer.content.decode()


@pytest.mark.parametrize("path", ["/sign-in/", "/me/password", "/welcome/x"])
def test_nothing_of_a_form_with_a_password_is_shown_again(path: str) -> None:
    request = RequestFactory().post(path, urlencode({"password": "p" * 3_000_000}), content_type=FORM)
    body = bad_request(request, RequestDataTooBig()).content.decode()
    assert "ppp" not in body


def test_every_face_has_a_page_for_it(people: Cast) -> None:
    for path in ("/work/x", "/reading/x", "/lead/x", "/set-up/x", "/figures/x", "/advice/x", "/advocate/x"):
        request = RequestFactory().post(path, urlencode({"text": TOO_LONG}), content_type=FORM)
        answer = bad_request(request, RequestDataTooBig())
        assert answer.status_code == 413 and TOO_LONG in answer.content.decode(), path
    assert bad_request(RequestFactory().post(f"/api/{uuid4()}"), RequestDataTooBig()).status_code == 413


def test_a_young_persons_very_long_words_come_back_and_can_be_sent_in_parts(
    people: Cast, phone: Phone
) -> None:
    writing(phone)
    fields = dict(phone.page.fields) | {"words": TOO_LONG, "go": "next"}
    answer = phone.client.post("/s/a", urlencode(fields), content_type=FORM, follow=True)
    phone._take(answer, "/s/a")
    assert phone.status == 413
    assert phone.title == "That is too long"
    assert "not sent yet" in phone.text
    assert phone.field("words") == TOO_LONG
    assert "999" in phone.text
    phone.press(words=SEEN, name="")
    assert phone.title == "Is someone with you?"
    assert drafted(people) == SEEN


def test_what_is_too_long_even_to_give_back_has_a_page_in_their_words(people: Cast, phone: Phone) -> None:
    writing(phone)
    answer = phone.client.post("/s/a", "words=" + "x" * LONGEST, content_type=FORM, follow=True)
    phone._take(answer, "/s/a")
    assert phone.status == 413
    assert "bit by bit" in phone.text
