"""The organisation's own sign-in says who it is; who may come in, and with what second step, is decided here."""

import html
import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from config import env
from frontend.staff.leaving import OUT, address_out, way_out
from safeguarding.people.models import Worker
from tests.cast import Cast
from tests.frontend.staff.door import code, password, shown, signed_in, with_app
from tests.frontend.staff.organisation import CLIENT, SECRET, Provider, follow, organisation


@pytest.fixture
def theirs(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Provider]:
    with organisation() as provider:
        monkeypatch.setenv("CORNER_OIDC_URL", provider.url)
        monkeypatch.setenv("CORNER_OIDC_CLIENT", CLIENT)
        monkeypatch.setenv("CORNER_OIDC_SECRET", SECRET)
        monkeypatch.setenv("CORNER_OIDC_NAME", "Northshire Council")
        settings.SOCIALACCOUNT_PROVIDERS = env.provider()
        yield provider


def person(worker: Worker, **more: Any) -> dict[str, Any]:
    return {"sub": f"17-{worker.known_as}", "email": worker.email, "email_verified": True, **more}


def through(client: Client, **more: str) -> Any:
    """There and back again."""
    there = client.get(reverse("provider"), more)
    returned = urlsplit(follow(there["Location"]))
    return client.get(returned.path, {name: row[0] for name, row in parse_qs(returned.query).items()})


def test_it_is_not_there_unless_it_is_set(client: Client, db: None) -> None:
    assert client.get(reverse("provider")).status_code == 404
    assert "Sign in with " not in client.get(reverse("sign_in")).content.decode().replace(
        "Sign in with a passkey", ""
    )


def test_a_known_person_still_needs_their_second_step(cast: Cast, client: Client, theirs: Provider) -> None:
    assert "Sign in with Northshire Council" in client.get(reverse("sign_in")).content.decode()
    secret = with_app(cast.asha)
    theirs.person = person(cast.asha, email="ASHA@example.org")
    assert through(client, next="/work/people")["Location"] == reverse("second_step")
    assert not signed_in(client)
    assert code(client, shown(secret, timezone.now()))["Location"] == "/work/people"
    assert signed_in(client)


def test_a_known_person_without_one_sets_it_up(cast: Cast, client: Client, theirs: Provider) -> None:
    theirs.person = person(cast.joy)
    assert through(client)["Location"] == reverse("set_up_second")
    assert not signed_in(client)


@pytest.mark.parametrize(
    ("amr", "enough"), [(["pwd", "mfa"], True), (["pwd"], False), ("mfa", False), (None, False)]
)
def test_the_provider_may_have_asked_for_it(
    cast: Cast, client: Client, theirs: Provider, amr: Any, enough: bool
) -> None:
    theirs.person = person(cast.asha, amr=amr)
    through(client)
    assert signed_in(client) is enough


@pytest.mark.parametrize(
    "who",
    [
        {"sub": "99", "email": "nobody@example.org", "email_verified": True},
        {"sub": "99", "email": "asha@example.org", "email_verified": False},
        {"sub": "99", "email": "asha@example.org"},
        {"sub": "99"},
        {"email": "asha@example.org", "email_verified": True},
        {"sub": "99", "email": "asha@example.org", "email_verified": True, "aud": "somebody else"},
        {"sub": "99", "email": "asha@example.org", "email_verified": True, "exp": 1},
    ],
)
def test_who_is_not_known_is_refused(
    cast: Cast, client: Client, theirs: Provider, who: dict[str, Any]
) -> None:
    theirs.person = {**who, "amr": ["mfa"]}
    assert through(client)["Location"] == reverse("sign_in")
    assert "That did not let you in" in client.get(reverse("sign_in")).content.decode()
    assert not signed_in(client) and "half_in" not in client.session
    assert not SocialAccount.objects.exists()


def test_they_are_known_by_its_name_for_them_from_then_on(cast: Cast, theirs: Provider) -> None:
    mfa = {"amr": ["mfa"]}
    theirs.person = person(cast.asha, **mfa)
    through(Client())
    theirs.person = {**person(cast.asha, **mfa), "email": "a.new.name@example.org"}
    same, other, left = Client(), Client(), Client()
    through(same)
    assert same.session["_auth_user_id"] == str(cast.asha.pk)
    theirs.person = person(cast.asha, **mfa) | {"sub": "another person who got her address"}
    through(other)
    assert not signed_in(other)
    theirs.person = person(cast.asha, **mfa)
    Worker.objects.filter(pk=cast.asha.pk).update(is_active=False)
    through(left)
    assert not signed_in(left)
    assert list(SocialAccount.objects.values_list("uid", "extra_data")) == [("17-Asha", {})], (
        "nothing else is kept"
    )


