"""Questions asked of answers; each takes the person asking."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q

from safeguarding.people.access import Act, left_out_of, services_under, without_left_out
from safeguarding.people.models import Worker, YoungPerson
from safeguarding.people.types import NotAllowed, Role
from safeguarding.vault.envelope import open_sealed
from voice.contributions.behind_lock import shut_now
from voice.contributions.models import Contribution
from voice.contributions.permission import must
from voice.contributions.queries import person
from voice.moderation.queries import came_to
from voice.replies.models import Reply
from voice.replies.pages import AnswerForMe, ReplyToRead, ReplyWritten
from voice.replies.permission import may_read_replies, replies
from voice.replies.plain import long_sentences
from voice.replies.types import ReplyState


def answers_for(young_person: YoungPerson) -> list[AnswerForMe]:
    """Answers that came, newest first. Only behind the picture lock, and to what it opens."""
    rows = replies().filter(contribution__young_person=young_person, state=ReplyState.DELIVERED)
    rows = rows.exclude(contribution__in=shut_now(young_person))
    return [
        AnswerForMe(
            reply_id=row.pk,
            contribution_id=row.contribution_id,
            by=person(row.by),
            text=open_sealed(row, "sealed_text") if row.opened_at else "",
            way=row.way,
            delivered_at=row.delivered_at or row.written_at,
            opened_at=row.opened_at,
            helped=_helped(row),
        )
        for row in rows.order_by("-delivered_at")
    ]


def _helped(row: Reply) -> str:
    return row.rating.helped if hasattr(row, "rating") else ""


def replies_to(worker: Worker, contribution: Contribution, now: datetime) -> list[ReplyWritten]:
    """Answers written to one contribution, newest first. Raises NotAllowed unless they may work on it."""
    must(Act.WORK_ON, worker, contribution.pk, now)
    return [
        ReplyWritten(
            reply_id=row.pk,
            by=person(row.by),
            text=open_sealed(row, "sealed_text"),
            way=row.way,
            state=row.state,
            written_at=row.written_at,
            returned_why=open_sealed(row, "sealed_returned_why"),
            delivered_at=row.delivered_at,
            opened_at=row.opened_at,
            helped=_helped(row),
        )
        for row in replies().filter(contribution=contribution).order_by("-written_at")
    ]


def reply_by(worker: Worker, reply_id: UUID | str, now: datetime) -> Reply:
    """One answer, for somebody who may work on its contribution. Raises NotAllowed."""
    row = replies().filter(pk=reply_id).first()
    if row is None:
        raise NotAllowed("reply")
    must(Act.WORK_ON, worker, row.contribution_id, now)
    return row


def reply_queue(moderator: Worker, now: datetime) -> list[ReplyToRead]:
    """Answers that wait for a moderator, by due time; never the moderator's own."""
    if not moderator.is_active:
        return []
    rows = replies().filter(state=ReplyState.WAITING, reading__ended_at__isnull=True).exclude(by=moderator)
    services = services_under(moderator, Role.MODERATOR, now)
    if services.exists():
        of_team = Q(contribution__young_person__service__in=services)
        rows = rows.filter(of_team | Q(contribution__young_person__home__in=services))
    else:
        rows = rows.filter(reading__in=came_to(moderator, now))
    rows = rows.filter(without_left_out(moderator, "contribution__young_person", "contribution"))
    return [_to_read(row, "") for row in rows.order_by("reading__next_action_at")]


def reply_to_read(moderator: Worker, reply_id: UUID | str, now: datetime) -> tuple[Reply, ReplyToRead]:
    """One of them, opened. Raises NotAllowed."""
    rows = replies().filter(pk=reply_id, state=ReplyState.WAITING, reading__ended_at__isnull=True)
    row = rows.exclude(by=moderator).first()
    if row is None or not may_read_replies(moderator, row, now):
        raise NotAllowed("reply")
    out = row.by_id in left_out_of(row.contribution.young_person_id, row.contribution_id)
    return row, _to_read(row, open_sealed(row, "sealed_text"), writer_left_out=out)


def _to_read(row: Reply, text: str, *, writer_left_out: bool = False) -> ReplyToRead:
    return ReplyToRead(
        reply_id=row.pk,
        contribution_id=row.contribution_id,
        team=row.contribution.service.name,
        by=person(row.by),
        due=row.reading.due_at if row.reading else row.written_at,
        way=row.way,
        text=text,
        long_sentences=tuple(long_sentences(text)),
        writer_left_out=writer_left_out,
    )
