"""Signing in: the right face, no oracle, slower after wrong guesses, gone after signing out."""

import re
import statistics
import time
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.tokens import default_token_generator
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from frontend.staff.faces import FACES, home_of
from frontend.staff.links import demo_link, send_welcome
from safeguarding.people.actions import choose_password, end_post
from safeguarding.people.types import Role
from safeguarding.sign_in.models import Guesses
from safeguarding.trail.models import TrailEntry
from safeguarding.trail.types import CLOCKS, TrailType
from tests.cast import Cast
from tests.frontend.staff.door import PASSWORD, come_in, signed_in
from tests.frontend.staff.door import password as sign_in

LANDS_ON = {
    "asha": "inbox", "ravi": "inbox", "ines": "inbox", "sam": "lead", "rhona": "reading", "lena": "figures",
    "adam": "set_up", "priya": "advice", "tom": "advocate_messages", "carol": "me",
}  # fmt: skip


@pytest.mark.parametrize("name", LANDS_ON)
def test_everybody_lands_on_their_own_face(cast: Cast, now: datetime, name: str) -> None:
    assert home_of(getattr(cast, name), now) == reverse(LANDS_ON[name])


def test_every_face_has_an_address_and_every_role_but_the_carers_a_face() -> None:
    assert all(reverse(face.url_name) for face in FACES)
    assert {role for face in FACES for role in face.roles} == set(Role) - {Role.CARER}


def test_password_and_code_let_in_and_the_trail_says_so(client: Client, cast: Cast) -> None:
    response = come_in(client, cast.asha)
    assert (response.status_code, response["Location"]) == (302, reverse("inbox"))
    assert client.session["_auth_user_id"] == str(cast.asha.pk)
    entry = TrailEntry.objects.get(type=TrailType.SIGNED_IN, actor_id=cast.asha.pk)
    assert entry.details == {"way": "app"}


def test_capitals_in_the_email_do_not_matter(client: Client, cast: Cast, now: datetime) -> None:
    choose_password(cast.asha, PASSWORD, now)
    assert sign_in(client, "ASHA@example.org").status_code == 302


def test_signing_in_ends_the_session_that_was_there(client: Client, cast: Cast) -> None:
    session = client.session
    session["young_person"] = str(cast.maya.pk)
    session.save()
    keys = [session.session_key]
    choose_password(cast.asha, PASSWORD, timezone.now())
    sign_in(client, cast.asha.email)
    assert "young_person" not in client.session
    keys.append(client.session.session_key)
    come_in(client, cast.asha)
    keys.append(client.session.session_key)
    assert len(set(keys)) == 3, "each half begins a new session: a planted one is worth nothing"


def test_a_wrong_password_and_an_unknown_email_say_the_same(
    client: Client, cast: Cast, now: datetime
) -> None:
    choose_password(cast.asha, PASSWORD, now)
    wrong = sign_in(client, cast.asha.email, "another-password")
    unknown = sign_in(client, "nobody@example.org", "another-password")
    assert wrong.status_code == unknown.status_code == 422
    plain = [page.content.replace(b"nobody@example.org", b"asha@example.org") for page in (wrong, unknown)]
    assert _without_token(plain[0]) == _without_token(plain[1])


def _without_token(page: bytes) -> bytes:
    """What is new on every page: form tokens, and what a passkey would have to sign."""
    return re.sub(rb'name="csrfmiddlewaretoken" value="\w+"|challenge&quot;: &quot;[\w-]+', b"", page)


@pytest.mark.parametrize("ends", ["inactive", "no_password"])
def test_a_leaver_and_a_worker_without_password_stay_out(
    client: Client, cast: Cast, now: datetime, ends: str
) -> None:
    if ends == "inactive":
        choose_password(cast.asha, PASSWORD, now)
        cast.asha.is_active = False
        cast.asha.save()
    assert sign_in(client, cast.asha.email).status_code == 422


def test_an_unknown_email_takes_as_long_as_a_known_one(cast: Cast, now: datetime, settings: Any) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    choose_password(cast.asha, PASSWORD, now)
    took: dict[str, list[float]] = {}
    for turn in range(5):
        for email in (cast.asha.email, "nobody@example.org", cast.joy.email):  # Joy has no password yet
            began = time.perf_counter()
            # From many addresses: no try waits.
            Client(REMOTE_ADDR=f"10.0.0.{turn}").post(
                reverse("sign_in"), {"email": email, "password": "another-password"}
            )
            took.setdefault(email, []).append(time.perf_counter() - began)
    known, unknown, without = (statistics.median(times) for times in took.values())
    assert 0.5 < unknown / known < 2
    assert 0.5 < without / known < 2


