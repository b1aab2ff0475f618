"""Files of people that an administrator takes in: first looked at line by line, then taken in part by part."""

import uuid

from django.db import models
from django.db.models import Q

from safeguarding.people.models_services import Worker
from safeguarding.people.types import ImportKind


class ImportFile(models.Model):
    """One file. Nothing of it is a person yet until somebody confirms it; its lines stand sealed in its parts."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=15, choices=ImportKind.choices)
    by = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    read_as = models.CharField(max_length=20)  # the encoding it was read in, or "xlsx"
    made_at = models.DateTimeField()
    counts = models.JSONField(default=dict)  # what would happen: code -> lines
    became = models.JSONField(default=dict)  # what has happened so far: code -> lines
    lines = models.PositiveIntegerField(default=0)
    looked = models.PositiveIntegerField(default=0)  # how many of them were looked at so far
    looked_at = models.DateTimeField(null=True)  # when all of them were
    confirmed_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            # imports.going_in: what the clocks go on with
            models.Index(
                fields=["confirmed_at"],
                name="import_going_in",
                condition=Q(confirmed_at__isnull=False, done_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"


class ImportPart(models.Model):
    """A hundred lines of a file: taken in together, in one transaction, or not at all."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    file = models.ForeignKey(ImportFile, on_delete=models.CASCADE, related_name="parts")
    position = models.PositiveIntegerField()
    sealed_lines = models.BinaryField()  # with what would happen to each; once taken in, with what has
    refused = models.PositiveSmallIntegerField(default=0)
    taken_in_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(name="import_part_once", fields=["file", "position"])]

    def __str__(self) -> str:
        return f"part {self.position}"
