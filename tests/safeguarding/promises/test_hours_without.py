"""The quick look at hours that reach nobody finds the same hours as the dry run that tries every rung."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from safeguarding.people.actions import end_post
from safeguarding.people.models import Post, Worker
from safeguarding.people.types import Role, WhyLeftOut
from safeguarding.promises.dry_run import NOBODY, OUTSIDE, dry_run, hours_without
from safeguarding.promises.models import Rung, Shift
from safeguarding.promises.types import RotaKind, RungWho
from safeguarding.responsibility.actions import go_on_leave, leave_out
from safeguarding.responsibility.readiness import needs
from safeguarding.trail import types as trail
from safeguarding.trail.types import CLOCKS
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def _as_it_is(cast: Cast, now: datetime) -> None:
    pass


def _lead_left_out(cast: Cast, now: datetime) -> None:
    leave_out(cast.maya, cast.sam, WhyLeftOut.ABOUT_THEM, now, actor=trail.young_person(cast.maya.pk))


def _lead_left_out_and_no_weekends(cast: Cast, now: datetime) -> None:
    _lead_left_out(cast, now)
    Shift.objects.filter(rota__kind=RotaKind.DUTY, weekday__in=[5, 6]).delete()


def _everybody_away(cast: Cast, now: datetime) -> None:
    for worker in (cast.asha, cast.joy, cast.ravi, cast.sam, cast.ines):
        go_on_leave(worker, now + timedelta(days=2), now + timedelta(days=9), None, now, CLOCKS)


def _nobody_on_top(cast: Cast, now: datetime) -> None:
    """As a ladder of a service's own could be."""
    Rung.objects.filter(who=RungWho.LEAD).delete()
    Shift.objects.filter(rota__kind=RotaKind.DUTY, weekday=2).delete()


def _nobody_independent(cast: Cast, now: datetime) -> None:
    for post in Post.objects.filter(worker=cast.ines, ends_at=None):
        end_post(post, now, CLOCKS)
    _lead_left_out(cast, now)


@pytest.mark.parametrize(
    "happened",
    [
        _as_it_is,
        _lead_left_out,
        _lead_left_out_and_no_weekends,
        _everybody_away,
        _nobody_on_top,
        _nobody_independent,
    ],
)
def test_it_finds_the_hours_the_dry_run_finds(
    cast: Cast, now: datetime, happened: Callable[[Cast, datetime], None]
) -> None:
    happened(cast, now)
    for need in needs():
        run = dry_run(cast.sam, need, now, service=cast.service)
        assert run is not None
        assert hours_without(cast.sam, need, now, cast.service) == run.at(NOBODY) | run.at(OUTSIDE), need


def test_some_of_these_scenes_do_have_such_hours(cast: Cast, now: datetime) -> None:
    _nobody_on_top(cast, now)
    assert any(hours_without(cast.sam, need, now, cast.service) for need in needs())


def test_nobody_there_nothing_is_found(cast: Cast, now: datetime) -> None:
    assert hours_without(cast.sam, needs()[0], now, cast.sibling) == set()
    assert Worker.objects.filter(posts__role=Role.LEAD).exists()
