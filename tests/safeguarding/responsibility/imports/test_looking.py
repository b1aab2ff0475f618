"""A long file is looked at in steps: by the page for a moment, then by the clocks; by another process if one dies."""

from datetime import datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook

from safeguarding.people.models import ImportFile, ImportPart, YoungPerson
from safeguarding.people.types import ImportKind, NotNow
from safeguarding.responsibility.imports import looking, reading
from safeguarding.responsibility.imports.looking import look_at_file, look_on, look_on_with_files
from safeguarding.responsibility.imports.queries import lines_page, refused_lines
from safeguarding.responsibility.imports.taking_in import confirm, forget, forget_old_files, go_on
from safeguarding.responsibility.imports.types import A_PART, CannotRead
from tests.cast import Cast

pytestmark = pytest.mark.django_db
HEADS = "name,born_year,reference,team,named_worker\n"
STEP = looking.AT_ONCE * A_PART  # lines


@pytest.fixture(autouse=True)
def _nothing_begun() -> Any:
    looking._begun.clear()
    yield
    looking._begun.clear()


def a_long_file(lines: int = 2 * STEP + 50) -> bytes:
    """The last line is the first one once more; and one in the middle names a team nobody has."""
    rows = [f"Child {number},2012,R{number},Harbour team,asha@example.org" for number in range(lines - 1)]
    rows[STEP + 5] = rows[STEP + 5].replace("Harbour", "Harbor")
    return (HEADS + "\n".join([*rows, rows[0]]) + "\n").encode()


def brought(cast: Cast, now: datetime, seconds: float | None = 0.0) -> ImportFile:
    return look_at_file(a_long_file(), ImportKind.YOUNG_PEOPLE, now, cast.adam, seconds)


def test_the_page_stops_after_its_moment_and_the_clocks_go_on(cast: Cast, now: datetime) -> None:
    file = brought(cast, now)
    assert (file.looked, file.lines, file.looked_at) == (STEP, 2 * STEP + 50, None)
    assert look_on(file.pk, now, 0.0) is False
    assert look_on_with_files(now) == 1
    file.refresh_from_db()
    assert (file.looked, file.looked_at) == (file.lines, now)
    assert file.counts == {"new": 2 * STEP + 48, "refused": 2}
    assert [(line.number, line.why) for line in refused_lines(file)] == [
        (STEP + 7, "unknown_service"), (2 * STEP + 51, "twice"),
    ]  # fmt: skip
    assert look_on_with_files(now) == 0


def test_in_one_go_it_finds_the_same(cast: Cast, now: datetime) -> None:
    in_steps = brought(cast, now)
    while not look_on(in_steps.pk, now, 0.0):
        pass
    whole = brought(cast, now, None)
    in_steps.refresh_from_db()
    assert whole.counts == in_steps.counts
    pairs = zip(lines_page(whole, 20).lines, lines_page(in_steps, 20).lines, strict=True)
    assert all(one == other for one, other in pairs)


def test_another_process_begins_anew_and_finds_the_same(cast: Cast, now: datetime) -> None:
    file = brought(cast, now)
    look_on(file.pk, now, 0.0)
    looking._begun.clear()  # the process that had begun is gone
    assert look_on(file.pk, now)
    file.refresh_from_db()
    assert file.counts == {"new": 2 * STEP + 48, "refused": 2}, "the line that is there twice is still found"


def test_nothing_is_confirmed_that_was_not_looked_at(cast: Cast, now: datetime) -> None:
    file = brought(cast, now)
    with pytest.raises(NotNow) as refused:
        confirm(file, now, cast.adam)
    assert refused.value.code == "not_looked_at"
    assert go_on(file.pk, now, 60) is False
    assert YoungPerson.objects.count() == 4
    look_on(file.pk, now)
    confirm(file, now, cast.adam)
    assert go_on(file.pk, now, 600)
    assert YoungPerson.objects.count() == 4 + 2 * STEP + 48


def test_two_that_look_at_once_never_touch_what_has_gone_in(
    cast: Cast, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = brought(cast, now)
    late = looking._begun.pop(file.pk)
    assert look_on(file.pk, now)  # another process, from the beginning
    confirm(file, now, cast.adam)
    go_on(file.pk, now, 600)
    before = dict(ImportPart.objects.values_list("pk", "sealed_lines"))
    still_open = ImportFile.objects.get(pk=file.pk)
    still_open.looked_at = None  # as the slow one had read it
    parts = list(file.parts.order_by("position")[20:40])
    assert looking._stored(still_open, parts, late, now) is True, "it hears that it is done"
    assert dict(ImportPart.objects.values_list("pk", "sealed_lines")) == before


def test_a_file_thrown_away_meanwhile_is_gone(cast: Cast, now: datetime) -> None:
    file = brought(cast, now)
    forget(file, now, cast.adam)
    assert look_on(file.pk, now) is True
    assert look_on_with_files(now) == 0
    assert looking._begun == {}


def test_a_file_that_breaks_off_while_it_is_read_leaves_nothing(cast: Cast, now: datetime) -> None:
    broken = a_long_file() + b'"and then,2012,,Harbour team,asha@example.org\n'
    with pytest.raises(CannotRead):
        look_at_file(broken, ImportKind.YOUNG_PEOPLE, now, cast.adam, 0.0)
    assert not ImportFile.objects.exists() and not ImportPart.objects.exists()


def test_services_are_looked_at_whole(cast: Cast, now: datetime) -> None:
    data = b"name,kind,inside\nQuay team,team,Quay service\nQuay service,service,Northshire\n"
    file = look_at_file(data, ImportKind.SERVICES, now, cast.adam, 0.0)
    assert (file.looked, file.looked_at, file.counts) == (2, now, {"new": 2})


def test_a_workbook_may_be_long_but_not_as_long_as_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_EXCEL", 3)
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Name", "Email", "Role", "Service"])
    for number in range(4):
        sheet.append([f"W{number}", f"w{number}@example.org", "worker", "Harbour team"])
    packed = BytesIO()
    book.save(packed)
    with pytest.raises(CannotRead) as refused:
        list(reading.read(packed.getvalue(), ImportKind.WORKERS).lines)
    assert refused.value.code == "too_many_excel"


def test_what_nobody_looked_at_to_its_end_goes_after_a_week_too(cast: Cast, now: datetime) -> None:
    brought(cast, now)
    assert forget_old_files(now + timedelta(days=8)) > 0
    assert not ImportFile.objects.exists()
