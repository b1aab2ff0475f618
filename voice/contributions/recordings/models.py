"""What young people said aloud or drew, sealed; and what somebody typed who listened."""

import uuid

from django.db import models

from safeguarding.people.models import Worker, YoungPerson
from voice.contributions.models import Contribution, Draft
from voice.contributions.recordings.types import Kind


class OwnRecording(models.Model):
    """One sound or drawing. It belongs to its draft, and from Send on to the contribution too."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    young_person = models.ForeignKey(YoungPerson, on_delete=models.CASCADE, related_name="+")
    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="recordings")
    contribution = models.ForeignKey(
        Contribution, null=True, on_delete=models.CASCADE, related_name="recordings"
    )
    kind = models.CharField(max_length=7, choices=Kind.choices)
    sealed_media = models.BinaryField()  # made anew: WebM with Opus, or WebP
    seconds = models.PositiveSmallIntegerField(default=0)
    posted_digest = models.BinaryField(max_length=32)  # keyed, of the file as it came: the same post twice
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            # "Record again" takes the place of what was there.
            models.UniqueConstraint(name="own_recording_one_of_a_kind", fields=["draft", "kind"]),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"


class Transcript(models.Model):
    """What a reader typed while they listened, sealed. Never changed: who hears it otherwise writes another."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    recording = models.ForeignKey(OwnRecording, on_delete=models.CASCADE, related_name="transcripts")
    by = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    sealed_text = models.BinaryField()
    written_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"transcript {self.id}"
