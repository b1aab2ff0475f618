"""Mail about coming in, and links that let a worker in: the welcome link, and those of the fictional service."""

import uuid
from contextlib import suppress
from smtplib import SMTPException

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.core import signing
from django.core.mail import send_mail
from django.urls import reverse

from safeguarding.people.models import Worker

SALT = "demo-link"
SUBJECT = "Choose your password"
TEXT = """Choose your password here:

{link}

The link works once, for three days. If you did not expect it, do nothing.
"""

CHANGED = "Your sign-in has changed"
CHANGED_TEXT = """{what}

If that was you, do nothing. If not, tell your administrator at once: they can sign you out everywhere.
"""


def demo_link(worker: Worker) -> str:
    """The path that signs a worker of the fictional service in."""
    return reverse("demo", args=[signing.Signer(salt=SALT).sign(worker.pk.hex)])


def worker_of_demo_link(token: str) -> Worker | None:
    """Whom it signs in. Raises BadSignature for a link we did not make."""
    return Worker.objects.filter(pk=signing.Signer(salt=SALT).unsign(token), is_active=True).first()


def worker_of_welcome(worker_id: str) -> Worker | None:
    """The worker a welcome link names, if there is one."""
    try:
        return Worker.objects.filter(pk=uuid.UUID(worker_id), is_active=True).first()
    except ValueError:
        return None


def welcome_link(worker: Worker) -> str:
    """Where they choose a password: once, within three days."""
    path = reverse("welcome", args=[worker.pk.hex, default_token_generator.make_token(worker)])
    return f"{settings.BASE_URL}{path}"


def send_welcome(worker: Worker) -> None:
    """Mail a worker their link. Nobody else is ever shown it: whoever has it can sign in as them.

    Raises OSError or SMTPException when it can't be sent.
    """
    send_mail(SUBJECT, TEXT.format(link=welcome_link(worker)), None, [worker.email])


def tell_of_change(worker: Worker, what: str) -> None:
    """Tell a worker where somebody else can't read it. What changed has happened: no mail server can stop it."""
    with suppress(OSError, SMTPException):
        send_mail(CHANGED, CHANGED_TEXT.format(what=what), None, [worker.email])
