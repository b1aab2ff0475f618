"""Figures as a workbook for Excel and its like. Nothing hidden, no formula, and the same bytes each time."""

import zipfile
from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING

from frontend.manager.sheets import HEADS, NOTES, figure_rows, plain
from safeguarding.people.models import Service
from voice.participation.overview import ledger_sheet
from voice.participation.published import Spent, Table
from voice.participation.types import MEANS, Measure

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_ALWAYS = datetime(2000, 1, 1)  # noqa: DTZ001 - no clock: two people who take it get the same bytes
_WIDTH = 18


def book_of(unit: Service, table: Table, spent: Sequence[Spent]) -> bytes:
    """Three sheets: figures, what they mean, the ledger of the budget."""
    # Half a second to read in: only for whoever takes a workbook away.
    from openpyxl import Workbook  # noqa: PLC0415
    from openpyxl.worksheet.worksheet import Worksheet  # noqa: PLC0415

    book = Workbook()
    book.properties.creator = "Corner"
    book.properties.created = book.properties.modified = _ALWAYS
    first = book.active
    assert isinstance(first, Worksheet)
    _fill(first, "Figures", HEADS, figure_rows(table))
    meanings = [(unit.name, "")] + [(measure.label, MEANS.get(measure, "")) for measure in Measure]
    _fill(
        book.create_sheet(),
        "What they mean",
        ("Name", "Meaning"),
        [*meanings, *((note, "") for note in NOTES)],
    )
    costs = ledger_sheet(spent)
    _fill(book.create_sheet(), "Budget", costs.heads, costs.rows)
    kept = BytesIO()
    book.save(kept)
    return _without_time(kept.getvalue())


def _fill(sheet: "Worksheet", title: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    from openpyxl.styles import Font  # noqa: PLC0415
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    sheet.title = title
    sheet.append(list(heads))
    for row in rows:
        sheet.append([plain(cell) for cell in row])
    for number, cell in enumerate(sheet[1], start=1):
        cell.font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(number)].width = _WIDTH
    for line in sheet.iter_rows(min_row=2):
        for cell in line:
            cell.data_type = "s"  # text, whatever it looks like
    sheet.freeze_panes = "A2"


def _without_time(body: bytes) -> bytes:
    """The same files in the same order, with no clock in them."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(body)) as made, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as kept:
        for name in made.namelist():
            content = made.read(name)
            if name == "docProps/core.xml":
                before, middle, after = content.partition(b"<dcterms:modified")
                content = before + _CLOSE.join(after.split(_CLOSE)[1:]) if middle else content
            kept.writestr(zipfile.ZipInfo(name, date_time=(2000, 1, 1, 0, 0, 0)), content)
    return out.getvalue()


_CLOSE = b"</dcterms:modified>"
