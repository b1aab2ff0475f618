"""Answers to young people: written by a worker, read by a moderator, delivered or told, opened and rated."""

from datetime import datetime
from uuid import UUID

from safeguarding.people.access import Act, left_out_of
from safeguarding.people.models import Worker, YoungPerson
from safeguarding.people.queries import may_open_answers
from safeguarding.people.types import NotAllowed, Route
from safeguarding.promises import actions as promises
from safeguarding.promises.models import Promise
from safeguarding.promises.types import AlreadyKept, Climb, Clock, PromiseKind
from safeguarding.trail import types as trail
from safeguarding.trail.actions import change, record
from safeguarding.trail.types import Actor, TrailType
from safeguarding.vault.envelope import seal
from voice.contributions.behind_lock import shut_now
from voice.contributions.models import Contribution
from voice.contributions.permission import hold, must
from voice.contributions.taking_back import is_hidden
from voice.contributions.types import AnswerWay
from voice.replies.errors import AlreadyWaiting, NothingWritten, NotWaiting, OwnReply, WriterLeftOut
from voice.replies.models import Rating, Reply
from voice.replies.permission import locked, may_read_replies, reply_of
from voice.replies.types import Helped, ReplyState


def write_reply(
    worker: Worker, contribution: Contribution, text: str, way: AnswerWay, now: datetime
) -> Reply:
    """Write it; a moderator reads it before it goes. An advocate's answer goes at once: nobody else reads it.

    Raises NotAllowed, AlreadyWaiting, NothingWritten.
    """
    with change(now):
        hold(contribution.young_person)
        row = must(Act.WORK_ON, worker, contribution.pk, now)
        if is_hidden(row):
            raise NotAllowed("contribution")
        if not text.strip():
            raise NothingWritten
        # Nobody read one that waited when they took their words back: with those open again it is written anew.
        row.replies.filter(state=ReplyState.WAITING, reading__ended_at__isnull=False).update(
            state=ReplyState.RETURNED
        )
        if row.replies.filter(state__in=[ReplyState.WAITING, ReplyState.TO_TELL]).exists():
            raise AlreadyWaiting
        reply = Reply(contribution=row, by=worker, way=AnswerWay(way), written_at=now)
        reply.sealed_text = seal(row.young_person.data_key, reply, "sealed_text", text)
        if row.route == Route.ADVOCATE:
            reply.state, reply.delivered_at = _after_reading(reply, now)
        else:
            reply.reading = _promise_to_read(reply, now)
        reply.save(force_insert=True)
        _record(TrailType.REPLY_WRITTEN, trail.worker(worker.pk), reply)
        if reply.state == ReplyState.DELIVERED:
            _delivered(reply, worker, now)
    return reply


def _promise_to_read(reply: Reply, now: datetime) -> Promise:
    """A moderator other than the writer reads it."""
    return promises.make(
        PromiseKind.READ,
        Clock.ORDINARY,
        Climb.REPLIES,
        about=("reply", reply.pk),
        young_person=reply.contribution.young_person,
        now=now,
        contribution_id=reply.contribution_id,
        avoid=frozenset({reply.by_id}),
    )


def _after_reading(reply: Reply, now: datetime) -> tuple[ReplyState, datetime | None]:
    # An answer that waits behind a lock they have not got, or that is shut, has not reached them.
    whose = reply.contribution.young_person
    shut = shut_now(whose).filter(pk=reply.contribution_id)
    if reply.way == AnswerWay.IN_PERSON or not may_open_answers(whose) or shut.exists():
        return ReplyState.TO_TELL, None
    return ReplyState.DELIVERED, now


def let_reply_go(moderator: Worker, reply: Reply, now: datetime) -> Reply:
    """Delivered, and the answer promise kept; one to be told in person now waits to be told.

    Raises NotAllowed, OwnReply, NotWaiting, WriterLeftOut.
    """
    with change(now):
        row = _to_read(moderator, reply, now)
        if row.by_id in left_out_of(row.contribution.young_person_id, row.contribution_id):
            raise WriterLeftOut
        row.state, row.delivered_at = _after_reading(row, now)
        row.read_by = moderator
        row.save(update_fields=["state", "delivered_at", "read_by"])
        _read(row, moderator, now)
        _record(TrailType.REPLY_READ, trail.worker(moderator.pk), row)
        if row.state == ReplyState.DELIVERED:
            _delivered(row, row.by, now)
    return row


