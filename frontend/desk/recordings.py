"""What a young person said aloud or drew, on an adult's page: played from where they may, and typed out."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from frontend.desk.times import when_exactly
from frontend.guards import WorkerRequest
from frontend.staff.desk import say
from voice.contributions.board import BOARD, PICTURES
from voice.contributions.recordings.types import Kind, RecordingShown

Address = Callable[[UUID], str]


def shown(
    rows: Sequence[RecordingShown],
    now: datetime,
    play: Address,
    type_to: Address | None = None,
    waits: str = "",
) -> list[dict[str, Any]]:
    """Context of the ``recordings`` part. ``play`` and ``type_to`` give the addresses of the face they stand on.

    ``waits``: what is not done until it was heard or seen.
    """
    return [
        {
            "id": row.id,
            "kind": row.kind,
            "title": _title(row),
            "href": play(row.id),
            "waits": waits,
            "type_to": type_to(row.id) if type_to else "",
            "type_label": _("Type what they say") if row.kind == Kind.SOUND else _("Say what it shows"),
            "type_hint": _("Their words, as they say them. They can see it, and that it was you."),
            "transcripts": [
                {
                    "text": typed.text,
                    "line": _("%(who)s typed this, %(when)s. The recording is what counts.")
                    % {"who": typed.by, "when": when_exactly(typed.at, now)},
                }
                for typed in row.transcripts
            ],
        }
        for row in rows
    ]


def typed_out(request: WorkerRequest, kept: object | None, saved: str, back: str) -> HttpResponse:
    """To the page it stands on, with word of what was ``kept`` of a recording. Nothing typed is nothing to say."""
    if kept is not None:
        say(request, saved)
    return redirect(back)


def picked(codes: Sequence[str]) -> list[dict[str, str]]:
    """Context of the ``picked`` part: pictures from the board, each with its plain words."""
    return [{"picture": PICTURES[code], "words": BOARD[code]} for code in codes if code in BOARD]


def _title(row: RecordingShown) -> str:
    if row.kind != Kind.SOUND:
        return _("What they drew")
    length = f"{row.seconds // 60}:{row.seconds % 60:02}"
    return _("What they said aloud · %(length)s") % {"length": length}
