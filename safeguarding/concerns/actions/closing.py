"""How a concern ends: one person writes an outcome and why; where it matters most, a second one agrees."""

from datetime import datetime, timedelta

from safeguarding.concerns.actions.follow_up import followed_up, keep_someone_on_it, look_again_on
from safeguarding.concerns.actions.working import must_be_open
from safeguarding.concerns.actions.writing import make_promise, trail
from safeguarding.concerns.its_promises import climb_of, open_promises, second_climb_of
from safeguarding.concerns.models import AdviceQuestion, Concern, Outcome
from safeguarding.concerns.permission import facts_for, locked, may_second, must_work_on
from safeguarding.concerns.queries import (
    came_so_far,
    new_reasons_since,
    overtaken,
    stands,
    waiting_outcome,
)
from safeguarding.concerns.types import (
    NOTHING,
    PASSED_ON,
    AlreadyAnswered,
    Incomplete,
    MoreCame,
    OutcomeKind,
    Overtaken,
)
from safeguarding.people.models import Worker
from safeguarding.people.types import NotAllowed
from safeguarding.promises import actions as promises
from safeguarding.promises.models import Promise
from safeguarding.promises.types import Clock, PromiseKind
from safeguarding.trail.actions import change
from safeguarding.trail.types import TrailType
from safeguarding.trail.types import worker as as_worker
from safeguarding.vault.envelope import seal

# Waiting at a young person's pace ends: then somebody looks again, and may agree with them to wait once more.
LONGEST_WAIT = timedelta(days=28)


def propose_outcome(
    worker: Worker,
    concern: Concern,
    kind: OutcomeKind,
    reason: str,
    now: datetime,
    receiver: str = "",
    reference: str = "",
    review_at: datetime | None = None,
    seen: int | None = None,
) -> Outcome:
    """How it ends and why. Closes it, or asks a second person: for "now", class N, every kind of "nothing".

    A pass-on names its ``receiver`` and stays open until receipt is confirmed. "Asked to wait" has a
    ``review_at`` within 28 days and never closes: somebody looks again then. No clock stops meanwhile.
    ``seen`` is ``came_so_far`` as their page had it; None from somebody who looks at this very moment.
    Raises NotAllowed, AlreadyClosed, AlreadyAnswered (one is waiting), MoreCame (since they looked), Incomplete.
    """
    _must_be_whole(kind, reason, receiver, review_at, now)
    with change(now):
        row = must_work_on(worker, concern, now)
        _must_be_as_seen(row, seen)
        outcome = Outcome(concern=row, kind=kind, by=worker, at=now)
        outcome.review_at = review_at if kind == OutcomeKind.ASKED_TO_WAIT else None
        key = row.young_person.data_key
        outcome.sealed_reason = seal(key, outcome, "sealed_reason", reason)
        if receiver:
            outcome.sealed_receiver = seal(key, outcome, "sealed_receiver", receiver)
        if reference:
            outcome.sealed_reference = seal(key, outcome, "sealed_reference", reference)
        if row.needs_second or kind in NOTHING:
            outcome.review = _ask_second(outcome, row, now)
        outcome.save(force_insert=True)
        trail(TrailType.OUTCOME_PROPOSED, worker, row, kind=kind)
        if outcome.review is None:
            _stands(outcome, row, worker, now)
        else:
            followed_up(row, worker, now)
    return outcome


def second(worker: Worker, outcome: Outcome, agree: bool, reason: str, now: datetime) -> None:
    """A second person agrees, and the outcome stands; or not, with a reason, and the work goes on.

    Nobody agrees to an outcome once reasons or a plan came that its writer had not seen.
    Raises NotAllowed (never the proposer), AlreadyClosed, AlreadyAnswered, Overtaken, Incomplete.
    """
    if not agree and not reason.strip():
        raise Incomplete("reason")
    with change(now):
        row = locked(outcome.concern_id)
        fresh = (
            Outcome.objects.select_for_update(of=("self",)).select_related("review", "by").get(pk=outcome.pk)
        )
        if fresh.review is None or not may_second(worker, fresh, facts_for(worker, row, now), now):
            raise NotAllowed("outcome")
        must_be_open(row)
        if fresh.agreed is not None:
            raise AlreadyAnswered("outcome")
        if agree and overtaken(fresh):
            raise Overtaken("outcome")
        fresh.second, fresh.second_at, fresh.agreed = worker, now, agree
        if reason.strip():
            fresh.sealed_second_reason = seal(
                row.young_person.data_key, fresh, "sealed_second_reason", reason
            )
        fresh.save(update_fields=["second", "second_at", "agreed", "sealed_second_reason"])
        promises.keep(fresh.review, worker, now)
        trail(TrailType.OUTCOME_AGREED if agree else TrailType.OUTCOME_REFUSED, worker, row, outcome=fresh.pk)
        if agree:
            _stands(fresh, row, worker, now)
        else:
            keep_someone_on_it(row, now)


