"""Words of recordings: what a young person said aloud or drew, kept beside their words."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import TextChoices


class Kind(TextChoices):
    SOUND = "sound"
    DRAWING = "drawing"


# What may come in. A phone's own photograph of a drawing is larger than any sound we take.
MOST_BYTES = {Kind.SOUND: 3_000_000, Kind.DRAWING: 10_000_000}
MEDIA_TYPES = {Kind.SOUND: "audio/webm", Kind.DRAWING: "image/webp"}  # as they are kept


class Unusable(Exception):
    """A file that can't be kept. ``code``: empty, strange, long, big or busy. Nothing else has changed."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class NotOpenedYet(Exception):
    """Only who has heard or seen a recording can say that they have read all of it."""


@dataclass(frozen=True, slots=True)
class Remade:
    """A recording made anew: nothing of the file it came in is left but what can be heard or seen."""

    media: bytes
    seconds: int  # 0 for a drawing


@dataclass(frozen=True, slots=True)
class TranscriptShown:
    """What somebody typed while they listened, and who it was."""

    text: str
    by: str  # known as
    at: datetime


@dataclass(frozen=True, slots=True)
class RecordingShown:
    """One recording on a page. Its sound or picture is asked for by its id, through the same access."""

    id: UUID
    kind: Kind
    seconds: int
    transcripts: tuple[TranscriptShown, ...] = ()


@dataclass(frozen=True, slots=True)
class Media:
    """A recording opened: what it is, and its bytes."""

    kind: Kind
    data: bytes

    @property
    def type(self) -> str:
        return MEDIA_TYPES[self.kind]
