"""Files that are brought stay in memory: a name never stands in a temporary file."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.http import HttpRequest, HttpResponseBase
from django.utils.decorators import decorator_from_middleware
from django.views.decorators.csrf import csrf_exempt

from frontend.form_tokens import FormTokens
from safeguarding.responsibility.imports.types import MOST_BYTES

ROOM = 100_000  # bytes of the form around the file


class InMemory(MemoryFileUploadHandler):
    """Takes any file up to the most we read; a larger one is dropped as it arrives."""

    def handle_raw_input(
        self,
        input_data: Any,
        META: dict[str, Any],  # noqa: N803 - Django's name
        content_length: int,
        boundary: str,
        encoding: str | None = None,
    ) -> None:
        self.activated = content_length <= MOST_BYTES + ROOM


def in_memory(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """For a view that takes a file. The form's token is checked after the place for the file is chosen."""
    protected = decorator_from_middleware(FormTokens)(view)

    @csrf_exempt
    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        request.upload_handlers = [InMemory(request)]
        return protected(request, *args, **kwargs)

    return wrapped
