from datetime import datetime, timedelta

import pytest

from safeguarding.concerns.models import Concern
from safeguarding.people.models import Post
from safeguarding.people.types import NotAllowed, Role, WhyLeftOut
from safeguarding.promises.clocks import tick
from safeguarding.promises.models import Promise
from safeguarding.promises.queries import who_has
from safeguarding.promises.types import Climb, PromiseKind
from safeguarding.responsibility.actions import leave_out
from safeguarding.trail import types as trail
from safeguarding.trail.models import TrailEntry
from safeguarding.trail.types import TrailType
from tests.cast import Cast, with_lock
from tests.voice.contributions.said import WORRIED, send
from voice.contributions.actions import take_back
from voice.contributions.models import Contribution
from voice.contributions.queries import open_words
from voice.contributions.taking_back import end_what_is_hidden
from voice.contributions.types import About, AnswerWay
from voice.replies.actions import let_reply_go, open_answer, rate, return_reply, told_in_person, write_reply
from voice.replies.errors import AlreadyWaiting, NothingWritten, NotWaiting, OwnReply, WriterLeftOut
from voice.replies.models import Rating, Reply
from voice.replies.plain import long_sentences
from voice.replies.queries import answers_for, replies_to, reply_by, reply_queue, reply_to_read
from voice.replies.types import Helped, ReplyState

pytestmark = pytest.mark.django_db

ANSWER = "Thank you. I read it. I will come and see you on Friday."


@pytest.fixture(autouse=True)
def _maya_has_her_pictures(cast: Cast, now: datetime) -> None:
    with_lock(cast.maya, now)


def opened(cast: Cast, now: datetime) -> Contribution:
    row = send(cast.maya, now)
    open_words(cast.asha, row.pk, now)
    return row


def owed(row: Contribution) -> Promise:
    return Promise.objects.get(kind=PromiseKind.ANSWER, about_id=row.pk)


def test_an_answer_waits_for_a_moderator_before_it_goes(cast: Cast, now: datetime) -> None:
    row = opened(cast, now)
    reply = write_reply(cast.asha, row, ANSWER, AnswerWay.HERE, now)
    assert reply.state == ReplyState.WAITING and owed(row).is_open
    assert reply.reading is not None and reply.reading.climb == Climb.REPLIES
    assert reply.reading.due_at == now + timedelta(hours=2) and who_has(reply.reading, now) == [cast.rhona]
    assert answers_for(cast.maya) == []
    with pytest.raises(NotAllowed):
        open_answer(cast.maya, reply.pk, now)


def test_let_go_it_is_delivered_and_the_promise_kept(cast: Cast, now: datetime) -> None:
    row = opened(cast, now)
    reply = write_reply(cast.asha, row, ANSWER, AnswerWay.HERE, now)
    let_reply_go(cast.rhona, reply, now + timedelta(hours=1))
    promise = owed(row)
    assert (promise.kept_by, promise.kept_at) == (cast.asha, now + timedelta(hours=1))
    reply.refresh_from_db()
    assert reply.reading is not None and reply.reading.kept_by == cast.rhona
    [mine] = answers_for(cast.maya)
    assert mine.by.known_as == "Asha" and mine.text == "" and mine.opened_at is None
    assert reply_queue(cast.rhona, now) == []


def test_the_young_person_opens_it_and_says_if_it_helped(cast: Cast, now: datetime) -> None:
    reply = write_reply(cast.asha, opened(cast, now), ANSWER, AnswerWay.HERE, now)
    let_reply_go(cast.rhona, reply, now)
    open_answer(cast.maya, reply.pk, now + timedelta(days=1))
    open_answer(cast.maya, reply.pk, now + timedelta(days=2))
    [mine] = answers_for(cast.maya)
    assert mine.text == ANSWER and mine.opened_at == now + timedelta(days=1)
    rate(cast.maya, reply.pk, Helped.NO, now)
    rate(cast.maya, reply.pk, Helped.A_BIT, now)
    assert Rating.objects.get().helped == "a_bit" == answers_for(cast.maya)[0].helped
    assert TrailEntry.objects.filter(type=TrailType.ANSWER_OPENED).count() == 1


def test_nobody_opens_or_rates_somebody_else_s_answer(cast: Cast, now: datetime) -> None:
    reply = write_reply(cast.asha, opened(cast, now), ANSWER, AnswerWay.HERE, now)
    let_reply_go(cast.rhona, reply, now)
    with pytest.raises(NotAllowed):
        open_answer(cast.kai, reply.pk, now)
    with pytest.raises(NotAllowed):
        rate(cast.kai, reply.pk, Helped.YES, now)
    assert open_answer(cast.maya, reply.pk, now).opened_at == now


