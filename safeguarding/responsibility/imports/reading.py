"""A file as lines of cells: CSV in the encodings spreadsheets write, or an Excel workbook. Nothing is guessed twice.

Pure: no database. What can't be read whole is refused whole, with one plain reason.
"""

import csv
import io
import zipfile
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from xml.etree.ElementTree import ParseError

from safeguarding.people.types import ImportKind
from safeguarding.responsibility.imports.types import (
    COLUMNS,
    MOST_BYTES,
    MOST_EXCEL,
    MOST_LINES,
    CannotRead,
    Line,
)

ZIP, OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
UNPACKED = 300_000_000  # bytes a workbook may hold when unpacked
WIDEST = 40  # columns looked at
CONTROLS = {chr(code) for code in range(32)} - {"\t", "\n", "\r"}


@dataclass(frozen=True)
class Sheet:
    """Its lines, to be gone through once, and how it was read."""

    read_as: str
    lines: Iterator[Line]


def read(data: bytes, kind: ImportKind) -> Sheet:
    """The lines of a file of people. Raises CannotRead, here or while its lines are gone through."""
    if not data.strip(b"\0 \t\r\n"):
        raise CannotRead("empty")
    if len(data) > MOST_BYTES:
        raise CannotRead("too_large")
    if data.startswith(OLD_EXCEL):
        raise CannotRead("old_excel")
    if data.startswith(ZIP):
        return Sheet("xlsx", _lines(_excel(data), kind, "too_many_excel", MOST_EXCEL))
    text, read_as = decode(data)
    return Sheet(read_as, _lines(_csv(text), kind, "too_many", MOST_LINES))


def decode(data: bytes) -> tuple[str, str]:
    """The text and the encoding it was in: UTF-8 or UTF-16 for sure, else Windows-1252. Raises CannotRead."""
    for encoding in _encodings(data):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not CONTROLS & set(text[:20_000]):
            return text, encoding
    raise CannotRead("not_text")


def _encodings(data: bytes) -> tuple[str, ...]:
    if data.startswith(BOM_UTF8):
        return ("utf-8-sig",)
    if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return ("utf-16",)
    start = data[:4_000]
    if 0 in start:  # in UTF-16 nearly every second byte of the heads is a zero, and no other
        odd, even = start[1::2].count(0), start[::2].count(0)
        if max(odd, even) * 4 < len(start) or min(odd, even):
            return ()
        return ("utf-16-le",) if odd else ("utf-16-be",)
    return ("utf-8", "windows-1252")


def _csv(text: str) -> Iterator[list[str]]:
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        yield from rows
    except csv.Error as error:
        raise CannotRead("broken_quotes", str(rows.line_num)) from error


def _excel(data: bytes) -> Iterator[list[str]]:
    # Half a second to read in: only for whoever brings a workbook.
    from openpyxl import load_workbook  # noqa: PLC0415
    from openpyxl.utils.exceptions import InvalidFileException  # noqa: PLC0415

    broken = (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, TypeError, ParseError, OSError)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if sum(part.file_size for part in packed.infolist()) > UNPACKED:
                raise CannotRead("too_large")
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        try:
            for row in book.worksheets[0].iter_rows(values_only=True, max_col=WIDEST):
                yield [_cell(value) for value in row]
        finally:
            book.close()
    except (*broken, IndexError) as error:
        raise CannotRead("not_excel") from error


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))  # a year or a number typed into a spreadsheet
    if isinstance(value, datetime):
        return value.date().isoformat()
    return str(value)


def _lines(rows: Iterable[list[str]], kind: ImportKind, too_many: str, most: int) -> Iterator[Line]:
    there = iter(rows)
    heads = _heads(next(there, []), kind)
    found = 0
    for number, row in enumerate(there, start=2):
        cells = {name: " ".join(row[at].split()) for name, at in heads.items() if at < len(row)}
        if not any(cells.values()):
            continue
        found += 1
        if found > most:
            raise CannotRead(too_many)
        yield Line(number, {**dict.fromkeys(heads, ""), **cells})
    if not found:
        raise CannotRead("no_lines")


def _heads(row: list[str], kind: ImportKind) -> dict[str, int]:
    """Which column is where. Columns nobody asked for are not kept. Raises CannotRead for a missing one."""
    given = ["_".join(cell.casefold().replace("-", " ").replace("_", " ").split()) for cell in row]
    heads: dict[str, int] = {}
    for column in COLUMNS[kind]:
        if given.count(column.name) > 1:
            raise CannotRead("column_twice", column.name)
        if column.name in given:
            heads[column.name] = given.index(column.name)
        elif column.needed:
            raise CannotRead("no_column", column.name)
    return heads
