"""Somebody hears or sees a recording: a look, and with the last one the end of their own reading promise."""

from datetime import datetime
from uuid import UUID

from safeguarding.people.access import Act
from safeguarding.people.models import Worker
from safeguarding.people.types import NotAllowed
from safeguarding.trail import types as trail
from safeguarding.trail.actions import change, record
from safeguarding.trail.queries import looks_at
from safeguarding.trail.types import TrailType
from voice.contributions.looks import keep_reading
from voice.contributions.models import Contribution
from voice.contributions.permission import must
from voice.contributions.queries import ONE_READING
from voice.contributions.recordings.models import OwnRecording
from voice.contributions.recordings.queries import media_of
from voice.contributions.recordings.types import Kind, Media
from voice.contributions.taking_back import is_hidden

LOOK = {Kind.SOUND: TrailType.SOUND_HEARD, Kind.DRAWING: TrailType.DRAWING_SEEN}


def open_recording(worker: Worker, contribution_id: UUID, recording_id: UUID, now: datetime) -> Media:
    """For somebody who may read the words beside it. Raises NotAllowed.

    Reading all of it means hearing it too: only then is the opener's own promise to read kept.
    """
    with change(now):
        row = must(Act.READ_WORDS, worker, contribution_id, now)
        media = opened(worker, row, recording_id, now)
        keep_reading(row, worker, now, opened=recording_id)
    return media


def opened(
    worker: Worker, row: Contribution, recording_id: UUID, now: datetime, *, told: bool = True
) -> Media:
    """Opened by whoever the caller has let to it, inside the caller's change: the trail says so.

    Not ``told``: in an emergency whose opening is not shown to the young person, this isn't either.

    A player asks for a sound piece by piece: within half an hour that is one look. Raises NotAllowed.
    """
    if is_hidden(row):
        raise NotAllowed("recording")
    media = media_of(OwnRecording.objects.filter(pk=recording_id, contribution=row).first())
    type_ = LOOK[media.kind] if told else TrailType.GLASS_BROKEN_QUIETLY
    before = looks_at(("contribution", row.pk)).filter(
        type=type_, actor_id=worker.pk, at__gt=now - ONE_READING, details__recording=str(recording_id)
    )
    if not before.exists():
        record(
            type_,
            trail.worker(worker.pk),
            young_person_id=row.young_person_id,
            about=("contribution", row.pk),
            recording=recording_id,
        )
    return media
