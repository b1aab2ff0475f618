"""A session that can't be saved never makes a young person's page look broken."""

from typing import Any

import pytest
from django.contrib.sessions.exceptions import SessionInterrupted
from django.test import Client, RequestFactory

from frontend.errors import bad_request
from frontend.sessions import SessionStore


@pytest.mark.django_db(transaction=True)
def test_it_keeps_what_a_session_holds() -> None:
    store = SessionStore()
    store["sitting"] = "one"
    store.save()
    assert SessionStore(store.session_key)["sitting"] == "one"


@pytest.mark.django_db
def test_a_session_that_ends_on_the_way_gives_the_words_back(client: Client, settings: Any) -> None:
    request = RequestFactory().post("/s/a", {"words": "I want to say this"})
    request.session = SessionStore()
    answer = bad_request(request, SessionInterrupted())
    assert answer.status_code == 400
    assert b"I want to say this" in answer.content
    assert settings.SESSION_ENGINE == "frontend.sessions"


@pytest.mark.django_db
def test_a_desk_gets_a_plain_page() -> None:
    request = RequestFactory().post("/work/")
    assert b"did not arrive whole" in bad_request(request, SessionInterrupted()).content