def test_returned_it_goes_back_with_why_and_the_clock_runs_on(cast: Cast, now: datetime) -> None:
    row = opened(cast, now)
    due = owed(row).due_at
    reply = write_reply(cast.asha, row, ANSWER, AnswerWay.HERE, now)
    with pytest.raises(NothingWritten):
        return_reply(cast.rhona, reply, "  ", now)
    return_reply(cast.rhona, reply, "Say when on Friday.", now)
    assert owed(row).is_open and owed(row).due_at == due and answers_for(cast.maya) == []
    again = write_reply(cast.asha, row, ANSWER + " At four.", AnswerWay.HERE, now + timedelta(minutes=1))
    newest, first = replies_to(cast.asha, row, now)
    assert (first.state, first.returned_why) == ("returned", "Say when on Friday.")
    assert newest.reply_id == again.pk and newest.state == "waiting"


def test_told_in_person_keeps_the_promise_only_once_it_was_told(cast: Cast, now: datetime) -> None:
    row = opened(cast, now)
    reply = write_reply(cast.asha, row, ANSWER, AnswerWay.IN_PERSON, now)
    with pytest.raises(NotWaiting):
        told_in_person(cast.asha, reply, now)
    let_reply_go(cast.rhona, reply, now)
    assert owed(row).is_open and answers_for(cast.maya) == []
    with pytest.raises(AlreadyWaiting):
        write_reply(cast.joy, row, "me too", AnswerWay.HERE, now)
    told_in_person(cast.joy, reply, now)
    assert owed(row).kept_by == cast.joy
    assert answers_for(cast.maya)[0].way == AnswerWay.IN_PERSON
    assert TrailEntry.objects.get(type=TrailType.TOLD_IN_PERSON).actor_id == cast.joy.pk


def test_nobody_reads_their_own_answer_as_a_moderator(cast: Cast, now: datetime) -> None:
    Post.objects.create(worker=cast.asha, service=cast.team, role=Role.MODERATOR, starts_at=now)
    reply = write_reply(cast.asha, opened(cast, now), ANSWER, AnswerWay.HERE, now)
    assert reply_queue(cast.asha, now) == []
    with pytest.raises(NotAllowed):
        reply_to_read(cast.asha, reply.pk, now)
    with pytest.raises(OwnReply):
        let_reply_go(cast.asha, reply, now)
    assert reply.reading is not None and cast.asha not in who_has(reply.reading, now)
    assert let_reply_go(cast.rhona, reply, now).state == ReplyState.DELIVERED


def test_the_queue_of_answers_is_by_due_time_and_shows_no_words(cast: Cast, now: datetime) -> None:
    reply = write_reply(cast.asha, opened(cast, now), ANSWER, AnswerWay.HERE, now)
    [row] = reply_queue(cast.rhona, now)
    assert (row.reply_id, row.team, row.by.known_as, row.text) == (reply.pk, "Harbour team", "Asha", "")
    _, opened_ = reply_to_read(cast.rhona, reply.pk, now)
    assert opened_.text == ANSWER
    for name in ("joy", "sam", "ines", "stranger"):
        assert reply_queue(getattr(cast, name), now) == []
        with pytest.raises(NotAllowed):
            reply_to_read(getattr(cast, name), reply.pk, now)
        with pytest.raises(NotAllowed):
            let_reply_go(getattr(cast, name), reply, now)


def test_only_who_may_work_on_it_answers(cast: Cast, now: datetime) -> None:
    row = opened(cast, now)
    for name in ("ravi", "ines", "rhona", "lena", "carol", "tom", "stranger"):
        with pytest.raises(NotAllowed):
            write_reply(getattr(cast, name), row, ANSWER, AnswerWay.HERE, now)
        with pytest.raises(NotAllowed):
            replies_to(getattr(cast, name), row, now)
    with pytest.raises(NothingWritten):
        write_reply(cast.asha, row, " ", AnswerWay.HERE, now)
    reply = write_reply(cast.joy, row, ANSWER, AnswerWay.HERE, now)
    assert reply_by(cast.asha, reply.pk, now) == reply


def test_one_answer_waits_at_a_time(cast: Cast, now: datetime) -> None:
    row = opened(cast, now)
    write_reply(cast.asha, row, ANSWER, AnswerWay.HERE, now)
    with pytest.raises(AlreadyWaiting):
        write_reply(cast.joy, row, ANSWER, AnswerWay.HERE, now)
    assert Reply.objects.count() == 1


def test_an_answer_goes_once(cast: Cast, now: datetime) -> None:
    reply = write_reply(cast.asha, opened(cast, now), ANSWER, AnswerWay.HERE, now)
    let_reply_go(cast.rhona, reply, now)
    with pytest.raises(NotWaiting):
        let_reply_go(cast.rhona, reply, now)
    with pytest.raises(NotWaiting):
        return_reply(cast.rhona, reply, "why", now)


