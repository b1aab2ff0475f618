"""What the rules missed: said by people who read it, estimated from the 1 in 20, with an honest bound."""

import uuid
from datetime import datetime, timedelta
from typing import Any

import pytest
from scipy.stats import beta

from safeguarding.concerns.models import Concern
from safeguarding.people.types import NotAllowed, Route
from safeguarding.rulebook.misses import estimates, said_missed, upper_bound
from safeguarding.rulebook.models import RulesCheck
from safeguarding.trail.models import TrailEntry
from safeguarding.trail.types import TrailType
from tests.cast import Cast
from tests.safeguarding.rulebook.written import another_lead
from tests.voice.contributions.said import ORDINARY, WORRIED, send
from voice.contributions.missed import say_missed
from voice.contributions.models import Contribution
from voice.contributions.types import About
from voice.moderation.actions import finish_reading
from voice.moderation.types import Grade

IDS = [uuid.UUID(int=number * 20) for number in range(1, 2_000)]  # those whose turn it is


def marked(cast: Cast, now: datetime, words: str = ORDINARY) -> Contribution:
    row = send(cast.maya, now, words)
    row.rules_checked = True
    row.save(update_fields=["rules_checked"])
    return row


@pytest.mark.parametrize(("missed", "checked"), [(1, 20), (1, 1000), (5, 41), (19, 20), (300, 1000)])
def test_the_bound_is_the_exact_one(missed: int, checked: int) -> None:
    assert upper_bound(missed, checked) == pytest.approx(
        beta.ppf(0.95, missed + 1, checked - missed), abs=1e-6
    )


def test_with_none_found_the_bound_is_three_in_so_many() -> None:
    assert upper_bound(0, 60) == pytest.approx(0.05)
    assert upper_bound(0, 2) == 1 and upper_bound(2, 2) == 1


@pytest.mark.django_db
def test_one_in_twenty_is_marked_by_its_id_and_never_what_a_rule_or_an_advocate_has(
    cast: Cast, now: datetime, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    settings.CHECK_ONE_IN = 20
    turn = iter(IDS)
    monkeypatch.setattr("voice.contributions.submitting.uuid.uuid4", lambda: next(turn))
    assert send(cast.maya, now).rules_checked
    assert not send(cast.maya, now, WORRIED).rules_checked
    assert not send(cast.maya, now, "zqxv wrtk plmb grrv xzzq").rules_checked  # unreadable: read today anyway
    assert not send(cast.maya, now, about=About.ADVOCATE).rules_checked


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("grade", "said", "missed"),
    [
        (Grade.FINE, False, False),
        (Grade.FINE, True, True),
        (Grade.TODAY, None, True),  # a look nobody but the moderator asked for: the rules missed it
        (Grade.TODAY, False, False),
        (Grade.SHOULD_LOOK, True, True),
    ],
)
def test_a_moderator_s_answer_counts(
    cast: Cast, now: datetime, grade: Grade, said: bool | None, missed: bool
) -> None:
    row = marked(cast, now)
    finish_reading(cast.rhona, row, grade, said, now, [15, 3])
    whole, by_heading = estimates(cast.sam, now)
    assert (whole.checked, whole.missed) == (1, missed)
    assert (by_heading[15].missed, by_heading[3].missed, by_heading[4].missed) == (missed, missed, 0)
    [line] = TrailEntry.objects.filter(type=TrailType.RULES_CHECKED)
    assert (line.actor_id, line.about_id) == (cast.rhona.pk, row.pk)


@pytest.mark.django_db
def test_outside_the_one_in_twenty_it_is_listed_and_not_counted(cast: Cast, now: datetime) -> None:
    row = send(cast.maya, now)
    Contribution.objects.filter(pk=row.pk).update(rules_checked=False)
    row.refresh_from_db()
    finish_reading(cast.rhona, row, Grade.FINE, True, now, [6])
    assert estimates(cast.sam, now)[0].checked == 0
    assert [(found.contribution_id, found.headings) for found in said_missed(cast.sam, now)] == [
        (row.pk, (6,))
    ]
    other = send(cast.kai, now)
    Contribution.objects.filter(pk=other.pk).update(rules_checked=False)
    other.refresh_from_db()
    finish_reading(cast.rhona, other, Grade.FINE, False, now)
    assert RulesCheck.objects.count() == 1


@pytest.mark.django_db
def test_a_reader_s_later_word_counts_in_what_was_checked(cast: Cast, now: datetime) -> None:
    row = marked(cast, now)
    finish_reading(cast.rhona, row, Grade.FINE, False, now)
    say_missed(cast.asha, row.pk, [2], now)
    say_missed(cast.asha, row.pk, [2, 4], now + timedelta(minutes=1))
    whole, by_heading = estimates(cast.sam, now)
    assert (whole.checked, whole.missed, by_heading[4].missed) == (1, 1, 1)
    assert not Concern.objects.exists()


@pytest.mark.django_db
def test_what_went_outside_the_line_is_not_told_to_its_leads(cast: Cast, now: datetime) -> None:
    row = marked(cast, now)
    finish_reading(cast.rhona, row, Grade.TODAY, True, now, [5])
    row.refresh_from_db()
    assert row.route == Route.INDEPENDENT and RulesCheck.objects.get().headings == [5], "the control"
    assert estimates(cast.sam, now)[0].checked == 0 and said_missed(cast.sam, now) == []


@pytest.mark.django_db
def test_only_leads_of_the_service_hear_of_it_and_only_readers_say_it(cast: Cast, now: datetime) -> None:
    row = marked(cast, now)
    finish_reading(cast.rhona, row, Grade.FINE, True, now)
    for worker in (cast.lena, cast.adam, cast.asha, cast.rhona, another_lead(cast.sibling, now, "Una")):
        assert estimates(worker, now)[0].checked == 0 and said_missed(worker, now) == []
    for worker in (cast.stranger, cast.rhona, cast.lena, cast.carol):
        with pytest.raises(NotAllowed):
            say_missed(worker, row.pk, [1], now)
    to_advocate = send(cast.maya, now, about=About.ADVOCATE)
    with pytest.raises(NotAllowed):
        say_missed(cast.tom, to_advocate.pk, [1], now)
    assert estimates(cast.sam, now + timedelta(days=400))[0].checked == 0  # the last year only
