"""How and when it is safe to reach them, and who must not know, as they said it earlier.

"I am not safe" is one tap and asks nothing: what they said last still counts, marked with when it was said.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from safeguarding.people.access import left_out_of
from safeguarding.people.types import Route
from safeguarding.vault.envelope import open_sealed
from voice.contributions.models import Contribution

LOOKED_BACK = 20
# What was told outside the line, or to an advocate, is not told inside it.
TOLD_ON = {
    Route.USUAL: [Route.USUAL],
    Route.INDEPENDENT: [Route.USUAL, Route.INDEPENDENT],
    Route.ADVOCATE: [Route.ADVOCATE],
}


@dataclass(frozen=True)
class Earlier:
    """What they said last, and when. Empty, and None, where they never said it."""

    reach: str = ""
    reach_at: datetime | None = None
    must_not_know: str = ""
    must_not_know_at: datetime | None = None


def said_before(worker_id: UUID, row: Contribution) -> Earlier:
    """For a reader of ``row``: the last each was said before it, where they may know of that, and it stands empty here.

    Nothing comes from what this reader was left out of, nor from what was taken back.
    """
    reach, reach_at = _last(worker_id, row, "sealed_reach")
    hidden, hidden_at = _last(worker_id, row, "sealed_must_not_know")
    return Earlier(reach, reach_at, hidden, hidden_at)


def _last(worker_id: UUID, row: Contribution, field: str) -> tuple[str, datetime | None]:
    if getattr(row, field):
        return "", None
    rows = Contribution.objects.filter(
        young_person=row.young_person_id,
        sent_at__lt=row.sent_at,
        route__in=TOLD_ON[Route(row.route)],
        taken_back_at__isnull=True,
        is_practice=row.is_practice,
        **{f"{field}__isnull": False},
    )
    for earlier in rows.select_related("young_person__data_key").order_by("-sent_at")[:LOOKED_BACK]:
        if worker_id not in left_out_of(earlier.young_person_id, earlier.pk):
            return open_sealed(earlier, field), earlier.sent_at
    return "", None
