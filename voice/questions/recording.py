"""A service's own voice for a sentence: kept, listened to, and signed off by somebody with a name."""

from datetime import datetime
from uuid import UUID

from safeguarding.people.actions.permission import actor_of, must_set_up
from safeguarding.people.models import Service, Worker
from safeguarding.people.types import NotAllowed, NotNow
from safeguarding.trail.actions import change, record
from safeguarding.trail.types import TrailType
from voice.questions.models import QuestionSet
from voice.questions.models_recordings import Recording
from voice.questions.queries import options, questions_of, text
from voice.questions.sounds import digest
from voice.questions.types import RecordedAs
from voice.questions.words import beside_options

MOST_BYTES = 200_000  # as it is kept: a minute, and no question takes ten seconds


def sentences_of(row: QuestionSet, language: str = "en") -> list[str]:
    """Everything that is read aloud on the pages of a set, each once."""
    said: list[str] = []
    for question in questions_of(row):
        said += [text(question, language), *(one.label for one in options(question, row.scale, language))]
    said += [one.label for one in beside_options(language)[:2]]
    return list(dict.fromkeys(said))


def recordings_of(service: Service, sentences: list[str], language: str = "en") -> dict[str, list[Recording]]:
    """What this service recorded of each, newest first: one that waits to be signed off, one that is heard."""
    keys = {digest(one, language): one for one in sentences}
    rows = Recording.objects.filter(service=service, digest__in=keys, kind=RecordedAs.SOUND).defer("content")
    found: dict[str, list[Recording]] = {one: [] for one in sentences}
    for row in rows.order_by("-made_at"):
        found[keys[row.digest]].append(row)
    return found


def keep(
    service: Service, said: str, sound: bytes, milliseconds: int, speaker: str, now: datetime, by: Worker,
    language: str = "en",
) -> Recording:  # fmt: skip
    """A sound of ours of this sentence. It waits: nobody hears it before it is signed off.

    One that waited before is gone. Raises NotAllowed; NotNow "speaker" or "big".
    """
    with change(now):
        must_set_up(by, service, now)
        if not speaker.strip():
            raise NotNow("speaker")
        if len(sound) > MOST_BYTES:
            raise NotNow("big")
        key = digest(said, language)
        Recording.objects.filter(service=service, digest=key, signed_at__isnull=True).delete()
        return Recording.objects.create(
            service=service,
            kind=RecordedAs.SOUND,
            language=language.split("-", maxsplit=1)[0],
            digest=key,
            text=said,
            content=sound,
            size=len(sound),
            milliseconds=milliseconds,
            speaker=speaker.strip(),
            made_by=by,
            made_at=now,
        )


def sign(recording_id: UUID, now: datetime, by: Worker) -> Recording:
    """Somebody has listened: it is heard from now on, in place of the one before. Raises NotAllowed."""
    with change(now):
        row = of_service(recording_id, now, by)
        if row.signed_at is None:
            Recording.objects.filter(
                service=row.service, kind=row.kind, digest=row.digest, signed_at__isnull=False
            ).delete()
            row.signed_by, row.signed_at = by, now
            row.save(update_fields=["signed_by", "signed_at"])
            about = ("service", row.service_id)
            record(TrailType.SERVICE_CHANGED, actor_of(by), about=about, what="sound_signed", sound=row.pk)
    return row


def throw_away(recording_id: UUID, now: datetime, by: Worker) -> None:
    """It is gone; the computer is heard again. Raises NotAllowed."""
    with change(now):
        row = of_service(recording_id, now, by)
        about = ("service", row.service_id)
        record(TrailType.SERVICE_CHANGED, actor_of(by), about=about, what="sound_removed", sound=row.pk)
        row.delete()


def of_service(recording_id: UUID, now: datetime, by: Worker) -> Recording:
    """One of a service they set up, signed off or not. Raises NotAllowed."""
    row = Recording.objects.filter(pk=recording_id).select_related("service").first()
    if row is None:
        raise NotAllowed("sound")
    must_set_up(by, row.service, now)
    return row
