"""An adviser sees the questions put to them until they end, and nothing of the concern behind them."""

import uuid
from dataclasses import replace
from datetime import datetime

from django.db.models import Q

from safeguarding.concerns.models import AdviceQuestion, Concern
from safeguarding.concerns.permission import contribution_of
from safeguarding.concerns.shown import AdviceRow
from safeguarding.people.access import Act, facts_about, left_out_of, may, without_left_out
from safeguarding.people.models import Post, Worker
from safeguarding.people.types import NotAllowed, Role, Route


def advice_for(adviser: Worker, now: datetime) -> list[AdviceRow]:
    """Questions put to this adviser that have not ended, the first to end first."""
    rows = AdviceQuestion.objects.filter(adviser=adviser, ends_at__gt=now)
    rows = rows.filter(without_left_out(adviser, "concern__young_person_id", "concern__from_id"))
    return [
        AdviceRow(row.pk, row.asked_at, row.ends_at, row.answered_at, row.concern.closed_at)
        for row in rows.select_related("concern").order_by("ends_at")
    ]


def ended_for(adviser: Worker, question_id: uuid.UUID, now: datetime) -> datetime | None:
    """When a question put to them ended, so that whoever was still writing is told. None: not theirs, or open."""
    rows = AdviceQuestion.objects.filter(pk=question_id, adviser=adviser, ends_at__lte=now)
    rows = rows.filter(without_left_out(adviser, "concern__young_person_id", "concern__from_id"))
    return rows.values_list("ends_at", flat=True).first()


def question_for(adviser: Worker, question_id: uuid.UUID, now: datetime) -> AdviceQuestion:
    """One of them. Raises NotAllowed: not theirs, ended, left out, or no longer at work."""
    rows = AdviceQuestion.objects.select_related(
        "concern__young_person__service",
        "concern__young_person__home",
        "concern__young_person__data_key",
        "advise",
    )
    row = rows.select_related("asked_by").filter(pk=question_id, adviser=adviser, ends_at__gt=now).first()
    if row is None:
        raise NotAllowed("advice question")
    facts = facts_about(adviser, row.concern.young_person, now, contribution_id=contribution_of(row.concern))
    # The question is all they have: it gives them that it exists, whatever route the concern takes.
    if not may(Act.KNOW_OF, replace(facts, holds=True, route=Route.USUAL)):
        raise NotAllowed("advice question")
    return row


def advisers_for(concern: Concern, now: datetime) -> list[Worker]:
    """Specialists who may be asked: of any agency, and not left out by the young person."""
    posts = Post.objects.filter(role=Role.ADVISER, starts_at__lte=now)
    posts = posts.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=now))
    out = left_out_of(concern.young_person_id, contribution_of(concern))
    rows = Worker.objects.filter(is_active=True, pk__in=posts.values("worker_id")).exclude(pk__in=out)
    return list(rows.order_by("name"))
