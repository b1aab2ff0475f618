"""What was said before, for a lead who tries a rule on it: only what they may read, and never shown by this."""

import uuid
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from safeguarding.people.access import services_under, without_left_out
from safeguarding.people.models import Service, Worker
from safeguarding.people.types import Role, Route
from safeguarding.rulebook.past import Said
from safeguarding.screening.types import AnswerGiven
from safeguarding.vault import keys
from safeguarding.vault.envelope import open_sealed
from safeguarding.vault.types import CannotOpen, Erased
from voice.contributions.models import Answer, Contribution, Words

AT_ONCE = 1_000


@dataclass(frozen=True)
class Place:
    """Where and when something was said: all that a list says of it."""

    id: uuid.UUID
    team: str
    sent_at: datetime


def said_under(lead: Worker, service: Service, since: datetime, now: datetime) -> Iterator[Said]:
    """What has words and this lead may read, said by young people of ``service`` or below since then, newest first.

    What was taken back is left alone, and so are words whose key was destroyed.
    """
    rows = _read_by(lead, now).filter(
        young_person__service__path__startswith=service.path, sent_at__gte=since
    )
    ids = list(rows.filter(words__isnull=False).order_by("-sent_at", "pk").values_list("pk", flat=True))
    for start in range(0, len(ids), AT_ONCE):
        yield from _opened(ids[start : start + AT_ONCE])


def places(lead: Worker, ids: Collection[uuid.UUID], now: datetime) -> list[Place]:
    """Those of ``ids`` that this lead may read, newest first."""
    rows: list[tuple[uuid.UUID, str, datetime]] = []
    wanted = list(ids)
    for start in range(0, len(wanted), AT_ONCE):  # SQLite takes only so many values at once
        part = _read_by(lead, now).filter(pk__in=wanted[start : start + AT_ONCE])
        rows += part.values_list("pk", "service__name", "sent_at")
    return sorted((Place(*row) for row in rows), key=lambda place: (place.sent_at, place.id), reverse=True)


def _read_by(lead: Worker, now: datetime) -> QuerySet[Contribution]:
    """What a lead may read because they are the lead: ``people.access`` says the same of each by itself."""
    rows = Contribution.objects.filter(route=Route.USUAL, taken_back_at__isnull=True, is_practice=False)
    if not lead.is_active:
        return rows.none()
    services = services_under(lead, Role.LEAD, now)
    rows = rows.filter(Q(young_person__service__in=services) | Q(young_person__home__in=services))
    return rows.filter(without_left_out(lead, "young_person", "pk"))


def _opened(ids: list[uuid.UUID]) -> Iterator[Said]:
    answers: dict[uuid.UUID, list[AnswerGiven]] = {}
    given = Answer.objects.filter(contribution_id__in=ids).order_by("question")
    for contribution, question, value in given.values_list("contribution_id", "question", "value"):
        answers.setdefault(contribution, []).append(AnswerGiven(question, value))
    rows = Words.objects.filter(contribution_id__in=ids).order_by("-contribution__sent_at", "contribution_id")
    for words in rows.select_related("contribution__young_person__data_key"):
        said = words.contribution
        try:
            keys.unwrapped(said.young_person.data_key)  # known before it is asked for one by one
            text = open_sealed(words, "sealed_text")
        except (Erased, CannotOpen):
            continue
        yield Said(said.pk, said.sent_at, text, said.language, tuple(answers.get(said.pk, ())))