def test_an_answer_nobody_asked_for_is_refused(cast: Cast, client: Client, theirs: Provider) -> None:
    theirs.person = person(cast.asha, amr=["mfa"])
    thief = Client()
    returned = urlsplit(follow(thief.get(reverse("provider"))["Location"]))
    answer = {name: row[0] for name, row in parse_qs(returned.query).items()}
    assert client.get(returned.path, answer)["Location"] == reverse("sign_in"), "planted in another's browser"
    assert client.get(returned.path, {"error": "access_denied"})["Location"] == reverse("sign_in")
    assert not signed_in(client)
    thief.get(returned.path, answer)
    assert signed_in(thief), "the control: where it was asked for it works"
    again = Client()
    again.get(reverse("provider"))
    assert again.get(returned.path, answer)["Location"] == reverse("sign_in")


def test_a_provider_that_does_not_answer_breaks_nothing(
    cast: Cast, client: Client, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CORNER_OIDC_URL", "http://127.0.0.1:9")
    settings.SOCIALACCOUNT_PROVIDERS = env.provider()
    assert client.get(reverse("provider"))["Location"] == reverse("sign_in")


def out_of(page: Any) -> str:
    """The way out at the provider that this page shows; nothing if it shows none."""
    found = re.search(
        r'href="([^"]+)">\s*<svg[^>]*>.*?</svg>\s*Sign out at Northshire Council', page.content.decode()
    )
    return html.unescape(found[1]) if found else ""


@pytest.mark.parametrize("second_step_here", [True, False])
def test_signing_out_shows_the_way_out_there_too(
    cast: Cast, client: Client, theirs: Provider, second_step_here: bool
) -> None:
    secret = with_app(cast.asha)
    theirs.person = person(cast.asha, **({} if second_step_here else {"amr": ["mfa"]}))
    through(client)
    if second_step_here:
        code(client, shown(secret, timezone.now()))
    assert signed_in(client)
    kept = repr(dict(client.session))
    assert "/end" in kept and "eyJ" not in kept, "the token itself is sealed"
    page = client.post(reverse("sign_out"))
    assert page["Clear-Site-Data"] and page["Cache-Control"] == "no-store"
    assert not signed_in(client) and "way_out" not in client.session
    assert follow(out_of(page)) == f"http://localhost:8000{reverse('sign_in')}"
    assert theirs.ended == ["17-Asha"]


def test_there_is_no_way_out_there_for_who_came_in_here_or_where_none_is_published(
    cast: Cast, client: Client, theirs: Provider
) -> None:
    secret = with_app(cast.asha)
    password(client, cast.asha.email)
    code(client, shown(secret, timezone.now()))
    assert client.post(reverse("sign_out"))["Location"] == reverse("sign_in")
    theirs.person = person(cast.joy, amr=["mfa"])
    through(client)
    again = client.post(reverse("sign_out"), {"next": "/me"})
    assert again["Location"].startswith(reverse("sign_in")), "who signs in again here comes straight back"
    theirs.way_out = False
    other = Client()
    through(other)
    assert signed_in(other)
    assert other.post(reverse("sign_out"))["Location"] == reverse("sign_in")


@pytest.mark.parametrize(
    ("endpoint", "trusted"),
    [
        ("https://id.example.org/end?realm=1", True),
        ("http://127.0.0.1:9/end", True),
        ("http://id.example.org/end", False),
        ("javascript:alert(1)", False),
        ("/end", False),
        (None, False),
        (["https://id.example.org"], False),
    ],
)
def test_only_a_way_out_nobody_can_listen_to_is_shown(
    cast: Cast, now: datetime, endpoint: Any, trusted: bool
) -> None:
    assert (way_out(endpoint, "token", cast.asha, now) is not None) is trusted


def test_a_token_too_long_for_an_address_is_left_out(cast: Cast, now: datetime) -> None:
    request = RequestFactory().get("/")
    request.session = {OUT: way_out("https://id.example.org/end?realm=1", "x" * 9_000, cast.asha, now)}  # type: ignore[assignment]  # as a session
    address = address_out(request, cast.asha, CLIENT, now)
    assert address.startswith("https://id.example.org/end?realm=1&client_id=corner&post_logout_redirect_uri=")
    assert "id_token_hint" not in address
    request.session = {}  # type: ignore[assignment]  # as a session
    assert address_out(request, cast.asha, CLIENT, now) == ""
