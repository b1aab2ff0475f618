"""What a picture lock opens that was chosen after somebody took the old one off (docs/decisions/0049).

Whoever takes a lock off is of the usual line, and may be holding the card. What went outside that line before the
new lock was chosen stays shut behind it: the people it went to tell what came of it in person.
"""

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from safeguarding.people.lock_resets import chosen_after_reset
from safeguarding.people.models import YoungPerson
from safeguarding.people.types import NotAllowed, Route
from voice.contributions.models import Contribution


def shut_now(young_person: YoungPerson) -> QuerySet[Contribution]:
    """What their present lock does not open."""
    since: datetime | None = chosen_after_reset(young_person)
    rows = Contribution.objects.filter(young_person=young_person)
    if since is None or young_person.is_drop_in:
        return rows.none()
    return rows.exclude(route=Route.USUAL).filter(sent_at__lt=since)


def must_open(young_person: YoungPerson, contribution_id: UUID | None) -> None:
    """Raises NotAllowed for what their present lock does not open."""
    if contribution_id is not None and shut_now(young_person).filter(pk=contribution_id).exists():
        raise NotAllowed("contribution")
