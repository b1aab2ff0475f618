"""Files that are brought stay in memory: a name, a voice or a drawing never stands in a temporary file."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.http import HttpRequest, HttpResponseBase
from django.utils.decorators import decorator_from_middleware
from django.views.decorators.csrf import csrf_exempt

from frontend.form_tokens import FormTokens

ROOM = 100_000  # bytes of the form around the file
View = Callable[..., HttpResponseBase]


class InMemory(MemoryFileUploadHandler):
    """Takes any file up to the most we read; a larger one is dropped as it arrives."""

    def __init__(self, request: HttpRequest, most: int) -> None:
        super().__init__(request)
        self.most = most

    def handle_raw_input(
        self,
        input_data: Any,
        META: dict[str, Any],  # noqa: N803 - Django's name
        content_length: int,
        boundary: str,
        encoding: str | None = None,
    ) -> None:
        self.activated = content_length <= self.most + ROOM


def in_memory(most: int) -> Callable[[View], View]:
    """For a view that takes a file of at most so many bytes. The form's token is checked after that is settled."""

    def decorated(view: View) -> View:
        protected = decorator_from_middleware(FormTokens)(view)

        @csrf_exempt
        @wraps(view)
        def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            request.upload_handlers = [InMemory(request, most)]
            return protected(request, *args, **kwargs)

        return wrapped

    return decorated


def too_big(request: HttpRequest, most: int) -> bool:
    """The post is larger than ``in_memory`` takes: its file was dropped."""
    return int(request.META.get("CONTENT_LENGTH") or 0) > most + ROOM
