"""The trail: append-only, hash-chained. It holds ids, codes and sealed values, never words."""

from django.db import models


class TrailEntry(models.Model):
    """One look or one change. Triggers refuse UPDATE and DELETE (see ``triggers.py``)."""

    number = models.BigIntegerField(primary_key=True)  # handed out by the head: 1, 2, 3 ... without gaps
    at = models.DateTimeField()
    type = models.CharField(max_length=40)
    # No foreign keys: leavers leave and young people are erased, the trail stays as it was written.
    actor_kind = models.CharField(max_length=12)
    actor_id = models.UUIDField(null=True)
    young_person_id = models.UUIDField(null=True)
    about_kind = models.CharField(max_length=30, blank=True)
    about_id = models.UUIDField(null=True)
    details = models.JSONField(default=dict)  # ids and codes only
    previous = models.BinaryField(max_length=32)
    digest = models.BinaryField(max_length=32)

    class Meta:
        indexes = [
            # "who has seen my words": queries.seen_by_whom
            models.Index(fields=["young_person_id", "number"], name="trail_young_person"),
            # "who has looked at this": queries.looks_at
            models.Index(fields=["about_kind", "about_id", "number"], name="trail_about"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.type}"


class TrailHead(models.Model):
    """The chain's last link. One row; locked for the last moment of a transaction only."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    number = models.BigIntegerField(default=0)
    digest = models.BinaryField(max_length=32)

    def __str__(self) -> str:
        return f"head at {self.number}"
