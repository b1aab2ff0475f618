"""A worker at the door: real codes of a real app, and a whole way in."""

from datetime import datetime, timedelta
from typing import Any

from allauth.mfa.totp.internal.auth import format_hotp_value, generate_totp_secret, hotp_value
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from safeguarding.people.actions import choose_password
from safeguarding.people.models import Worker
from safeguarding.sign_in.actions import STEP, set_up_app

PASSWORD = "three-words-apart"


def shown(secret: str, at: datetime) -> str:
    """What an app shows then."""
    return str(format_hotp_value(hotp_value(secret, int(at.timestamp()) // STEP)))


def with_app(worker: Worker) -> str:
    """A worker with a password and an app, set up a day ago. Gives the app's secret."""
    before = timezone.now() - timedelta(days=1)
    secret = str(generate_totp_secret())
    choose_password(worker, PASSWORD, before)
    set_up_app(worker, secret, shown(secret, before), before)
    return secret


def password(client: Client, email: str, typed: str = PASSWORD, **more: str) -> Any:
    """The first half."""
    return client.post(reverse("sign_in"), {"email": email, "password": typed, **more})


def code(client: Client, typed: str) -> Any:
    """The second half."""
    return client.post(reverse("second_step"), {"code": typed})


def come_in(client: Client, worker: Worker, **more: str) -> Any:
    """Both halves."""
    secret = with_app(worker)
    password(client, worker.email, **more)
    return code(client, shown(secret, timezone.now()))


def signed_in(client: Client) -> bool:
    """Whether the session is a worker's."""
    return "_auth_user_id" in client.session
