"""Every open promise of a lead's services: kind, keeper and times."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from safeguarding.people.access import services_under, without_left_out
from safeguarding.people.models import Worker
from safeguarding.people.types import Role
from safeguarding.promises.models import Promise
from safeguarding.promises.models_promises import OPEN
from safeguarding.promises.types import Climb


@dataclass(frozen=True)
class OnBoard:
    """A promise, and whether it may be said whose it is: not when it went outside the service's own line."""

    promise: Promise
    outside: bool


def promises_board(lead: Worker, now: datetime) -> list[OnBoard]:
    """Open promises in the lead's services, the next first; none they are left out of, none of advocates."""
    services = services_under(lead, Role.LEAD, now)
    rows = Promise.objects.filter(OPEN, Q(service__in=services) | Q(young_person__home__in=services))
    rows = rows.exclude(climb=Climb.ADVOCATE)
    rows = rows.filter(without_left_out(lead, "young_person_id", "contribution_id"))
    rows = rows.select_related("keeper", "rota", "taken_by", "young_person__data_key")
    found = list(rows.order_by("next_action_at", "pk"))
    said = {row.contribution_id for row in found if row.contribution_id is not None}
    # A moderator's reading of the same contribution would tell whose it is as well.
    away = Promise.objects.filter(contribution_id__in=said, climb=Climb.INDEPENDENT)
    outside = set(away.values_list("contribution_id", flat=True))
    return [OnBoard(row, row.climb == Climb.INDEPENDENT or row.contribution_id in outside) for row in found]
