"""How useful each rule was in its last twenty outcomes; told to leads, by version."""

from datetime import datetime, timedelta

import pytest

from safeguarding.concerns.actions import mark_useful
from safeguarding.concerns.models import Reason
from safeguarding.concerns.queries.usefulness import Usefulness, usefulness
from tests.cast import Cast
from tests.safeguarding.concerns.given import GIFTS, a_concern
from tests.safeguarding.rulebook.written import another_lead

pytestmark = pytest.mark.django_db


def marked(cast: Cast, at: datetime, useful: bool) -> None:
    reason = Reason.objects.get(concern=a_concern(cast.maya, at))
    mark_useful(cast.asha, reason, useful, at)


def test_only_the_last_twenty_count_and_only_when_somebody_said(cast: Cast, now: datetime) -> None:
    key = (GIFTS.rule, GIFTS.rule_version)
    assert usefulness(cast.sam, now) == {}
    a_concern(cast.maya, now)  # nobody has said
    for minute in range(5):
        marked(cast, now + timedelta(minutes=minute), True)
    assert usefulness(cast.sam, now)[key] == Usefulness(5, 5)
    for minute in range(5, 22):
        marked(cast, now + timedelta(minutes=minute), False)
    found = usefulness(cast.sam, now)[key]
    assert found == Usefulness(3, 20) and found.seldom
    assert not Usefulness(4, 20).seldom and not Usefulness(0, 19).seldom


def test_a_new_version_begins_anew_and_others_hear_nothing(cast: Cast, now: datetime) -> None:
    marked(cast, now, True)
    Reason.objects.update(rule_version=7)
    marked(cast, now, False)
    assert usefulness(cast.sam, now) == {
        (GIFTS.rule, 7): Usefulness(1, 1),
        (GIFTS.rule, GIFTS.rule_version): Usefulness(0, 1),
    }
    for worker in (cast.lena, cast.adam, cast.asha, another_lead(cast.sibling, now, "Una")):
        assert usefulness(worker, now) == {}


def test_what_is_outside_the_line_is_not_told_to_its_leads(cast: Cast, now: datetime) -> None:
    reason = Reason.objects.get(concern=a_concern(cast.maya, now, route="independent"))
    Reason.objects.filter(pk=reason.pk).update(useful=True)
    assert usefulness(cast.sam, now) == {}
