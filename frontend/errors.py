"""Pages for what goes wrong. A young person's words are given back or kept, never lost."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.template.loader import render_to_string

from frontend.guards import CardReplaced
from frontend.posted import read_anyway
from frontend.young_person import broken
from safeguarding.people.types import NotAllowed
from safeguarding.vault.types import Erased
from voice.contributions.recordings.types import NotOpenedYet

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
# Forms that carry a secret: nothing of them is ever shown again.
SECRETS = frozenset({"sign-in", "me", "welcome"})
WRITING = 60  # letters: longer than a name, a time or a code, so somebody wrote it


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
        if isinstance(exception, CardReplaced):
            return broken.card_replaced(request)
        if isinstance(exception, NotOpenedYet):
            text = "Nothing was saved yet. Listen to it or look at it in another tab, then send this."
            return _desk(request, 422, "Listen to it first", text, give_back="again")
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
        return _desk(
            request, 503, "Busy just now", "Nothing was saved. Try again in a minute.", give_back="again"
        )
    return broken.give_back(request, status=503, retry=True)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was open for too long, or its session has died."""
    if for_desk(request):
        text = "Nothing was saved. Sign in again, then send it once more."
        return _desk(request, 403, "This page was open too long", text, give_back="copy")
    return broken.kept(request)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What isn't there, and what this person may not know of, look the same."""
    if for_desk(request):
        return _desk(request, 404, "That is not here", "It may have been moved, or it is not yours to see.")
    return broken.not_there(request)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Also a session that ended, or could not be saved, while its page was on the way: what was typed comes back."""
    if isinstance(exception, RequestDataTooBig):
        request.POST = read_anyway(request)  # type: ignore[assignment]  # Django has set it to nothing at all
        if for_desk(request):
            text = "Nothing was saved. Make it shorter, or send it in parts."
            return _desk(request, 413, "That is too long to send at once", text, give_back="again")
        return broken.too_long(request)
    if for_desk(request):
        text = "Nothing was saved. Go back and try again."
        return _desk(request, 400, "That did not arrive whole", text, give_back="copy")
    return broken.give_back(request, status=400, retry=False)


def server_error(request: HttpRequest) -> HttpResponse:
    """Something broke. The page asks the database for nothing, and gives back what was typed."""
    if for_desk(request):
        return _desk(request, 500, "Something broke", "Nothing was saved. Try again.", give_back="again")
    return broken.give_back(request, status=500, retry=False)


class Typed(NamedTuple):
    """A form that was not taken: what somebody wrote, and what goes along unseen."""

    typed: list[tuple[str, str]]
    along: list[tuple[str, str]]


def _typed(request: HttpRequest) -> Typed:
    """Nothing of a form with a secret, nor of one that can't be read."""
    if request.method != "POST" or request.path.strip("/").split("/")[0] in SECRETS:
        return Typed([], [])
    try:
        fields = [(name, value) for name, values in request.POST.lists() for value in values]
    except (SuspiciousOperation, OSError):
        return Typed([], [])
    # A form token is as long as a sentence.
    typed = [row for row in fields if len(row[1]) > WRITING and row[0] != "csrfmiddlewaretoken"]
    return Typed(typed, [row for row in fields if row not in typed])


def _desk(request: HttpRequest, status: int, heading: str, text: str, give_back: str = "") -> HttpResponse:
    """``give_back``: "again" for a form that may be sent once more, "copy" for one whose token is no good now."""
    if request.path.startswith("/api/"):
        return JsonResponse({"detail": heading}, status=status)
    form = _typed(request) if give_back else Typed([], [])
    context: dict[str, Any] = {
        "heading": heading,
        "text": text,
        "typed": form.typed,
        "along": form.along if give_back == "again" else [],
        "again": give_back == "again",
        "action": request.get_full_path(),
    }
    return HttpResponse(render_to_string("errors/desk.html", context), status=status)
