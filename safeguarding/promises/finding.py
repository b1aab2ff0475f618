"""Which ladder a promise climbs: the service's own, or the nearest above it."""

from datetime import datetime

from safeguarding.people.access import line_of
from safeguarding.people.models import Service
from safeguarding.prepared import Asked, Prepared, together
from safeguarding.promises.defaults import make_one
from safeguarding.promises.models import Ladder, Rung
from safeguarding.promises.types import Climb, Clock, PromiseKind
from safeguarding.trail.actions import memory

LADDERS = Prepared(
    lambda line, kind, clock, climb: Ladder.objects.filter(
        service__in=line, kind=kind, clock=clock, climb=climb, ended_at__isnull=True
    )
)
RUNGS = Prepared(
    lambda line, kind, clock, climb: Rung.objects.filter(
        ladder__service__in=line,
        ladder__kind=kind,
        ladder__clock=clock,
        ladder__climb=climb,
        ladder__ended_at__isnull=True,
    ).order_by("position")
)


def ladders_asked(service: Service, kind: str, clock: str, climb: str) -> tuple[Asked, Asked]:
    """What ``find_ladder`` asks: the ladders for this need from here up, and their rungs."""
    line = line_of(service)
    return (
        LADDERS.asked(line=line, kind=kind, clock=clock, climb=climb),
        RUNGS.asked(line=line, kind=kind, clock=clock, climb=climb),
    )


def find_ladder(service: Service, kind: str, clock: str, climb: str, now: datetime) -> Ladder:
    """The current ladder for this need: the service's, or the nearest above it, or else the default one."""
    line = line_of(service)
    ladders, rungs = together(*ladders_asked(service, kind, clock, climb))
    found = {row.service_id: row for row in ladders}
    for service_id in line:
        if service_id in found:
            ladder: Ladder = found[service_id]
            memory()["rungs", ladder.pk] = [rung for rung in rungs if rung.ladder_id == ladder.pk]
            return ladder
    root = Service.objects.get(pk=line[-1])
    return make_one(root, PromiseKind(kind), Clock(clock), Climb(climb), now)
