"""Whether the rules missed anything, said by somebody who has read it."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from safeguarding.people.models import Service, Worker
from safeguarding.rulebook.models import RulesCheck
from safeguarding.screening.types import Heading
from safeguarding.trail import types as trail
from safeguarding.trail.actions import record
from safeguarding.trail.types import TrailType

HEADINGS = frozenset(int(heading) for heading in Heading)


def note_check(
    worker: Worker,
    contribution_id: uuid.UUID,
    service: Service,
    missed: bool,
    headings: Sequence[int],
    now: datetime,
    *,
    young_person_id: uuid.UUID,
    sampled: bool,
    outside: bool,
) -> RulesCheck:
    """Write it down, in the caller's change: the caller has checked that they may read these words.

    Said again by the same person, the later answer counts. ``headings``: what was missed, none if nobody said.
    """
    row, _ = RulesCheck.objects.update_or_create(
        contribution_id=contribution_id,
        by=worker,
        defaults={
            "service": service,
            "at": now,
            "sampled": sampled,
            "outside": outside,
            "missed": missed,
            "headings": sorted(HEADINGS & set(headings)) if missed else [],
        },
    )
    record(
        TrailType.RULES_CHECKED,
        trail.worker(worker.pk),
        young_person_id=young_person_id,
        about=("contribution", contribution_id),
        missed=missed,
    )
    return row
