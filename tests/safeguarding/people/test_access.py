"""The access policy: every line of its table, and the facts it is asked about."""

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import product

import pytest

from safeguarding.people.access import POLICY, Act, Facts, facts_about, left_out_of, may, without_left_out
from safeguarding.people.actions import end_post
from safeguarding.people.models import LeftOut, YoungPerson
from safeguarding.people.types import Role, Route, WhyLeftOut
from safeguarding.trail.types import CLOCKS
from tests.cast import Cast

HERE = Facts(active=True, left_out=False)


def test_the_policy_answers_for_every_act() -> None:
    assert set(POLICY) == set(Act)


def test_nothing_is_allowed_by_default() -> None:
    assert not any(may(act, Facts()) for act in Act)
    assert not any(may(act, HERE) for act in Act)


@pytest.mark.parametrize("act", Act)
def test_no_fact_helps_somebody_left_out_or_not_active(act: Act) -> None:
    allowed_once = False
    for named, holds, route, role in product((True, False), (True, False), Route, Role):
        facts = replace(HERE, named=named, holds=holds, route=route, roles=frozenset({role}))
        facts = replace(facts, broke_glass=act is Act.OPEN_IN_EMERGENCY)
        allowed_once |= may(act, facts)
        assert not may(act, replace(facts, left_out=True))
        assert not may(act, replace(facts, active=False))
    assert allowed_once, "the control: somebody may do this"


@pytest.mark.parametrize("act", [Act.READ_WORDS, Act.WORK_ON])
@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("route", Route)
def test_only_readers_of_the_route_read(act: Act, role: Role, route: Route) -> None:
    facts = replace(HERE, route=route, roles=frozenset({role}))
    holder = replace(facts, holds=True)
    if route is Route.USUAL:
        assert may(act, facts) == (role is Role.LEAD)
        assert may(act, replace(facts, named=True))
        assert may(act, holder)
    else:
        wanted = Role.INDEPENDENT if route is Route.INDEPENDENT else Role.ADVOCATE
        assert not may(act, replace(facts, named=True))
        assert may(act, holder) == (role is wanted)


@pytest.mark.parametrize("route", Route)
def test_moderators_read_everything_but_what_is_for_an_advocate(route: Route) -> None:
    facts = replace(HERE, route=route, roles=frozenset({Role.MODERATOR}))
    assert may(Act.MODERATE, facts) == (route is not Route.ADVOCATE)
    assert not may(Act.READ_WORDS, facts)


def test_nobody_seconds_what_they_proposed() -> None:
    facts = replace(HERE, holds=True)
    assert may(Act.SECOND, facts)
    assert not may(Act.SECOND, replace(facts, proposed_it=True))


def test_managers_and_administrators_read_no_words() -> None:
    for role in (Role.MANAGER, Role.ADMINISTRATOR, Role.CARER, Role.ADVISER):
        facts = replace(HERE, roles=frozenset({role}))
        assert not any(may(act, facts) for act in (Act.READ_WORDS, Act.WORK_ON, Act.MODERATE, Act.KNOW_OF))


def test_the_facts_of_the_cast(cast: Cast, now: datetime) -> None:
    assert facts_about(cast.asha, cast.maya, now).named
    assert facts_about(cast.sam, cast.maya, now).roles == {Role.LEAD}
    assert facts_about(cast.carol, cast.maya, now).home_staff
    assert facts_about(cast.stranger, cast.maya, now).roles == frozenset()
    assert facts_about(cast.priya, cast.maya, now).roles == frozenset()


def test_a_role_ends_with_its_post_and_a_person_with_their_last(cast: Cast, now: datetime) -> None:
    later = now + timedelta(hours=1)
    assert facts_about(cast.sam, cast.maya, later).active
    end_post(cast.sam.posts.get(), now, CLOCKS)
    facts = facts_about(cast.sam, cast.maya, later)
    assert (facts.active, facts.roles) == (False, frozenset())


def test_leaving_out_of_one_thing_is_not_leaving_out_of_everything(cast: Cast, now: datetime) -> None:
    about = cast.kai.pk
    cast.maya.left_out.create(worker=cast.asha, why=WhyLeftOut.NAMED_IN_WORDS, only_about=about, since=now)
    assert left_out_of(cast.maya.pk) == set()
    assert left_out_of(cast.maya.pk, about) == {cast.asha.pk}
    assert facts_about(cast.asha, cast.maya, now, contribution_id=about).left_out
    assert not facts_about(cast.asha, cast.maya, now).left_out


def test_lists_lose_those_who_want_somebody_left_out(cast: Cast, now: datetime) -> None:
    everyone = YoungPerson.objects.all()
    mine = everyone.filter(without_left_out(cast.asha, "pk", "home_id"))
    assert mine.count() == everyone.count()
    row = LeftOut.objects.create(
        young_person=cast.maya, worker=cast.asha, why=WhyLeftOut.NOT_THIS_PERSON, since=now
    )
    assert cast.maya not in everyone.filter(without_left_out(cast.asha, "pk", "home_id"))
    assert cast.maya in everyone.filter(without_left_out(cast.joy, "pk", "home_id"))
    row.lifted_at = now
    row.save()
    assert cast.maya in everyone.filter(without_left_out(cast.asha, "pk", "home_id"))
