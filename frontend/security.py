"""Headers on every response. Faces that need more (a hash for an inline style) set their own CSP first."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import patch_vary_headers
from django.utils.text import compress_string

# Pages for adults: files of our own, nothing inline, nothing foreign; sockets to ourselves.
DESK_CSP = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; media-src 'self'; "
    "font-src 'none'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
PERMISSIONS = "geolocation=(), camera=(), microphone=(), payment=(), usb=(), interest-cohort=()"
# On the one page where a young person can say it out loud.
WITH_MICROPHONE = PERMISSIONS.replace("microphone=()", "microphone=(self)")
WORTH_COMPRESSING = 800  # bytes
# Random bytes added to each page: its compressed length then tells nothing of a secret inside.
PADDING = 64

GetResponse = Callable[[HttpRequest], HttpResponseBase]


def headers(get_response: GetResponse) -> GetResponse:
    """Nothing is stored by a browser or a proxy, nothing is indexed, nothing foreign is loaded."""

    def with_headers(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if not request.path.startswith("/static/"):
            response.headers["Cache-Control"] = "no-store"
        response.headers.setdefault("Content-Security-Policy", DESK_CSP)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["X-Frame-Options"] = settings.X_FRAME_OPTIONS
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return compressed(request, response)

    return with_headers


def compressed(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """The page in gzip for a browser that takes it: a phone on a slow line waits for every kilobyte."""
    if not isinstance(response, HttpResponse) or response.has_header("Content-Encoding"):
        return response
    if (
        not response.headers.get("Content-Type", "").startswith("text/html")
        or len(response.content) < WORTH_COMPRESSING
    ):
        return response
    patch_vary_headers(response, ("Accept-Encoding",))
    if "gzip" not in request.headers.get("Accept-Encoding", ""):
        return response
    response.content = compress_string(response.content, max_random_bytes=PADDING)
    response.headers["Content-Encoding"] = "gzip"
    if response.has_header("Content-Length"):
        response.headers["Content-Length"] = str(len(response.content))
    return response
