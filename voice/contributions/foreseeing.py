"""What a Send would do now, for the page right before it: whose it becomes, and whom it does not reach."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from safeguarding.people.models import Worker
from safeguarding.people.types import Route
from safeguarding.promises.staff import Staff
from safeguarding.screening.types import Heading
from safeguarding.vault.types import Erased
from voice.contributions.errors import NothingSaid
from voice.contributions.models import Draft
from voice.contributions.routing import kept_out, route_of
from voice.contributions.submitting import hear_draft


@dataclass(frozen=True)
class Foreseen:
    route: Route = Route.USUAL
    out: tuple[Worker, ...] = ()  # whom what they said keeps out
    in_charge: bool = False  # their words are about somebody in charge

    @property
    def out_ids(self) -> set[uuid.UUID]:
        return {worker.pk for worker in self.out}


def foreseen(draft: Draft, now: datetime, staff: Staff) -> Foreseen:
    """By the same questions and rules as the Send itself, so that what was shown is what happens."""
    young_person = draft.young_person
    try:
        heard = hear_draft(draft, now)
    except (NothingSaid, Erased):
        return Foreseen()
    rows = kept_out(young_person, heard.said, heard.result, heard.named, now, staff)
    out = {worker.pk: worker for workers, _ in rows for worker in workers}
    in_charge = Heading.SOMEONE_IN_CHARGE in heard.result.headings
    return Foreseen(route_of(young_person, heard.result, draft.about), tuple(out.values()), in_charge)
