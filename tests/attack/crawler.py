"""Takes everything a worker can reach on managers' pages: follows every link, tries every filter, keeps every file."""

import html
import re
from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import Any

import openpyxl
from django.test import Client
from django.urls import reverse

LINK = re.compile(rb'(?:href|action|src)="([^"]+)"')
MASK = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]+"')
MINE = ("/figures/", "/api/")
LIVE = "/overdue/"  # the page of live work counts, which shows nothing made from answers
# What a page might listen to, if it were careless.
FILTERS = (
    "?view=table",
    "?period=2026-Q1&from=2026-02-01&until=2026-02-08&team=1&age=12&born_year=2012&language=cy&measure=heard"
    "&min=1&as=csv&young_person=1&all=1",
)
Harvest = dict[str, bytes]


def crawl(client: Client, *, filters: Iterable[str] = FILTERS, pdf: bool = False) -> Harvest:
    """Every reply of status 200, by address, byte for byte but for the CSRF mask. Live work counts aside.

    `pdf`: reports too, which take a second each to draw.
    """
    waiting = [reverse(name) for name in ("figures", "api_units", "api_periods", "api_schema")]
    found: Harvest = {}
    seen: set[str] = set()
    while waiting:
        address = waiting.pop()
        if address in seen or LIVE in address or (".pdf" in address and not pdf):
            continue
        seen.add(address)
        reply = client.get(address, follow=True)
        if reply.status_code != 200:
            continue
        found[address] = MASK.sub(b"", _body(reply))
        waiting += _links(found[address])
        if "?" not in address and ".pdf" not in address:
            waiting += [address + one for one in filters]
        if address == reverse("api_units"):
            waiting += [reverse("api_figures", args=[one["id"]]) for one in reply.json()]
    return found


def _body(reply: Any) -> bytes:
    return b"".join(reply) if reply.streaming else reply.content


def _links(body: bytes) -> Iterator[str]:
    for found in LINK.findall(body):
        address = html.unescape(found.decode())
        if address.startswith(MINE) and "/done/" not in address:
            yield address.split("#")[0]


def sheet_text(body: bytes) -> str:
    """All that is in a workbook: hidden sheets, rows and comments too."""
    book = openpyxl.load_workbook(BytesIO(body))
    cells = (cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row)
    return "\n".join(f"{cell.value} {cell.comment.text if cell.comment else ''}" for cell in cells)
