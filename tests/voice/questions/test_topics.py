"""Which sets a young person may choose from: of their age, and offered where they are."""

from datetime import date, datetime, timedelta

import pytest

from safeguarding.people.models import Service, YoungPerson
from tests.cast import Cast
from voice.participation.actions import questions_version
from voice.questions.load import load
from voice.questions.models import QuestionSet, SetChoice
from voice.questions.queries import current_set, options, questions_of, tapped, title, topic, topics_for
from voice.questions.types import Scale, Tier

pytestmark = pytest.mark.django_db
ALL = ["home", "people", "school", "family", "told", "rights", "needs"]


def keys(young_person: YoungPerson, today: date) -> list[str]:
    return [row.key for row in topics_for(young_person, today)]


def choose(service: Service, key: str, now: datetime, *, is_on: bool) -> None:
    SetChoice.objects.create(service=service, key=key, is_on=is_on, changed_at=now)


@pytest.fixture(autouse=True)
def _loaded(now: datetime) -> None:
    load(now)


def born(cast: Cast, today: date, years: int) -> YoungPerson:
    cast.maya.born_year = today.year - years
    return cast.maya


@pytest.mark.parametrize(
    ("years", "offered"), [(6, ["home", "school", "family"]), (9, ALL), (14, ALL), (19, ALL)]
)
def test_each_age_has_its_own(cast: Cast, now: datetime, years: int, offered: list[str]) -> None:
    assert keys(born(cast, now.date(), years), now.date()) == offered


def test_the_core_is_asked_about_a_decision_and_is_never_chosen(cast: Cast, now: datetime) -> None:
    assert topic(cast.maya, "decision", now.date()) is None


def test_the_nearest_choice_decides(cast: Cast, now: datetime) -> None:
    choose(cast.authority, "rights", now, is_on=False)
    assert "rights" not in keys(cast.maya, now.date())
    choose(cast.service, "rights", now, is_on=True)
    assert "rights" in keys(cast.maya, now.date())
    choose(cast.team, "rights", now, is_on=False)
    assert "rights" not in keys(cast.maya, now.date())
    assert topic(cast.maya, "rights", now.date()) is None


def test_a_choice_beside_them_changes_nothing(cast: Cast, now: datetime) -> None:
    choose(cast.sibling, "rights", now, is_on=False)
    assert keys(cast.maya, now.date()) == ALL


def test_what_a_service_wrote_is_offered_where_it_switched_it_on_and_never_elsewhere(
    cast: Cast, now: datetime
) -> None:
    own = QuestionSet.objects.create(
        key="own_1",
        tier=Tier.ELEVEN,
        version=1,
        scale=Scale.FIVE,
        service=cast.service,
        published_at=now,
        place=90,
    )
    assert "own_1" not in keys(cast.maya, now.date())
    choose(cast.service, "own_1", now, is_on=True)
    assert keys(cast.maya, now.date()) == [*ALL, "own_1"]
    own.service = cast.sibling
    own.save()
    assert "own_1" not in keys(cast.maya, now.date())


def test_a_set_says_what_it_is_called_in_the_nearest_language(now: datetime) -> None:
    needs = current_set("needs", Tier.ELEVEN)
    assert needs is not None
    assert title(needs, "en-easy") == "What helps me"
    assert title(needs, "cy") == "What helps me and what I need"


def test_a_question_with_things_of_its_own_offers_those_and_no_scale(now: datetime) -> None:
    needs = current_set("needs", Tier.ELEVEN)
    assert needs is not None
    helps, *_, get_help = questions_of(needs)
    assert [option.value for option in options(helps, needs.scale, "en")] == [
        "person", "quiet", "music", "move", "make",
    ]  # fmt: skip
    assert [option.value for option in options(get_help, needs.scale, "en")] == ["1", "2", "3", "4", "5"]
    assert tapped(helps, Scale.PICK, "quiet", "en").label == "To be by myself"
    assert tapped(helps, Scale.PICK, "not_sure", "en").label == "Not sure"
    assert tapped(None, Scale.PICK, "quiet", "en").label == "quiet", "its question is gone: it says itself"


def test_twenty_sets_ask_the_database_as_often_as_one(
    cast: Cast, now: datetime, django_assert_num_queries: object
) -> None:
    assert callable(django_assert_num_queries)
    with django_assert_num_queries(2):
        assert len(keys(cast.maya, now.date())) == 7


def test_another_version_of_a_topic_breaks_no_line_of_figures_and_one_of_the_core_does(now: datetime) -> None:
    later = now + timedelta(days=1)
    for key, versions in (("home", 1), ("decision", 2)):
        old = current_set(key, Tier.ELEVEN)
        assert old is not None
        old.ended_at = now
        old.save()
        QuestionSet.objects.create(key=key, tier=Tier.ELEVEN, version=2, scale=Scale.FIVE, published_at=now)
        assert questions_version(later) == versions, key
