"""Between password and second step nobody is signed in; without a second step there is nothing but setting one up."""

import asyncio
import re
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from frontend.staff import coming_in
from safeguarding.people.actions import choose_password
from safeguarding.people.models import Worker
from safeguarding.sign_in import actions
from safeguarding.sign_in.queries import ways_of
from tests.cast import Cast
from tests.frontend.staff.door import PASSWORD, code, come_in, password, shown, signed_in, with_app
from tests.frontend.worker.sockets import Socket

PAGES = ("inbox", "work_people", "me", "recovery_codes", "reading", "lead", "figures", "set_up", "api_units")


def closed(response: Any) -> bool:
    """Sign in first."""
    return response.status_code in {401, 403} or (
        response.status_code == 302 and response["Location"].startswith(reverse("sign_in"))
    )


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("with_a_second_step", [True, False])
def test_a_password_alone_opens_no_page_no_api_and_no_socket(cast: Cast, with_a_second_step: bool) -> None:
    client, control = Client(), Client()
    if with_a_second_step:
        with_app(cast.sam)
    else:
        choose_password(cast.sam, PASSWORD, timezone.now())
    there = password(client, cast.sam.email)
    assert there["Location"] == reverse("second_step" if with_a_second_step else "set_up_second")
    control.force_login(cast.sam)
    assert [page for page in PAGES if not closed(control.get(reverse(page)))], (
        "the control: signed in they open"
    )
    assert [page for page in PAGES if not closed(client.get(reverse(page)))] == []

    async def sockets() -> list[bool]:
        return [await Socket(one.cookies["s"].value).accepted() for one in (client, control)]

    assert asyncio.run(sockets()) == [False, True]


@pytest.mark.parametrize("name", ["asha", "rhona", "sam", "ines", "priya", "tom", "lena", "adam", "carol"])
def test_whoever_has_none_sets_one_up_before_anything_else(cast: Cast, name: str) -> None:
    client, worker = Client(), getattr(cast, name)
    choose_password(worker, PASSWORD, timezone.now())
    assert password(client, worker.email)["Location"] == reverse("set_up_second")
    assert client.get(reverse("second_step"))["Location"] == reverse("set_up_second")
    assert not signed_in(client)


def secret_on(page: Any) -> str:
    """What somebody would type into their app."""
    text = page.content.decode()
    return str(text.split("<p><b>")[1].split("</b>")[0].replace(" ", ""))


def test_setting_up_an_app_lets_in_and_shows_ten_codes_once(client: Client, cast: Cast) -> None:
    choose_password(cast.asha, PASSWORD, timezone.now())
    password(client, cast.asha.email, next="/work/people")
    page = client.get(reverse("set_up_app"))
    secret = secret_on(page)
    assert "data:image/svg+xml" in page.content.decode()
    assert secret_on(client.post(reverse("set_up_app"), {"code": "123"})) == secret, (
        "a wrong code keeps the picture"
    )
    assert not signed_in(client)
    done = client.post(reverse("set_up_app"), {"code": shown(secret, timezone.now())})
    assert done["Location"] == reverse("recovery_codes") and signed_in(client)
    first = client.get(reverse("recovery_codes")).content.decode()
    assert all(f"<li>{c[:4]} {c[4:]}</li>" in first for c in actions.codes_to_keep(cast.asha, timezone.now()))
    assert client.post(reverse("recovery_codes"))["Location"] == "/work/people"
    assert client.get(reverse("recovery_codes"))["Location"] == reverse("me")


def test_a_password_is_not_enough_to_add_another_second_step(client: Client, cast: Cast) -> None:
    with_app(cast.asha)
    password(client, cast.asha.email)
    for name in ("set_up_second", "set_up_app", "set_up_passkey"):
        assert client.get(reverse(name))["Location"] == reverse("sign_in")
    client.post(reverse("set_up_app"), {"code": "123456"})
    assert Authenticator.objects.filter(user=cast.asha, type="totp").count() == 1


