"""Data keys: one for each young person and one for the organisation, kept only in wrapped form."""

import uuid

from django.db import models
from django.db.models import Q


class DataKey(models.Model):
    """A key that seals the words of one young person (or of the organisation), wrapped by a master key.

    Destroying a key (``wrapped`` becomes null) is how a young person is erased: what it sealed can't be read again.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    for_organisation = models.BooleanField(default=False)
    wrapped = models.BinaryField(null=True)
    wrapped_by = models.CharField(
        max_length=40
    )  # the master key's name, so that rotation can find what is left
    made_at = models.DateTimeField()
    destroyed_at = models.DateTimeField(null=True)
    # The key that took its place; erasing destroys both. Always the newest, never a chain.
    replaced_by = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="earlier")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="data_key_destroyed_or_whole",
                condition=Q(wrapped__isnull=True, destroyed_at__isnull=False)
                | Q(wrapped__isnull=False, destroyed_at__isnull=True),
            ),
            models.UniqueConstraint(
                name="data_key_one_for_organisation",
                fields=["for_organisation"],
                condition=Q(for_organisation=True),
            ),
        ]

    def __str__(self) -> str:
        return f"data key {self.id}"
