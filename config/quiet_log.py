"""What a log may say: that something failed, where in the code, and at which page. Never an address, never a text.

An address can be a card's secret; an exception's text can hold what somebody typed ("could not read 'he hits me'").
"""

import copy
import logging
import traceback
from types import TracebackType

from django.http import HttpRequest
from django.urls import Resolver404, resolve

Raised = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
DEEPEST = 10  # exceptions behind one another


class QuietFormatter(logging.Formatter):
    """A line for each record, with the page's name instead of its address; of exceptions kind and place alone."""

    def format(self, record: logging.LogRecord) -> str:
        """The same record, made quiet; other handlers get it as it was."""
        quiet = copy.copy(record)
        quiet.exc_text = None  # another handler may have kept it as text
        request = getattr(record, "request", None)
        if isinstance(request, HttpRequest):
            quiet.msg = "%s at %s"
            quiet.args = (getattr(record, "status_code", record.levelname), page_of(request))
        return super().format(quiet)

    def formatException(self, ei: Raised) -> str:  # noqa: N802 - logging calls it so
        """Each exception's class and the lines of code it came through, the first cause last."""
        lines: list[str] = []
        error: BaseException | None = ei[1]
        for _ in range(DEEPEST):
            if error is None:
                break
            lines.append(f"{type(error).__module__}.{type(error).__qualname__}")
            frames = traceback.walk_tb(error.__traceback__)
            lines += [
                f"  {frame.f_code.co_filename}:{line} {frame.f_code.co_qualname}" for frame, line in frames
            ]
            error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        return "\n".join(lines)


def page_of(request: HttpRequest) -> str:
    """The name its address has in the code."""
    try:
        found = request.resolver_match or resolve(request.path_info)
    except Resolver404:
        return "no page"
    return f"{request.method} {found.view_name or found.route}"
