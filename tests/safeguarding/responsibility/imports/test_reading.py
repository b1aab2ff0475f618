"""Files as they come: the encodings spreadsheets write, Excel, and what is refused whole."""

import io
import zipfile
from datetime import date

import pytest
from openpyxl import Workbook

from safeguarding.people.types import ImportKind
from safeguarding.responsibility.imports.reading import read
from safeguarding.responsibility.imports.types import CannotRead

TEXT = "Name,Known as,Email,Role,Service\r\nZoë Ní Bhriain,Zoë,zoe@example.org,worker,Harbour team\r\n"


def lines(data: bytes, kind: ImportKind = ImportKind.WORKERS) -> list[dict[str, str]]:
    return [line.cells for line in read(data, kind).lines]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"])
def test_each_encoding_of_a_spreadsheet_is_read(encoding: str) -> None:
    assert lines(TEXT.encode(encoding))[0]["name"] == "Zoë Ní Bhriain"


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_semicolons_and_tabs_do_as_well_and_so_do_empty_lines(delimiter: str) -> None:
    text = TEXT.replace(",", delimiter) + delimiter * 4 + "\r\n"
    assert len(lines(text.encode())) == 1


def test_a_workbook_is_read_with_its_numbers_and_days_as_typed() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Name", "Born year", "Team", "Named worker", "Hobbies"])
    sheet.append(["Maya", 2012.0, "Harbour team", "asha@example.org", "football"])
    sheet.append(["Kai", date(2014, 5, 3), "Harbour team", "asha@example.org", ""])
    packed = io.BytesIO()
    book.save(packed)
    found = lines(packed.getvalue(), ImportKind.YOUNG_PEOPLE)
    assert [cells["born_year"] for cells in found] == ["2012", "2014-05-03"]
    assert "hobbies" not in found[0], "a column nobody asked for is not kept"


def empty_zip() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        file.writestr("a.txt", "not a workbook")
    return packed.getvalue()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"\xd0\xcf\x11\xe0 an old one", "old_excel"),
        (empty_zip(), "not_excel"),
        (b"%PDF-1.4\x00\x81\x00\x8d", "not_text"),
        (b"Name,Email,Role,Service\n\x81\x8d,a@b.org,worker,x\n", "not_text"),
        (b"Name,Email,Role\nA,a@b.org,worker\n", "no_column"),
        (b"Name,Name,Email,Role,Service\nA,B,a@b.org,worker,x\n", "column_twice"),
        (b"Name,Email,Role,Service\n", "no_lines"),
        (b'Name,Email,Role,Service\n"A,a@b.org,worker,x\n', "broken_quotes"),
    ],
)
def test_what_cannot_be_read_whole_is_refused_whole(data: bytes, code: str) -> None:
    with pytest.raises(CannotRead) as refused:
        lines(data)
    assert refused.value.code == code
