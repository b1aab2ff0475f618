"""A service's own rules: written by one person, tried on the past, published by another, never changed after."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from safeguarding.concerns.models import Concern, Reason
from safeguarding.people.models import Service, Worker
from safeguarding.people.types import NotAllowed, Role
from safeguarding.rulebook import queries
from safeguarding.rulebook.actions import (
    begin_change,
    begin_withdrawal,
    publish,
    throw_away,
    try_on_past,
    write_again,
    write_rule,
)
from safeguarding.rulebook.errors import Changed, NotTried, NotWhole, SecondPerson
from safeguarding.rulebook.in_force import additions
from safeguarding.rulebook.loader import shipped
from safeguarding.rulebook.models import OwnRule, RuleVersion
from safeguarding.rulebook.types import State, Written
from safeguarding.trail.models import TrailEntry
from safeguarding.trail.queries import first_broken
from safeguarding.trail.types import TrailType
from tests.cast import Cast
from tests.safeguarding.rulebook.written import BANDSTAND, SAID, another_lead, in_force, tried
from tests.voice.contributions.said import ORDINARY, send
from voice.contributions.models import Noticed
from voice.contributions.queries import open_words

pytestmark = pytest.mark.django_db
LATER = timedelta(minutes=5)


@pytest.fixture
def moira(cast: Cast, now: datetime) -> Worker:
    return another_lead(cast.service, now)


def test_a_draft_changes_nothing_and_a_published_rule_holds_from_the_next_contribution_on(
    cast: Cast, now: datetime, moira: Worker
) -> None:
    draft = tried(cast.sam, cast.service, now)
    before = send(cast.maya, now, SAID)
    assert not Concern.objects.exists() and before.rulebook == str(shipped().version)
    publish(moira, draft.pk, draft.written_at, now)
    after = send(cast.maya, now + LATER, SAID)
    reason = Reason.objects.get()
    assert (reason.concern.from_id, reason.rule, reason.rule_version) == (after.pk, draft.rule.code, 1)
    assert reason.statement == BANDSTAND.statement and SAID[reason.start : reason.end] == "at the bandstand"
    assert after.rulebook == f"{shipped().version}+1"
    types = list(TrailEntry.objects.filter(about_kind="rule_version").values_list("type", "actor_id"))
    assert types == [
        (TrailType.RULE_WRITTEN, cast.sam.pk),
        (TrailType.RULE_TRIED, cast.sam.pk),
        (TrailType.RULE_PUBLISHED, moira.pk),
    ]
    assert first_broken() is None


def test_it_holds_for_the_service_and_below_and_nowhere_else(
    cast: Cast, now: datetime, moira: Worker
) -> None:
    rule = in_force(cast.sam, moira, cast.service, now).rule
    assert [found.id for found in additions(cast.team).book.rules] == [rule.code]  # type: ignore[union-attr]
    assert additions(cast.sibling).book is None and additions(cast.authority).book is None


def test_a_concern_made_before_keeps_its_version_and_its_words(
    cast: Cast, now: datetime, moira: Worker
) -> None:
    rule = in_force(cast.sam, moira, cast.service, now).rule
    send(cast.maya, now, SAID)
    change = begin_change(cast.sam, rule.pk, now + LATER)
    other = replace(BANDSTAND, statement="Now it says something else.", urgency="today")
    change = write_again(cast.sam, change.pk, other, change.written_at, now + LATER)
    try_on_past(cast.sam, change.pk, now + LATER)
    publish(moira, change.pk, change.written_at, now + LATER)
    send(cast.kai, now + 2 * LATER, SAID)
    old, new = Reason.objects.order_by("concern__opened_at")
    assert (old.rule_version, old.statement, old.urgency) == (1, BANDSTAND.statement, "soon")
    assert (new.rule_version, new.statement, new.urgency) == (2, other.statement, "today")
    shown = queries.own_rule(cast.sam, rule.code, now)
    assert [row.number for row in shown.history] == [2, 1]
    assert shown.history[1].written["statement"] == BANDSTAND.statement


def test_a_quiet_sign_keeps_its_words_too(cast: Cast, now: datetime, moira: Worker) -> None:
    in_force(cast.sam, moira, cast.service, now, urgency="none")
    row = send(cast.maya, now, SAID)
    assert Noticed.objects.get().contribution == row and not Concern.objects.exists()
    assert open_words(cast.asha, row.pk, now).noticed == (BANDSTAND.statement,)


def test_whoever_wrote_it_last_does_not_publish_it(cast: Cast, now: datetime, moira: Worker) -> None:
    draft = tried(cast.sam, cast.service, now)
    with pytest.raises(SecondPerson):
        publish(cast.sam, draft.pk, draft.written_at, now)
    mended = write_again(moira, draft.pk, replace(BANDSTAND, source="Two, last autumn."), now, now + LATER)
    try_on_past(moira, draft.pk, now + LATER)
    with pytest.raises(SecondPerson):
        publish(moira, draft.pk, mended.written_at, now + LATER)
    assert publish(cast.sam, draft.pk, mended.written_at, now + LATER).published_by == cast.sam


def test_what_was_not_tried_or_was_written_again_since_is_not_published(
    cast: Cast, now: datetime, moira: Worker
) -> None:
    draft = write_rule(cast.sam, cast.service, BANDSTAND, now)
    with pytest.raises(NotTried):
        publish(moira, draft.pk, draft.written_at, now)
    try_on_past(cast.sam, draft.pk, now)
    again = write_again(cast.sam, draft.pk, replace(BANDSTAND, urgency="today"), now, now + LATER)
    with pytest.raises(Changed):
        publish(moira, draft.pk, now, now + LATER)  # as she had read it
    with pytest.raises(NotTried):
        publish(moira, draft.pk, again.written_at, now + LATER)
    assert RuleVersion.objects.get().state == State.DRAFT and additions(cast.team).book is None


@pytest.mark.parametrize(
    ("changed", "field", "line"),
    [
        ({"match": ("he waits at the bandstand", "we went home")}, "match", 2),
        ({"no_match": ("the band was good", "ice cream at the bandstand")}, "no_match", 2),
        ({"terms": ("at the bandstand", "(at the")}, "terms", 2),
        ({"terms": ("at the bandstand", "<no_such_group>")}, "terms", 2),
        ({"terms": ()}, "terms", 0),
        ({"match": ()}, "match", 0),
        ({"klass": "N"}, "klass", 0),
        ({"urgency": "now"}, "urgency", 0),
        ({"statement": ""}, "statement", 0),
        ({"source": "  "}, "source", 0),
        ({"statement": "x" * 301}, "statement", 0),
    ],
)
def test_a_wrong_rule_is_refused_and_told_where(
    cast: Cast, now: datetime, moira: Worker, changed: dict[str, tuple[str, ...]], field: str, line: int
) -> None:
    draft = write_rule(cast.sam, cast.service, replace(BANDSTAND, **changed), now)  # type: ignore[arg-type]
    shown = queries.draft(cast.sam, draft.pk, now)
    assert [(problem.field, problem.line) for problem in shown.problems] == [(field, line)]
    with pytest.raises(NotWhole):
        try_on_past(cast.sam, draft.pk, now)
    with pytest.raises(NotWhole):
        publish(moira, draft.pk, draft.written_at, now)


def test_a_rule_that_breaks_its_neighbour_s_example_is_refused(
    cast: Cast, now: datetime, moira: Worker
) -> None:
    """The neighbour reads "bandstnd" as a slip; a rule that knows such a word would take that away."""
    in_force(cast.sam, moira, cast.service, now, match=("he waits at the bandstnd",))
    draft = write_rule(
        cast.sam,
        cast.service,
        replace(BANDSTAND, terms=("bandstnd",), match=("bandstnd",), no_match=("band",)),
        now,
    )
    [problem] = queries.draft(cast.sam, draft.pk, now).problems
    assert problem.field == "together" and "he waits at the bandstnd" in problem.text


def test_a_withdrawal_goes_the_same_way(cast: Cast, now: datetime, moira: Worker) -> None:
    rule = in_force(cast.sam, moira, cast.service, now).rule
    gone = begin_withdrawal(moira, rule.pk, now + LATER)
    with pytest.raises(Changed):
        begin_withdrawal(cast.sam, rule.pk, now + LATER)
    send(cast.maya, now + LATER, SAID)
    assert Concern.objects.count() == 1, "the control: it is still in force"
    result = try_on_past(moira, gone.pk, now + 2 * LATER)
    assert (result.read, result.found, result.differ) == (1, 1, 1)
    publish(cast.sam, gone.pk, gone.written_at, now + 2 * LATER)
    send(cast.maya, now + 3 * LATER, SAID)
    assert Concern.objects.count() == 1
    assert not queries.own_rule(cast.sam, rule.code, now).in_force
    back = begin_change(cast.sam, rule.pk, now + 3 * LATER)
    assert not back.withdraws and Written.from_json(back.written) == BANDSTAND


def test_a_draft_thrown_away_leaves_nothing_and_a_published_version_stays(
    cast: Cast, now: datetime, moira: Worker
) -> None:
    throw_away(cast.sam, write_rule(cast.sam, cast.service, BANDSTAND, now).pk, now)
    assert not OwnRule.objects.exists()
    rule = in_force(cast.sam, moira, cast.service, now).rule
    throw_away(moira, begin_change(cast.sam, rule.pk, now).pk, now)
    assert rule.versions.get().state == State.IN_FORCE


def test_nobody_but_a_lead_of_the_service_has_a_way_in(cast: Cast, now: datetime, moira: Worker) -> None:
    draft = tried(cast.sam, cast.service, now)
    rule = in_force(cast.sam, moira, cast.service, now, statement="Another.").rule
    elsewhere = another_lead(cast.sibling, now, "Una")
    others = [cast.asha, cast.rhona, cast.lena, cast.adam, cast.ines, cast.priya, cast.carol, elsewhere]
    for worker in others:
        for refused in (
            lambda: write_rule(worker, cast.service, BANDSTAND, now),  # noqa: B023 - asked at once
            lambda: write_again(worker, draft.pk, BANDSTAND, now, now),  # noqa: B023
            lambda: try_on_past(worker, draft.pk, now),  # noqa: B023
            lambda: publish(worker, draft.pk, draft.written_at, now),  # noqa: B023
            lambda: throw_away(worker, draft.pk, now),  # noqa: B023
            lambda: begin_change(worker, rule.pk, now),  # noqa: B023
            lambda: begin_withdrawal(worker, rule.pk, now),  # noqa: B023
            lambda: queries.draft(worker, draft.pk, now),  # noqa: B023
            lambda: queries.own_rule(worker, rule.code, now),  # noqa: B023
        ):
            with pytest.raises(NotAllowed):
                refused()
        assert queries.drafts(worker, now) == [] and not any(
            row.service for row in queries.rules(worker, now)
        )
    assert len(queries.drafts(moira, now)) == 1, "the control"


def test_a_lead_below_sees_the_rules_from_above_and_does_not_write_them(
    cast: Cast, now: datetime, moira: Worker
) -> None:
    rule = in_force(cast.sam, moira, cast.service, now).rule
    below = another_lead(cast.team, now, "Effie")
    assert [row.code for row in queries.rules(below, now) if row.service] == [rule.code]
    assert not queries.own_rule(below, rule.code, now).may_keep
    with pytest.raises(NotAllowed):
        begin_withdrawal(below, rule.pk, now)
    begin_change(cast.sam, rule.pk, now)
    assert queries.own_rule(below, rule.code, now).draft is None


def test_a_rule_that_can_t_be_read_any_more_makes_a_person_read_everything_today(
    cast: Cast, now: datetime, moira: Worker
) -> None:
    """A later release took away the group it names: nothing of it is left out in silence."""
    row = in_force(cast.sam, moira, cast.service, now)
    RuleVersion.objects.filter(pk=row.pk).update(written={**row.written, "terms": ["<taken_away>"]})
    Service.objects.get(pk=cast.service.pk)
    in_force(cast.sam, moira, cast.service, now, statement="Beside it, in order.")
    said = send(cast.maya, now, ORDINARY)
    assert not said.readable and said.reading.clock == "today"
    broken = [found.code for found in queries.rules(cast.sam, now) if found.broken]
    assert broken == [row.rule.code]


def test_roles_that_end_end_the_way_in(cast: Cast, now: datetime, moira: Worker) -> None:
    draft = tried(cast.sam, cast.service, now)
    moira.posts.filter(role=Role.LEAD).update(ends_at=now)
    with pytest.raises(NotAllowed):
        publish(moira, draft.pk, draft.written_at, now + LATER)