def test_a_code_seen_over_a_shoulder_does_not_work_again(cast: Cast) -> None:
    secret, first, second = with_app(cast.asha), Client(), Client()
    for client in (first, second):
        password(client, cast.asha.email)
    seen = shown(secret, timezone.now())
    assert code(first, seen).status_code == 302
    assert code(second, seen).status_code == 422
    assert signed_in(first) and not signed_in(second)


def test_guessing_codes_is_slowed_from_wherever_it_comes(cast: Cast) -> None:
    secret = with_app(cast.asha)
    clients = [Client(REMOTE_ADDR=f"10.0.0.{number}") for number in range(4)]
    for client in clients:
        password(client, cast.asha.email)
    assert [code(client, "000000").status_code for client in clients[:3]] == [422] * 3
    slowed = code(clients[3], shown(secret, timezone.now()))
    assert slowed.status_code == 429 and int(slowed["Retry-After"]) >= 1
    assert not signed_in(clients[3])


def test_a_recovery_code_lets_in_and_says_when_few_are_left(cast: Cast) -> None:
    with_app(cast.asha)
    codes = actions.codes_to_keep(cast.asha, timezone.now())
    for used in codes[:6]:
        actions.use_code(cast.asha, used, timezone.now())
    client = Client()
    password(client, cast.asha.email)
    assert code(client, codes[6])["Location"] == reverse("me")
    assert "3 recovery codes left" in client.get(reverse("me")).content.decode()


@pytest.mark.parametrize("what", ["ten minutes", "another password", "left"])
def test_the_door_does_not_stay_ajar(
    cast: Cast, what: str, monkeypatch: pytest.MonkeyPatch, client: Client
) -> None:
    secret = with_app(cast.asha)
    if what == "ten minutes":
        monkeypatch.setattr(coming_in, "HALF_FOR", timedelta(seconds=-1))
    password(client, cast.asha.email)
    if what == "another password":
        choose_password(cast.asha, "another three words", timezone.now())
    if what == "left":
        Worker.objects.filter(pk=cast.asha.pk).update(is_active=False)
    assert code(client, shown(secret, timezone.now()))["Location"] == reverse("sign_in")
    assert not signed_in(client)


@pytest.mark.parametrize(
    "credential",
    ["", "{", "[]", "{}", '{"response": {"userHandle": "AA"}}', "[" * 100_000, '{"id": 1, "rawId": {}}'],
)
def test_a_strange_passkey_is_refused_and_breaks_nothing(cast: Cast, client: Client, credential: str) -> None:
    with_app(cast.asha)
    client.get(reverse("sign_in"))
    assert client.post(reverse("sign_in_passkey"), {"credential": credential})["Location"] == reverse(
        "sign_in"
    )
    password(client, cast.asha.email)
    assert client.post(reverse("second_step"), {"credential": credential}).status_code == 422
    assert not signed_in(client)


