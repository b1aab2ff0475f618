"""Questions asked of the ledger; each takes the person asking."""

from datetime import datetime

from django.db.models import Count, Max, Q, QuerySet

from safeguarding.people.access import without_left_out
from safeguarding.people.models import Worker, YoungPerson
from safeguarding.people.queries import my_young_people
from safeguarding.people.types import Route
from safeguarding.vault.envelope import open_sealed
from voice.decisions.models import Decision, WorkerAnswer
from voice.decisions.pages import DecisionShown, WorkerSide
from voice.decisions.permission import decision_for, must_work_with
from voice.questions.types import Part

__all__ = [
    "decision_for",
    "decisions_of",
    "my_decisions",
    "title",
    "to_answer_for",
    "to_ask_about",
    "worker_side",
]

TOLD = Q(contributions__taken_back_at__isnull=True)


def _of(young_person: YoungPerson, told: Q) -> QuerySet[Decision]:
    rows = Decision.objects.filter(young_person=young_person).select_related("young_person")
    counted = Count("contributions", filter=told)
    return rows.annotate(asked_at=Max("asked__at"), told=counted).order_by("-made_at")


def _heard_by(worker: Worker) -> Q:
    """Of what was told, that which this worker may know of: they are not left out of it, nor did it go elsewhere."""
    open_to_them = without_left_out(worker, "contributions__young_person", "contributions")
    return TOLD & Q(contributions__route=Route.USUAL) & open_to_them


def my_decisions(young_person: YoungPerson) -> list[DecisionShown]:
    """Decisions about them, newest first. Only behind the picture lock."""
    return [_shown(row) for row in _of(young_person, TOLD)]


def to_ask_about(young_person: YoungPerson) -> Decision | None:
    """The last decision they were asked about and have not answered. No picture lock is needed to answer."""
    rows = Decision.objects.filter(young_person=young_person, asked__isnull=False, contributions__isnull=True)
    return (
        rows.annotate(asked_at=Max("asked__at")).select_related("young_person").order_by("-asked_at").first()
    )


def title(decision: Decision) -> str:
    """Its name, in the young person's words. The caller got the decision through a query that checked."""
    return open_sealed(decision, "sealed_title")


def decisions_of(worker: Worker, young_person: YoungPerson, now: datetime) -> list[DecisionShown]:
    """The decisions about a young person this worker works with, newest first. Raises NotAllowed."""
    must_work_with(worker, young_person, now)
    return [_shown(row) for row in _of(young_person, _heard_by(worker))]


def to_answer_for(worker: Worker, now: datetime) -> int:
    """Decisions of which this worker may know that the young person said how it felt, and has not said it yet."""
    rows = Decision.objects.filter(young_person__in=my_young_people(worker, now))
    rows = rows.annotate(told=Count("contributions", filter=_heard_by(worker))).filter(told__gt=0)
    return rows.exclude(pk__in=WorkerAnswer.objects.filter(worker=worker).values("decision_id")).count()


def worker_side(worker: Worker, decision: Decision, now: datetime) -> list[WorkerSide]:
    """What this worker has said about it, in the order of the parts. Raises NotAllowed."""
    row = decision_for(worker, decision.pk, now)
    said = dict(WorkerAnswer.objects.filter(decision=row, worker=worker).values_list("part", "value"))
    return [WorkerSide(part, said[part]) for part in Part if part in said]


def _shown(row: Decision) -> DecisionShown:
    asked_at: datetime | None = getattr(row, "asked_at", None)
    return DecisionShown(
        decision_id=row.pk,
        title=title(row),
        meets_on=row.meets_on,
        view=open_sealed(row, "sealed_view"),
        decided=open_sealed(row, "sealed_decided"),
        changed=open_sealed(row, "sealed_changed"),
        why_not=open_sealed(row, "sealed_why_not"),
        decided_at=row.decided_at,
        made_at=row.made_at,
        asked_at=asked_at,
        told_us=bool(getattr(row, "told", 0)),
    )
