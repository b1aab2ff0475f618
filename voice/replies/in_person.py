"""They can't open answers here: each that waits is said to them in person, by somebody who has promised to."""

from datetime import datetime

from django.db.models import QuerySet

from safeguarding.people.models import PictureLock, YoungPerson
from safeguarding.people.types import Route
from safeguarding.promises import actions as promises
from safeguarding.promises.models import Promise
from safeguarding.promises.types import Clock, PromiseKind
from safeguarding.trail import types as trail
from safeguarding.trail.actions import change, record
from safeguarding.trail.types import TrailType
from voice.contributions.behind_lock import shut_now
from voice.contributions.models import Contribution
from voice.contributions.permission import hold
from voice.contributions.submitting import CLIMBS
from voice.contributions.taking_back import is_hidden
from voice.contributions.types import AnswerWay
from voice.replies.models import Reply
from voice.replies.permission import replies
from voice.replies.types import ReplyState


def ask_in_person(young_person: YoungPerson, now: datetime) -> None:
    """Answers still to come and those nobody opened are to be told. Asking twice changes nothing more."""
    with change(now):
        hold(young_person)
        rows = Contribution.objects.filter(young_person=young_person, answer_way=AnswerWay.HERE)
        asked = rows.update(answer_way=AnswerWay.IN_PERSON)
        waiting = _tell_all(Contribution.objects.filter(young_person=young_person), now)
        Reply.objects.filter(
            contribution__young_person=young_person, state=ReplyState.WAITING, way=AnswerWay.HERE
        ).update(way=AnswerWay.IN_PERSON)
        if asked or waiting:
            record(
                TrailType.ASKED_IN_PERSON,
                trail.young_person(young_person.pk),
                young_person_id=young_person.pk,
            )


def tell_what_stays_shut(young_person: YoungPerson, now: datetime) -> None:
    """They have a new picture lock: what it does not open is told to them, also what nobody has answered yet."""
    with change(now):
        hold(young_person)
        shut = shut_now(young_person)
        shut.filter(answer_way=AnswerWay.HERE).update(answer_way=AnswerWay.IN_PERSON)
        _tell_all(shut, now)


def ask_for_shut_locks(now: datetime) -> int:
    """A chore of the clocks: a lock shuts, or is chosen anew, in one change, and what waits behind it is asked for in
    the next: we may stop between them. How many answers are to be told now.
    """
    behind = Reply.objects.filter(state=ReplyState.DELIVERED, way=AnswerWay.HERE, opened_at__isnull=True)
    before = behind.count()
    theirs = behind.values("contribution__young_person")
    rows = PictureLock.objects.filter(young_person__in=theirs).select_related("young_person__data_key")
    for lock in rows.filter(closed_at__isnull=False):
        ask_in_person(lock.young_person, now)
    outside = behind.exclude(contribution__route=Route.USUAL).values("contribution__young_person")
    for lock in rows.filter(closed_at__isnull=True, young_person__in=outside):
        tell_what_stays_shut(lock.young_person, now)
    return before - behind.count()


def _tell_all(said: QuerySet[Contribution], now: datetime) -> int:
    not_opened = replies().filter(
        contribution__in=said, state=ReplyState.DELIVERED, way=AnswerWay.HERE, opened_at__isnull=True
    )
    waiting = [row for row in not_opened.select_for_update(of=("self",)) if not is_hidden(row.contribution)]
    for reply in waiting:
        _tell(reply, now)
    return len(waiting)


def _tell(reply: Reply, now: datetime) -> None:
    """Its promise was kept by leaving it where they can't open it: whoever wrote it owes it again."""
    reply.state, reply.delivered_at, reply.way = ReplyState.TO_TELL, None, AnswerWay.IN_PERSON
    reply.save(update_fields=["state", "delivered_at", "way"])
    row = reply.contribution
    owed = Promise.objects.filter(
        about_kind="contribution", about_id=row.pk, kind=PromiseKind.ANSWER, kept_at=None, ended_at=None
    )
    if not owed.exists():
        promises.make(
            PromiseKind.ANSWER,
            Clock.ORDINARY,
            CLIMBS[Route(row.route)],
            about=("contribution", row.pk),
            young_person=row.young_person,
            now=now,
            contribution_id=row.pk,
            chosen=reply.by,
        )
