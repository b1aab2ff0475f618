"""The ladders every service starts with. A service may change them: that makes a new version."""

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from safeguarding.people.models import Service
from safeguarding.promises.models import Ladder, Rung
from safeguarding.promises.types import PAGING, Climb, Clock, PromiseKind, RungWho, WaitIn


@dataclass(frozen=True)
class Wait:
    """How long a rung has: minutes, or days for ``WORKING_DAYS``."""

    much: int
    of: WaitIn


def _clock(minutes: int) -> Wait:
    return Wait(minutes, WaitIn.CLOCK)


def _working(minutes: int) -> Wait:
    return Wait(minutes, WaitIn.WORKING)


def _days(days: int) -> Wait:
    return Wait(days, WaitIn.WORKING_DAYS)


QUARTER, HOUR, DAY = _clock(15), _working(60), _days(1)

LOOKING = {Clock.NOW: QUARTER, Clock.TODAY: _clock(120), Clock.SOON: DAY, Clock.ORDINARY: DAY}
ACTING = {
    Clock.NOW: _clock(120),
    Clock.TODAY: _clock(24 * 60),
    Clock.SOON: _days(3),
    Clock.ORDINARY: _days(3),
}
TWO_DAYS = dict.fromkeys(Clock, _days(2))
CHECKING = dict.fromkeys(Clock, DAY)

FIRST: dict[PromiseKind, dict[Clock, Wait]] = {
    PromiseKind.READ: LOOKING,
    PromiseKind.LOOK: LOOKING,
    PromiseKind.ACT: ACTING,
    PromiseKind.ANSWER: TWO_DAYS,
    PromiseKind.ADVISE: TWO_DAYS,
    PromiseKind.REVIEW: CHECKING,
}

LINE = (RungWho.NAMED_WORKER, RungWho.DEPUTY, RungWho.DUTY_ROTA, RungWho.LEAD)
ON_SHIFT_FIRST = (RungWho.DUTY_ROTA, RungWho.NAMED_WORKER, RungWho.DEPUTY, RungWho.LEAD)

CLIMBS: dict[Climb, tuple[RungWho, ...]] = {
    Climb.USUAL: LINE,
    Climb.HELP_NOW: (RungWho.DUTY_ROTA, RungWho.LEAD),
    Climb.INDEPENDENT: (RungWho.INDEPENDENT_ROTA,),
    Climb.ADVOCATE: (RungWho.ADVOCATES,),
    Climb.MODERATORS: (RungWho.MODERATORS, RungWho.LEAD),
    Climb.REPLIES: (RungWho.MODERATORS, RungWho.LEAD),
    Climb.ADVISER: (RungWho.CHOSEN, RungWho.LEAD),
    Climb.SECOND: (RungWho.LEAD,),
}


def rungs_for(kind: PromiseKind, clock: Clock, climb: Climb) -> list[Rung]:
    """The rungs, unsaved, of the ladder a service has until it makes its own.

    First waits are the shown clocks.
    """
    who = CLIMBS[climb]
    if climb is Climb.USUAL and clock is Clock.NOW:
        who = ON_SHIFT_FIRST
    if kind in (PromiseKind.ACT, PromiseKind.ADVISE, PromiseKind.ANSWER) and who[0] is not RungWho.CHOSEN:
        who = (RungWho.CHOSEN, *who)
    waits = [_first(kind, clock, climb)] + [_later(kind, clock)] * (len(who) - 1)
    return [
        Rung(
            position=position,
            who=who_,
            wait=wait.much,
            wait_in=wait.of,
            two_channels=clock is Clock.NOW,
        )
        for position, (who_, wait) in enumerate(zip(who, waits, strict=True))
    ]


def _first(kind: PromiseKind, clock: Clock, climb: Climb) -> Wait:
    if climb is Climb.MODERATORS:
        return DAY  # a moderator reads contributions within a working day, beside the worker's own clock
    if climb is Climb.REPLIES:
        return _working(120)
    return FIRST[kind][clock]


def _later(kind: PromiseKind, clock: Clock) -> Wait:
    return QUARTER if clock in PAGING and kind not in (PromiseKind.ANSWER, PromiseKind.ADVISE) else HOUR


def all_ladders() -> list[tuple[PromiseKind, Clock, Climb]]:
    """What every ladder is for."""
    line = (Climb.USUAL, Climb.INDEPENDENT)
    found = [(kind, clock, climb) for kind in PromiseKind for clock in Clock for climb in line]
    found += [(kind, Clock.NOW, Climb.HELP_NOW) for kind in (PromiseKind.READ, PromiseKind.LOOK)]
    for kind in (PromiseKind.READ, PromiseKind.LOOK, PromiseKind.ANSWER):
        found += [(kind, clock, Climb.ADVOCATE) for clock in Clock]
    found += [
        (PromiseKind.READ, clock, climb) for clock in Clock for climb in (Climb.MODERATORS, Climb.REPLIES)
    ]
    found += [(PromiseKind.ADVISE, clock, Climb.ADVISER) for clock in Clock]
    return found + [(PromiseKind.REVIEW, clock, Climb.SECOND) for clock in Clock]


def make_ladders(service: Service, now: datetime) -> None:
    """Every ladder a service needs, where it has none of its own yet. What is below it inherits them."""
    there = set(
        Ladder.objects.filter(service=service, ended_at__isnull=True).values_list("kind", "clock", "climb")
    )
    wanted = [key for key in all_ladders() if tuple(str(part) for part in key) not in there]
    ladders = [_ladder(service, key, now) for key in wanted]
    rungs = []
    for ladder, key in zip(ladders, wanted, strict=True):
        for rung in rungs_for(*key):
            rung.ladder = ladder
            rungs.append(rung)
    with transaction.atomic():
        Ladder.objects.bulk_create(ladders)
        Rung.objects.bulk_create(rungs)


def _ladder(service: Service, key: tuple[PromiseKind, Clock, Climb], now: datetime) -> Ladder:
    kind, clock, climb = key
    return Ladder(service=service, kind=kind, clock=clock, climb=climb, made_at=now)


def make_one(service: Service, kind: PromiseKind, clock: Clock, climb: Climb, now: datetime) -> Ladder:
    """The default ladder for one need, where nobody up the line has any.

    A promise is never refused for want of set-up.

    Two at once make one.
    """
    try:
        with transaction.atomic():
            ladder = _ladder(service, (kind, clock, climb), now)
            ladder.version = (
                Ladder.objects.filter(service=service, kind=kind, clock=clock, climb=climb).count() + 1
            )
            ladder.save(force_insert=True)
            rungs = rungs_for(kind, clock, climb)
            for rung in rungs:
                rung.ladder = ladder
            Rung.objects.bulk_create(rungs)
            return ladder
    except IntegrityError:
        return Ladder.objects.get(service=service, kind=kind, clock=clock, climb=climb, ended_at__isnull=True)
