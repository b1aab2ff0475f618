"""A person saw that what was said may be about somebody in charge: it goes outside the service's line."""

from datetime import datetime

from safeguarding.concerns.models import Concern
from safeguarding.people.types import Route
from safeguarding.promises import actions as promises
from safeguarding.promises.models import Promise
from safeguarding.promises.types import Climb
from safeguarding.trail.types import Actor
from voice.contributions.models import Contribution
from voice.contributions.routing import leave_those_in_charge_out


def send_outside(row: Contribution, concern: Concern | None, words: str, actor: Actor, now: datetime) -> None:
    """From here people outside the line have it, and whom ``words`` name is left out. In the caller's change."""
    row.route = Route.INDEPENDENT
    row.save(update_fields=["route"])
    if concern is not None:
        concern.route = Route.INDEPENDENT
        concern.save(update_fields=["route"])
    line = Promise.objects.filter(contribution_id=row.pk, kept_at__isnull=True, ended_at__isnull=True)
    for promise in line.filter(climb__in=[Climb.USUAL, Climb.HELP_NOW, Climb.SECOND]):
        promises.reroute(promise, Climb.INDEPENDENT, now, actor, "heading_5")
    # Only now: what somebody left out has is handed on, and nobody of the line should be asked in between.
    leave_those_in_charge_out(row.young_person, row.pk, words, now)
