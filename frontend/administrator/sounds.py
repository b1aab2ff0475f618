"""A set's sentences read by somebody of the service: record or bring a file, listen, sign it off."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from frontend import media
from frontend.administrator.questions import set_to_look_at
from frontend.administrator.tabs import frame_of
from frontend.guards import WorkerRequest
from frontend.security import DESK_CSP, PERMISSIONS
from frontend.staff.desk import say
from frontend.staff.roles import for_role
from frontend.uploads import in_memory, too_big
from safeguarding.people import queries
from safeguarding.people.models import Service
from safeguarding.people.types import NotNow, Role
from voice.contributions.recordings.remaking import remake
from voice.contributions.recordings.types import MOST_BYTES, Kind, Unusable
from voice.questions import recording
from voice.questions.encoding import mp3_of
from voice.questions.models import QuestionSet
from voice.questions.queries import title

MOST = MOST_BYTES[Kind.SOUND]
WHY = {
    "empty": "There was no sound in it.",
    "strange": "That file is no sound we can read. Use one from a phone’s recorder, or record here.",
    "long": "It is too long: read one sentence.",
    "big": "It is too large: read one sentence.",
    "busy": "Too many files came at once. Try again in a minute.",
    "speaker": "Say whose voice it is.",
}


@in_memory(MOST)
@for_role(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def sounds(request: WorkerRequest, service_id: UUID, set_id: UUID) -> HttpResponse:
    """Every sentence of a set, and who says it at this service; one of them open to be recorded."""
    now = timezone.now()
    service = queries.service_to_set_up(request.user, service_id, now)
    row = set_to_look_at(request.user, set_id)
    sentences = recording.sentences_of(row)
    if request.method == "POST":
        return _did(request, service, row, sentences)
    there = recording.recordings_of(service, sentences)
    own = sum(any(one.signed_at for one in several) for several in there.values())
    open_now = _number(request.GET.get("n", ""), sentences)
    context = {
        **frame_of(request, "set_up_questions", now),
        "service": service,
        "set": row,
        "rows": [_shown(place, said, there[said]) for place, said in enumerate(sentences, start=1)],
        "open": open_now,
        "said": sentences[open_now - 1],
        "heading": f"{title(row, 'en')}: {own} of {len(sentences)} sentences in your own voice",
    }
    response = render(request, "administrator/sounds.html", context)
    response["Content-Security-Policy"] = f"{DESK_CSP}; media-src 'self' blob:"
    response["Permissions-Policy"] = PERMISSIONS.replace("microphone=()", "microphone=(self)")
    return response


def _number(text: str, sentences: list[str]) -> int:
    return int(text) if text.isascii() and text.isdigit() and 1 <= int(text) <= len(sentences) else 1


def _shown(place: int, said: str, several: list[Any]) -> dict[str, Any]:
    return {
        "number": place,
        "text": said,
        "heard": next((one for one in several if one.signed_at), None),
        "waits": next((one for one in several if not one.signed_at), None),
    }


def _did(request: WorkerRequest, service: Service, row: QuestionSet, sentences: list[str]) -> HttpResponse:
    """Keep what was recorded, sign it off, or throw it away."""
    now, post = timezone.now(), request.POST
    at = _number(post.get("n", ""), sentences)
    file = request.FILES.get("file")
    try:
        if too_big(request, MOST):
            raise Unusable("big")
        if post.get("go") == "sign":
            recording.sign(UUID(post.get("sound", "")), now, request.user)
            say(request, "Signed off. Young people hear it from now on.")
        elif post.get("go") == "throw":
            recording.throw_away(UUID(post.get("sound", "")), now, request.user)
            say(request, "Thrown away. The computer is heard again.")
        else:
            made = remake(Kind.SOUND, file.read() if file else b"")
            sound, milliseconds = mp3_of(made.media)
            speaker = post.get("speaker", "")[:120]
            recording.keep(service, sentences[at - 1], sound, milliseconds, speaker, now, request.user)
            say(request, "Kept. Listen to it, then sign it off.")
    except (Unusable, NotNow) as refused:
        say(request, WHY[refused.code], "error")
    except ValueError:
        say(request, WHY["strange"], "error")
    response = redirect("set_up_sounds", service.pk, row.pk)
    response["Location"] += f"?n={at}"
    return response


@for_role(Role.ADMINISTRATOR)
@require_safe
def sound(request: WorkerRequest, sound_id: UUID) -> HttpResponseBase:
    """One of a service's own, to be listened to before it is signed off."""
    row = recording.of_service(sound_id, timezone.now(), request.user)
    return media.played(request, bytes(row.content), "audio/mpeg")
