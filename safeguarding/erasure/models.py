"""Requests to erase a young person."""

import uuid

from django.db import models
from django.db.models import F, Q

from safeguarding.erasure.types import State, WhyErase
from safeguarding.people.models import Worker, YoungPerson


class Erasure(models.Model):
    """Asked by an administrator; done only when a second person agrees."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    young_person = models.ForeignKey(YoungPerson, on_delete=models.PROTECT, related_name="erasures")
    why = models.CharField(max_length=7, choices=WhyErase.choices)
    state = models.CharField(max_length=7, choices=State.choices, default=State.WAITING)
    asked_by = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    second = models.ForeignKey(Worker, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="erasure_one_waiting", fields=["young_person"], condition=Q(state=State.WAITING)
            ),
            models.CheckConstraint(
                name="erasure_second_is_another",
                condition=Q(state=State.WAITING, second__isnull=True)
                | (Q(second__isnull=False, decided_at__isnull=False) & ~Q(second=F("asked_by"))),
            ),
        ]

    def __str__(self) -> str:
        return f"erasure {self.id}"
