"""A sentence is heard: a sound for a script, or a page with a player where there is none."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import Resolver404, resolve
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from frontend import media
from frontend.young_person import page
from frontend.young_person.sitting import of, words_of
from frontend.young_person.words import Words
from voice.questions.sounds import Played, played
from voice.questions.types import RecordedAs

TYPES = {RecordedAs.SOUND: "audio/mpeg", RecordedAs.SIGN: "video/mp4"}


@require_safe
def spoken(request: HttpRequest, key: str) -> HttpResponseBase:
    """The same address for both: a browser that opens it as a page gets one, with Exit and a way back."""
    found = played(key)
    if found is None:
        raise Http404
    as_page = "text/html" in request.headers.get("Accept", "") and "raw" not in request.GET
    response = _player(request, found) if as_page else media.played(request, found.content, TYPES[found.kind])
    patch_vary_headers(response, ("Accept",))
    return response


def _player(request: HttpRequest, found: Played) -> HttpResponse:
    here, words = of(request), words_of(request)
    context: dict[str, Any] = {
        "title": found.text,
        "silent": True,
        "src": f"{request.path}?raw",
        "sign": found.kind is RecordedAs.SIGN,
        "said_by": _said_by(found, words),
        "back_to": _way_back(request.GET.get("p", "")),
    }
    if here is not None:
        return page.show(here, "spoken", **context)
    return page.show_outside(request, "spoken", words=words, **context)


def _said_by(found: Played, words: Words) -> str:
    if not found.speaker:
        return words["read_by_computer"]
    return words.say("signed_by" if found.kind is RecordedAs.SIGN else "read_by", who=found.speaker)


def _way_back(path: str) -> str:
    """The page it was heard on, if it is one of ours; else home. Nothing else can be made of the address."""
    try:
        resolve(path)
    except Resolver404:
        return "/"
    return path if path.startswith("/") and not path.startswith("//") else "/"
