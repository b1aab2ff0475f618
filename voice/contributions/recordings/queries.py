"""Questions asked of recordings. Whoever asks about a contribution's has been let to it before."""

from collections.abc import Iterable
from uuid import UUID

from safeguarding.people.models import Worker, YoungPerson
from safeguarding.people.types import NotAllowed
from safeguarding.trail.queries import looks_at
from safeguarding.trail.types import TrailType
from safeguarding.vault.envelope import open_bytes, open_sealed
from voice.contributions.behind_lock import must_open
from voice.contributions.models import Contribution, Draft
from voice.contributions.recordings.models import OwnRecording
from voice.contributions.recordings.types import Kind, Media, RecordingShown, TranscriptShown

OPENED = (TrailType.SOUND_HEARD, TrailType.DRAWING_SEEN)


def of_draft(draft: Draft) -> dict[Kind, RecordingShown]:
    """What is kept with a draft, by kind."""
    rows = OwnRecording.objects.filter(draft=draft).defer("sealed_media")
    return {Kind(row.kind): RecordingShown(row.pk, Kind(row.kind), row.seconds) for row in rows}


def of_contribution(contribution: Contribution) -> tuple[RecordingShown, ...]:
    """What was sent with it, and what readers typed of it. The caller has checked who is asking."""
    rows = OwnRecording.objects.filter(contribution=contribution).defer("sealed_media")
    return tuple(_shown(row) for row in rows.prefetch_related("transcripts__by").order_by("-kind"))


def _shown(row: OwnRecording) -> RecordingShown:
    return RecordingShown(row.pk, Kind(row.kind), row.seconds, _transcripts(row))


def _transcripts(row: OwnRecording) -> tuple[TranscriptShown, ...]:
    typed = sorted(row.transcripts.all(), key=lambda one: one.written_at)
    return tuple(
        TranscriptShown(open_sealed(one, "sealed_text"), one.by.known_as, one.written_at) for one in typed
    )


def by_contribution(young_person: YoungPerson) -> dict[UUID, tuple[RecordingShown, ...]]:
    """Everything they sent, by its contribution. For the young person, behind their picture lock."""
    found: dict[UUID, tuple[RecordingShown, ...]] = {}
    rows = OwnRecording.objects.filter(young_person=young_person, contribution__isnull=False)
    for row in rows.defer("sealed_media").prefetch_related("transcripts__by").order_by("-kind"):
        if row.contribution_id is not None:
            found[row.contribution_id] = (*found.get(row.contribution_id, ()), _shown(row))
    return found


def kinds_of(contributions: Iterable[Contribution]) -> dict[UUID, tuple[str, ...]]:
    """Which kinds each of these has, for a list: one question for all of them, and nothing is opened."""
    found: dict[UUID, tuple[str, ...]] = {}
    rows = OwnRecording.objects.filter(contribution__in=[row.pk for row in contributions]).order_by("-kind")
    for key, kind in rows.values_list("contribution_id", "kind"):
        if key is not None:
            found[key] = (*found.get(key, ()), kind)
    return found


def own_recording(young_person: YoungPerson, recording_id: UUID) -> Media:
    """One that they sent, for themselves, behind their picture lock. Raises NotAllowed."""
    rows = OwnRecording.objects.filter(pk=recording_id, contribution__isnull=False)
    row = rows.filter(young_person=young_person).first()
    must_open(young_person, row.contribution_id if row is not None else None)
    return media_of(row)


def draft_recording(draft: Draft, recording_id: UUID) -> Media:
    """One that is kept with this draft; the caller has found that it is theirs to see. Raises NotAllowed."""
    return media_of(OwnRecording.objects.filter(pk=recording_id, draft=draft).first())


def media_of(row: OwnRecording | None) -> Media:
    """Opened. Raises NotAllowed when it isn't there."""
    if row is None:
        raise NotAllowed("recording")
    return Media(Kind(row.kind), open_bytes(row, "sealed_media"))


def not_opened_by(worker: Worker, contribution: Contribution, besides: UUID | None = None) -> bool:
    """It has a recording that this worker has not heard or seen; ``besides`` one that they open this moment."""
    rows = OwnRecording.objects.filter(contribution=contribution).values_list("pk", flat=True)
    there = {str(key) for key in rows} - {str(besides)}
    if not there:
        return False
    looks = looks_at(("contribution", contribution.pk)).filter(type__in=OPENED, actor_id=worker.pk)
    return bool(there - {look.details.get("recording") for look in looks})
