"""What moderators read, and what they let out or keep back."""

import uuid

from django.db import models

from safeguarding.people.models import Worker
from voice.contributions.models import Contribution
from voice.moderation.types import Grade, ReleaseState, WhyKeptBack


class Reading(models.Model):
    """A moderator read it and said what they saw."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    contribution = models.OneToOneField(
        Contribution, on_delete=models.CASCADE, related_name="moderator_reading"
    )
    moderator = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    grade = models.CharField(max_length=11, choices=Grade.choices)
    rules_missed = models.BooleanField(default=False)  # "no rule caught this"
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.grade


class Marking(models.Model):
    """What one moderator has struck out or chosen so far: kept until it is decided, so that nothing is marked twice."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="markings")
    moderator = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    sealed_marks = models.BinaryField()  # JSON: places, and what stands instead
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [
            # marking.marks_kept: asked whenever a moderator opens it
            models.UniqueConstraint(name="marking_one_each", fields=["contribution", "moderator"])
        ]

    def __str__(self) -> str:
        return f"marking {self.id}"


class Release(models.Model):
    """Words let out of a contribution after redaction, or kept back. The original stays sealed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reading = models.OneToOneField(Reading, on_delete=models.CASCADE, related_name="release")
    state = models.CharField(max_length=11, choices=ReleaseState.choices)
    sealed_quote = models.BinaryField(null=True)  # as it goes out
    redactions = models.JSONField(default=list)  # [start, end, what it was] in code points of the original
    why = models.CharField(max_length=13, choices=WhyKeptBack.choices, blank=True)
    sealed_why = models.BinaryField(null=True)  # what the young person is told beside it
    by = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.state
