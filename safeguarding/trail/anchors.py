"""Anchors: where the head of the trail stood, written down elsewhere. They alone show a tail that was cut off.

One line each: ``number:digest moment``. The place is a file (on another machine, or one that can only be added
to), or an https address that takes the line in a POST.
"""

import urllib.request
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from django.conf import settings

from safeguarding.trail.models import TrailEntry, TrailHead
from safeguarding.vault.lines import append_line

PATIENCE = 10  # seconds for the other end of an address


class NotAsAnchored(Exception):
    """The trail no longer holds what was anchored before: it was cut or written anew."""


def read_anchor(text: str) -> tuple[int, bytes]:
    """The entry's number and its digest. Raises ValueError for what is no anchor."""
    number, _, digest = text.split(maxsplit=1)[0].partition(":") if text.split() else ("", "", "")
    if not number.isascii() or not number.isdigit() or len(digest) != 64:
        raise ValueError(f"not an anchor: {text[:100]!r}")
    return int(number), bytes.fromhex(digest)


def read_anchors(lines: Iterable[str]) -> dict[int, bytes]:
    """Every anchor of a file. Raises ValueError for a line that is none, or two that contradict each other."""
    found: dict[int, bytes] = {}
    for line in lines:
        if not line.strip():
            continue
        number, digest = read_anchor(line)
        if found.setdefault(number, digest) != digest:
            raise ValueError(f"two different anchors for entry {number}")
    return found


def head_line(now: datetime) -> str | None:
    """The line that anchors the trail as it stands; None while it is empty."""
    head = TrailHead.objects.filter(pk=1).first()
    if head is None or head.number == 0:
        return None
    return f"{head.number}:{bytes(head.digest).hex()} {now.isoformat()}"


def anchor(place: str, now: datetime) -> str | None:
    """Write the head down at ``place``, a path or an https address; returns the line, None for an empty trail.

    A file's last anchor is first looked for in the trail: raises NotAsAnchored when it isn't there any more.
    Raises OSError when the place can't be written, ValueError for one that is neither.
    """
    if "://" in place:
        line = head_line(now)
        if line is not None:
            _post(place, line)
        return line
    path = Path(place)
    last = _last(path)
    # Looked for even in an empty trail: that would be one cut off whole.
    if last is not None:
        _must_hold(*last)
    line = head_line(now)
    if line is not None:
        append_line(path, line)
    return line


def _last(path: Path) -> tuple[int, bytes] | None:
    try:
        lines = path.read_text().splitlines()
    except FileNotFoundError:
        return None
    for line in reversed(lines):
        if line.strip():
            return read_anchor(line)
    return None


def _must_hold(number: int, digest: bytes) -> None:
    there = TrailEntry.objects.filter(number=number).values_list("digest", flat=True).first()
    if there is None or bytes(there) != digest:
        raise NotAsAnchored(
            f"Entry {number} is not as it was anchored. Run: manage.py verify_trail --anchors"
        )


def _post(address: str, line: str) -> None:
    if not address.startswith("https://"):
        raise ValueError("an anchor goes to a file or to an https address")
    request = urllib.request.Request(  # noqa: S310 - https only, and the address is the operator's own
        address, data=f"{line}\n".encode(), headers={"Content-Type": "text/plain; charset=utf-8"}
    )
    with urllib.request.urlopen(request, timeout=PATIENCE):  # noqa: S310 - the same
        pass


def anchor_if_set(now: datetime) -> None:
    """Every hour, beside the clocks: nothing when CORNER_ANCHORS is not set. Raises as ``anchor`` does."""
    if settings.ANCHORS:
        anchor(settings.ANCHORS, now)
