"""A plan keeps the look and starts the act; "done" keeps the act."""

import uuid
from datetime import datetime

from safeguarding.concerns.actions.follow_up import keep_someone_on_it
from safeguarding.concerns.actions.working import must_be_open, write_note
from safeguarding.concerns.actions.writing import make_promise, trail
from safeguarding.concerns.its_promises import climb_of, open_promises, second_climb_of
from safeguarding.concerns.models import Concern, Plan
from safeguarding.concerns.permission import must_work_on
from safeguarding.concerns.queries import people_for
from safeguarding.concerns.types import AlreadyAnswered, Incomplete, NoteKind, NothingOpen, Pace
from safeguarding.people.models import Worker
from safeguarding.people.types import NotAllowed
from safeguarding.promises import actions as promises
from safeguarding.promises.models import Promise
from safeguarding.promises.types import Clock, PromiseKind
from safeguarding.trail.actions import change
from safeguarding.trail.types import TrailType
from safeguarding.trail.types import worker as as_worker
from safeguarding.vault.envelope import seal

WAITING_PACES = (Pace.TALK_FIRST, Pace.NOT_YET)


def make_plan(
    worker: Worker,
    concern: Concern,
    what: str,
    speak: str,
    by: datetime,
    doer: Worker,
    now: datetime,
    faster_why: str | None = None,
    told: bool | None = None,
    not_told_why: str | None = None,
) -> Plan:
    """Who does what by when, and when and how the young person is spoken to. Keeps the look, starts the act.

    ``faster_why`` is given (not None) when the plan can't wait for their pace: then it must say why, and they
    are told (``told``), or it says why telling could put someone in danger, which a second person looks at.
    Raises NotAllowed, AlreadyClosed, Incomplete (``limit`` says the latest time its clock allows).
    """
    _must_be_whole(what, speak, by, now)
    with change(now):
        row = must_work_on(worker, concern, now)
        must_be_open(row)
        faster = faster_why is not None and row.pace in WAITING_PACES
        if faster:
            _must_say_why(faster_why or "", told, not_told_why or "")
        if doer.pk != worker.pk and doer.pk not in {person.pk for person in people_for(row, now)}:
            raise NotAllowed("concern")
        plan = Plan(concern=row, made_by=worker, doer=doer, by=by, made_at=now)
        _seal(plan, row, sealed_what=what, sealed_speak=speak)
        if faster:
            plan.told_faster = bool(told)
            _seal(plan, row, sealed_faster=faster_why or "")
        if faster and not told:
            _seal(plan, row, sealed_not_told=not_told_why or "")
        plan.act = _act(plan, row, worker, now)
        plan.save(force_insert=True)
        if plan.sealed_not_told is not None:
            _ask_second_look(plan, row, now)
        trail(TrailType.PLAN_MADE, worker, row, plan=plan.pk, faster=faster)
    return plan


def acted(worker: Worker, concern: Concern, now: datetime, text: str) -> None:
    """What the plan said is done: a fact goes into the notes, the act is kept, and somebody looks again.

    Raises NotAllowed, AlreadyClosed, NothingOpen, Incomplete.
    """
    with change(now):
        row = must_work_on(worker, concern, now)
        must_be_open(row)
        plans = [promise for promise in open_promises(row) if promise.about_kind == "plan"]
        if not plans:
            raise NothingOpen("act")
        write_note(worker, row, NoteKind.FACT, text, now)
        for promise in plans:
            promises.keep(promise, worker, now)
        keep_someone_on_it(row, now)
        trail(TrailType.ACTED, worker, row)


def check_not_told(
    worker: Worker, concern: Concern, plan_id: uuid.UUID, agree: bool, comment: str, now: datetime
) -> None:
    """A second person looked at why the young person was not told. Not agreeing says what to do instead.

    Raises NotAllowed (also for whoever made the plan), AlreadyAnswered, Incomplete.
    """
    if not agree and not comment.strip():
        raise Incomplete("comment")
    with change(now):
        row = must_work_on(worker, concern, now)
        plan = Plan.objects.filter(pk=plan_id, concern=row).exclude(made_by=worker).first()
        review = Promise.objects.filter(about_kind="plan", about_id=plan_id, kind=PromiseKind.REVIEW).first()
        if plan is None or review is None:
            raise NotAllowed("plan")
        if not review.is_open:
            raise AlreadyAnswered("plan")
        if comment.strip():
            write_note(worker, row, NoteKind.OPINION, comment, now)
        promises.keep(review, worker, now)
        trail(TrailType.PLAN_CHECKED, worker, row, agreed=agree)


def _must_be_whole(what: str, speak: str, by: datetime, now: datetime) -> None:
    if not what.strip():
        raise Incomplete("what")
    if not speak.strip():
        raise Incomplete("speak")
    if by <= now:
        raise Incomplete("by", "past")


def _must_say_why(faster_why: str, told: bool | None, not_told_why: str) -> None:
    if not faster_why.strip():
        raise Incomplete("faster_why")
    if not told and not not_told_why.strip():
        raise Incomplete("not_told_why")


def _seal(plan: Plan, concern: Concern, **texts: str) -> None:
    for field, text in texts.items():
        setattr(plan, field, seal(concern.young_person.data_key, plan, field, text))


def _act(plan: Plan, concern: Concern, worker: Worker, now: datetime) -> Promise:
    """The act promise, in the doer's hands. A new plan does not lengthen an act that is still in time."""
    before = list(open_promises(concern))
    promise = make_promise(
        concern,
        PromiseKind.ACT,
        Clock(concern.urgency),
        climb_of(concern),
        now,
        ("plan", plan.pk),
        chosen=plan.doer,
        due_at=plan.by,
    )
    in_time = [old.due_at for old in before if old.about_kind == "plan" and old.due_at > now]
    limit = min([promise.due_at, *in_time])
    if plan.by > limit:
        raise Incomplete("by", "late", limit)
    for old in before:
        if old.about_kind == "plan":
            promises.end(old, as_worker(worker.pk), now, "planned_again")
        elif old.kind != PromiseKind.ACT:
            promises.keep(old, worker, now)
    return promise


def _ask_second_look(plan: Plan, concern: Concern, now: datetime) -> None:
    make_promise(
        concern,
        PromiseKind.REVIEW,
        Clock(concern.urgency),
        second_climb_of(concern),
        now,
        ("plan", plan.pk),
        avoid=frozenset({plan.made_by_id}),
    )