def test_changing_how_one_comes_in_needs_having_come_in_lately(
    cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    come_in(client, cast.asha)
    assert "A new password" in client.get(reverse("me")).content.decode(), "the control: fresh, it is there"
    monkeypatch.setattr(coming_in, "FRESH_FOR", timedelta())
    page = client.get(reverse("me")).content.decode()
    assert "A new password" not in page and "Sign in again" in page
    new = {"password": "another three words", "again": "another three words"}
    for posted in ({"go": "new_codes"}, {"go": "remove_app"}, new):
        client.post(reverse("me"), posted)
    cast.asha.refresh_from_db()
    assert cast.asha.check_password(PASSWORD) and ways_of(cast.asha).app
    for name in ("set_up_app", "set_up_passkey", "set_up_second", "recovery_codes"):
        assert client.get(reverse(name))["Location"] == reverse("me")
    again = client.post(reverse("sign_out"), {"next": reverse("me")})
    assert again["Location"] == f"{reverse('sign_in')}?next=%2Fme"


def test_ones_own_page_lists_sessions_without_addresses_and_ends_them(cast: Cast) -> None:
    phone = Client(
        REMOTE_ADDR="203.0.113.7",
        HTTP_USER_AGENT="Mozilla/5.0 (Linux; Android 13; K) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36",
    )
    here = Client(
        HTTP_USER_AGENT="Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0"
    )
    come_in(phone, cast.asha)
    password(here, cast.asha.email)
    code(here, actions.codes_to_keep(cast.asha, timezone.now())[0])
    page = here.get(reverse("me")).content.decode()
    assert "This computer" in page and "Edge on Windows" in page
    assert "A phone" in page and "Chrome on Android" in page and "203.0.113.7" not in page
    row = cast.asha.signed_in.get(browser="Chrome on Android")
    here.post(reverse("me"), {"go": "end", "session": "nonsense"})
    assert not closed(phone.get(reverse("me")))
    here.post(reverse("me"), {"go": "end", "session": str(row.pk)})
    assert closed(phone.get(reverse("me"))) and not closed(here.get(reverse("me")))


def test_an_app_that_is_the_only_way_stays_and_new_codes_are_shown(cast: Cast, client: Client) -> None:
    come_in(client, cast.asha)
    client.post(reverse("me"), {"go": "remove_app"})
    assert ways_of(cast.asha).app
    assert "Add a passkey first" in client.get(reverse("me")).content.decode()
    assert client.post(reverse("me"), {"go": "new_codes"})["Location"] == reverse("recovery_codes")
    for nonsense in ({"go": "remove_passkey", "passkey": "x"}, {"go": "remove_passkey", "passkey": "99999"}):
        assert client.post(reverse("me"), nonsense).status_code == 302


def test_the_administrator_lets_somebody_begin_again(cast: Cast, smtp: Any) -> None:
    come_in(Client(), cast.asha)
    admin, client = Client(), Client()
    admin.force_login(cast.adam)
    admin.post(reverse("set_up_worker", args=[cast.asha.pk]), {"go": "begin_again"})
    assert password(client, cast.asha.email).status_code == 422, "the old password is gone"
    assert smtp.messages[0].rcpt_tos == [cast.asha.email]
    path = next(word for word in smtp.texts()[0].replace("=\n", "").split() if "/welcome/" in word)
    client.post(path[path.index("/welcome/") :], {"password": PASSWORD, "again": PASSWORD})
    assert password(client, cast.asha.email)["Location"] == reverse("set_up_second")


def test_a_change_is_told_by_mail_and_a_dead_mail_server_stops_nothing(
    cast: Cast, client: Client, smtp: Any, settings: Any
) -> None:
    come_in(client, cast.asha)
    client.post(reverse("me"), {"go": "new_codes"})
    assert [mail.rcpt_tos for mail in smtp.messages] == [[cast.asha.email]]
    assert "New recovery codes were made" in smtp.texts()[0]
    told = [code for code in actions.codes_to_keep(cast.asha, timezone.now()) if code in smtp.texts()[0]]
    assert told == []
    settings.EMAIL_PORT = 9
    new = {"password": "another three words", "again": "another three words"}
    assert client.post(reverse("me"), new).status_code == 302
    cast.asha.refresh_from_db()
    assert cast.asha.check_password("another three words")


def test_the_only_administrator_begins_again_by_a_command(cast: Cast, client: Client) -> None:
    come_in(Client(), cast.adam)
    out = StringIO()
    call_command("begin_again", "ADAM@example.org", stdout=out)
    path = out.getvalue().split()[0]
    assert password(client, cast.adam.email).status_code == 422
    client.post(path[path.index("/welcome/") :], {"password": PASSWORD, "again": PASSWORD})
    assert password(client, cast.adam.email)["Location"] == reverse("set_up_second")
    with pytest.raises(CommandError):
        call_command("begin_again", "nobody@example.org", stdout=out)


def test_one_place_in_the_product_signs_a_worker_in() -> None:
    """Whatever else called ``login`` would let somebody in without a second step."""
    root = Path(coming_in.__file__).parent.parent.parent
    files = [
        path
        for floor in ("config", "frontend", "voice", "safeguarding")
        for path in (root / floor).rglob("*.py")
    ]
    sign = re.compile(
        r"contrib\.auth import [^\n]*\blogin\b|SESSION_KEY|perform_login|auth\.login\b|\balogin\b"
    )
    assert [path.name for path in files if sign.search(path.read_text())] == ["coming_in.py"]
