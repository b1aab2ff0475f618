from datetime import datetime, timedelta
from email import message_from_bytes
from email.message import Message
from typing import Any

import pytest

from safeguarding.people.models import LeftOut
from safeguarding.people.types import WhyLeftOut
from safeguarding.promises import actions, clocks, outbox, watchdog
from safeguarding.promises.models import Notice, Promise
from safeguarding.promises.types import Channel, Clock, NoticeState, PromiseKind
from tests.cast import Cast
from tests.conftest import Mailbox
from tests.safeguarding.promises.helpers import MINUTE, SECOND, holder, let_it_climb, next_at, promised
from tests.services import free_port


def email_of(promise: Promise) -> Notice:
    return Notice.objects.filter(promise=promise, channel=Channel.EMAIL).latest("round", "rung")


def mails(smtp: Mailbox) -> list[Message]:
    return [message_from_bytes(envelope.original_content or b"") for envelope in smtp.messages]


def test_a_notice_goes_to_its_person_and_is_marked_after(cast: Cast, now: datetime, smtp: Mailbox) -> None:
    promise = promised(cast.maya, now)
    assert outbox.send(now + SECOND) == 1
    notice = email_of(promise)
    assert (notice.state, notice.sent_at, notice.attempts) == (NoticeState.SENT, now + SECOND, 1)
    assert [envelope.rcpt_tos for envelope in smtp.messages] == [["asha@example.org"]]
    assert outbox.send(now + timedelta(hours=1)) == 0


def test_it_carries_the_notices_own_reference(cast: Cast, now: datetime, smtp: Mailbox) -> None:
    promise = promised(cast.maya, now)
    outbox.send(now)
    assert mails(smtp)[0]["Message-ID"] == f"<{email_of(promise).pk}@localhost>"


@pytest.mark.parametrize(
    ("clock", "subject"),
    [
        (Clock.NOW, "Corner: Please look now"),
        (Clock.TODAY, "Corner: Please look today"),
        (Clock.SOON, "Corner: Something is waiting for you"),
    ],
)
def test_the_text_is_fixed_for_each_urgency(
    cast: Cast, now: datetime, smtp: Mailbox, clock: Clock, subject: str
) -> None:
    promised(cast.maya, now, clock)
    outbox.send(now)
    assert mails(smtp)[0]["Subject"] == subject
    assert "http://localhost:8000/sign-in" in smtp.texts()[0]


def test_a_server_that_says_later_is_asked_later(cast: Cast, now: datetime, smtp: Mailbox) -> None:
    promise = promised(cast.maya, now)
    smtp.refuse_next = 2
    assert outbox.send(now) == 0
    assert outbox.send(now + 4 * SECOND) == 0
    assert outbox.send(now + 5 * SECOND) == 0
    assert outbox.send(now + 15 * SECOND) == 1
    notice = email_of(promise)
    assert (notice.state, notice.attempts, len(smtp.messages)) == (NoticeState.SENT, 3, 1)


def test_one_that_can_not_be_sent_keeps_no_other_waiting(cast: Cast, now: datetime, smtp: Mailbox) -> None:
    for young_person in (cast.maya, cast.kai, cast.noor):
        promised(young_person, now)
    smtp.refuse_next = 1
    assert outbox.send(now) == 2
    states = Notice.objects.filter(channel=Channel.EMAIL).values_list("state", flat=True)
    assert sorted(states) == [NoticeState.QUEUED, NoticeState.SENT, NoticeState.SENT]


def down(settings: Any) -> None:
    settings.EMAIL_PORT = free_port()


def test_with_the_mail_server_down_the_ladder_goes_on_and_mail_goes_out_afterwards(
    cast: Cast, now: datetime, smtp: Mailbox, settings: Any
) -> None:
    up = settings.EMAIL_PORT
    down(settings)
    promise = promised(cast.maya, now)
    assert outbox.send(now) == 0
    at = let_it_climb(promise)
    assert holder(promise) == "Joy"
    settings.EMAIL_PORT = up
    assert outbox.send(at) == 2
    assert sorted(envelope.rcpt_tos[0] for envelope in smtp.messages) == [
        "asha@example.org",
        "joy@example.org",
    ]


def test_a_long_outage_ends_without_a_flood(cast: Cast, now: datetime, smtp: Mailbox, settings: Any) -> None:
    up = settings.EMAIL_PORT
    down(settings)
    promise = promised(cast.maya, now, Clock.NOW, kind=PromiseKind.LOOK)
    for _ in range(10):
        outbox.send(let_it_climb(promise))
    settings.EMAIL_PORT = up
    at = next_at(promise)
    for minutes in range(30):
        outbox.send(at + minutes * MINUTE)
    told_sam = [envelope for envelope in smtp.messages if envelope.rcpt_tos == ["sam@example.org"]]
    assert len(told_sam) == 1
    assert not Notice.objects.filter(state__in=(NoticeState.QUEUED, NoticeState.LEASED)).exists()


def test_given_up_on_it_is_seen_and_the_ladder_does_not_stop(
    cast: Cast, now: datetime, smtp: Mailbox, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outbox, "ATTEMPTS", 2)
    down(settings)
    promise = promised(cast.maya, now)
    outbox.send(now)
    outbox.send(now + 5 * SECOND)
    assert email_of(promise).state == NoticeState.FAILED
    step = promise.steps.get(why="not_sent")
    assert (step.worker, step.details) == (cast.asha, {"channel": "email"})
    assert "not_sent" in watchdog.health(now + 6 * SECOND)
    let_it_climb(promise)
    assert holder(promise) == "Joy"