def test_guessing_gets_slower_and_is_never_shut_for_good(client: Client, cast: Cast, now: datetime) -> None:
    choose_password(cast.asha, PASSWORD, now)
    for _ in range(3):
        assert sign_in(client, cast.asha.email, "wrong-wrong-wrong").status_code == 422
    slowed = sign_in(client, cast.asha.email)
    assert slowed.status_code == 429
    assert int(slowed["Retry-After"]) >= 1
    Guesses.objects.update(wait_until=timezone.now())  # the wait is over
    assert sign_in(client, cast.asha.email).status_code == 302
    assert not Guesses.objects.exists()


@pytest.mark.parametrize("away", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "work/"])
def test_nobody_is_sent_elsewhere_after_signing_in(
    client: Client, cast: Cast, now: datetime, away: str
) -> None:
    assert come_in(client, cast.asha, next=away)["Location"] == reverse("inbox")


def test_they_get_to_the_page_they_wanted(client: Client, cast: Cast, now: datetime) -> None:
    assert come_in(client, cast.asha, next="/work/people")["Location"] == "/work/people"


def test_a_session_is_over_on_the_server_after_signing_out(client: Client, cast: Cast, now: datetime) -> None:
    client.force_login(cast.asha)
    cookie = client.cookies["s"].value
    assert client.get(reverse("me")).status_code == 200
    response = client.post(reverse("sign_out"))
    assert response["Clear-Site-Data"] == '"cache", "storage"'
    client.cookies["s"] = cookie
    assert client.get(reverse("me")).status_code == 302
    assert client.get(reverse("sign_out")).status_code == 405


def test_a_new_password_ends_other_sessions_and_keeps_this_one(cast: Cast, now: datetime) -> None:
    here, there = Client(), Client()
    come_in(here, cast.asha)
    there.force_login(cast.asha)
    assert there.get(reverse("me")).status_code == 200
    new = {"password": "another three words", "again": "another three words"}
    assert here.post(reverse("me"), new).status_code == 302
    assert here.get(reverse("me")).status_code == 200
    assert there.get(reverse("me")).status_code == 302


@pytest.mark.parametrize(
    ("first", "again"), [("short", "short"), ("password1234", "password1234"), (PASSWORD, "x")]
)
def test_a_weak_password_or_two_different_ones_are_refused(
    client: Client, cast: Cast, first: str, again: str
) -> None:
    come_in(client, cast.asha)
    assert client.post(reverse("me"), {"password": first, "again": again}).status_code == 422


def test_a_welcome_link_works_once_and_only_its_owner_gets_it(
    client: Client, cast: Cast, now: datetime, smtp: Any
) -> None:
    send_welcome(cast.asha)
    assert smtp.messages[0].rcpt_tos == [cast.asha.email]
    path = next(word for word in smtp.texts()[0].replace("=\n", "").split() if "/welcome/" in word)
    path = path[path.index("/welcome/") :]
    assert client.get(path).status_code == 200
    assert client.post(path, {"password": PASSWORD, "again": PASSWORD}).status_code == 302
    assert client.get(path).status_code == 404
    assert sign_in(client, cast.asha.email).status_code == 302


def test_a_strange_welcome_link_is_not_there(client: Client, cast: Cast) -> None:
    token = default_token_generator.make_token(cast.asha)
    for who in (cast.joy.pk.hex, "x", "0" * 32):
        assert client.get(reverse("welcome", args=[who, token])).status_code == 404


def test_demo_links_exist_only_in_the_demo(client: Client, cast: Cast, settings: Any) -> None:
    link = demo_link(cast.rhona)
    settings.DEMO = False
    assert client.get(link).status_code == 404
    assert not signed_in(client)
    settings.DEMO = True
    assert client.get(link)["Location"] == reverse("reading")
    assert client.get(reverse("demo", args=["x" + link.rsplit("/", 1)[-1]])).status_code == 404
    assert client.get(reverse("demo", args=[f"{cast.rhona.pk.hex}:forged"])).status_code == 404


def test_a_face_is_not_there_for_somebody_whose_post_has_ended(client: Client, cast: Cast) -> None:
    client.force_login(cast.rhona)
    assert client.get(reverse("reading")).status_code == 200
    post = cast.rhona.posts.get()
    end_post(post, post.starts_at + timedelta(seconds=1), CLOCKS)
    assert client.get(reverse("reading")).status_code == 404


def test_the_sign_in_page_says_nothing_about_what_this_is(client: Client, db: None) -> None:
    page = client.get(reverse("sign_in")).content.decode().lower()
    assert "sign in" in page, "the control: the search would find what is there"
    for telling in ("care", "safeguarding", "young", "child", "social", "abuse"):
        assert telling not in page
