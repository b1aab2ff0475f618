"""Who must not get a promise, hear of it or be written to: also when things go wrong or change on the way."""

from datetime import datetime, time
from typing import Any

import pytest

from safeguarding.people.models import Worker
from safeguarding.people.types import Role, WhyLeftOut
from safeguarding.promises import actions, clocks, live, outbox, watchdog
from safeguarding.promises.models import Notice, Promise, Shift
from safeguarding.promises.queries import ahead, inbox, who_has
from safeguarding.promises.types import CannotHave, Climb, Clock, NobodyToHandTo, PromiseKind
from safeguarding.responsibility.actions import deactivate, leave_out
from safeguarding.trail import types as trail
from tests.cast import Cast
from tests.cast import _worker as a_worker
from tests.conftest import Mailbox
from tests.safeguarding.promises.helpers import MINUTE, SECOND, fresh, holder, promised

pytestmark = pytest.mark.django_db


def tap(cast: Cast, worker: Worker, now: datetime) -> None:
    leave_out(cast.maya, worker, WhyLeftOut.NOT_THIS_PERSON, now, actor=trail.young_person(cast.maya.pk))


def on_call_with_ravi(cast: Cast, now: datetime) -> Worker:
    bob = a_worker("Bob", now, cast.service, Role.WORKER)
    rota = Shift.objects.filter(worker=cast.ravi)[0].rota
    Shift.objects.create(rota=rota, worker=bob, weekday=1, starts=time(0), ends=time(0))
    return bob


def test_an_advocates_promise_is_nobody_elses_when_no_advocate_is_left(cast: Cast, now: datetime) -> None:
    tap(cast, cast.tom, now)
    promise = promised(cast.maya, now, climb=Climb.ADVOCATE)
    assert promise.climb == Climb.ADVOCATE and who_has(promise, now) == []
    assert [inbox(worker, now) for worker in (cast.ines, cast.sam, cast.asha)] == [[], [], []]
    assert "nobody" in watchdog.health(now)
    assert ahead(promise, now) == []


def test_an_advocate_who_is_the_last_one_can_not_leave_messages_behind(cast: Cast, now: datetime) -> None:
    promise = promised(cast.maya, now, climb=Climb.ADVOCATE)
    with pytest.raises(NobodyToHandTo):
        deactivate(cast.tom, now, trail.CLOCKS)
    assert who_has(fresh(promise), now) == [cast.tom]


def test_an_advocates_promise_that_is_stuck_stays_with_advocates(cast: Cast, now: datetime) -> None:
    promise = promised(cast.maya, now, climb=Climb.ADVOCATE)
    Promise.objects.filter(pk=promise.pk).update(failures=clocks.FAILURES - 1, next_action_at=now)
    clocks._failed(promise.pk, now)
    assert fresh(promise).failures == 0, "it was given to a person"
    assert inbox(cast.sam, now) == [] == inbox(cast.ines, now)
    assert who_has(fresh(promise), now) == [cast.tom]


def test_whoever_had_it_is_not_asked_again_outside_the_line(cast: Cast, now: datetime) -> None:
    promise = promised(cast.maya, now, kind=PromiseKind.ANSWER, chosen=cast.asha)
    assert holder(promise) == "Asha"
    actions.reroute(promise, Climb.INDEPENDENT, now, trail.CLOCKS, "heading_5")
    assert who_has(fresh(promise), now) == [cast.ines]
    assert inbox(cast.asha, now) == []
    with pytest.raises(CannotHave):
        actions.hand_over(fresh(promise), cast.ines, cast.asha, now)


def test_an_adviser_keeps_a_question_about_what_went_outside(cast: Cast, now: datetime) -> None:
    about = promised(cast.maya, now, climb=Climb.INDEPENDENT)
    question = promised(
        cast.maya,
        now,
        kind=PromiseKind.ADVISE,
        climb=Climb.ADVISER,
        chosen=cast.priya,
        contribution_id=about.about_id,
    )
    assert who_has(question, now) == [cast.priya]


def test_somebody_left_out_is_not_nudged_when_it_moves_or_is_kept(
    cast: Cast, now: datetime, monkeypatch: Any, django_capture_on_commit_callbacks: Any
) -> None:
    nudged: list[str] = []
    monkeypatch.setattr(live, "_send_now", nudged.extend)
    bob = on_call_with_ravi(cast, now)
    promise = promised(cast.maya, now, Clock.NOW)
    assert {row.person for row in Notice.objects.filter(promise=promise)} == {bob, cast.ravi}
    tap(cast, cast.ravi, now)
    assert who_has(fresh(promise), now) == [bob]
    with django_capture_on_commit_callbacks(execute=True):
        clocks.tick(now + 15 * MINUTE)
    with django_capture_on_commit_callbacks(execute=True):
        actions.keep(fresh(promise), bob, now + 16 * MINUTE)
    assert live.group_of(bob.pk) in nudged
    assert live.group_of(cast.ravi.pk) not in nudged


def test_somebody_left_out_while_messages_go_out_gets_none(
    cast: Cast, now: datetime, smtp: Mailbox, monkeypatch: Any
) -> None:
    promised(cast.kai, now, Clock.NOW)
    promised(cast.maya, now + SECOND, Clock.NOW)
    send_one = outbox._send_one
    seen: list[int] = []

    def then_leave_out(*given: Any) -> int:
        sent = send_one(*given)
        if not seen:
            tap(cast, cast.ravi, now + SECOND)
            actor = trail.young_person(cast.kai.pk)
            leave_out(cast.kai, cast.ravi, WhyLeftOut.NOT_THIS_PERSON, now + SECOND, actor=actor)
        seen.append(sent)
        return sent

    monkeypatch.setattr(outbox, "_send_one", then_leave_out)
    outbox.send(now + SECOND)
    assert [envelope.rcpt_tos for envelope in smtp.messages].count(["ravi@example.org"]) == 1
