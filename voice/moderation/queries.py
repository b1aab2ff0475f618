"""Questions asked of the moderation room; each takes the moderator asking, or the young person."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from safeguarding.concerns.queries import concerns_behind
from safeguarding.people.access import services_under, without_left_out
from safeguarding.people.models import Worker, YoungPerson
from safeguarding.people.queries import age_band
from safeguarding.people.types import Role, Route
from safeguarding.promises.queries import inbox
from safeguarding.promises.types import PromiseKind
from safeguarding.vault.envelope import open_sealed
from voice.contributions.models import Contribution
from voice.contributions.permission import contributions
from voice.contributions.recordings.queries import kinds_of
from voice.moderation.marking import marks_kept
from voice.moderation.models import Release
from voice.moderation.pages import QueueRow
from voice.moderation.permission import contribution_to_moderate

__all__ = ["SharedOrNot", "contribution_to_moderate", "marks_kept", "queue", "read_lately", "shared_or_not"]

LATELY = timedelta(days=7)


@dataclass(frozen=True)
class SharedOrNot:
    """What a young person is told about a part of their words."""

    contribution_id: UUID
    state: str  # released, kept_back, pulled_back
    why: str  # WhyKeptBack code
    told: str  # the moderator's own plain words
    quote: str
    at: datetime


def queue(moderator: Worker, now: datetime) -> list[QueueRow]:
    """What waits for a moderator, by due time, without whose it is."""
    waiting = _readable_by(moderator, now).filter(
        moderation__kept_at__isnull=True, moderation__ended_at__isnull=True
    )
    return _rows(waiting.order_by("moderation__next_action_at"), now)


def read_lately(moderator: Worker, now: datetime) -> list[QueueRow]:
    """What this moderator finished in the last seven days, newest first: to let out or keep back."""
    read = _readable_by(moderator, now).filter(
        moderator_reading__moderator=moderator,
        moderator_reading__at__gt=now - LATELY,
        taken_back_at__isnull=True,
    )
    return _rows(read.order_by("-moderator_reading__at"), now)


def _readable_by(moderator: Worker, now: datetime) -> QuerySet[Contribution]:
    rows = contributions().filter(moderation__isnull=False).exclude(route=Route.ADVOCATE)
    if not moderator.is_active:
        return rows.none()
    rows = rows.filter(without_left_out(moderator, "young_person", "pk"))
    services = services_under(moderator, Role.MODERATOR, now)
    if services.exists():
        return rows.filter(Q(young_person__service__in=services) | Q(young_person__home__in=services))
    return rows.filter(Q(moderation__in=came_to(moderator, now)) | Q(moderation__kept_by=moderator))


def came_to(worker: Worker, now: datetime) -> list[UUID]:
    """Promises to read that this worker has now; those no moderator kept are among them."""
    return [row.promise.pk for row in inbox(worker, now) if row.promise.kind == PromiseKind.READ]


def _rows(contributions: Iterable[Contribution], now: datetime) -> list[QueueRow]:
    rows = list(contributions)
    today = timezone.localtime(now).date()
    concerns = concerns_behind(("contribution", row.pk) for row in rows)
    recorded = kinds_of(rows)
    return [
        QueueRow(
            contribution_id=row.pk,
            team=row.service.name,
            age_band=age_band(row.young_person, today),
            language=row.language,
            about=row.about,
            due=row.moderation.due_at if row.moderation else row.sent_at,
            has_words=hasattr(row, "words"),
            length=row.words.length if hasattr(row, "words") else 0,
            readable=row.readable,
            has_concern=("contribution", row.pk) in concerns,
            taken_back=row.taken_back_at is not None,
            recordings=recorded.get(row.pk, ()),
        )
        for row in rows
    ]


def shared_or_not(young_person: YoungPerson) -> list[SharedOrNot]:
    """What was let out of their words, or kept back and why, newest first. Only behind the picture lock."""
    rows = Release.objects.filter(reading__contribution__young_person=young_person)
    return [
        SharedOrNot(
            contribution_id=row.reading.contribution_id,
            state=row.state,
            why=row.why,
            told=open_sealed(row, "sealed_why"),
            quote=open_sealed(row, "sealed_quote"),
            at=row.at,
        )
        for row in rows.select_related("reading").order_by("-at")
    ]