def return_reply(moderator: Worker, reply: Reply, why: str, now: datetime) -> Reply:
    """Back to whoever wrote it, with why. The answer clock runs on.

    Raises NotAllowed, OwnReply, NotWaiting, NothingWritten when there is no why.
    """
    with change(now):
        row = _to_read(moderator, reply, now)
        if not why.strip():
            raise NothingWritten
        row.state, row.read_by = ReplyState.RETURNED, moderator
        key = row.contribution.young_person.data_key
        row.sealed_returned_why = seal(key, row, "sealed_returned_why", why.strip())
        row.save(update_fields=["state", "read_by", "sealed_returned_why"])
        _read(row, moderator, now)
        _record(TrailType.REPLY_RETURNED, trail.worker(moderator.pk), row)
    return row


def _to_read(moderator: Worker, reply: Reply, now: datetime) -> Reply:
    row = locked(reply.pk)
    if row is None or not may_read_replies(moderator, row, now):
        raise NotAllowed("reply")
    if row.by_id == moderator.pk:
        raise OwnReply
    if row.state != ReplyState.WAITING or (row.reading is not None and not row.reading.is_open):
        raise NotWaiting
    return row


def _read(reply: Reply, moderator: Worker, now: datetime) -> None:
    """The moderator's promise is kept."""
    if reply.reading is not None:
        promises.keep(reply.reading, moderator, now)


def told_in_person(worker: Worker, reply: Reply, now: datetime) -> Reply:
    """It was said to them in person: delivered, and the answer promise kept.

    Raises NotAllowed, NotWaiting.
    """
    with change(now):
        must(Act.WORK_ON, worker, reply.contribution_id, now)
        row = locked(reply.pk)
        if row is None or row.state != ReplyState.TO_TELL:
            raise NotWaiting
        row.state, row.delivered_at = ReplyState.DELIVERED, now
        row.save(update_fields=["state", "delivered_at"])
        _record(TrailType.TOLD_IN_PERSON, trail.worker(worker.pk), row)
        _keep_answer(row, worker, now)
    return row


def _delivered(reply: Reply, writer: Worker, now: datetime) -> None:
    _record(TrailType.REPLY_DELIVERED, trail.worker(writer.pk), reply)
    _keep_answer(reply, writer, now)


def _keep_answer(reply: Reply, worker: Worker, now: datetime) -> None:
    """They have their answer. Who wrote it keeps the promise, whoever's inbox it had climbed to."""
    owed = Promise.objects.filter(
        about_kind="contribution", about_id=reply.contribution_id, kind=PromiseKind.ANSWER
    )
    for promise in owed.filter(kept_at__isnull=True, ended_at__isnull=True):
        try:
            promises.keep(promise, worker, now)
        except AlreadyKept:
            continue


def open_answer(young_person: YoungPerson, reply_id: UUID | str, now: datetime) -> Reply:
    """The young person reads it. Raises NotAllowed."""
    with change(now):
        row = reply_of(young_person, reply_id)
        if row.opened_at is None:
            row.opened_at = now
            row.save(update_fields=["opened_at"])
            _record(TrailType.ANSWER_OPENED, trail.young_person(young_person.pk), row)
    return row


def rate(young_person: YoungPerson, reply_id: UUID | str, helped: Helped, now: datetime) -> Rating:
    """Did it help? They may change their mind. Raises NotAllowed."""
    with change(now):
        row = reply_of(young_person, reply_id)
        rating, _ = Rating.objects.update_or_create(reply=row, defaults={"helped": Helped(helped), "at": now})
        _record(TrailType.ANSWER_RATED, trail.young_person(young_person.pk), row)
    return rating


def _record(type: TrailType, actor: Actor, reply: Reply) -> None:
    young_person = reply.contribution.young_person_id
    record(
        type,
        actor,
        young_person_id=young_person,
        about=("contribution", reply.contribution_id),
        reply=reply.pk,
    )
