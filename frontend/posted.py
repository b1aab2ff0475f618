"""A form too large to be taken in is read all the same, to be given back: its words are never lost."""

from typing import Any

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import HttpRequest, QueryDict
from django.utils.datastructures import MultiValueDict

LONGEST = 6_000_000  # bytes that are read only to be given back: what is larger is no writing
URLENCODED = "application/x-www-form-urlencoded"


def take_in(request: HttpRequest) -> None:
    """Have its fields whatever their size, for what must not fail: leaving, and "I am not safe"."""
    try:
        request.POST  # noqa: B018 - Django reads it here
    except RequestDataTooBig:
        request.POST = read_anyway(request)  # type: ignore[assignment]  # Django has set it to nothing at all
        request._files = MultiValueDict()  # type: ignore[attr-defined]  # or it is read once more, and refused


def read_anyway(request: HttpRequest) -> QueryDict:
    """The fields of a post that was refused for its size; none of one that is no writing, or whose line dropped.

    Django looks at the length before it reads, so what was sent is still there. Asks the database nothing.
    """
    length = int(request.META.get("CONTENT_LENGTH") or 0)
    if request.content_type != URLENCODED or length > LONGEST:
        return QueryDict()
    stream: Any = getattr(request, "_stream", request)
    try:
        if stream.seekable():
            stream.seek(0)  # sent in chunks: Django went to the end to measure it
        return QueryDict(stream.read(LONGEST), encoding="utf-8")
    except (AttributeError, SuspiciousOperation, OSError, ValueError):
        return QueryDict()
