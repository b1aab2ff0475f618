"""Pages for what goes wrong. A young person's words are given back or kept, never lost."""

from collections.abc import Callable
from typing import Any

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.template.loader import render_to_string

from frontend.young_person import broken
from safeguarding.people.types import NotAllowed
from safeguarding.vault.types import Erased

GetResponse = Callable[[HttpRequest], HttpResponseBase]
# First parts of the addresses of other faces; everything else is answered as a young person's page.
DESKS = frozenset(
    {
        "work",
        "reading",
        "lead",
        "figures",
        "set-up",
        "api",
        "advice",
        "advocate",
        "sign-in",
        "sign-out",
        "demo",
        "me",
        "welcome",
        "static",
        "healthz",
    }
)
TRY_AGAIN = 5  # seconds


def for_desk(request: HttpRequest) -> bool:
    """Whose words the page speaks."""
    return request.path.strip("/").split("/")[0] in DESKS


def nothing_lost(get_response: GetResponse) -> GetResponse:
    """What may not be seen looks as if it weren't there; a busy database gives the words back."""

    def middle(request: HttpRequest) -> HttpResponseBase:
        return get_response(request)

    def process_exception(request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, NotAllowed | Erased):
            return not_found(request, exception)
        if isinstance(exception, OperationalError | InterfaceError):
            response = _busy(request)
            response["Retry-After"] = str(TRY_AGAIN)
            return response
        return None

    # Django looks for the hook on what the factory returns, function or object.
    hooked: Any = middle
    hooked.process_exception = process_exception
    return middle


def _busy(request: HttpRequest) -> HttpResponse:
    if for_desk(request):
        return _desk(request, 503, "Busy just now", "Nothing was saved. Go back and try again in a minute.")
    return broken.give_back(request, status=503, retry=True)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was open for too long, or its session has died."""
    if for_desk(request):
        return _desk(
            request, 403, "This page was open too long", "Sign in again, then go back and send it once more."
        )
    return broken.kept(request)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What isn't there, and what this person may not know of, look the same."""
    if for_desk(request):
        return _desk(request, 404, "That is not here", "It may have been moved, or it is not yours to see.")
    return broken.not_there(request)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Also a session that ended, or could not be saved, while its page was on the way: what was typed comes back."""
    if for_desk(request):
        return _desk(request, 400, "That did not arrive whole", "Go back and try again.")
    return broken.give_back(request, status=400, retry=False)


def server_error(request: HttpRequest) -> HttpResponse:
    """Something broke. The page asks the database for nothing, and gives back what was typed."""
    if for_desk(request):
        return _desk(request, 500, "Something broke", "Nothing was saved. Go back and try again.")
    return broken.give_back(request, status=500, retry=False)


def _desk(request: HttpRequest, status: int, heading: str, text: str) -> HttpResponse:
    if request.path.startswith("/api/"):
        return JsonResponse({"detail": heading}, status=status)
    return HttpResponse(
        render_to_string("errors/desk.html", {"heading": heading, "text": text}), status=status
    )
