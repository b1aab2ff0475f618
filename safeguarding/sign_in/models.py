"""Guesses that are being slowed, and sessions that are open. The second steps themselves are rows of allauth's."""

import uuid

from django.db import models

from safeguarding.people.models import Worker
from safeguarding.sign_in.types import Device, Way


class Guesses(models.Model):
    """Wrong tries at one door. Whose door it is, is kept as a keyed digest only."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    door = models.BinaryField(max_length=32, unique=True)
    count = models.PositiveIntegerField(default=0)
    wait_until = models.DateTimeField(null=True)
    last_at = models.DateTimeField()

    class Meta:
        indexes = [
            # slow.begin: what is a day old is forgotten
            models.Index(fields=["last_at"], name="guesses_last_at"),
        ]

    def __str__(self) -> str:
        return f"{self.count} tries"


class SignedIn(models.Model):
    """A session that a worker opened. No address is kept, and not where they were."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    worker = models.ForeignKey(Worker, on_delete=models.CASCADE, related_name="signed_in")
    session_key = models.CharField(max_length=40, unique=True)
    device = models.CharField(max_length=10, choices=Device.choices)
    browser = models.CharField(max_length=40)
    way = models.CharField(max_length=10, choices=Way.choices)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.worker_id} since {self.at:%Y-%m-%d %H:%M}"
