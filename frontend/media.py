"""A sound or a picture sent to whoever was let to it: piece by piece as players ask, and kept by no browser."""

import re

from django.http import HttpRequest, HttpResponse

RANGE = re.compile(r"bytes=(\d*)-(\d*)$")
# Nothing in it may run, load or be shown inside a page of somebody else's.
SHUT = "default-src 'none'; sandbox"


def played(request: HttpRequest, data: bytes, content_type: str) -> HttpResponse:
    """All of it, or the one range that was asked for. A range that isn't there is answered 416, as HTTP says."""
    asked = request.headers.get("Range", "")
    part = _part(asked, len(data)) if asked else None
    if asked and part is None:
        response = HttpResponse(status=416)
        response["Content-Range"] = f"bytes */{len(data)}"
        return response
    start, end = part or (0, len(data))
    response = HttpResponse(data[start:end], content_type=content_type, status=206 if part else 200)
    if part:
        response["Content-Range"] = f"bytes {start}-{end - 1}/{len(data)}"
    response["Accept-Ranges"] = "bytes"
    response["Content-Disposition"] = "inline"
    response["Content-Security-Policy"] = SHUT
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


def _part(asked: str, length: int) -> tuple[int, int] | None:
    """Where the range begins and ends (end excluded). Several ranges at once nobody's player asks for."""
    found = RANGE.match(asked.strip())
    if found is None or found.groups() == ("", ""):
        return None
    first, last = found.groups()
    if not first:
        return (max(0, length - int(last)), length) if int(last) else None
    start, end = int(first), min(int(last) + 1 if last else length, length)
    return (start, end) if start < end else None
