from datetime import datetime, timedelta

import pytest

from safeguarding.concerns.models import Concern
from safeguarding.people.actions import give_post
from safeguarding.people.models import LeftOut, NamedWorker
from safeguarding.people.types import Role, Route, WhyLeftOut
from safeguarding.promises.models import Notice
from safeguarding.promises.queries import who_has
from safeguarding.promises.types import Climb, Clock
from safeguarding.responsibility.actions import leave_out
from safeguarding.trail import types as trail
from tests.cast import Cast
from tests.voice.contributions.said import ORDINARY, begun
from voice.contributions import drafts
from voice.contributions.actions import help_now
from voice.contributions.models import Contribution
from voice.contributions.types import About

pytestmark = pytest.mark.django_db


def test_one_tap_is_a_now_concern_with_whoever_is_on_call(cast: Cast, now: datetime) -> None:
    row = help_now(cast.maya, now)
    concern = Concern.objects.get(from_id=row.pk)
    assert row.about == About.HELP_NOW and concern.urgency == "now" and concern.needs_second
    assert concern.look.climb == Climb.HELP_NOW and concern.look.clock == Clock.NOW
    assert who_has(concern.look, now) == [cast.ravi]
    assert concern.look.due_at == now + timedelta(minutes=15)
    [reason] = concern.reasons.all()
    assert (reason.heading, reason.klass, reason.urgency, reason.source) == (1, "N", "now", "help_now")


def test_the_home_s_own_staff_hear_nothing_of_it(cast: Cast, now: datetime) -> None:
    NamedWorker.objects.filter(young_person=cast.maya, worker=cast.joy).update(worker=cast.carol)
    NamedWorker.objects.filter(young_person=cast.maya, worker=cast.asha).update(ends_at=now)
    row = help_now(cast.maya, now)
    told = {notice.person for notice in Notice.objects.filter(promise__contribution_id=row.pk)}
    assert cast.carol not in told and cast.ravi in told
    assert LeftOut.objects.get(worker=cast.carol).why == WhyLeftOut.HOME_STAFF


def test_who_was_tapped_away_hears_nothing_of_it(cast: Cast, now: datetime) -> None:
    leave_out(cast.maya, cast.ravi, WhyLeftOut.NOT_THIS_PERSON, now, actor=trail.young_person(cast.maya.pk))
    row = help_now(cast.maya, now)
    concern = Concern.objects.get(from_id=row.pk)
    assert who_has(concern.look, now) == [cast.sam]


def test_when_it_is_about_somebody_in_charge_people_outside_come(cast: Cast, now: datetime) -> None:
    leave_out(cast.maya, cast.sam, WhyLeftOut.ABOUT_THEM, now, actor=trail.young_person(cast.maya.pk))
    row = help_now(cast.maya, now)
    concern = Concern.objects.get(from_id=row.pk)
    assert row.route == concern.route == Route.INDEPENDENT
    assert who_has(concern.look, now) == [cast.ines] and concern.look.clock == Clock.NOW


def test_a_second_tap_within_a_minute_is_the_same_call(cast: Cast, now: datetime) -> None:
    first = help_now(cast.maya, now)
    assert help_now(cast.maya, now + timedelta(seconds=59)) == first
    assert help_now(cast.kai, now) != first
    assert help_now(cast.maya, now + timedelta(seconds=61)) != first
    assert Contribution.objects.count() == Concern.objects.count() == 3


def test_an_open_draft_stays_as_it_is(cast: Cast, now: datetime) -> None:
    draft = begun(cast.maya, now, words=ORDINARY)
    help_now(cast.maya, now)
    kept = drafts.draft_of(cast.maya, draft.pk, "", unlocked=True)
    assert kept is not None and kept.sent_at is None and drafts.body(kept).words == ORDINARY


def test_it_works_for_somebody_in_no_home(cast: Cast, now: datetime) -> None:
    cast.maya.home = None
    cast.maya.save()
    give_post(cast.carol, cast.team, Role.WORKER, now=now, by=trail.CLOCKS)
    assert Concern.objects.get(from_id=help_now(cast.maya, now).pk).look.is_open


def test_with_nobody_left_on_the_usual_ladder_it_is_for_people_outside(cast: Cast, now: datetime) -> None:
    for worker in (cast.asha, cast.joy, cast.ravi, cast.sam):
        actor = trail.young_person(cast.maya.pk)
        leave_out(cast.maya, worker, WhyLeftOut.NOT_THIS_PERSON, now, actor=actor)
    row = help_now(cast.maya, now)
    assert row.route == Route.INDEPENDENT and who_has(row.reading, now) == [cast.ines]
    assert Concern.objects.get(from_id=row.pk).route == Route.INDEPENDENT
