"""The ledger: what was decided, what the young person wanted, what changed because of them, or why not."""

import uuid

from django.db import models

from safeguarding.people.models import Service, Worker, YoungPerson
from voice.questions.types import Part


class Decision(models.Model):
    """A decision or a meeting about a young person's care."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    young_person = models.ForeignKey(YoungPerson, on_delete=models.PROTECT, related_name="decisions")
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    made_by = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    sealed_title = models.BinaryField()  # in the young person's words: "your meeting about school"
    meets_on = models.DateField(null=True)
    sealed_view = models.BinaryField(null=True)  # what the young person wanted
    sealed_decided = models.BinaryField(null=True)
    sealed_changed = models.BinaryField(null=True)  # what changed because of them
    sealed_why_not = models.BinaryField(null=True)
    decided_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["young_person", "made_at"], name="decision_young_person")]

    def __str__(self) -> str:
        return f"decision {self.id}"


class Asked(models.Model):
    """That a young person was asked, when and by what way: response rates need it."""

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="asked")
    young_person = models.ForeignKey(YoungPerson, on_delete=models.CASCADE, related_name="+")
    team = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    way = models.CharField(max_length=12)  # card, in_person, letter
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["team", "at"], name="asked_team")]  # participation: response rate

    def __str__(self) -> str:
        return f"asked {self.at:%Y-%m-%d}"


class WorkerAnswer(models.Model):
    """The worker's side of the same six parts about the same decision."""

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="worker_answers")
    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    part = models.CharField(max_length=8, choices=Part.choices)
    value = models.CharField(max_length=12)
    given_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="worker_answer_once", fields=["decision", "worker", "part"])
        ]

    def __str__(self) -> str:
        return self.part
