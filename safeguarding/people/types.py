"""Words of the people room: what a service, a role and a reason to be left out can be."""

from dataclasses import dataclass
from enum import StrEnum

from django.db.models import TextChoices


class ServiceKind(TextChoices):
    NATION = "nation"
    AUTHORITY = "authority"
    SERVICE = "service"
    TEAM = "team"
    HOME = "home"


_ORDER = tuple(ServiceKind)
# What may be inside what: anything lower, so that no way down ever leads up again.
BELOW = {kind: frozenset(_ORDER[place + 1 :]) for place, kind in enumerate(_ORDER)}


# Whose public holidays a service keeps: the codes of the ``holidays`` library. Wales has England's bank holidays.
HOLIDAYS = ("GB-SCT", "GB-ENG", "GB-NIR")


class Role(TextChoices):
    """What a post lets a worker do in a service and everything below it."""

    WORKER = "worker"
    CARER = "carer"  # the home's own staff
    LEAD = "lead"
    INDEPENDENT = "independent"
    MODERATOR = "moderator"
    MANAGER = "manager"
    ADMINISTRATOR = "administrator"
    ADVISER = "adviser"
    ADVOCATE = "advocate"


class WhyLeftOut(TextChoices):
    NOT_THIS_PERSON = "not_this_person"
    ABOUT_THEM = "about_them"
    MUST_NOT_KNOW = "must_not_know"
    NAMED_IN_WORDS = "named_in_words"
    HOME_STAFF = "home_staff"  # it may be about somebody in charge at the home, and nobody could say whom


class ImportKind(TextChoices):
    """What the lines of a file that is taken in are about."""

    SERVICES = "services"
    WORKERS = "workers"
    YOUNG_PEOPLE = "young_people"


class Route(TextChoices):
    """Whose ladder something climbs, and so who may read it at all."""

    USUAL = "usual"
    INDEPENDENT = "independent"
    ADVOCATE = "advocate"


class NotAllowed(LookupError):
    """This person may not do this to this. To a stranger it looks as if it did not exist."""


class NotNow(Exception):
    """A change to services that can't be made as things stand. ``code`` says why, ``about`` what is in the way."""

    def __init__(self, code: str, about: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.about = about


READING_HELP = ("read", "hear", "bigger", "easy")
LOCK_PICTURES = (
    "apple", "ball", "bike", "boat", "book", "cup", "hat", "house",
    "guitar", "key", "kite", "lamp", "shoe", "sun", "tree", "umbrella",
)  # fmt: skip
LOCK_TRIES = 5


class LockState(StrEnum):
    RIGHT = "right"
    WRONG = "wrong"
    CLOSED = "closed"  # until it is reset in person
    NO_LOCK = "no_lock"


@dataclass(frozen=True)
class LockResult:
    """What became of one try at the picture lock."""

    state: LockState
    tries_left: int = 0

    @property
    def is_open(self) -> bool:
        return self.state is LockState.RIGHT
