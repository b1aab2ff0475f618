"""A new version of a ladder. Open promises keep the version they began with; who is there is found as ever."""

from collections.abc import Sequence
from datetime import datetime

from safeguarding.people.access import services_under
from safeguarding.people.models import Service, Worker
from safeguarding.people.types import NotAllowed, Role
from safeguarding.promises.dry_run import Need, dry_run
from safeguarding.promises.finding import find_ladder
from safeguarding.promises.ladder_checks import Problem, problems
from safeguarding.promises.models import Ladder, Rung
from safeguarding.promises.types import LadderRefused, PromiseKind, Stale
from safeguarding.trail import types as trail
from safeguarding.trail.actions import change, record
from safeguarding.trail.types import TrailType


def publish_ladder(
    lead: Worker,
    service: Service,
    need: Need,
    kinds: Sequence[PromiseKind],
    rungs: Sequence[Rung],
    now: datetime,
    *,
    seen: int,
    accepted: bool = False,
) -> list[Ladder]:
    """From now on what is promised in ``service`` climbs these rungs: one new version for each of ``kinds``.

    It is tried on the next fourteen days first. Raises LadderRefused with its problems: those that refuse it, or,
    unless ``accepted``, those nobody has read yet. Stale when a version after ``seen`` came meanwhile; NotAllowed
    for anybody but a safeguarding lead over the service.
    """
    with change(now):
        if not services_under(lead, Role.LEAD, now).filter(pk=service.pk).exists():
            raise NotAllowed("ladder")
        Service.objects.select_for_update().get(pk=service.pk)  # two leads: one after the other
        here = find_ladder(service, need.kind, need.clock, need.climb, now)
        if here.version != seen:
            raise Stale("version")
        found = check_ladder(lead, service, need, rungs, now)
        if any(one.refuses for one in found) or (found and not accepted):
            raise LadderRefused(found)
        made = [_new_version(service, kind, need, rungs, now) for kind in kinds]
        record(
            TrailType.LADDER_CHANGED,
            trail.worker(lead.pk),
            about=("ladder", made[0].pk),
            service=service.pk,
            version=made[0].version,
            read=",".join(one.code for one in found),
        )
        return made


def check_ladder(
    lead: Worker, service: Service, need: Need, rungs: Sequence[Rung], now: datetime
) -> list[Problem]:
    """What would refuse these rungs, and what a lead must read first. Writes nothing."""
    tried = dry_run(lead, need, now, rungs, service) if rungs else None
    before = dry_run(lead, need, now, None, service)
    return problems(need, rungs, tried, before)


def _new_version(
    service: Service, kind: PromiseKind, need: Need, rungs: Sequence[Rung], now: datetime
) -> Ladder:
    here = find_ladder(service, kind, need.clock, need.climb, now)
    same = {"service": service, "kind": kind, "clock": need.clock, "climb": need.climb}
    latest = Ladder.objects.filter(**same).order_by("-version").values_list("version", flat=True).first()
    Ladder.objects.filter(**same, ended_at__isnull=True).update(ended_at=now)
    version = max(latest or 0, here.version) + 1
    ladder = Ladder.objects.create(**same, version=version, made_at=now)
    Rung.objects.bulk_create(
        Rung(
            ladder=ladder,
            position=position,
            who=rung.who,
            wait=rung.wait,
            wait_in=rung.wait_in,
            two_channels=rung.two_channels,
            phone=rung.phone,
        )
        for position, rung in enumerate(rungs)
    )
    return ladder
