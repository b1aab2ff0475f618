"""Line by line: what would happen, and then what does. Nothing half-done, nobody twice."""

from datetime import datetime, timedelta

import pytest

from safeguarding.people import queries
from safeguarding.people.access import current_named
from safeguarding.people.models import ImportFile, NamedWorker, Post, Service, Worker, YoungPerson
from safeguarding.people.types import ImportKind, NotAllowed, Role
from safeguarding.responsibility.imports import taking_in
from safeguarding.responsibility.imports.looking import look_at_file
from safeguarding.responsibility.imports.parts import seal_lines
from safeguarding.responsibility.imports.queries import file_for, lines_page, refused_lines
from safeguarding.responsibility.imports.taking_in import (
    confirm,
    forget_old_files,
    go_on,
    go_on_with_files,
)
from safeguarding.responsibility.imports.types import Line
from tests.cast import Cast

PEOPLE = "name,born_year,reference,team,home,named_worker,deputies"


def look(cast: Cast, kind: ImportKind, now: datetime, *lines: str) -> tuple[ImportFile, list[Line]]:
    file = look_at_file("\n".join(lines).encode(), kind, now, cast.adam)
    return file, lines_page(file, 0).lines


def take_in(cast: Cast, kind: ImportKind, now: datetime, *lines: str) -> list[Line]:
    file, _ = look(cast, kind, now, *lines)
    confirm(file, now, cast.adam)
    assert go_on(file.pk, now, 60)
    return lines_page(file, 0).lines


def young(name: str) -> list[YoungPerson]:
    return [row for row in YoungPerson.objects.all() if queries.name_of(row) == name]


def test_a_dry_run_says_what_would_happen_to_each_line_and_does_nothing(cast: Cast, now: datetime) -> None:
    file, lines = look(
        cast, ImportKind.YOUNG_PEOPLE, now, PEOPLE,
        "Leila,2013,A1,Harbour team,Elm House,asha@example.org,joy@example.org",
        "Maya,2012,,Harbour team,Elm House,asha@example.org,joy@example.org",
        "Kai,2017,,Harbour team,,joy@example.org,",
        "Nobody,2013,,Harbor team,,asha@example.org,",
        "=cmd(),2013,,Harbour team,,asha@example.org,",
        "Noor,2010,,Eastshire service,,stranger@example.org,",
        "Tia,12,,Harbour team,,asha@example.org,",
        "Ola,2013,A1,Harbour team,,asha@example.org,",
        "Una,2013,,Harbour team,Harbour team,sam@example.org,",
    )  # fmt: skip
    assert [(line.what, line.why) for line in lines] == [
        ("new", ""), ("same", ""), ("changed", ""), ("refused", "unknown_service"), ("refused", "formula"),
        ("refused", "maybe_same"), ("refused", "not_a_year"), ("refused", "twice"), ("refused", "wrong_kind"),
    ]  # fmt: skip
    assert [change[0] for change in lines[2].changes] == ["home", "named_worker"]
    assert file.counts == {"new": 1, "same": 1, "changed": 1, "refused": 6}
    assert YoungPerson.objects.count() == 4
    assert [line.number for line in refused_lines(file)] == [5, 6, 7, 8, 9, 10]


def test_confirmed_it_happens_and_the_same_file_again_changes_nothing(cast: Cast, now: datetime) -> None:
    lines = (
        PEOPLE,
        "Leila,2013,A1,Harbour team,Elm House,asha@example.org,joy@example.org",
        "Kai,2017,K9,Harbour team,,joy@example.org,",
    )
    assert [line.what for line in take_in(cast, ImportKind.YOUNG_PEOPLE, now, *lines)] == ["new", "changed"]
    (leila,) = young("Leila")
    assert [row.worker for row in current_named(leila, now)] == [cast.asha, cast.joy]
    assert [row.worker for row in current_named(cast.kai, now)] == [cast.joy]
    cast.kai.refresh_from_db()
    assert cast.kai.home is None
    assert [line.what for line in look(cast, ImportKind.YOUNG_PEOPLE, now, *lines)[1]] == ["same", "same"]
    renamed = "Leyla,2013,A1,Harbour team,Elm House,asha@example.org,joy@example.org"
    take_in(cast, ImportKind.YOUNG_PEOPLE, now, PEOPLE, renamed)
    assert young("Leyla") == [leila], "the reference finds them whatever they are called"


def test_two_files_with_the_same_new_person_make_one(cast: Cast, now: datetime) -> None:
    line = "Leila,2013,A1,Harbour team,,asha@example.org,"
    first, _ = look(cast, ImportKind.YOUNG_PEOPLE, now, PEOPLE, line)
    second, _ = look(cast, ImportKind.YOUNG_PEOPLE, now, PEOPLE, line)
    for file in (first, second):
        confirm(file, now, cast.adam)
        confirm(file, now, cast.adam)
    assert go_on_with_files(now) == 2
    assert len(young("Leila")) == 1
    assert ImportFile.objects.get(pk=second.pk).became == {"same": 1}


