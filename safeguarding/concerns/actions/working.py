"""Working on a concern: "I've got this", notes, handing over, and whether a reason was useful."""

from datetime import datetime

from safeguarding.concerns.actions.writing import trail
from safeguarding.concerns.its_promises import open_promises
from safeguarding.concerns.models import Concern, Note, Reason
from safeguarding.concerns.permission import must_work_on
from safeguarding.concerns.queries import people_for
from safeguarding.concerns.types import AlreadyClosed, Incomplete, NoteKind, NothingOpen
from safeguarding.people.models import Worker
from safeguarding.people.types import NotAllowed
from safeguarding.promises import actions as promises
from safeguarding.trail.actions import change
from safeguarding.trail.types import TrailType
from safeguarding.vault.envelope import seal


def take(worker: Worker, concern: Concern, now: datetime) -> None:
    """I've got this: paging is quiet for 15 minutes, once per person and rung. It keeps nothing.

    Raises NotAllowed, AlreadyClosed, NothingOpen, and what ``promises.take`` raises when somebody was first.
    """
    with change(now):
        row = must_work_on(worker, concern, now)
        must_be_open(row)
        promise = open_promises(row).first()
        if promise is None:
            raise NothingOpen("look")
        promises.take(promise, worker, now)
        trail(TrailType.CONCERN_TAKEN, worker, row)


def write_note(
    worker: Worker, concern: Concern, kind: NoteKind, text: str, now: datetime, heard_from: str = ""
) -> Note:
    """A fact, an opinion, or something heard (and from whom). Written once; also after a close.

    Raises NotAllowed, Incomplete.
    """
    if not text.strip():
        raise Incomplete("text")
    if kind == NoteKind.HEARD and not heard_from.strip():
        raise Incomplete("heard_from")
    with change(now):
        row = must_work_on(worker, concern, now)
        note = Note(concern=row, by=worker, kind=kind, at=now)
        key = row.young_person.data_key
        note.sealed_text = seal(key, note, "sealed_text", text)
        if kind == NoteKind.HEARD:
            note.sealed_heard_from = seal(key, note, "sealed_heard_from", heard_from)
        note.save(force_insert=True)
        trail(TrailType.NOTE_WRITTEN, worker, row, kind=kind)
    return note


def hand_over(worker: Worker, concern: Concern, to: Worker, now: datetime) -> None:
    """Everything that is still to look at or act on goes to somebody who could read it anyway.

    Raises NotAllowed (also when ``to`` may not have it), AlreadyClosed, NothingOpen.
    """
    with change(now):
        row = must_work_on(worker, concern, now)
        must_be_open(row)
        if to.pk not in {person.pk for person in people_for(row, now)}:
            raise NotAllowed("concern")
        moving = [promise for promise in open_promises(row) if promise.keeper_id != to.pk]
        if not moving:
            raise NothingOpen("look")
        for promise in moving:
            promises.hand_over(promise, worker, to, now)
        trail(TrailType.HANDED_OVER, worker, row, to=to.pk)


def mark_useful(worker: Worker, reason: Reason, useful: bool, now: datetime) -> None:
    """Whether this reason was worth a person's look; the last mark counts. Raises NotAllowed."""
    with change(now):
        row = must_work_on(worker, reason.concern, now)
        Reason.objects.filter(pk=reason.pk).update(useful=useful)
        trail(TrailType.REASON_MARKED, worker, row, rule=reason.rule, useful=useful)


def must_be_open(concern: Concern) -> None:
    """Raises AlreadyClosed: a late step never undoes what people decided."""
    if concern.closed_at is not None:
        raise AlreadyClosed("concern")
