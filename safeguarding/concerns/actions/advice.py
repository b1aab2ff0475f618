"""Advice from a specialist: one question, only what was chosen, until it ends. No clock stops for it."""

from contextlib import suppress
from datetime import datetime

from safeguarding.concerns.actions.working import must_be_open
from safeguarding.concerns.actions.writing import make_promise, trail
from safeguarding.concerns.models import AdviceQuestion, Concern
from safeguarding.concerns.permission import must_work_on
from safeguarding.concerns.queries import advisers_for, question_for
from safeguarding.concerns.shown import AdvicePage
from safeguarding.concerns.types import AlreadyAnswered, Incomplete
from safeguarding.people.models import Worker
from safeguarding.people.types import NotAllowed
from safeguarding.promises import actions as promises
from safeguarding.promises.types import AlreadyKept, Climb, Clock, PromiseKind
from safeguarding.trail.actions import change, record
from safeguarding.trail.types import CLOCKS, TrailType
from safeguarding.trail.types import worker as as_worker
from safeguarding.vault.envelope import open_sealed, seal


def ask_advice(
    worker: Worker,
    concern: Concern,
    adviser: Worker,
    question: str,
    chosen: str,
    basis: str,
    ends_at: datetime,
    now: datetime,
) -> AdviceQuestion:
    """Ask one specialist one question. Until ``ends_at`` they see ``question`` and ``chosen``, nothing else.

    ``basis`` says on what ground this may be shared. Raises NotAllowed, AlreadyClosed, Incomplete.
    """
    _must_be_whole(question, basis, ends_at, now)
    with change(now):
        row = must_work_on(worker, concern, now)
        must_be_open(row)
        if adviser.pk not in {person.pk for person in advisers_for(row, now)}:
            raise NotAllowed("concern")
        asked = AdviceQuestion(concern=row, asked_by=worker, adviser=adviser, asked_at=now, ends_at=ends_at)
        key = row.young_person.data_key
        asked.sealed_question = seal(key, asked, "sealed_question", question)
        asked.sealed_chosen = seal(key, asked, "sealed_chosen", chosen)
        asked.sealed_basis = seal(key, asked, "sealed_basis", basis)
        asked.advise = make_promise(
            row,
            PromiseKind.ADVISE,
            Clock.ORDINARY,
            Climb.ADVISER,
            now,
            ("advice_question", asked.pk),
            chosen=adviser,
        )
        asked.save(force_insert=True)
        trail(TrailType.ADVICE_ASKED, worker, row, question=asked.pk, adviser=adviser.pk)
    return asked


def open_advice(adviser: Worker, question: AdviceQuestion, now: datetime) -> AdvicePage:
    """What was shared with this adviser. A look, which the young person can see. Raises NotAllowed."""
    with change(now):
        row = question_for(adviser, question.pk, now)
        record(
            TrailType.ADVICE_SEEN,
            as_worker(adviser.pk),
            young_person_id=row.concern.young_person_id,
            about=("advice_question", row.pk),
        )
    return AdvicePage(
        id=row.pk,
        asked_by=row.asked_by,
        question=open_sealed(row, "sealed_question"),
        chosen=open_sealed(row, "sealed_chosen"),
        basis=open_sealed(row, "sealed_basis"),
        asked_at=row.asked_at,
        ends_at=row.ends_at,
        answer=open_sealed(row, "sealed_answer"),
        answered_at=row.answered_at,
    )


def give_advice(adviser: Worker, question: AdviceQuestion, text: str, now: datetime) -> None:
    """The adviser answers, once, before it ends. Raises NotAllowed, AlreadyAnswered, Incomplete.

    Also once the concern is closed: then nothing is promised any more, and the advice is kept with it.
    """
    if not text.strip():
        raise Incomplete("text")
    with change(now):
        young_person = question_for(adviser, question.pk, now).concern.young_person
        row = (
            AdviceQuestion.objects.select_for_update(of=("self",))
            .select_related("advise")
            .get(pk=question.pk)
        )
        if row.answered_at is not None:
            raise AlreadyAnswered("advice")
        row.sealed_answer = seal(young_person.data_key, row, "sealed_answer", text)
        row.answered_at = now
        row.save(update_fields=["sealed_answer", "answered_at"])
        with suppress(AlreadyKept):  # it ended with the concern
            promises.keep(row.advise, adviser, now)
        trail(TrailType.ADVICE_GIVEN, adviser, row.concern, question=row.pk)


def _must_be_whole(question: str, basis: str, ends_at: datetime, now: datetime) -> None:
    if not question.strip():
        raise Incomplete("question")
    if not basis.strip():
        raise Incomplete("basis")
    if ends_at <= now:
        raise Incomplete("ends_at", "past")


def end_old_advice(now: datetime) -> int:
    """Questions whose time is over show the adviser nothing and ask for nothing any more. How many ended."""
    over = AdviceQuestion.objects.filter(
        ends_at__lte=now,
        answered_at__isnull=True,
        advise__kept_at__isnull=True,
        advise__ended_at__isnull=True,
    )
    ended = 0
    for row in over.select_related("advise"):
        with change(now):
            promises.end(row.advise, CLOCKS, now, "time_over")
        ended += 1
    return ended
