"""How a person is told.

A channel stands here only if it can really be used with the settings of this house.
"""

from collections.abc import Callable, Sequence
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend

from safeguarding.people.models import Worker
from safeguarding.promises import notify
from safeguarding.promises.models import Notice
from safeguarding.promises.texts import text_for
from safeguarding.promises.types import Channel

# Sends one message that stands for some notices to one person. Raises when it was not taken.
Sender = Callable[[Sequence[Notice], BaseEmailBackend], None]


def _email(notices: Sequence[Notice], connection: BaseEmailBackend) -> None:
    first = notices[0]
    text = text_for(first.promise)
    host = urlsplit(settings.BASE_URL).hostname or "localhost"
    message = EmailMessage(
        text.subject,
        text.body,
        settings.DEFAULT_FROM_EMAIL,
        [first.person.email],
        # The notice's own id: sending twice after a lost lease shows as the same message.
        headers={"Message-ID": f"<{first.pk}@{host}>"},
        connection=connection,
    )
    if not message.send():
        raise ConnectionError("not_taken")


def _notify_email(notices: Sequence[Notice], connection: BaseEmailBackend) -> None:
    notify.email(notices)


def _notify_text(notices: Sequence[Notice], connection: BaseEmailBackend) -> None:
    notify.text(notices)


def sender_of(channel: Channel) -> Sender | None:
    """Who sends by this channel with the settings of this house; None if nobody does."""
    if channel is Channel.SMS:
        return _notify_text if notify.sends_texts() else None
    if channel is Channel.EMAIL:
        return _notify_email if notify.sends_email() else _email
    return None


def available(two_channels: bool, worker: Worker) -> list[Channel]:
    """Their inbox and email; and a text too where two channels are asked for, if it is set up and reaches them."""
    found = [Channel.INBOX]
    if worker.email:
        found.append(Channel.EMAIL)
    if two_channels and worker.phone and notify.sends_texts():
        found.append(Channel.SMS)
    return found


def open_connection() -> BaseEmailBackend:
    """A connection for one batch. It connects at the first message and again after a failure."""
    connection: BaseEmailBackend = get_connection()
    return connection
