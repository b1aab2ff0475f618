"""What managers take away: the same bytes for two people, nothing hidden, nothing that runs."""

import re
import sys
import zlib
from datetime import date
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from safeguarding.people.types import Role, ServiceKind
from tests.attack.crawler import sheet_text
from tests.voice.participation.made import NOW, World, fill, make_world, place, publish, worker
from voice.participation.actions import close_due

STREAM = re.compile(rb"FlateDecode[^>]*>>\s*stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    made = make_world()
    fill(made)
    close_due(NOW, "quarters")
    return made


def taken(client: Client, world: World, name: str) -> bytes:
    answer = client.get(reverse(name, args=[world.service.pk]))
    assert answer.status_code == 200
    assert "attachment" in answer.headers["Content-Disposition"]
    return answer.content


@pytest.mark.parametrize("name", ["figures_sheet", "figures_book", "figures_pdf"])
def test_two_managers_who_take_it_at_once_get_the_same_bytes(
    world: World, client: Client, name: str, settings: Settings, tmp_path: Path
) -> None:
    settings.DATA_DIR = tmp_path
    client.force_login(world.lena)
    first = taken(client, world, name)
    settings.DATA_DIR = tmp_path / "none-kept"
    settings.DATA_DIR.mkdir()
    client.force_login(worker("Other", world.service, Role.MANAGER))
    assert taken(client, world, name) == first


def test_a_workbook_hides_nothing_and_runs_nothing(world: World, client: Client) -> None:
    publish(place(ServiceKind.TEAM, "=1+1", world.service), "heard", "2026-Q3", 40, 10)
    client.force_login(world.lena)
    body = taken(client, world, "figures_book")
    book = openpyxl.load_workbook(BytesIO(body))
    assert [sheet.title for sheet in book.worksheets] == ["Figures", "What they mean", "Budget"]
    for sheet in book.worksheets:
        assert sheet.sheet_state == "visible"
        assert not any(
            line.hidden for line in (*sheet.row_dimensions.values(), *sheet.column_dimensions.values())
        )
        assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    assert not book.defined_names
    assert "Heard" in sheet_text(body)


def test_the_workbook_holds_the_same_figures_as_the_sheet(world: World, client: Client) -> None:
    client.force_login(world.lena)
    rows = [
        row for row in taken(client, world, "figures_sheet").decode().splitlines() if row.startswith("Heard")
    ]
    sheet = openpyxl.load_workbook(BytesIO(taken(client, world, "figures_book")))["Figures"]
    cells = [
        ",".join(str(cell) for cell in row) for row in sheet.iter_rows(values_only=True) if row[0] == "Heard"
    ]
    assert cells == rows != []


def test_a_report_is_tagged_for_screen_readers(world: World, client: Client) -> None:
    client.force_login(world.lena)
    body = taken(client, world, "figures_pdf")
    assert body.startswith(b"%PDF-")
    streams = [zlib.decompress(one) for one in STREAM.findall(body)]
    inside = b"".join(streams)
    assert b"/StructTreeRoot" in inside and b"/MarkInfo" in inside
    assert b"pdfuaid" in inside, "it says of itself that it is PDF/UA"
    assert b"/Figure" in inside and b"/TH" in inside, "pictures and heads of tables are told as such"
    assert date.today().isoformat().encode() not in inside


def test_without_pango_a_plain_page_says_what_to_do(
    world: World, client: Client, monkeypatch: pytest.MonkeyPatch, settings: Settings, tmp_path: Path
) -> None:
    settings.DATA_DIR = tmp_path
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    client.force_login(world.lena)
    answer = client.get(reverse("figures_pdf", args=[world.service.pk]))
    assert answer.status_code == 501
    assert "Print the page instead" in answer.content.decode()
