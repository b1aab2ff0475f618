import uuid
from datetime import datetime, time, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from safeguarding.people.actions import give_post
from safeguarding.people.models import LeftOut, Post
from safeguarding.people.types import Role, WhyLeftOut
from safeguarding.promises import actions, queries
from safeguarding.promises.models import Promise, Rota, Shift
from safeguarding.promises.types import Climb, Clock, PromiseKind, RotaKind, RungWho
from safeguarding.trail.types import CLOCKS
from tests.cast import Cast
from tests.cast import _worker as a_worker
from tests.safeguarding.promises.helpers import (
    MINUTE,
    NIGHT,
    fresh,
    let_it_climb,
    next_at,
    on_leave,
    promised,
)


def test_an_inbox_is_in_the_order_of_its_times(cast: Cast, now: datetime) -> None:
    slow, fast = promised(cast.maya, now, Clock.ORDINARY), promised(cast.kai, now)
    rows = queries.inbox(cast.asha, now)
    assert [row.promise for row in rows] == [fast, slow]
    row = rows[0]
    assert (row.young_person, row.kind, row.clock, row.due, row.told) == (
        cast.kai,
        PromiseKind.READ,
        Clock.TODAY,
        fast.due_at,
        fast.due_at,
    )
    assert row.if_not == ("Joy", fast.due_at)
    assert (row.mine, row.missed, row.taken_by, row.is_practice) == (True, False, None, False)
    assert row.about == (fast.about_kind, fast.about_id)


@pytest.mark.parametrize(("minutes", "left"), [(0, 1.0), (60, 0.5), (120, 0.0), (200, 0.0)])
def test_it_says_how_much_of_the_time_is_left(cast: Cast, now: datetime, minutes: int, left: float) -> None:
    promised(cast.maya, now)
    assert queries.inbox(cast.asha, now + minutes * MINUTE)[0].left == pytest.approx(left)


def test_the_lead_at_the_top_reads_that_it_comes_back_to_them(cast: Cast, now: datetime) -> None:
    promise = promised(cast.maya, now)
    for _ in range(3):
        let_it_climb(promise)
    row = queries.inbox(cast.sam, now)[0]
    assert row.if_not == ("Sam", next_at(promise))


def test_nobody_else_has_it_in_their_inbox(cast: Cast, now: datetime) -> None:
    promised(cast.maya, now)
    assert len(queries.inbox(cast.asha, now)) == 1
    everybody = (cast.joy, cast.ravi, cast.sam, cast.ines, cast.rhona, cast.lena, cast.adam, cast.stranger)
    assert [worker for worker in everybody if queries.inbox(worker, now)] == []


def test_somebody_left_out_has_nothing_of_it(cast: Cast, now: datetime) -> None:
    promise = promised(cast.maya, now)
    assert len(queries.inbox(cast.asha, now)) == 1
    LeftOut.objects.create(young_person=cast.maya, worker=cast.asha, why=WhyLeftOut.ABOUT_THEM, since=now)
    assert queries.inbox(cast.asha, now) == []
    assert not queries.holds(cast.asha, [(promise.about_kind, promise.about_id)], now)


def test_an_inactive_worker_has_nothing(cast: Cast, now: datetime) -> None:
    promised(cast.maya, now)
    cast.asha.is_active = False
    assert queries.inbox(cast.asha, now) == []


def test_a_worker_without_a_post_has_nothing(cast: Cast, now: datetime) -> None:
    promise = promised(cast.maya, now)
    about = [(promise.about_kind, promise.about_id)]
    assert queries.inbox(cast.asha, now) and queries.holds(cast.asha, about, now), "the control"
    Post.objects.filter(worker=cast.asha).update(ends_at=now)
    assert queries.inbox(cast.asha, now) == []
    assert not queries.holds(cast.asha, about, now)


def test_whoever_comes_on_shift_finds_it_and_whoever_was_told_keeps_it(cast: Cast, now: datetime) -> None:
    promise = promised(cast.maya, now, Clock.NOW, kind=PromiseKind.LOOK)
    Shift.objects.filter(rota__kind=RotaKind.DUTY).delete()
    rota = Rota.objects.get(kind=RotaKind.DUTY)
    Shift.objects.create(rota=rota, worker=cast.lena, weekday=1, starts=time(10), ends=time(18))
    assert [row.promise for row in queries.inbox(cast.lena, now)] == [promise]
    assert [row.promise for row in queries.inbox(cast.ravi, now)] == [promise]
    assert queries.inbox(cast.lena, NIGHT) == []
    assert queries.who_has(promise, now) == [cast.lena, cast.ravi]


