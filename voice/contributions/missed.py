""" "No rule caught this", said by somebody who has read the words."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from safeguarding.people.access import Act
from safeguarding.people.models import Worker
from safeguarding.people.types import NotAllowed, Route
from safeguarding.rulebook.actions import note_check
from safeguarding.rulebook.models import RulesCheck
from safeguarding.trail.actions import change
from voice.contributions.models import Contribution
from voice.contributions.permission import must
from voice.contributions.taking_back import is_hidden


def say_missed(worker: Worker, contribution_id: UUID, headings: Sequence[int], now: datetime) -> RulesCheck:
    """A reader says that no rule caught what stands there, and under which headings. Raises NotAllowed.

    It changes no clock: whoever says it has the words before them, and may ask for a look.
    """
    with change(now):
        row = must(Act.READ_WORDS, worker, contribution_id, now)
        if is_hidden(row) or row.route == Route.ADVOCATE:
            raise NotAllowed("contribution")
        return note_missed(worker, row, True, headings, now, sampled=False)


def note_missed(
    worker: Worker, row: Contribution, missed: bool, headings: Sequence[int], now: datetime, *, sampled: bool
) -> RulesCheck:
    """Write down what a reader said, in the caller's change and with its permission."""
    return note_check(
        worker,
        row.pk,
        row.service,
        missed,
        headings,
        now,
        young_person_id=row.young_person_id,
        sampled=sampled,
        outside=row.route != Route.USUAL,
    )


def said_missed(worker: Worker, contribution_id: UUID) -> bool:
    """This worker has said so already."""
    return RulesCheck.objects.filter(contribution_id=contribution_id, by=worker, missed=True).exists()
