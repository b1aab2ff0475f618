"""Anchors kept elsewhere: what they show that the chain alone can't."""

import threading
import urllib.request
from collections.abc import Iterator
from datetime import datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from safeguarding.trail import anchors, triggers
from safeguarding.trail.actions import START, link
from safeguarding.trail.models import TrailEntry, TrailHead
from safeguarding.vault.lines import append_line
from tests.safeguarding.trail.test_trail import write


@pytest.fixture
def elsewhere(tmp_path: Path, settings: Any) -> Path:
    place = tmp_path / "anchors"
    settings.ANCHORS = str(place)
    return place


@pytest.fixture
def lifted(db: None) -> Iterator[None]:
    """The triggers off, as somebody with the database's own password could do it."""
    triggers.lift_for_flush()
    yield
    triggers.install()


def run(command: str, **options: Any) -> str:
    out = StringIO()
    call_command(command, stdout=out, **options)
    return out.getvalue()


def written_anew(count: int) -> None:
    """The first ``count`` entries, altered and chained again: every link fits."""
    TrailEntry.objects.filter(number__gt=count).delete()
    previous = START
    for row in TrailEntry.objects.order_by("number"):
        row.type, row.previous = "sent", previous
        row.digest = previous = link(row, previous)
        row.save()
    TrailHead.objects.update(number=count, digest=previous)


@pytest.mark.django_db
def test_each_run_adds_a_line_and_all_of_them_fit(elsewhere: Path, now: datetime) -> None:
    assert "nothing to anchor" in run("anchor_trail", to=str(elsewhere))
    write(now, 2)
    run("anchor_trail", to=str(elsewhere))
    write(now, 3)
    assert "Anchored: 5:" in run("anchor_trail", to=str(elsewhere))
    assert list(anchors.read_anchors(elsewhere.read_text().splitlines())) == [2, 5]
    assert "5 entries, 2 anchors fit" in run("verify_trail", anchors=str(elsewhere))


@pytest.mark.parametrize("left", [0, 2, 4])
def test_a_trail_cut_off_or_written_anew_fits_itself_and_not_its_anchors(
    lifted: None, elsewhere: Path, now: datetime, left: int
) -> None:
    write(now, 3)
    run("anchor_trail", to=str(elsewhere))
    write(now, 2)
    run("anchor_trail", to=str(elsewhere))
    written_anew(left)
    triggers.install()
    assert "whole" in run("verify_trail"), "the control: without anchors nobody can tell"
    with pytest.raises(CommandError, match="missing" if left < 3 else "anchored"):
        run("verify_trail", anchors=str(elsewhere))
    before = elsewhere.read_text()
    with pytest.raises(CommandError, match="not as it was anchored"):
        run("anchor_trail", to=str(elsewhere))
    assert elsewhere.read_text() == before, "it is not anchored over"


@pytest.mark.django_db
def test_what_is_no_anchor_is_said(tmp_path: Path, now: datetime) -> None:
    write(now)
    for text in ("hello", "1:zz", "x:" + "0" * 64, f"1:{'0' * 64}\n1:{'1' * 64}"):
        place = tmp_path / "anchors"
        place.write_text(text)
        with pytest.raises(CommandError, match="can't be read"):
            run("verify_trail", anchors=str(place))
    with pytest.raises(CommandError, match="can't be read"):
        run("verify_trail", anchors=str(tmp_path / "none"))


@pytest.mark.django_db
@pytest.mark.parametrize("place", ["", "http://127.0.0.1/anchors", "/nowhere/at/all"])
def test_a_place_that_cannot_be_written_is_said(place: str, now: datetime) -> None:
    write(now)
    with pytest.raises(CommandError, match="Say where" if not place else "could not be written"):
        run("anchor_trail", to=place)


def test_a_line_that_broke_off_does_not_spoil_the_next(tmp_path: Path) -> None:
    place = tmp_path / "lines"
    place.write_text("half")
    append_line(place, "whole")
    assert place.read_text() == "half\nwhole\n"


@pytest.mark.django_db
def test_an_address_is_sent_the_line(now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    taken: list[str] = []

    class Elsewhere(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            taken.append(self.rfile.read(int(self.headers["Content-Length"])).decode())
            self.send_response(204)
            self.end_headers()

        def log_message(self, format: str, *args: Any) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Elsewhere)
    threading.Thread(target=server.handle_request, daemon=True).start()
    write(now)
    line = anchors.head_line(now)
    assert line is not None
    # The certificate is the network's business: here the line and the request are.
    real = urllib.request.Request
    monkeypatch.setattr(
        urllib.request,
        "Request",
        lambda url, **rest: real(f"http://127.0.0.1:{server.server_port}/", **rest),
    )
    assert anchors.anchor("https://elsewhere.example/anchors", now) == line
    server.server_close()
    assert taken == [f"{line}\n"]


@pytest.mark.django_db
def test_the_clocks_anchor_it_when_a_place_is_set(elsewhere: Path, now: datetime, settings: Any) -> None:
    write(now)
    anchors.anchor_if_set(now)
    assert len(elsewhere.read_text().splitlines()) == 1
    settings.ANCHORS = ""
    anchors.anchor_if_set(now)
    assert len(elsewhere.read_text().splitlines()) == 1
