"""An answer has reached them only where they can open it; else somebody says it to them."""

from datetime import datetime, timedelta

import pytest

from safeguarding.people.actions import open_lock
from safeguarding.people.types import LOCK_TRIES, LockState
from safeguarding.promises import chores
from safeguarding.promises.models import Promise
from safeguarding.promises.types import PromiseKind
from safeguarding.trail.models import TrailEntry
from safeguarding.trail.types import TrailType
from tests.cast import FOUR, Cast, with_lock
from tests.voice.contributions.said import send
from voice.contributions.actions import take_back
from voice.contributions.models import Contribution
from voice.contributions.queries import open_words
from voice.contributions.types import About, AnswerWay
from voice.replies.actions import let_reply_go, open_answer, told_in_person, write_reply
from voice.replies.in_person import ask_for_shut_locks, ask_in_person
from voice.replies.models import Reply
from voice.replies.queries import answers_for
from voice.replies.types import ReplyState

pytestmark = pytest.mark.django_db

ANSWER = "I read it. I will come on Friday."


def answered(cast: Cast, now: datetime) -> Reply:
    """Something said, read, answered in writing, and let go by the moderator."""
    row = send(cast.maya, now)
    open_words(cast.asha, row.pk, now)
    return let_reply_go(cast.rhona, write_reply(cast.asha, row, ANSWER, AnswerWay.HERE, now), now)


def owed(row: Contribution) -> list[Promise]:
    return list(Promise.objects.filter(kind=PromiseKind.ANSWER, about_id=row.pk, kept_at=None, ended_at=None))


def test_without_a_lock_the_answer_stays_owed_until_it_was_told(cast: Cast, now: datetime) -> None:
    reply = answered(cast, now)
    assert reply.state == ReplyState.TO_TELL and len(owed(reply.contribution)) == 1
    told_in_person(cast.asha, reply, now)
    assert owed(reply.contribution) == []


def test_with_a_lock_it_waits_for_them_here(cast: Cast, now: datetime) -> None:
    with_lock(cast.maya, now)
    reply = answered(cast, now)
    assert reply.state == ReplyState.DELIVERED and owed(reply.contribution) == []


def test_with_a_lock_that_is_shut_it_is_told(cast: Cast, now: datetime) -> None:
    with_lock(cast.maya, now)
    wrong = tuple(reversed(FOUR))
    results = [open_lock(cast.maya, wrong, now).state for _ in range(LOCK_TRIES)]
    assert results[-1] is LockState.CLOSED
    assert answered(cast, now).state == ReplyState.TO_TELL


def test_an_advocate_s_answer_is_told_as_well(cast: Cast, now: datetime) -> None:
    row = send(cast.maya, now, about=About.ADVOCATE)
    assert write_reply(cast.tom, row, ANSWER, AnswerWay.HERE, now).state == ReplyState.TO_TELL


def test_i_can_t_do_this_makes_somebody_owe_it(cast: Cast, now: datetime) -> None:
    with_lock(cast.maya, now)
    reply = answered(cast, now)
    waits = send(cast.maya, now)
    assert owed(reply.contribution) == [], "left where she can't open it, and nobody owes it any more"
    later = now + timedelta(days=2)
    ask_in_person(cast.maya, later)
    reply.refresh_from_db()
    waits.refresh_from_db()
    assert reply.state == ReplyState.TO_TELL and waits.answer_way == AnswerWay.IN_PERSON
    [promise] = owed(reply.contribution)
    assert promise.keeper == cast.asha and promise.due_at > later
    assert answers_for(cast.maya) == []
    assert TrailEntry.objects.filter(type=TrailType.ASKED_IN_PERSON).count() == 1


def test_asked_twice_it_is_owed_once(cast: Cast, now: datetime) -> None:
    with_lock(cast.maya, now)
    reply = answered(cast, now)
    ask_in_person(cast.maya, now)
    ask_in_person(cast.maya, now)
    assert len(owed(reply.contribution)) == 1
    assert TrailEntry.objects.filter(type=TrailType.ASKED_IN_PERSON).count() == 1


def test_what_they_opened_stays_opened(cast: Cast, now: datetime) -> None:
    with_lock(cast.maya, now)
    reply = answered(cast, now)
    open_answer(cast.maya, reply.pk, now)
    ask_in_person(cast.maya, now)
    assert answers_for(cast.maya)[0].text == ANSWER and owed(reply.contribution) == []


def test_an_answer_a_moderator_has_not_read_yet_is_told_once_they_have(cast: Cast, now: datetime) -> None:
    with_lock(cast.maya, now)
    row = send(cast.maya, now)
    open_words(cast.asha, row.pk, now)
    reply = write_reply(cast.asha, row, ANSWER, AnswerWay.HERE, now)
    ask_in_person(cast.maya, now)
    assert let_reply_go(cast.rhona, reply, now).state == ReplyState.TO_TELL
    assert len(owed(row)) == 1


def test_a_lock_that_shut_just_before_we_stopped_is_asked_for_by_the_clocks(
    cast: Cast, now: datetime
) -> None:
    with_lock(cast.maya, now)
    reply = answered(cast, now)
    assert ask_for_shut_locks(now) == 0 and owed(reply.contribution) == [], "the control: it is open"
    for _ in range(LOCK_TRIES):
        open_lock(cast.maya, tuple(reversed(FOUR)), now)
    assert owed(reply.contribution) == [], "the page that asks for it never came"
    chores.run_due(now + timedelta(hours=1))
    reply.refresh_from_db()
    assert reply.state == ReplyState.TO_TELL and len(owed(reply.contribution)) == 1
    assert ask_for_shut_locks(now) == 0


def test_an_answer_to_what_was_taken_back_is_owed_by_nobody(cast: Cast, now: datetime) -> None:
    with_lock(cast.maya, now)
    reply = answered(cast, now)
    take_back(cast.maya, reply.contribution, now)
    ask_in_person(cast.maya, now)
    reply.refresh_from_db()
    assert reply.state == ReplyState.DELIVERED and owed(reply.contribution) == []