def confirm_receipt(worker: Worker, outcome: Outcome, now: datetime, reference: str = "") -> None:
    """Whoever it was passed on to has it: now the concern may close.

    With reasons that came after it was passed on it stays open: somebody looks at those.
    Raises NotAllowed, AlreadyClosed, AlreadyAnswered.
    """
    with change(now):
        row = must_work_on(worker, outcome.concern, now)
        must_be_open(row)
        fresh = Outcome.objects.select_for_update(of=("self",)).get(pk=outcome.pk)
        if not stands(fresh) or fresh.kind not in PASSED_ON:
            raise NotAllowed("outcome")
        if fresh.receipt_at is not None:
            raise AlreadyAnswered("outcome")
        fresh.receipt_at = now
        if reference.strip():
            key = row.young_person.data_key
            fresh.sealed_reference = seal(key, fresh, "sealed_reference", reference.strip())
        fresh.save(update_fields=["receipt_at", "sealed_reference"])
        trail(TrailType.RECEIPT_CONFIRMED, worker, row, outcome=fresh.pk)
        if new_reasons_since(fresh):
            _wait_no_longer(row, worker, now)
        else:
            _close(row, worker, now)


def _must_be_as_seen(concern: Concern, seen: int | None) -> None:
    must_be_open(concern)
    if waiting_outcome(concern) is not None:
        raise AlreadyAnswered("outcome")
    if seen is not None and came_so_far(concern) != seen:
        raise MoreCame("outcome")


def _must_be_whole(
    kind: OutcomeKind, reason: str, receiver: str, review_at: datetime | None, now: datetime
) -> None:
    if not reason.strip():
        raise Incomplete("reason")
    if kind in PASSED_ON and not receiver.strip():
        raise Incomplete("receiver")
    if kind == OutcomeKind.ASKED_TO_WAIT:
        if review_at is None:
            raise Incomplete("review_at")
        if review_at <= now:
            raise Incomplete("review_at", "past")
        if review_at > now + LONGEST_WAIT:
            raise Incomplete("review_at", "late", now + LONGEST_WAIT)


def _ask_second(outcome: Outcome, concern: Concern, now: datetime) -> Promise:
    return make_promise(
        concern,
        PromiseKind.REVIEW,
        Clock(concern.urgency),
        second_climb_of(concern),
        now,
        ("outcome", outcome.pk),
        avoid=frozenset({outcome.by_id}),
    )


def _stands(outcome: Outcome, concern: Concern, worker: Worker, now: datetime) -> None:
    """The outcome holds. Most close; a pass-on waits for its receipt, "asked to wait" for its day."""
    _done_with(concern, worker, now)
    if outcome.review_at is not None:
        look_again_on(outcome.review_at, concern, now)
    elif outcome.kind in PASSED_ON:
        make_promise(concern, PromiseKind.ACT, Clock(concern.urgency), climb_of(concern), now)
    else:
        _close(concern, worker, now)


def _wait_no_longer(concern: Concern, worker: Worker, now: datetime) -> None:
    """What waited for the receipt is kept; what is new is looked at, now or within a working day."""
    for promise in open_promises(concern):
        if promise.kind == PromiseKind.ACT and promise.about_kind == "concern":
            promises.keep(promise, worker, now)
    keep_someone_on_it(concern, now)


def _close(concern: Concern, worker: Worker, now: datetime) -> None:
    concern.closed_at = now
    concern.save(update_fields=["closed_at"])
    _done_with(concern, worker, now)
    for question in AdviceQuestion.objects.filter(concern=concern, answered_at__isnull=True).select_related(
        "advise"
    ):
        if question.advise.is_open:
            promises.end(question.advise, as_worker(worker.pk), now, "closed")
    trail(TrailType.CONCERN_CLOSED, worker, concern)


def _done_with(concern: Concern, worker: Worker, now: datetime) -> None:
    """A decision with its reason keeps what was still to look at or act on.

    ``worker`` decided it at this moment; where a second person agreed, that is the second: the first did nothing now.
    """
    for promise in open_promises(concern):
        promises.keep(promise, worker, now)
