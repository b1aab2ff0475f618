"""What a service has recorded itself: a sentence spoken by a named person, or signed."""

import uuid

from django.db import models
from django.db.models import Q

from safeguarding.people.models import Service, Worker
from voice.questions.types import RecordedAs


class Recording(models.Model):
    """One sentence, spoken or signed. It is for these words only: a changed sentence has another digest.

    Nothing in it is about a young person. It is heard only once somebody has listened and signed it off.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="+")  # and all below it
    kind = models.CharField(max_length=5, choices=RecordedAs.choices)
    language = models.CharField(max_length=12)
    digest = models.CharField(max_length=32)  # sounds.digest of the language and the words
    text = models.CharField(max_length=200)  # the words, so that a list can name what it is of
    content = models.BinaryField()  # as we encoded it ourselves, without tags
    size = models.PositiveIntegerField()  # bytes
    milliseconds = models.PositiveIntegerField()
    speaker = models.CharField(max_length=120)
    made_by = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    signed_by = models.ForeignKey(Worker, null=True, on_delete=models.PROTECT, related_name="+")
    signed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            # One waits or speaks: a new one takes the place of the old when it is signed off.
            models.UniqueConstraint(
                name="recording_one_signed",
                fields=["service", "kind", "digest"],
                condition=Q(signed_at__isnull=False),
            ),
        ]
        indexes = [
            # sounds.of_page: the recordings of every sentence on one page
            models.Index(
                fields=["digest", "kind"], name="recording_heard", condition=Q(signed_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.language}"