def test_attempts_are_spread_over_hours(now: datetime) -> None:
    waits = [min(outbox.SHORTEST * 2**attempt, outbox.LONGEST) for attempt in range(outbox.ATTEMPTS - 1)]
    assert waits[:3] == [5, 10, 20]
    assert sum(waits) > 5 * 60 * 60


def test_what_is_kept_meanwhile_is_not_sent_any_more(cast: Cast, now: datetime, smtp: Mailbox) -> None:
    promise = promised(cast.maya, now)
    smtp.refuse_next = 1
    outbox.send(now)
    actions.keep(promise, cast.asha, now + SECOND)
    assert outbox.send(now + MINUTE) == 0
    assert smtp.messages == []


def test_a_person_left_out_after_queueing_is_not_written_to(cast: Cast, now: datetime, smtp: Mailbox) -> None:
    promised(cast.maya, now)
    LeftOut.objects.create(
        young_person=cast.maya, worker=cast.asha, why=WhyLeftOut.NOT_THIS_PERSON, since=now
    )
    actions.move_from(cast.asha, cast.maya, now)
    outbox.send(now)
    assert [envelope.rcpt_tos for envelope in smtp.messages] == [["joy@example.org"]]


def test_somebody_who_left_after_queueing_is_not_written_to(cast: Cast, now: datetime, smtp: Mailbox) -> None:
    of_maya, of_kai = promised(cast.maya, now), promised(cast.kai, now)
    Notice.objects.filter(promise=of_kai, channel=Channel.EMAIL).update(person=cast.joy)
    # Whatever took the account away, and whether or not it handed on what they had.
    cast.asha.is_active = False
    cast.asha.save()
    assert outbox.send(now) == 1
    assert [envelope.rcpt_tos for envelope in smtp.messages] == [["joy@example.org"]], "the control"
    assert email_of(of_maya).state == NoticeState.DROPPED


def test_what_can_wait_comes_as_one_message_for_each_person(cast: Cast, now: datetime, smtp: Mailbox) -> None:
    for young_person in (cast.maya, cast.kai, cast.noor):
        promised(young_person, now, Clock.ORDINARY)
    assert outbox.send(now) == 3
    assert len(smtp.messages) == 1
    assert "3" not in smtp.texts()[0].split("Message-ID")[1].split("\r\n", 1)[1]  # no count of anything


def test_the_morning_digest_is_one_message(cast: Cast, now: datetime, smtp: Mailbox) -> None:
    rows = [promised(young_person, now, Clock.SOON) for young_person in (cast.maya, cast.kai)]
    for row in rows:
        Promise.objects.filter(pk=row.pk).update(rung=3, keeper=cast.sam)
    Notice.objects.all().delete()
    clocks.tick(rows[0].due_at)
    morning = next_at(rows[0])
    assert next_at(rows[1]) == morning
    outbox.send(rows[0].due_at)
    smtp.messages.clear()
    assert clocks.tick(morning) == 2
    assert outbox.send(morning) == 2
    assert [envelope.rcpt_tos for envelope in smtp.messages] == [["sam@example.org"]]


def test_what_pages_is_never_put_together(cast: Cast, now: datetime, smtp: Mailbox) -> None:
    for young_person in (cast.maya, cast.kai):
        promised(young_person, now, Clock.NOW, kind=PromiseKind.LOOK)
    outbox.send(now)
    assert len(smtp.messages) == 2


def test_two_senders_do_not_lease_the_same(cast: Cast, now: datetime) -> None:
    promised(cast.maya, now)
    assert len(outbox.lease(now, 10)) == 1
    assert outbox.lease(now + 59 * SECOND, 10) == []


def test_a_lease_that_ran_out_is_sent_again_under_the_same_reference(
    cast: Cast, now: datetime, smtp: Mailbox
) -> None:
    promise = promised(cast.maya, now)
    notice = outbox.lease(now, 10)[0]  # and whoever leased it was killed
    assert outbox.send(now + 60 * SECOND) == 1
    assert mails(smtp)[0]["Message-ID"] == f"<{notice.pk}@localhost>"
    assert email_of(promise).state == NoticeState.SENT


def test_a_pass_that_takes_long_gives_back_what_it_did_not_reach(
    cast: Cast, now: datetime, smtp: Mailbox
) -> None:
    first, second = promised(cast.maya, now), promised(cast.kai, now)
    moments = iter([0.0, 1.0, 99.0])
    assert outbox.send(now, spent=lambda: next(moments)) == 1
    waiting = Notice.objects.get(state=NoticeState.QUEUED)
    assert (waiting.attempts, waiting.lease_until) == (0, None)
    assert outbox.send(now) == 1
    assert {email_of(first).state, email_of(second).state} == {NoticeState.SENT}


def test_the_inbox_row_is_there_at_once_whatever_happens_to_mail(
    cast: Cast, now: datetime, smtp: Mailbox, settings: Any
) -> None:
    down(settings)
    promise = promised(cast.maya, now)
    assert outbox.send(now) == 0
    assert Notice.objects.get(promise=promise, channel=Channel.INBOX).state == NoticeState.SENT