def test_workers_come_with_posts_and_those_of_others_are_refused(cast: Cast, now: datetime) -> None:
    Worker.objects.filter(pk=cast.ravi.pk).update(is_active=False)
    lines = take_in(
        cast, ImportKind.WORKERS, now, "name,known_as,email,role,service",
        "Nia Cole,,nia@example.org,social worker,Harbour team",
        "Nia Cole,,nia@example.org,Safeguarding lead,Young people's service",
        "Nia Coal,,NIA@example.org,worker,Elm House",
        "Asha Example,Ash,asha@example.org,worker,Harbour team",
        "Joy Example,Joy,joy@example.org,worker,Harbour team",
        "Priya Example,Priya,priya@example.org,worker,Harbour team",
        "Ravi Example,Ravi,ravi@example.org,worker,Harbour team",
        "Ola,Ola,ola at example.org,worker,Harbour team",
        "Ola,Ola,ola@example.org,king,Harbour team",
    )  # fmt: skip
    assert [(line.what, line.why) for line in lines] == [
        ("new", ""), ("new", ""), ("refused", "name_differs"), ("changed", ""), ("same", ""),
        ("refused", "email_elsewhere"), ("refused", "has_left"), ("refused", "not_an_email"),
        ("refused", "not_a_role"),
    ]  # fmt: skip
    nia = Worker.objects.get(email="nia@example.org")
    assert {post.role for post in nia.posts.all()} == {Role.WORKER, Role.LEAD}
    assert (nia.known_as, nia.has_usable_password()) == ("Nia", False)
    assert Worker.objects.get(pk=cast.asha.pk).known_as == "Ash"


def test_services_come_in_any_order_and_never_inside_themselves(cast: Cast, now: datetime) -> None:
    lines = take_in(
        cast, ImportKind.SERVICES, now, "name,kind,inside",
        "Lantern team,team,Westshire service",
        "Westshire service,service,Northshire",
        "Elm House,home,Westshire service",
        "Loop one,team,Loop two",
        "Loop two,team,Loop one",
        "Under loop,home,Loop one",
        "Harbour team,team,Young people's service",
        "Nowhere team,team,Atlantis",
        "Upside,service,Harbour team",
    )  # fmt: skip
    found = {line.cells["name"]: (line.what, line.why) for line in lines}
    assert found["Loop one"] == found["Loop two"] == ("refused", "circle")
    assert found["Under loop"][0] == "refused"
    assert found["Harbour team"][0] == "same"
    assert found["Nowhere team"] == ("refused", "unknown_service")
    assert found["Upside"] == ("refused", "wrong_kind")
    lantern = Service.objects.get(name="Lantern team")
    assert lantern.parent == Service.objects.get(name="Westshire service")
    assert Service.objects.get(pk=cast.home.pk).path.startswith(lantern.parent.path)


def test_what_stops_halfway_goes_on_where_it_stopped(
    cast: Cast, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [f"Child {number},2013,,Harbour team,,asha@example.org," for number in range(250)]
    file, _ = look(cast, ImportKind.YOUNG_PEOPLE, now, PEOPLE, *rows)
    confirm(file, now, cast.adam)
    assert not go_on(file.pk, now, 0), "one part, and time is up"
    assert YoungPerson.objects.count() == 4 + 100

    def falls_over(*args: object) -> None:
        raise RuntimeError("the machine went off")

    monkeypatch.setattr(taking_in, "seal_lines", falls_over)
    with pytest.raises(RuntimeError):
        go_on(file.pk, now, 60)
    assert YoungPerson.objects.count() == 4 + 100, "a part is whole or not at all"
    monkeypatch.setattr(taking_in, "seal_lines", seal_lines)
    assert go_on(file.pk, now, 60)
    assert go_on(file.pk, now, 60), "once done it stays done"
    assert YoungPerson.objects.count() == 4 + 250
    assert NamedWorker.objects.filter(worker=cast.asha).count() == 4 + 250


def test_a_service_that_went_meanwhile_refuses_its_lines_only(cast: Cast, now: datetime) -> None:
    file, lines = look(
        cast, ImportKind.YOUNG_PEOPLE, now, PEOPLE,
        "Leila,2013,A1,Harbour team,,asha@example.org,",
        "Ola,2014,A2,Eastshire service,,asha@example.org,",
    )  # fmt: skip
    assert [line.what for line in lines] == ["new", "new"]
    Service.objects.filter(pk=cast.sibling.pk).update(closed_at=now)
    confirm(file, now, cast.adam)
    go_on(file.pk, now, 60)
    file.refresh_from_db()
    assert file.became == {"new": 1, "refused": 1}
    assert young("Leila") and not young("Ola")


def test_only_who_brought_it_sees_it_and_its_names_are_sealed_and_forgotten(
    cast: Cast, now: datetime
) -> None:
    file, _ = look(
        cast, ImportKind.YOUNG_PEOPLE, now, PEOPLE, "Zebrafinch,2013,,Harbour team,,asha@example.org,"
    )
    kept = bytes(file.parts.get().sealed_lines)
    assert b"Zebrafinch" not in kept and "Zebrafinch" in str(lines_page(file, 0)), "the control"
    other = Worker.objects.create(email="other@example.org", name="Other", known_as="Other")
    Post.objects.create(worker=other, service=cast.authority, role=Role.ADMINISTRATOR, starts_at=now)
    with pytest.raises(NotAllowed):
        file_for(other, file.pk)
    with pytest.raises(NotAllowed):
        confirm(file, now, other)
    with pytest.raises(NotAllowed):
        look_at_file(b"name", ImportKind.WORKERS, now, cast.sam)
    assert forget_old_files(now + timedelta(days=6)) == 0
    assert forget_old_files(now + timedelta(days=8)) > 0
