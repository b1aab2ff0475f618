"""A moderator hears or sees a recording as they read the words, and may type what was said."""

from datetime import datetime
from uuid import UUID

from safeguarding.people.models import Worker
from safeguarding.trail.actions import change
from voice.contributions.recordings.models import Transcript
from voice.contributions.recordings.opening import opened
from voice.contributions.recordings.transcripts import typed
from voice.contributions.recordings.types import Media
from voice.moderation.permission import contribution_to_moderate


def open_recording(moderator: Worker, contribution_id: UUID, recording_id: UUID, now: datetime) -> Media:
    """The sound or the picture; the trail says so. Raises NotAllowed."""
    with change(now):
        return opened(moderator, contribution_to_moderate(moderator, contribution_id, now), recording_id, now)


def write_transcript(
    moderator: Worker, contribution_id: UUID, recording_id: UUID, text: str, now: datetime
) -> Transcript | None:
    """What a moderator typed while they listened; None when it was nothing. Raises NotAllowed, NotOpenedYet."""
    return typed(
        moderator, contribution_to_moderate(moderator, contribution_id, now), recording_id, text, now
    )
