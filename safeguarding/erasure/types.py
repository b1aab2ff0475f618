"""Words of this room."""

from datetime import date

from django.db.models import TextChoices


class WhyErase(TextChoices):
    ASKED = "asked", "They asked for it"
    TIME = "time", "It was kept as long as it had to be"
    MISTAKE = "mistake", "They were added by mistake"


class State(TextChoices):
    WAITING = "waiting", "Waits for a second person"
    DONE = "done", "Erased"
    REFUSED = "refused", "Not agreed"


class Keep(TextChoices):
    """Why a young person can't be erased now."""

    PROMISE = "promise", "Something they said still waits for a person. It has to be kept first."
    CONCERN = "concern", "A concern is open. It has to be closed first."
    LAW = "law", "A concern has to be kept, sealed, for as long as the law says."
    NO_LEDGER = "no_ledger", "CORNER_ERASURES is not set: a restored backup would bring everything back."


class MustKeep(Exception):
    """They can't be erased now: ``why``, and until when where that is known."""

    def __init__(self, why: Keep, until: date | None = None) -> None:
        super().__init__(f"{why.label} (until {until.isoformat()})" if until else str(why.label))
        self.why = why
        self.until = until


class NotWaiting(Exception):
    """The request was answered already."""
