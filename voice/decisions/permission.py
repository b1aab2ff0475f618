"""Who may do what to a decision: the facts for the one policy in ``people.access``."""

from datetime import datetime
from uuid import UUID

from safeguarding.people.access import Act, facts_about, may
from safeguarding.people.models import Worker, YoungPerson
from safeguarding.people.types import NotAllowed
from voice.decisions.models import Decision


def must_work_with(worker: Worker, young_person: YoungPerson, now: datetime) -> None:
    """Named worker, deputy or lead of this young person, and not left out. Raises NotAllowed."""
    if not may(Act.WORK_ON, facts_about(worker, young_person, now)):
        raise NotAllowed("young person")


def decision_for(worker: Worker, decision_id: UUID | str, now: datetime) -> Decision:
    """One decision about a young person this worker works with. Raises NotAllowed."""
    rows = Decision.objects.select_related(
        "young_person__service", "young_person__home", "young_person__data_key", "made_by"
    )
    row = rows.filter(pk=decision_id).first()
    if row is None:
        raise NotAllowed("decision")
    must_work_with(worker, row.young_person, now)
    return row
