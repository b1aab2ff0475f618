"""What happens outside the engine and is written down in it: telephone calls to other teams, and drills."""

import uuid

from django.db import models
from django.db.models import Q

from safeguarding.people.models import Service, Worker
from safeguarding.promises.models_promises import Promise


class Handover(models.Model):
    """Somebody rang an outside team about a promise: which number, who rang, and who answered, if anybody."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    promise = models.ForeignKey(Promise, on_delete=models.CASCADE, related_name="handovers")
    rung = models.PositiveSmallIntegerField()
    phone = models.CharField(max_length=30)  # the outside team's number, as the ladder had it
    rang_by = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    rang_at = models.DateTimeField()
    sealed_answered_by = models.BinaryField(null=True)  # under the young person's key; null = nobody answered

    class Meta:
        indexes = [models.Index(fields=["promise", "rang_at"], name="handover_promise")]  # outside.calls_of

    def __str__(self) -> str:
        return f"rung {self.rung} by telephone"


class Drill(models.Model):
    """A practice promise that goes up the real ladder by the real channels. Nobody real is behind it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="drills")
    climb = models.CharField(max_length=12)
    promise = models.OneToOneField(Promise, on_delete=models.PROTECT, related_name="drill")
    started_by = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField()
    is_night = models.BooleanField()
    ended_at = models.DateTimeField(null=True)
    passed = models.BooleanField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="drill_one_at_a_time", fields=["service"], condition=Q(ended_at__isnull=True)
            ),
        ]
        indexes = [models.Index(fields=["service", "started_at"], name="drill_service")]  # drills.of_lead

    def __str__(self) -> str:
        return f"drill {self.started_at:%Y-%m-%d}"
