"""A recording beside a draft: kept, recorded again, thrown away. It follows the draft in everything."""

from datetime import datetime

from safeguarding.people.models import YoungPerson
from safeguarding.vault import digests, envelope
from voice.contributions import sealed_drafts
from voice.contributions.models import Draft
from voice.contributions.recordings.models import OwnRecording
from voice.contributions.recordings.remaking import remake
from voice.contributions.recordings.types import Kind, Remade

FIELD = "sealed_media"


def keep_recording(draft: Draft, kind: Kind, data: bytes, now: datetime) -> Draft:
    """Keep it with the draft, in place of one of the same kind. The same file posted twice is kept once.

    Raises Unusable, DraftGone or AlreadySent: then everything else stays as it was.
    """
    digest = posted_digest(draft.young_person, kind, data)
    if same_file(draft, digest):
        return draft
    made = remake(kind, data)  # before the transaction: it takes its time

    def change_it(row: Draft) -> None:
        if same_file(row, digest):
            return
        OwnRecording.objects.filter(draft=row, kind=kind).delete()
        _say_so(row, {**sealed_drafts.body(row).recordings, kind: _store(row, kind, made, digest, now)}, now)

    return sealed_drafts.with_locked(draft, change_it)


def drop_recording(draft: Draft, kind: Kind, now: datetime) -> Draft:
    """Thrown away, and not to be had back. Raises DraftGone or AlreadySent."""

    def change_it(row: Draft) -> None:
        OwnRecording.objects.filter(draft=row, kind=kind).delete()
        kept = sealed_drafts.body(row).recordings
        _say_so(row, {other: key for other, key in kept.items() if other != kind}, now)

    return sealed_drafts.with_locked(draft, change_it)


def posted_digest(young_person: YoungPerson, kind: Kind, data: bytes) -> bytes:
    """What is kept of the file as it came: enough to know it again, and only beside the same young person."""
    return digests.token_digest(f"posted {kind} {young_person.pk}", data.hex())


def same_file(draft: Draft, digest: bytes) -> bool:
    """This very file is kept with it already, sent or not."""
    return OwnRecording.objects.filter(draft=draft, posted_digest=digest).exists()


def _store(draft: Draft, kind: Kind, made: Remade, digest: bytes, now: datetime) -> str:
    row = OwnRecording(
        young_person=draft.young_person,
        draft=draft,
        kind=kind,
        seconds=made.seconds,
        posted_digest=digest,
        made_at=now,
    )
    row.sealed_media = envelope.seal_bytes(draft.young_person.data_key, row, FIELD, made.media)
    row.save(force_insert=True)
    return str(row.pk)


def _say_so(draft: Draft, recordings: dict[str, str], now: datetime) -> None:
    """The draft's own sealed body names them: what is sent is what stood there when it was screened."""
    said = sealed_drafts.body(draft).merged({"recordings": recordings})
    sealed_drafts.seal_body(draft, said)
    draft.saved_at = now
    draft.save(update_fields=["sealed_body", "if_leave", "saved_at"])
