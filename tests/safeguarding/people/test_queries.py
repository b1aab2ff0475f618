"""Questions asked of people: who is asking decides what comes back."""

from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from safeguarding.people import queries
from safeguarding.people.actions import add_worker_with_post, begin_drop_in, make_card, make_return_key
from safeguarding.people.models import YoungPerson
from safeguarding.people.types import NotAllowed, Role
from safeguarding.trail.types import CLOCKS
from safeguarding.vault.models import DataKey
from tests.cast import Cast

TODAY = date(2026, 9, 15)


@pytest.mark.parametrize(
    ("born", "tier", "band"),
    [
        (2020, "4-7", "under 8"),
        (2018, "8-10", "8 to 11"),
        (2015, "11-17", "8 to 11"),
        (2012, "11-17", "12 to 14"),
        (2009, "11-17", "15 to 17"),
        (2008, "18+", "18 or over"),
        (None, "11-17", "not known"),
    ],
)
def test_age_gives_a_tier_of_questions_and_a_band(born: int | None, tier: str, band: str) -> None:
    young_person = YoungPerson(born_year=born)
    assert queries.age_tier(young_person, TODAY) == tier
    assert queries.age_band(young_person, TODAY) == band


def test_somebody_of_unknown_age_who_reads_easily_gets_the_easy_questions() -> None:
    assert queries.age_tier(YoungPerson(reading_help="easy"), TODAY) == "8-10"


def test_a_worker_sees_their_own_young_people_but_not_those_who_left_them_out(
    cast: Cast, now: datetime
) -> None:
    assert [queries.name_of(row) for row in queries.my_young_people(cast.asha, now)] == [
        "Dylan",
        "Kai",
        "Maya",
        "Noor",
    ]
    cast.kai.left_out.create(worker=cast.asha, why="not_this_person", since=now)
    assert cast.kai not in queries.my_young_people(cast.asha, now)
    assert cast.kai in queries.my_young_people(cast.joy, now)
    assert queries.my_young_people(cast.ravi, now) == []


def test_an_administrator_sees_the_services_below_their_post_only(cast: Cast, now: datetime) -> None:
    services = queries.services_to_set_up(cast.adam, now)
    assert services[0] == cast.authority
    assert cast.team in services
    assert cast.agency not in services
    assert queries.services_to_set_up(cast.asha, now) == []


def test_set_up_is_not_there_for_anybody_else(cast: Cast, now: datetime) -> None:
    assert queries.young_person_to_set_up(cast.adam, cast.maya.pk, now) == cast.maya
    for worker in (cast.asha, cast.sam, cast.lena, cast.rhona, cast.priya, cast.stranger):
        with pytest.raises(NotAllowed):
            queries.young_person_to_set_up(worker, cast.maya.pk, now)
        with pytest.raises(NotAllowed):
            queries.service_to_set_up(worker, cast.team.pk, now)
        with pytest.raises(NotAllowed):
            queries.worker_to_set_up(worker, cast.asha.pk, now)


def test_drop_ins_are_in_no_list_of_set_up(cast: Cast, now: datetime) -> None:
    drop_in = begin_drop_in(cast.service, now)
    assert drop_in not in queries.young_people_to_set_up(cast.adam, now)


def test_the_list_of_workers_takes_the_same_queries_for_one_more(cast: Cast, now: datetime) -> None:
    with CaptureQueriesContext(
        connection,
    ) as before:
        queries.workers_to_set_up(cast.adam, now)
    for number in range(3):
        add_worker_with_post(
            f"N {number}", "N", f"n{number}@example.org", cast.team, Role.WORKER, now, cast.adam
        )
    with CaptureQueriesContext(connection) as after:
        rows = queries.workers_to_set_up(cast.adam, now)
    assert len(after) == len(before)
    assert {row.worker.known_as for row in rows} >= {"Asha", "N"}
    assert "Priya" not in {row.worker.known_as for row in rows}


def test_somebody_erased_has_no_name(cast: Cast, now: datetime) -> None:
    from safeguarding.vault import keys

    DataKey.objects.filter(pk=cast.maya.data_key_id).update(wrapped=None, destroyed_at=now)
    keys.forget_unwrapped()
    assert queries.name_of(YoungPerson.objects.get(pk=cast.maya.pk)) == queries.ERASED


def test_the_name_young_people_see_is_the_nearest_one(cast: Cast) -> None:
    assert queries.product_name(cast.team, "Corner") == "Corner"
    cast.authority.product_name = "Hollow"
    cast.authority.save()
    cast.team.refresh_from_db()
    assert queries.product_name(cast.team, "Corner") == "Hollow"


def test_a_clock_put_right_shuts_nobody_out(cast: Cast, now: datetime) -> None:
    ahead = now + timedelta(hours=30)
    card = make_card(cast.maya, ahead, CLOCKS)
    dropped_in = begin_drop_in(cast.service, ahead)
    words = " ".join(make_return_key(dropped_in, ahead))
    assert queries.young_person_by_card(card, now) == cast.maya
    assert queries.young_person_by_return_key(words, now) == dropped_in
