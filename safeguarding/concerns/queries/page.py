"""One concern, for somebody who may work on it or is asked to check it."""

import uuid
from dataclasses import replace
from datetime import datetime

from safeguarding.concerns.its_promises import about_any, climb_of, held_through
from safeguarding.concerns.models import AdviceQuestion, Concern, Note, Outcome, Plan, Reason
from safeguarding.concerns.permission import contribution_of, facts_for, may_second
from safeguarding.concerns.queries.advice import advisers_for
from safeguarding.concerns.queries.newer import came_so_far, overtaken
from safeguarding.concerns.shown import AdviceShown, ConcernPage, NoteShown, OutcomeShown, PlanShown
from safeguarding.concerns.types import PASSED_ON
from safeguarding.people.access import Act, left_out_of, may
from safeguarding.people.models import Worker
from safeguarding.people.types import NotAllowed
from safeguarding.promises import queries as promised
from safeguarding.promises.finding import find_ladder
from safeguarding.promises.models import Promise
from safeguarding.promises.moves import first_wait
from safeguarding.promises.scene import Scene
from safeguarding.promises.types import PromiseKind, RungWho
from safeguarding.vault.envelope import open_sealed

LAST = 2**31


def concern_for(worker: Worker, concern_id: uuid.UUID, now: datetime) -> ConcernPage:
    """Everything about a concern but the words it came from.

    Raises NotAllowed for everybody who may neither work on it nor is asked to check an outcome of it.
    """
    concern = _concern(concern_id)
    facts = facts_for(worker, concern, now)
    may_work = may(Act.WORK_ON, facts)
    waiting = waiting_outcome(concern)
    to_second = waiting if waiting is not None and _for_a_second(waiting) else None
    may_now_second = to_second is not None and may_second(worker, to_second, facts, now)
    if not (may_work or (may_now_second and may(Act.READ_WORDS, replace(facts, holds=True)))):
        raise NotAllowed("concern")
    came = came_so_far(concern)  # before what it counts: what isn't on the page was not seen
    promises = _promises(concern)
    plans = _plans(concern, promises)
    return ConcernPage(
        concern=concern,
        young_person=concern.young_person,
        reasons=_reasons(concern),
        plans=plans,
        notes=_notes(concern),
        outcomes=_outcomes(concern),
        advice=_advice(concern),
        promises=promises,
        current=_current(promises),
        act_by=_act_by(concern, promises, now),
        waiting=waiting,
        came=came,
        overtaken=to_second is not None and overtaken(to_second),
        may_work=may_work,
        may_second=may_now_second,
        may_check=_to_check(worker, plans, now),
        people=[person for person in people_for(concern, now) if person.pk != worker.pk],
        advisers=advisers_for(concern, now),
    )


def _concern(concern_id: uuid.UUID) -> Concern:
    rows = Concern.objects.select_related(
        "look", "young_person__service", "young_person__home", "young_person__data_key"
    )
    concern = rows.filter(pk=concern_id).first()
    if concern is None:
        raise NotAllowed("concern")
    return concern


def _to_check(worker: Worker, plans: list[PlanShown], now: datetime) -> PlanShown | None:
    checks = [plan for plan in plans if plan.check and plan.check.is_open and plan.made_by.pk != worker.pk]
    return next((plan for plan in checks if promised.holds(worker, [("plan", plan.id)], now)), None)


def _for_a_second(outcome: Outcome) -> bool:
    return outcome.agreed is None and outcome.review_id is not None


def people_for(concern: Concern, now: datetime) -> list[Worker]:
    """Who could have this concern now: those on its ladder, without moderators and without the left out."""
    out = frozenset(left_out_of(concern.young_person_id, contribution_of(concern)))
    readers = promised.readers(concern.young_person, now, climb=climb_of(concern), avoid=out)
    found = {reader.worker.pk: reader.worker for reader in readers if reader.who != RungWho.MODERATORS}
    return list(found.values())


def waiting_outcome(concern: Concern) -> Outcome | None:
    """The outcome that waits for a second person, or for its receipt to be confirmed."""
    rows = Outcome.objects.filter(concern=concern).select_related("review", "by", "second").order_by("-at")
    for row in rows:
        if row.review_id is not None and row.agreed is None:
            return row
        if row.kind in PASSED_ON and row.receipt_at is None and stands(row):
            return row
    return None


