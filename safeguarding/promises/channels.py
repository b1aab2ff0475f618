"""How a person is told.

A channel stands here only if it can really be used with the settings of this house.
"""

from collections.abc import Callable, Sequence
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend

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


SENDERS: dict[Channel, Sender] = {Channel.EMAIL: _email}


def available(two_channels: bool) -> list[Channel]:
    """Their inbox and email; and a third where two channels are asked for and one is set up."""
    third = [channel for channel in SENDERS if channel is not Channel.EMAIL] if two_channels else []
    return [Channel.INBOX, Channel.EMAIL, *third]


def open_connection() -> BaseEmailBackend:
    """A connection for one batch. It connects at the first message and again after a failure."""
    connection: BaseEmailBackend = get_connection()
    return connection
