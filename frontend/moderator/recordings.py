"""A recording a moderator hears or sees as they read, and types out."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from frontend.desk.recordings import shown, typed_out
from frontend.guards import WorkerRequest, for_worker
from frontend.media import played
from voice.moderation.listening import open_recording, write_transcript
from voice.moderation.pages import ReadingPage


def on_page(page: ReadingPage, now: datetime) -> list[dict[str, Any]]:
    """The recordings of a contribution to read."""
    key = page.contribution.pk
    return shown(
        page.recordings,
        now,
        lambda row: reverse("reading_recording", args=[key, row]),
        lambda row: reverse("reading_typed", args=[key, row]),
        "No rule can read this. Listen or look before you say what you saw." if page.reading is None else "",
    )


@for_worker
@require_GET
def recording(request: WorkerRequest, contribution_id: UUID, recording_id: UUID) -> HttpResponse:
    """The sound or the picture. Asking for it is a look."""
    media = open_recording(request.user, contribution_id, recording_id, timezone.now())
    return played(request, media.data, media.type)


@for_worker
@require_POST
def typed(request: WorkerRequest, contribution_id: UUID, recording_id: UUID) -> HttpResponse:
    """What the moderator typed while they listened."""
    text = request.POST.get("text", "")
    kept = write_transcript(request.user, contribution_id, recording_id, text, timezone.now())
    return typed_out(
        request,
        kept,
        "Saved. The rules have read it too: they can only bring somebody sooner.",
        reverse("reading_one", args=[contribution_id]),
    )