def test_an_inbox_of_three_costs_the_queries_of_one(cast: Cast, now: datetime) -> None:
    promised(cast.maya, now)
    with CaptureQueriesContext(
        connection,
    ) as one:
        queries.inbox(cast.asha, now)
    for young_person in (cast.kai, cast.noor, cast.dylan):
        promised(young_person, now, Clock.ORDINARY)
        promised(young_person, now, climb=Climb.USUAL, contribution_id=uuid.uuid4())
    with CaptureQueriesContext(connection) as many:
        assert len(queries.inbox(cast.asha, now)) == 7
    assert (
        len(many) <= len(one) + 1
    )  # whether something went outside is asked once, if there is anything to ask


def test_who_has_it_is_its_keeper_then_nobody(cast: Cast, now: datetime) -> None:
    promise = promised(cast.maya, now)
    assert queries.who_has(promise, now) == [cast.asha]
    actions.keep(promise, cast.asha, now)
    assert queries.who_has(fresh(promise), now) == []


def test_holds_is_true_of_who_has_kept_or_taken_it(cast: Cast, now: datetime) -> None:
    promise = promised(cast.maya, now, Clock.NOW, kind=PromiseKind.LOOK)
    about = [(promise.about_kind, promise.about_id)]
    held = [
        worker.known_as for worker in (cast.ravi, cast.asha, cast.sam) if queries.holds(worker, about, now)
    ]
    assert held == ["Ravi"]
    actions.take(promise, cast.sam, now)
    assert queries.holds(cast.sam, about, now)
    let_it_climb(promise)
    assert queries.holds(cast.sam, about, now)  # they took it once
    assert not queries.holds(cast.ravi, about, now)  # it went on without them
    actions.keep(promise, cast.joy, now)
    assert queries.holds(cast.joy, about, now)
    assert not queries.holds(cast.asha, about, now)
    assert not queries.holds(cast.joy, [], now)


def test_what_was_kept_or_taken_counts_while_they_work_over_the_young_person(
    cast: Cast, now: datetime
) -> None:
    kept, taken = promised(cast.maya, now), promised(cast.maya, now, Clock.NOW, kind=PromiseKind.LOOK)
    actions.keep(kept, cast.asha, now)
    actions.take(taken, cast.sam, now)
    actions.keep(taken, cast.joy, now)
    before = [(cast.asha, kept), (cast.sam, taken), (cast.joy, taken)]

    def held() -> list[bool]:
        return [queries.holds(worker, [(row.about_kind, row.about_id)], now) for worker, row in before]

    assert held() == [True, True, True], "the control"
    cast.maya.service = cast.sibling
    cast.maya.save()
    give_post(cast.sam, cast.sibling, Role.WORKER, now=now, by=CLOCKS)
    assert held() == [False, True, False], "her home is still where Asha's and Joy's posts are not"
    Post.objects.filter(worker=cast.asha).update(service=cast.home)
    assert held() == [True, True, False]


def test_a_moderators_reading_lets_them_do_no_more(cast: Cast, now: datetime) -> None:
    promise = promised(cast.maya, now, Clock.ORDINARY, Climb.MODERATORS)
    assert [row.promise for row in queries.inbox(cast.rhona, now)] == [promise]
    assert not queries.holds(cast.rhona, [(promise.about_kind, promise.about_id)], now)


def test_ahead_is_what_then_happens(cast: Cast, now: datetime) -> None:
    promise = promised(cast.maya, now)
    foretold = [(step.name, step.who, step.at) for step in queries.ahead(promise, now)]
    due = promise.due_at
    assert foretold == [
        ("Joy", RungWho.DEPUTY, due),
        ("Team on call", RungWho.DUTY_ROTA, due + 15 * MINUTE),
        ("Sam", RungWho.LEAD, due + 30 * MINUTE),
    ]
    for _name, _, at in foretold:
        assert let_it_climb(promise) == at
    actions.keep(promise, cast.sam, now)
    assert queries.ahead(fresh(promise), now) == []


def test_ahead_knows_who_will_have_gone_home(cast: Cast) -> None:
    late = NIGHT.replace(hour=15, minute=30)
    promise = promised(cast.maya, late)
    assert [step.name for step in queries.ahead(promise, late)] == ["Team on call", "Sam"]


def test_ahead_of_an_emptied_ladder_is_the_independent_rota(cast: Cast, now: datetime) -> None:
    promise = promised(cast.maya, now)
    for worker in (cast.joy, cast.ravi, cast.sam):
        LeftOut.objects.create(
            young_person=cast.maya, worker=worker, why=WhyLeftOut.NOT_THIS_PERSON, since=now
        )
    assert [step.name for step in queries.ahead(promise, now)] == ["People outside"]
    let_it_climb(promise)
    assert queries.who_has(fresh(promise), now) == [cast.ines]