def stands(outcome: Outcome) -> bool:
    """It needed no second person, or one has agreed."""
    return outcome.review_id is None or outcome.agreed is True


def _promises(concern: Concern) -> list[Promise]:
    outcomes = Outcome.objects.filter(concern=concern).values_list("pk", flat=True)
    about = about_any([*held_through(concern), *(("outcome", key) for key in outcomes)])
    rows = Promise.objects.filter(about).select_related("keeper", "rota", "kept_by", "taken_by", "ladder")
    return list(rows.order_by("made_at", "pk"))


def _act_by(concern: Concern, promises: list[Promise], now: datetime) -> datetime:
    """What the act clock allows from now on; a plan still in time is not lengthened by a new one."""
    service, climb = concern.young_person.service, climb_of(concern)
    act = Promise(
        kind=PromiseKind.ACT,
        clock=concern.urgency,
        climb=climb,
        young_person=concern.young_person,
        service=service,
        ladder=find_ladder(service, PromiseKind.ACT, concern.urgency, climb, now),
    )
    by_clock = first_wait(Scene([act], now), act, now)
    return min([by_clock, *(row.due_at for row in promises if _in_time(row, now))])


def _is_work(promise: Promise) -> bool:
    return promise.kind in (PromiseKind.LOOK, PromiseKind.ACT) or promise.about_kind == "concern"


def _in_time(promise: Promise, now: datetime) -> bool:
    return (
        promise.is_open
        and promise.kind == PromiseKind.ACT
        and promise.about_kind == "plan"
        and promise.due_at > now
    )


def _current(promises: list[Promise]) -> Promise | None:
    still = [row for row in promises if row.is_open and _is_work(row)]
    return min(still, key=lambda row: row.next_action_at or row.due_at, default=None)


def _reasons(concern: Concern) -> list[Reason]:
    rows = list(Reason.objects.filter(concern=concern))
    return sorted(rows, key=lambda row: (LAST if row.start is None else row.start, row.end or LAST, row.pk))


def _plans(concern: Concern, promises: list[Promise]) -> list[PlanShown]:
    by_id = {promise.pk: promise for promise in promises}
    checks = {
        row.about_id: row for row in promises if row.about_kind == "plan" and row.kind == PromiseKind.REVIEW
    }
    rows = Plan.objects.filter(concern=concern).select_related("made_by", "doer").order_by("-made_at")
    return [
        PlanShown(
            id=row.pk,
            made_by=row.made_by,
            doer=row.doer,
            what=open_sealed(row, "sealed_what"),
            speak=open_sealed(row, "sealed_speak"),
            by=row.by,
            made_at=row.made_at,
            act=by_id[row.act_id],
            faster_why=open_sealed(row, "sealed_faster"),
            told=row.told_faster,
            not_told_why=open_sealed(row, "sealed_not_told"),
            check=checks.get(row.pk),
        )
        for row in rows
    ]


def _notes(concern: Concern) -> list[NoteShown]:
    rows = Note.objects.filter(concern=concern).select_related("by").order_by("at", "pk")
    return [
        NoteShown(
            row.by, row.kind, open_sealed(row, "sealed_text"), open_sealed(row, "sealed_heard_from"), row.at
        )
        for row in rows
    ]


def _outcomes(concern: Concern) -> list[OutcomeShown]:
    rows = Outcome.objects.filter(concern=concern).select_related("by", "second").order_by("-at")
    return [
        OutcomeShown(
            row=row,
            reason=open_sealed(row, "sealed_reason"),
            receiver=open_sealed(row, "sealed_receiver"),
            reference=open_sealed(row, "sealed_reference"),
            second_reason=open_sealed(row, "sealed_second_reason"),
            stands=stands(row),
        )
        for row in rows
    ]


def _advice(concern: Concern) -> list[AdviceShown]:
    rows = (
        AdviceQuestion.objects.filter(concern=concern)
        .select_related("adviser", "asked_by")
        .order_by("asked_at")
    )
    return [
        AdviceShown(
            id=row.pk,
            adviser=row.adviser,
            asked_by=row.asked_by,
            question=open_sealed(row, "sealed_question"),
            chosen=open_sealed(row, "sealed_chosen"),
            basis=open_sealed(row, "sealed_basis"),
            asked_at=row.asked_at,
            ends_at=row.ends_at,
            answer=open_sealed(row, "sealed_answer"),
            answered_at=row.answered_at,
        )
        for row in rows
    ]
