"""What a notice says: fixed for each urgency. No name, place, heading, count or word of anybody's."""

from dataclasses import dataclass

from django.conf import settings

from safeguarding.promises.models import Promise
from safeguarding.promises.types import Clock, pages


@dataclass(frozen=True)
class Text:
    subject: str
    body: str


NOW = ("Please look now", "Something is waiting for you and needs a person within 15 minutes.")
TODAY = ("Please look today", "Something is waiting for you and needs a person today.")
WAITING = ("Something is waiting for you", "Please look when you are next at work.")


def text_for(promise: Promise) -> Text:
    """The message about a promise. Its link opens sign-in and nothing else."""
    subject, line = WAITING
    if pages(promise.kind, promise.clock):
        subject, line = NOW if promise.clock == Clock.NOW else TODAY
    link = f"{settings.BASE_URL.rstrip('/')}/sign-in"
    return Text(
        f"{settings.PRODUCT_NAME}: {subject}",
        f"{line}\n\nSign in: {link}\n\nThis message says no more on purpose. Please don't answer it.\n",
    )
