"""Answers to young people, and what they thought of them."""

import uuid

from django.db import models
from django.db.models import Q

from safeguarding.people.models import Worker
from safeguarding.promises.models import Promise
from voice.contributions.models import Contribution
from voice.contributions.types import AnswerWay
from voice.replies.types import Helped, ReplyState


class Reply(models.Model):
    """What a worker answers, in plain words. A moderator reads it before it goes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    contribution = models.ForeignKey(Contribution, on_delete=models.PROTECT, related_name="replies")
    by = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    way = models.CharField(max_length=9, choices=AnswerWay.choices)
    sealed_text = models.BinaryField()
    state = models.CharField(max_length=9, choices=ReplyState.choices, default=ReplyState.WAITING)
    reading = models.OneToOneField(Promise, null=True, on_delete=models.PROTECT, related_name="+")
    read_by = models.ForeignKey(Worker, null=True, on_delete=models.PROTECT, related_name="+")
    sealed_returned_why = models.BinaryField(null=True)
    written_at = models.DateTimeField()
    delivered_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="reply_one_waiting", fields=["contribution"], condition=Q(state=ReplyState.WAITING)
            ),
            models.CheckConstraint(
                name="reply_delivered_has_time",
                condition=~Q(state=ReplyState.DELIVERED) | Q(delivered_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"reply {self.id}"


class Rating(models.Model):
    """Did it help?"""

    reply = models.OneToOneField(Reply, on_delete=models.CASCADE, related_name="rating")
    helped = models.CharField(max_length=5, choices=Helped.choices)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.helped