def test_nothing_comes_from_somebody_they_now_want_left_out(cast: Cast, now: datetime) -> None:
    reply = write_reply(cast.asha, opened(cast, now), ANSWER, AnswerWay.HERE, now)
    leave_out(cast.maya, cast.asha, WhyLeftOut.NOT_THIS_PERSON, now, actor=trail.young_person(cast.maya.pk))
    with pytest.raises(WriterLeftOut):
        let_reply_go(cast.rhona, reply, now)
    return_reply(cast.rhona, reply, "Somebody else answers.", now)
    assert answers_for(cast.maya) == []


def test_an_advocate_s_answer_is_read_by_nobody_else(cast: Cast, now: datetime) -> None:
    row = send(cast.maya, now, about=About.ADVOCATE)
    open_words(cast.tom, row.pk, now)
    reply = write_reply(cast.tom, row, ANSWER, AnswerWay.HERE, now)
    assert reply.state == ReplyState.DELIVERED and reply.reading is None
    assert owed(row).kept_by == cast.tom and reply_queue(cast.rhona, now) == []
    assert answers_for(cast.maya)[0].by.known_as == "Tom"


def test_long_sentences_are_pointed_at() -> None:
    long = "This is a sentence that goes on and on with many words until nobody knows why."
    assert long_sentences(f"I read it. {long}\nSee you on Friday!") == [long]
    assert long_sentences(ANSWER) == []


def test_when_no_moderator_reads_an_answer_the_lead_can(cast: Cast, now: datetime) -> None:
    reply = write_reply(cast.asha, opened(cast, now), ANSWER, AnswerWay.HERE, now)
    with pytest.raises(NotAllowed):
        let_reply_go(cast.sam, reply, now)
    late = now + timedelta(hours=3)
    tick(late)
    assert [waiting.reply_id for waiting in reply_queue(cast.sam, late)] == [reply.pk]
    assert let_reply_go(cast.sam, reply, late).state == ReplyState.DELIVERED


def test_an_answer_to_what_was_taken_back_and_is_hidden_goes_no_further(cast: Cast, now: datetime) -> None:
    row = opened(cast, now)
    reply = write_reply(cast.asha, row, ANSWER, AnswerWay.HERE, now)
    assert [one.reply_id for one in reply_queue(cast.rhona, now)] == [reply.pk], "the control"
    take_back(cast.maya, row, now)
    assert reply_queue(cast.rhona, now) == []
    with pytest.raises(NotAllowed):
        reply_to_read(cast.rhona, reply.pk, now)
    with pytest.raises(NotWaiting):
        let_reply_go(cast.rhona, reply, now)
    with pytest.raises(NotWaiting):
        return_reply(cast.rhona, reply, "No.", now)
    assert answers_for(cast.maya) == []
    assert not Promise.objects.filter(kept_at=None, ended_at=None).exists()


def test_an_answer_while_a_concern_is_open_still_goes_and_ends_with_it(cast: Cast, now: datetime) -> None:
    row = send(cast.maya, now, WORRIED)
    open_words(cast.asha, row.pk, now)
    let_reply_go(cast.rhona, write_reply(cast.asha, row, ANSWER, AnswerWay.HERE, now), now)
    second = write_reply(cast.asha, row, "And this.", AnswerWay.HERE, now)
    take_back(cast.maya, row, now)
    assert [one.reply_id for one in reply_queue(cast.rhona, now)] == [second.pk], "adults still work on it"
    Concern.objects.update(closed_at=now)
    assert end_what_is_hidden(now) == 1
    assert end_what_is_hidden(now) == 0
    assert reply_queue(cast.rhona, now) == []
    Concern.objects.update(closed_at=None)
    again = write_reply(cast.asha, row, "It is open again.", AnswerWay.HERE, now)
    assert [one.reply_id for one in reply_queue(cast.rhona, now)] == [again.pk]


def test_an_answer_that_came_before_the_named_worker_read_it_is_not_owed_again(
    cast: Cast, now: datetime
) -> None:
    row = send(cast.maya, now)
    let_reply_go(cast.rhona, write_reply(cast.sam, row, ANSWER, AnswerWay.HERE, now), now)
    open_words(cast.asha, row.pk, now)
    assert not Promise.objects.filter(kind=PromiseKind.ANSWER).exists()


def test_an_answer_that_waits_when_the_named_worker_reads_it_is_its_writers(
    cast: Cast, now: datetime
) -> None:
    row = send(cast.maya, now)
    reply = write_reply(cast.joy, row, ANSWER, AnswerWay.HERE, now)
    open_words(cast.asha, row.pk, now)
    assert owed(row).keeper == cast.joy, "sent back, it is still owed"
    return_reply(cast.rhona, reply, "Shorter, please.", now)
    assert owed(row).is_open
    let_reply_go(cast.rhona, write_reply(cast.joy, row, ANSWER, AnswerWay.HERE, now), now)
    assert owed(row).kept_by == cast.joy
