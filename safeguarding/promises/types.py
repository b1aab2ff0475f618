"""Words of the promises room, and what can go wrong in it."""

from collections.abc import Sequence

from django.db.models import TextChoices


class PromiseKind(TextChoices):
    READ = "read"
    LOOK = "look"
    ACT = "act"
    ANSWER = "answer"
    ADVISE = "advise"
    REVIEW = "review"


class Clock(TextChoices):
    """How fast: ``now``, ``today``, ``soon``, or ``ordinary`` (nothing asks for more)."""

    NOW = "now"
    TODAY = "today"
    SOON = "soon"
    ORDINARY = "ordinary"


# These page until a person acknowledges; the others repeat in a daily digest.
PAGING = (Clock.NOW, Clock.TODAY)


class Climb(TextChoices):
    """Which ladder of a service a promise climbs."""

    USUAL = "usual"
    HELP_NOW = "help_now"  # starts with whoever is on call, outside the home's own staff
    INDEPENDENT = "independent"
    ADVOCATE = "advocate"
    MODERATORS = "moderators"
    REPLIES = "replies"  # moderators reading what an adult wrote
    ADVISER = "adviser"
    SECOND = "second"  # a second person confirms an outcome


class RungWho(TextChoices):
    NAMED_WORKER = "named_worker"
    DEPUTY = "deputy"
    DUTY_ROTA = "duty_rota"
    LEAD = "lead"
    INDEPENDENT_ROTA = "independent_rota"
    MODERATORS = "moderators"
    ADVOCATES = "advocates"
    CHOSEN = "chosen"  # the person the promise was first given to
    OUTSIDE_PHONE = "outside_phone"


class WaitIn(TextChoices):
    CLOCK = "clock"  # minutes of real time
    WORKING = "working"  # minutes inside working hours
    WORKING_DAYS = "working_days"  # the same time, that many working days on


class RotaKind(TextChoices):
    DUTY = "duty"
    INDEPENDENT = "independent"
    MODERATORS = "moderators"
    ADVOCATES = "advocates"


class Channel(TextChoices):
    INBOX = "inbox"  # the row itself is the record: sent as soon as it is there
    EMAIL = "email"
    SMS = "sms"


class NoticeState(TextChoices):
    QUEUED = "queued"
    LEASED = "leased"
    SENT = "sent"
    FAILED = "failed"
    DROPPED = "dropped"  # not needed any more: kept, overtaken by a later notice, or the person was left out


class StepWhy(TextChoices):
    """Why a promise moved: every transition is a row."""

    MADE = "made"
    NOT_KEPT = "not_kept"  # its time ran out
    NOBODY_THERE = "nobody_there"
    REPEATED = "repeated"  # at the top rung
    TAKEN = "taken"
    TAKE_LAPSED = "take_lapsed"
    LEFT_OUT = "left_out"  # the young person wanted somebody left out
    HANDED_ON = "handed_on"
    ROUTED = "routed"  # to the independent rota
    HURRIED = "hurried"  # a shorter clock
    RANG = "rang"  # an outside team was rung, and nobody answered
    HANDED_OUT = "handed_out"  # an outside team answered, and has been told
    KEPT = "kept"
    ENDED = "ended"  # nothing left to promise (erased, or a person ended it with a reason)
    STUCK = "stuck"  # ticking it failed three times: given to a person
    NOT_SENT = "not_sent"  # a notice could not be sent; the ladder goes on


class PromiseError(Exception):
    """A change to a promise that can't be made. Its message is a code, never words."""


class AlreadyKept(PromiseError):
    """Somebody kept or ended it before."""


class AlreadyTaken(PromiseError):
    """Somebody else has got this; or this person had their one "I've got this" on this rung."""


class Stale(PromiseError):
    """It moved between looking and writing. Look again."""


class CannotHave(PromiseError):
    """This person can't have it: left out, away, not active, or not of the ladder it climbs."""


class LadderRefused(PromiseError):
    """A ladder that can't be published so. ``problems`` says why, worst first."""

    def __init__(self, problems: Sequence[object]) -> None:
        super().__init__("ladder")
        self.problems = list(problems)


class NobodyToHandTo(PromiseError):
    """The change would leave a promise with nobody."""


def pages(kind: str, clock: str) -> bool:
    """It pages until a person acknowledges; others reach the lead and repeat in a daily digest."""
    return clock in PAGING and kind in (PromiseKind.READ, PromiseKind.LOOK, PromiseKind.ACT)
