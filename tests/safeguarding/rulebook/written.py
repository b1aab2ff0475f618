"""Own rules for tests: written, tried and published through the same actions the pages use."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from safeguarding.people.actions import add_worker, give_post
from safeguarding.people.models import Service, Worker
from safeguarding.people.types import Role
from safeguarding.rulebook.actions import publish, try_on_past, write_rule
from safeguarding.rulebook.models import RuleVersion
from safeguarding.rulebook.types import Near, Written
from safeguarding.trail.types import CLOCKS

# "the bandstand" is an ordinary place to the shipped rules.
BANDSTAND = Written(
    heading=16,
    klass="W",
    urgency="soon",
    statement="Met somebody new at the bandstand.",
    source="Two concerns in the autumn began there.",
    terms=("at the bandstand",),
    near=(),
    match=("he waits at the bandstand",),
    no_match=("the band was good",),
)
LIFTS = replace(
    BANDSTAND,
    terms=(),
    near=(Near(("lift", "ride"), ("harbour", "pier"), 4),),
    match=("he gave me a lift to the harbour",),
    no_match=("we went to the harbour",),
)
SAID = "we saw him at the bandstand after tea"


def another_lead(service: Service, now: datetime, name: str = "Moira") -> Worker:
    worker = add_worker(f"{name} Example", name, f"{name.lower()}@example.org", now, CLOCKS)
    give_post(worker, service, Role.LEAD, now, CLOCKS)
    return worker


def tried(
    lead: Worker, service: Service, now: datetime, written: Written = BANDSTAND, **changed: Any
) -> RuleVersion:
    """A draft of ``lead``'s that was tried on the past."""
    row = write_rule(lead, service, replace(written, **changed), now)
    try_on_past(lead, row.pk, now)
    return row


def in_force(lead: Worker, second: Worker, service: Service, now: datetime, **changed: Any) -> RuleVersion:
    """A rule of ``lead``'s that ``second`` published."""
    row = tried(lead, service, now, **changed)
    return publish(second, row.pk, row.written_at, now)
