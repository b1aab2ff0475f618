"""Question sets, versioned; loaded as rows from the files in ``data/``."""

import uuid

from django.db import models
from django.db.models import Q

from voice.questions.types import Part, Scale, Tier


class QuestionSet(models.Model):
    """A version of a set for one age tier. A published version never changes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.CharField(max_length=40)  # "decision"
    tier = models.CharField(max_length=5, choices=Tier.choices)
    version = models.PositiveIntegerField()
    scale = models.CharField(max_length=5, choices=Scale.choices)
    published_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="question_set_version_once", fields=["key", "tier", "version"]),
            models.UniqueConstraint(
                name="question_set_one_current",
                fields=["key", "tier"],
                condition=Q(published_at__isnull=False, ended_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.tier} v{self.version}"


class Question(models.Model):
    """One question: its code, the part it asks about, and its picture."""

    set = models.ForeignKey(QuestionSet, on_delete=models.CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField()  # 0 is the first
    code = models.CharField(max_length=40)
    part = models.CharField(max_length=8, choices=Part.choices, blank=True)
    picture = models.CharField(max_length=30)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="question_place_once", fields=["set", "position"]),
            models.UniqueConstraint(name="question_code_once", fields=["set", "code"]),
        ]

    def __str__(self) -> str:
        return self.code


class QuestionText(models.Model):
    """A question's words in one language."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(max_length=12)
    text = models.CharField(max_length=120)

    class Meta:
        constraints = [models.UniqueConstraint(name="question_text_once", fields=["question", "language"])]

    def __str__(self) -> str:
        return self.text
