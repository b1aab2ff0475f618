"""A recording beside the words: heard or seen, and typed out."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from frontend.desk.recordings import shown, typed_out
from frontend.guards import WorkerRequest, for_worker
from frontend.media import played
from safeguarding.people.models import Worker
from safeguarding.promises.queries import who_has
from voice.contributions.pages import WordsPage
from voice.contributions.recordings.opening import open_recording
from voice.contributions.recordings.queries import not_opened_by
from voice.contributions.recordings.transcripts import write_transcript


def on_page(page: WordsPage, me: Worker, now: datetime) -> list[dict[str, Any]]:
    """The recordings of a contribution, and that hearing them is part of reading it."""
    if not page.recordings:
        return []
    key, reading = page.contribution.pk, page.contribution.reading
    mine = reading.is_open and me in who_has(reading, now) and not_opened_by(me, page.contribution)
    return shown(
        page.recordings,
        now,
        lambda row: reverse("contribution_recording", args=[key, row]),
        lambda row: reverse("contribution_typed", args=[key, row]),
        _("No rule can read this. You have read all of it once you have heard or seen it.") if mine else "",
    )


@require_GET
@for_worker
def recording(request: WorkerRequest, contribution_id: UUID, recording_id: UUID) -> HttpResponseBase:
    """The sound or the picture. Asking for it is a look."""
    media = open_recording(request.user, contribution_id, recording_id, timezone.now())
    return played(request, media.data, media.type)


@require_POST
@for_worker
def typed(request: WorkerRequest, contribution_id: UUID, recording_id: UUID) -> HttpResponseBase:
    """What the worker typed while they listened."""
    text = request.POST.get("text", "")
    kept = write_transcript(request.user, contribution_id, recording_id, text, timezone.now())
    return typed_out(
        request,
        kept,
        _("Saved. The rules have read it too: they can only bring somebody sooner."),
        reverse("contribution", args=[contribution_id]),
    )
