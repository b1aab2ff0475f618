"""Who may read which answer before it goes, and whose it is afterwards."""

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from safeguarding.people.models import Worker, YoungPerson
from safeguarding.people.types import NotAllowed
from voice.contributions.behind_lock import must_open
from voice.moderation.permission import may_moderate
from voice.replies.models import Reply
from voice.replies.types import ReplyState


def replies() -> QuerySet[Reply]:
    """With what opening one needs."""
    return Reply.objects.select_related(
        "by",
        "reading",
        "rating",
        "contribution__service",
        "contribution__young_person__service",
        "contribution__young_person__home",
        "contribution__young_person__data_key",
    )


def locked(reply_id: UUID | str) -> Reply | None:
    """The row as it is now, held still until the transaction ends."""
    return replies().select_for_update(of=("self",)).filter(pk=reply_id).first()


def may_read_replies(moderator: Worker, reply: Reply, now: datetime) -> bool:
    """A moderator who may read what it answers, or whoever the promise to read it has come to."""
    return may_moderate(moderator, reply.contribution, reply.reading, now)


def reply_of(young_person: YoungPerson, reply_id: UUID | str) -> Reply:
    """One answer that came to them, and their lock opens. Raises NotAllowed."""
    rows = replies().filter(contribution__young_person=young_person, state=ReplyState.DELIVERED)
    row = rows.filter(pk=reply_id).first()
    if row is None:
        raise NotAllowed("reply")
    must_open(young_person, row.contribution_id)
    return row
