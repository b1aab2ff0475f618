"""Two administrators at one moment: nobody's change is undone unseen, nobody is added twice, no circle closes."""

from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from safeguarding.erasure.actions import agree_to_erasure, ask_erasure, refuse_erasure
from safeguarding.erasure.models import Erasure
from safeguarding.erasure.types import NotWaiting, State, WhyErase
from safeguarding.people import queries
from safeguarding.people.access import current_named
from safeguarding.people.actions import add_service, add_worker, give_post
from safeguarding.people.models import ImportFile, NamedWorker, Service, YoungPerson
from safeguarding.people.types import ImportKind, NotNow, Role, ServiceKind
from safeguarding.promises.models import Promise
from safeguarding.promises.types import Clock
from safeguarding.responsibility.actions import deactivate, move_young_person, where_they_are
from safeguarding.responsibility.imports.looking import look_at_file
from safeguarding.responsibility.imports.taking_in import confirm, go_on
from safeguarding.responsibility.leaving import has_left
from safeguarding.responsibility.moving_services import move_service
from safeguarding.trail.types import CLOCKS
from safeguarding.vault import ledger
from tests.cast import Cast
from tests.safeguarding.promises.helpers import promised
from tests.safeguarding.promises.test_races import at_once, kinds

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def test_two_who_move_the_same_young_person_and_one_is_told(cast: Cast, now: datetime) -> None:
    promise = promised(cast.maya, now, Clock.ORDINARY)
    seen = where_they_are(cast.maya, now)
    later = now + timedelta(minutes=1)

    def move(home: Service | None) -> None:
        maya = YoungPerson.objects.select_related("service", "home").get(pk=cast.maya.pk)
        move_young_person(maya, cast.team, [cast.joy, cast.asha], later, cast.adam, home=home, seen=seen)

    assert kinds(at_once(partial(move, None), partial(move, cast.home))) == ["NoneType", NotNow.__name__]
    assert [row.worker for row in current_named(cast.maya, later)] == [cast.joy, cast.asha]
    assert NamedWorker.objects.filter(young_person=cast.maya, ends_at__isnull=True).count() == 2
    assert Promise.objects.get(pk=promise.pk).is_open


def test_two_who_let_a_worker_go_and_move_their_young_person_leave_nothing_behind(
    cast: Cast, now: datetime
) -> None:
    promise = promised(cast.maya, now, Clock.ORDINARY)
    assert promise.keeper == cast.asha
    later = now + timedelta(minutes=1)
    at_once(
        partial(deactivate, cast.asha, later, cast.adam),
        partial(move_young_person, cast.maya, cast.team, [cast.asha, cast.joy], later, cast.adam),
    )
    promise.refresh_from_db()
    assert promise.is_open and promise.keeper is not None
    assert promise.keeper.is_active or promise.next_action_at is not None


def test_the_same_new_person_in_two_files_at_once_is_one_person(cast: Cast, now: datetime) -> None:
    data = b"name,born_year,reference,team,named_worker\nLeila,2013,A1,Harbour team,asha@example.org\n"
    files = [look_at_file(data, ImportKind.YOUNG_PEOPLE, now, cast.adam) for _ in range(2)]
    for file in files:
        confirm(file, now, cast.adam)
    done = at_once(*(partial(go_on, file.pk, now, 30) for file in files))
    assert done == [True, True]
    assert sum(queries.name_of(row) == "Leila" for row in YoungPerson.objects.all()) == 1
    became = [ImportFile.objects.get(pk=file.pk).became for file in files]
    assert sorted(map(str, became)) == ["{'new': 1}", "{'same': 1}"]


def test_one_file_taken_in_from_two_sides_goes_in_once(cast: Cast, now: datetime) -> None:
    lines = "".join(f"Child {number},Harbour team,asha@example.org\n" for number in range(250))
    file = look_at_file(f"name,team,named_worker\n{lines}".encode(), ImportKind.YOUNG_PEOPLE, now, cast.adam)
    confirm(file, now, cast.adam)
    assert at_once(*(partial(go_on, file.pk, now, 30) for _ in range(2))) == [True, True]
    assert YoungPerson.objects.count() == 4 + 250


def test_what_is_sent_at_the_moment_they_leave_still_has_a_person(cast: Cast, now: datetime) -> None:
    later = now + timedelta(minutes=1)
    done = at_once(
        partial(has_left, cast.maya, later, cast.adam), partial(promised, cast.maya, later, Clock.ORDINARY)
    )
    promise = Promise.objects.get(young_person=cast.maya)
    assert promise.is_open and (promise.keeper is not None or promise.rota is not None)
    assert kinds(done) in (["NoneType", "Promise"], [NotNow.__name__, "Promise"]), (
        "left before it, or not at all"
    )


def test_two_who_answer_one_request_to_erase_answer_it_once(
    cast: Cast, now: datetime, settings: Any, tmp_path: Path
) -> None:
    settings.ERASURES = str(tmp_path / "elsewhere")
    asked = ask_erasure(cast.adam, cast.maya, WhyErase.ASKED, now)
    beside = add_worker("Bea", "Bea", "bea@example.org", now, CLOCKS)
    give_post(beside, cast.authority, Role.ADMINISTRATOR, now, CLOCKS)
    done = at_once(
        partial(agree_to_erasure, cast.sam, asked, now), partial(refuse_erasure, beside, asked, now)
    )
    assert kinds(done) == ["Erasure", NotWaiting.__name__]
    row = Erasure.objects.get()
    erased = YoungPerson.objects.get(pk=cast.maya.pk).erased_at is not None
    assert erased == (row.state == State.DONE) == (len(ledger.read().erased) == 1)


def test_two_moves_that_are_each_fine_never_make_a_circle(cast: Cast, now: datetime) -> None:
    one = add_service(ServiceKind.SERVICE, "One", cast.authority, now, by=CLOCKS)
    team = add_service(ServiceKind.TEAM, "Team", one, now, by=CLOCKS)
    at_once(
        partial(move_service, team, cast.sibling, now, cast.adam),
        partial(move_service, team, cast.service, now, cast.adam),
    )
    moved = Service.objects.select_related("parent").get(pk=team.pk)
    assert moved.parent in {cast.sibling, cast.service}
    assert moved.parent is not None and moved.path == f"{moved.parent.path}{moved.pk}/"
