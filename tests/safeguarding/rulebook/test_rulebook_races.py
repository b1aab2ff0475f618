"""Two connections at one moment: one publisher, one draft, and every edition counted."""

from datetime import datetime
from functools import partial

import pytest

from safeguarding.people.types import NotAllowed
from safeguarding.rulebook.actions import add_local_word, begin_change, publish
from safeguarding.rulebook.errors import RulebookError
from safeguarding.rulebook.in_force import EDITIONS, additions
from safeguarding.rulebook.models import RuleVersion
from safeguarding.rulebook.types import State
from safeguarding.trail.models import TrailEntry
from safeguarding.trail.queries import first_broken
from safeguarding.trail.types import TrailType
from tests.cast import Cast
from tests.safeguarding.promises.test_races import at_once, kinds
from tests.safeguarding.rulebook.written import another_lead, tried

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def test_two_publish_one_draft_and_one_has_published_it(cast: Cast, now: datetime) -> None:
    moira, una = another_lead(cast.service, now, "Moira"), another_lead(cast.service, now, "Una")
    for _ in range(3):
        draft = tried(cast.sam, cast.service, now)
        results = at_once(*(partial(publish, who, draft.pk, draft.written_at, now) for who in (moira, una)))
        assert kinds(results) == [NotAllowed.__name__, "RuleVersion"]
        published = TrailEntry.objects.filter(type=TrailType.RULE_PUBLISHED, about_id=draft.pk)
        assert published.count() == 1
        assert RuleVersion.objects.get(pk=draft.pk).published_by_id == published.get().actor_id
    assert first_broken() is None


def test_two_drafts_of_one_service_are_both_in_force(cast: Cast, now: datetime) -> None:
    moira = another_lead(cast.service, now, "Moira")
    drafts = [tried(cast.sam, cast.service, now), tried(cast.sam, cast.service, now, heading=11)]
    results = at_once(
        *(partial(publish, moira, draft.pk, draft.written_at, now) for draft in drafts),
        partial(add_local_word, cast.sam, cast.service, "glenfarg", now),
    )
    assert not [result for result in results if isinstance(result, Exception)]
    assert EDITIONS(services=[cast.service.pk]) == [(cast.service.pk, 3)]
    book = additions(cast.team).book
    assert book is not None and len(book.rules) == 2


def test_two_begin_a_change_and_work_on_one_draft(cast: Cast, now: datetime) -> None:
    moira = another_lead(cast.service, now, "Moira")
    first = tried(cast.sam, cast.service, now)
    publish(moira, first.pk, first.written_at, now)
    results = at_once(*(partial(begin_change, who, first.rule_id, now) for who in (cast.sam, moira)))
    assert not [result for result in results if isinstance(result, RulebookError)]
    assert RuleVersion.objects.filter(state=State.DRAFT).count() == 1