@pytest.mark.parametrize(
    ("climb", "names"),
    [
        (Climb.USUAL, ["Asha", "Joy", "Ravi", "Sam", "Rhona"]),
        (Climb.HELP_NOW, ["Ravi", "Sam", "Rhona"]),
        (Climb.INDEPENDENT, ["Ines", "Rhona"]),
        (Climb.ADVOCATE, ["Tom"]),
    ],
)
def test_readers_are_everyone_who_could_read_it(
    cast: Cast, now: datetime, climb: Climb, names: list[str]
) -> None:
    assert [reader.worker.known_as for reader in queries.readers(cast.maya, now, climb)] == names


def test_readers_say_why_and_through_which_rota(cast: Cast, now: datetime) -> None:
    found = {
        reader.worker: (reader.who, reader.rota and reader.rota.name)
        for reader in queries.readers(cast.maya, now)
    }
    assert found[cast.asha] == (RungWho.NAMED_WORKER, None)
    assert found[cast.joy] == (RungWho.DEPUTY, None)
    assert found[cast.ravi] == (RungWho.DUTY_ROTA, "Team on call")


def test_readers_leave_out_who_is_tapped_and_name_who_covers(cast: Cast, now: datetime) -> None:
    LeftOut.objects.create(young_person=cast.maya, worker=cast.sam, why=WhyLeftOut.NOT_THIS_PERSON, since=now)
    on_leave(cast.joy, now, cover=cast.lena)
    names = [reader.worker.known_as for reader in queries.readers(cast.maya, now, avoid={cast.ravi.pk})]
    assert names == ["Asha", "Joy", "Lena", "Rhona"]


def test_everyone_it_can_reach_was_shown_as_a_reader(cast: Cast, now: datetime) -> None:
    shown = {reader.worker for reader in queries.readers(cast.maya, now)}
    promise = promised(cast.maya, now, Clock.NOW, kind=PromiseKind.LOOK)
    reached = set(queries.who_has(promise, now))
    for _ in range(4):
        at = let_it_climb(promise)
        reached |= set(queries.who_has(fresh(promise), at))
    assert reached <= shown


def test_kept_today_is_since_midnight_where_they_work(cast: Cast, now: datetime) -> None:
    yesterday, today = promised(cast.maya, now - timedelta(days=1)), promised(cast.maya, now)
    actions.keep(yesterday, cast.asha, now - timedelta(hours=11))
    actions.keep(today, cast.asha, now)
    assert list(queries.kept_today(cast.asha, now)) == [today]
    LeftOut.objects.create(young_person=cast.maya, worker=cast.asha, why=WhyLeftOut.ABOUT_THEM, since=now)
    assert list(queries.kept_today(cast.asha, now)) == []


def test_what_a_young_person_was_promised(cast: Cast, now: datetime) -> None:
    first, second = promised(cast.maya, now), promised(cast.maya, now + MINUTE)
    promised(cast.kai, now)
    promised(cast.maya, now, is_practice=True)
    assert queries.of_young_person(cast.maya) == [second, first]
    assert queries.about(first.about_kind, first.about_id) == [first]


def test_overdue_counts_are_of_reading_and_answering_only(cast: Cast, now: datetime) -> None:
    late = now + timedelta(days=9)
    kinds: list[dict[str, Any]] = [
        {"kind": PromiseKind.READ},
        {"kind": PromiseKind.READ, "clock": Clock.ORDINARY},
        {"kind": PromiseKind.ANSWER, "clock": Clock.ORDINARY},
        {"kind": PromiseKind.LOOK, "clock": Clock.NOW},
        {"kind": PromiseKind.READ, "climb": Climb.INDEPENDENT},
        {"kind": PromiseKind.READ, "is_practice": True},
    ]
    for kind in kinds:
        promised(cast.maya, now, **kind)
    teams = [cast.team.pk, cast.sibling.pk]
    none = {"read": 0, "answer": 0}
    assert queries.overdue_counts(teams, now) == {cast.team.pk: none, cast.sibling.pk: none}
    assert queries.overdue_counts(teams, late) == {
        cast.team.pk: {"read": 2, "answer": 1},
        cast.sibling.pk: none,
    }
    assert Promise.objects.count() == len(kinds)


def test_whoever_may_open_it_by_their_role_is_among_the_readers_on_shift_or_not(
    cast: Cast, now: datetime
) -> None:
    mo = a_worker("Mo", now, cast.service, Role.MODERATOR)
    lee = a_worker("Lee", now, cast.team, Role.LEAD)
    on_leave(lee, now)
    shown = [reader.worker for reader in queries.readers(cast.maya, now)]
    assert {mo, lee} <= set(shown) and len(shown) == len(set(shown))
    only_them = queries.readers(cast.maya, now, climb=Climb.ADVOCATE)
    assert [reader.worker for reader in only_them] == [cast.tom]
    out = queries.readers(cast.maya, now, avoid=[mo.pk])
    assert mo not in [reader.worker for reader in out]
