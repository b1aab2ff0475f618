"""What somebody opened without an ordinary way to it, and the second person who looks at why."""

import uuid

from django.db import models
from django.db.models import Q

from safeguarding.people.models_services import Worker
from safeguarding.people.models_young_people import YoungPerson


class BrokenGlass(models.Model):
    """A worker opened what one young person said, in an emergency, for a few hours, with a written reason."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    young_person = models.ForeignKey(YoungPerson, on_delete=models.CASCADE, related_name="broken_glass")
    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ends_at = models.DateTimeField()
    sealed_reason = models.BinaryField()
    # False: the young person is not shown it, because that could put someone in danger; why is written too
    told = models.BooleanField(default=True)
    sealed_not_told_why = models.BinaryField(null=True)
    # A second person looks at every one.
    checked_by = models.ForeignKey(Worker, null=True, on_delete=models.PROTECT, related_name="+")
    checked_at = models.DateTimeField(null=True)
    was_right = models.BooleanField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="glass_not_told_has_a_reason",
                condition=Q(told=True) | Q(sealed_not_told_why__isnull=False),
            ),
            models.CheckConstraint(
                name="glass_second_person",
                condition=Q(checked_by__isnull=True) | ~Q(checked_by=models.F("worker")),
            ),
        ]
        indexes = [
            # access.has_opened: asked when somebody has no ordinary way
            models.Index(fields=["worker", "young_person", "ends_at"], name="glass_worker"),
        ]

    def __str__(self) -> str:
        return f"opened {self.at:%Y-%m-%d}"
