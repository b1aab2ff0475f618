"""A worker named as the one who does it: as fast, and as far from them, as "my worker" would be."""

from datetime import datetime

import pytest

from safeguarding.concerns.models import Concern
from safeguarding.concerns.models import Reason as StoredReason
from safeguarding.people.types import Route
from safeguarding.screening.names import Mention
from safeguarding.screening.types import Heading, ScreeningResult, Urgency
from tests.cast import Cast
from tests.voice.contributions.said import send
from tests.voice.contributions.test_routing import left_out, told
from voice.contributions.around import Say, mentions_of, people_around
from voice.contributions.as_worker import SAYS_SO, with_names_read
from voice.contributions.hearing import Given, given_for, hear
from voice.contributions.types import DraftBody

pytestmark = pytest.mark.django_db


def given(cast: Cast, now: datetime, words: str) -> tuple[Given, tuple[Mention, ...]]:
    people = people_around(cast.maya, now)
    found = given_for(cast.maya, DraftBody(language="en", words=words), people, now)
    assert found is not None
    return found, mentions_of(words, people, Say.ROLE)


def heard(cast: Cast, now: datetime, words: str) -> ScreeningResult:
    loaded, mentions = given(cast, now, words)
    return with_names_read(hear(loaded), loaded, mentions)


@pytest.mark.parametrize(
    "words",
    [
        "Joy shouts at me and is mean to me when we are in the car",
        "Joy hurts me",
        "joy pushed me",
        "JOY grabbed my arm",
        "joy scares me",
        "Joy Example pushed me",
        "joy's hurting me",
        "joys hurting me",
        "Joy’s shouting scares me",
        "my worker joy hurts me",
        "i am scared of joy",
        "i get hurt by Joy",
        "we went out 😀 and Joy hurts me and asha saw it",
        "asha was there. joy grabbed my arm",
        "joy she hits me",
        "i told asha joy hits me",
    ],
)
def test_a_worker_named_as_the_one_who_does_it_goes_outside_on_a_short_clock(
    cast: Cast, now: datetime, words: str
) -> None:
    row = send(cast.maya, now, words)
    concern = Concern.objects.get(from_id=row.pk)
    assert row.route == Route.INDEPENDENT == concern.route
    assert concern.urgency in ("now", "today")
    assert cast.joy in {worker for worker, _ in left_out(row)}
    assert cast.joy not in told(row) and cast.asha not in told(row)
    assert concern.reasons.filter(heading=Heading.SOMEONE_IN_CHARGE).exists()


@pytest.mark.parametrize(
    ("words", "marked"),
    [
        ("Joy shouts at me", "Joy shouts at me"),
        ("yes 😀 joy example grabbed my arm ok", "joy example grabbed my"),
        ("i get hurt by joy and asha and it was joy", "hurt by joy"),
        ("my social worker joy scares me", "worker joy scares me"),
        ("asha asha and joy. then joy's scaring me a lot", "joy's scaring me"),
    ],
)
def test_the_marks_stand_at_the_words_as_typed(cast: Cast, now: datetime, words: str, marked: str) -> None:
    send(cast.maya, now, words)
    places = StoredReason.objects.filter(heading=Heading.SOMEONE_IN_CHARGE).values_list("start", "end")
    assert marked in {words[start:end] for start, end in places}


def test_the_reason_says_that_a_worker_is_named(cast: Cast, now: datetime) -> None:
    send(cast.maya, now, "joy scares me")
    reasons = StoredReason.objects.filter(heading=Heading.SOMEONE_IN_CHARGE)
    assert all(reason.statement.startswith(SAYS_SO) for reason in reasons) and reasons.exists()


@pytest.mark.parametrize(
    "words",
    [
        "i told joy he hit me",
        "joy my dad hit me",
        "my dad hit me. joy was nice",
        "joy came to see me",
        "joy is kind",
    ],
)
def test_what_another_did_is_not_said_of_the_one_who_was_told(cast: Cast, now: datetime, words: str) -> None:
    assert Heading.SOMEONE_IN_CHARGE not in heard(cast, now, words).headings


@pytest.mark.parametrize(
    "words",
    [
        "joy hurts me and i want to die",
        "i am not safe. asha knows",
        "joy joy joy",
        "he touched me and asha said keep quiet",
    ],
)
def test_nothing_that_was_found_is_ever_lowered_or_taken_away(cast: Cast, now: datetime, words: str) -> None:
    loaded, mentions = given(cast, now, words)
    assert mentions
    before = hear(loaded)
    after = with_names_read(before, loaded, mentions)
    assert after.urgency.rank <= before.urgency.rank
    assert set(before.reasons) <= set(after.reasons) and set(before.headings) <= set(after.headings)


def test_the_same_words_without_a_name_around_them_find_nothing_more(cast: Cast, now: datetime) -> None:
    loaded, _ = given(cast, now, "joy hurts me")
    assert hear(loaded).urgency is Urgency.NONE  # the names are what was missing
    assert with_names_read(hear(loaded), loaded, ()) == hear(loaded)
