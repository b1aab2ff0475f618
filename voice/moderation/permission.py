"""Who may read as a moderator: the facts for the one policy in ``people.access``."""

from datetime import datetime
from uuid import UUID

from safeguarding.people.access import Act, facts_about, may
from safeguarding.people.models import Worker
from safeguarding.people.types import NotAllowed, Route
from safeguarding.promises.models import Promise
from safeguarding.promises.queries import who_has
from voice.contributions.models import Contribution
from voice.contributions.permission import contributions


def may_moderate(
    moderator: Worker, contribution: Contribution, promise: Promise | None, now: datetime
) -> bool:
    """A moderator of the service, or whoever their ``promise`` has come to; never somebody left out.

    An advocate's messages are nobody else's.
    """
    facts = facts_about(
        moderator,
        contribution.young_person,
        now,
        route=Route(contribution.route),
        contribution_id=contribution.pk,
        holds=promise is not None and has_or_kept(moderator, promise, now),
    )
    return may(Act.MODERATE, facts)


def has_or_kept(worker: Worker, promise: Promise, now: datetime) -> bool:
    """This very promise is theirs now, or they have kept it."""
    return promise.kept_by_id == worker.pk or worker in who_has(promise, now)


def contribution_to_moderate(moderator: Worker, contribution_id: UUID | str, now: datetime) -> Contribution:
    """One contribution this moderator may read. Raises NotAllowed. Not a look: it opens nothing."""
    row = contributions().select_related("moderator_reading__release").filter(pk=contribution_id).first()
    if row is None or not may_moderate(moderator, row, row.moderation, now):
        raise NotAllowed("contribution")
    return row
