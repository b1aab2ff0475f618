"""What a notice says: fixed for each urgency. No name, place, heading, count or word of anybody's."""

from dataclasses import dataclass

from django.conf import settings

from safeguarding.promises.models import Promise
from safeguarding.promises.types import Clock, pages


@dataclass(frozen=True)
class Text:
    subject: str
    body: str


NOW, TODAY, WAITING, PRACTICE = "now", "today", "waiting", "practice"
LINES = {
    NOW: ("Please look now", "Something is waiting for you and needs a person within 15 minutes."),
    TODAY: ("Please look today", "Something is waiting for you and needs a person today."),
    WAITING: ("Something is waiting for you", "Please look when you are next at work."),
    PRACTICE: (
        "Practice: please look now",
        "This is a drill. Nobody is waiting. Please sign in and answer it as if somebody were.",
    ),
}


def urgency_of(promise: Promise) -> str:
    """Which of the fixed texts goes out about a promise."""
    if promise.is_practice:
        return PRACTICE
    if pages(promise.kind, promise.clock):
        return NOW if promise.clock == Clock.NOW else TODAY
    return WAITING


def link() -> str:
    """Sign-in, and nothing else."""
    return f"{settings.BASE_URL.rstrip('/')}/sign-in"


def text_for(promise: Promise) -> Text:
    """The message about a promise. Its link opens sign-in and nothing else."""
    subject, line = LINES[urgency_of(promise)]
    return Text(
        f"{settings.PRODUCT_NAME}: {subject}",
        f"{line}\n\nSign in: {link()}\n\nThis message says no more on purpose. Please don't answer it.\n",
    )
