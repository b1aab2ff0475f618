"""The ledger of decisions: written, asked about, recorded with what changed, answered by the worker too."""

from collections.abc import Mapping
from datetime import date, datetime

from safeguarding.people.models import Worker, YoungPerson
from safeguarding.trail import types as trail
from safeguarding.trail.actions import change, record
from safeguarding.trail.types import TrailType
from safeguarding.vault.envelope import seal
from voice.decisions.errors import DecisionError
from voice.decisions.models import Asked, Decision, WorkerAnswer
from voice.decisions.permission import decision_for, must_work_with
from voice.decisions.types import AskedWay
from voice.questions.types import Beside, Part

__all__ = ["DecisionError", "answer_as_worker", "ask_involvement", "record_decided", "write_decision"]

VALUES = {"1", "2", "3", "4", "5", *Beside.values}


def write_decision(
    worker: Worker, young_person: YoungPerson, title: str, meets_on: date | None, now: datetime
) -> Decision:
    """A decision or a meeting, named in words the young person uses.

    Raises NotAllowed, DecisionError("title").
    """
    with change(now):
        must_work_with(worker, young_person, now)
        if not title.strip():
            raise DecisionError("title")
        row = Decision(
            young_person=young_person,
            service=young_person.service,
            made_by=worker,
            meets_on=meets_on,
            made_at=now,
        )
        row.sealed_title = seal(young_person.data_key, row, "sealed_title", title.strip())
        row.save(force_insert=True)
        _record(TrailType.DECISION_WRITTEN, worker, row)
    return row


def ask_involvement(worker: Worker, decision: Decision, way: str, now: datetime) -> Asked:
    """Ask the young person how it felt. ``way`` is card, in_person or letter.

    Raises NotAllowed, DecisionError("way").
    """
    with change(now):
        row = decision_for(worker, decision.pk, now)
        if way not in AskedWay.values:
            raise DecisionError("way")
        asked = Asked.objects.create(
            decision=row, young_person=row.young_person, team=row.young_person.service, way=way, at=now
        )
        _record(TrailType.INVOLVEMENT_ASKED, worker, row)
    return asked


def record_decided(
    worker: Worker, decision: Decision, *, view: str, decided: str, changed: str, why_not: str, now: datetime
) -> Decision:
    """What they wanted, what was decided, what changed because of them, or why not. Again replaces it.

    Raises NotAllowed, DecisionError("decided"), DecisionError("changed") when it and ``why_not`` are empty.
    """
    with change(now):
        row = decision_for(worker, decision.pk, now)
        if not decided.strip():
            raise DecisionError("decided")
        if not (changed.strip() or why_not.strip()):
            raise DecisionError("changed")
        said = {
            "sealed_view": view,
            "sealed_decided": decided,
            "sealed_changed": changed,
            "sealed_why_not": why_not,
        }
        for field, words in said.items():
            sealed = seal(row.young_person.data_key, row, field, words.strip()) if words.strip() else None
            setattr(row, field, sealed)
        row.decided_at = row.decided_at or now
        row.save(update_fields=[*said, "decided_at"])
        _record(TrailType.DECISION_RECORDED, worker, row)
    return row


def answer_as_worker(worker: Worker, decision: Decision, answers: Mapping[Part, str], now: datetime) -> None:
    """The worker's side of the same parts, on five points; once for each part.

    Raises NotAllowed; DecisionError("value") for a value that isn't one, DecisionError("twice") for a part that
    was answered before.
    """
    with change(now):
        row = decision_for(worker, decision.pk, now)
        if not answers or not set(answers.values()) <= VALUES:
            raise DecisionError("value")
        if WorkerAnswer.objects.filter(decision=row, worker=worker, part__in=list(answers)).exists():
            raise DecisionError("twice")
        WorkerAnswer.objects.bulk_create(
            WorkerAnswer(decision=row, worker=worker, part=Part(part), value=value, given_at=now)
            for part, value in answers.items()
        )
        _record(TrailType.WORKER_ANSWERED, worker, row)


def _record(type: TrailType, worker: Worker, row: Decision) -> None:
    record(type, trail.worker(worker.pk), young_person_id=row.young_person_id, about=("decision", row.pk))
