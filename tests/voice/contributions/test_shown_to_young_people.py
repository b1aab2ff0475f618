from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from safeguarding.concerns.actions import ask_advice, open_advice
from safeguarding.concerns.queries import concern_of
from safeguarding.people.types import NotAllowed
from safeguarding.promises import actions as promises
from safeguarding.promises.types import PromiseKind
from tests.cast import Cast
from tests.voice.contributions.said import ORDINARY, WORRIED, begun, send
from voice.contributions.actions import help_now, submit_contribution
from voice.contributions.queries import (
    contribution_of,
    for_young_person,
    open_words,
    promises_shown,
    sent,
    who_has_seen,
)
from voice.contributions.types import About
from voice.decisions.actions import write_decision
from voice.moderation.actions import open_for_reading

pytestmark = pytest.mark.django_db


def test_after_send_a_named_person_and_a_time(cast: Cast, now: datetime) -> None:
    shown = sent(cast.maya, send(cast.maya, now), now)
    reads, moderates = shown.promises
    assert (reads.person.known_as, reads.kind, reads.due) == (
        "Asha",
        PromiseKind.READ,
        now + timedelta(days=1),
    )
    assert not reads.by_moderator and moderates.by_moderator
    assert moderates.person.known_as == "Readers" and [who.known_as for who in moderates.others] == ["Rhona"]
    assert shown.readable and not (shown.urgent or shown.too_long or shown.independent or shown.for_advocate)


def test_after_a_worry_the_first_is_whoever_is_on_now(cast: Cast, now: datetime) -> None:
    shown = sent(cast.maya, send(cast.maya, now, WORRIED), now)
    first = shown.promises[0]
    assert shown.urgent and first.kind == PromiseKind.LOOK and first.due == now + timedelta(minutes=15)
    assert (first.person.known_as, [who.known_as for who in first.others]) == ("Team on call", ["Ravi"])


def test_after_very_long_words_it_says_that_a_person_reads_them_today(cast: Cast, now: datetime) -> None:
    shown = sent(cast.maya, send(cast.maya, now, "we went out " * 2_000), now)
    assert shown.too_long and not shown.readable and shown.promises[0].due == now + timedelta(hours=2)


def test_a_message_to_an_advocate_names_the_advocates_alone(cast: Cast, now: datetime) -> None:
    shown = sent(cast.maya, send(cast.maya, now, about=About.ADVOCATE), now)
    assert shown.for_advocate and [promise.person.known_as for promise in shown.promises] == ["Advocates"]


def test_help_now_says_who_comes(cast: Cast, now: datetime) -> None:
    shown = sent(cast.maya, help_now(cast.maya, now), now)
    assert shown.promises[0].others[0].known_as == "Ravi" and shown.urgent


def test_a_kept_promise_says_by_whom_and_when(cast: Cast, now: datetime) -> None:
    row = send(cast.maya, now)
    open_words(cast.asha, row.pk, now + timedelta(hours=1))
    shown = {(promise.kind, promise.by_moderator): promise for promise in promises_shown(cast.maya, now)}
    read = shown[PromiseKind.READ, False]
    assert read.kept_by is not None and read.kept_by.known_as == "Asha" and not read.missed
    assert read.kept_at == now + timedelta(hours=1)
    assert shown[PromiseKind.ANSWER, False].kept_at is None


def test_a_promise_kept_late_is_shown_as_missed(cast: Cast, now: datetime) -> None:
    row = send(cast.maya, now)
    promises.keep(row.reading, cast.asha, now + timedelta(days=3))
    assert [promise.missed for promise in promises_shown(cast.maya, now) if promise.kept_at] == [True]


def test_everything_they_said_with_what_became_of_it(cast: Cast, now: datetime) -> None:
    send(cast.maya, now)
    decision = write_decision(cast.asha, cast.maya, "Your meeting", None, now)
    draft = begun(cast.maya, now, About.DECISION, decision, answers={"told": "1"})
    later = submit_contribution(cast.maya, draft, now + timedelta(hours=1))
    second, first = for_young_person(cast.maya, now)
    assert (first.words, first.about, first.taken_back) == (ORDINARY, "free", False)
    assert (second.contribution_id, second.decision_title, second.words) == (later.pk, "Your meeting", "")
    assert len(first.promises) == len(second.promises) == 2
    assert for_young_person(cast.kai, now) == []


def test_who_has_seen_my_words(cast: Cast, now: datetime) -> None:
    row = send(cast.maya, now)
    open_words(cast.asha, row.pk, now + timedelta(hours=1))
    open_for_reading(cast.rhona, row.pk, now + timedelta(hours=2))
    seen = who_has_seen(cast.maya, row)
    assert [(look.person.known_as, look.line, look.at) for look in seen] == [
        ("Asha", "Asha read this", now + timedelta(hours=1)),
        ("Rhona", "Rhona read this", now + timedelta(hours=2)),
    ]


def test_a_specialist_who_saw_the_shared_part_is_among_them(cast: Cast, now: datetime) -> None:
    row = send(cast.maya, now, WORRIED)
    concern = concern_of(("contribution", row.pk))
    assert concern is not None
    basis, ends = "To keep a child safe", now + timedelta(days=2)
    question = ask_advice(cast.asha, concern, cast.priya, "What helps?", "nights", basis, ends, now)
    assert who_has_seen(cast.maya, row) == []
    open_advice(cast.priya, question, now + timedelta(hours=1))
    open_words(cast.asha, row.pk, now + timedelta(hours=2))
    assert [look.line for look in who_has_seen(cast.maya, row)] == [
        "Priya saw the part that was shared",
        "Asha read this",
    ]


def test_one_reading_is_one_look_however_often_the_page_is_opened(cast: Cast, now: datetime) -> None:
    row = send(cast.maya, now)
    for minutes in (0, 1, 5, 29, 40):
        open_for_reading(cast.rhona, row.pk, now + timedelta(minutes=minutes))
    open_words(cast.asha, row.pk, now + timedelta(minutes=41))
    open_words(cast.asha, row.pk, now + timedelta(minutes=42))
    open_words(cast.asha, row.pk, now + timedelta(minutes=80))
    assert [(look.person.known_as, look.at - now) for look in who_has_seen(cast.maya, row)] == [
        ("Rhona", timedelta()),
        ("Rhona", timedelta(minutes=40)),
        ("Asha", timedelta(minutes=41)),
        ("Asha", timedelta(minutes=80)),
    ]


def test_nobody_asks_about_somebody_else_s(cast: Cast, now: datetime) -> None:
    row = send(cast.maya, now)
    for ask in (lambda: sent(cast.kai, row, now), lambda: who_has_seen(cast.kai, row)):
        with pytest.raises(NotAllowed):
            ask()
    with pytest.raises(NotAllowed):
        contribution_of(cast.kai, row.pk)
    assert contribution_of(cast.maya, row.pk) == row


def test_a_list_costs_the_same_for_one_as_for_three(cast: Cast, now: datetime) -> None:
    def cost(ask: Any) -> int:
        with CaptureQueriesContext(connection) as queries:
            ask()
        return len(queries)

    asks = [lambda: for_young_person(cast.maya, now), lambda: promises_shown(cast.maya, now)]
    send(cast.maya, now)
    one = [cost(ask) for ask in asks]
    send(cast.maya, now)
    send(cast.maya, now)
    assert [cost(ask) for ask in asks] == one
