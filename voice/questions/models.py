"""Question sets, versioned; the shipped ones are loaded as rows from the files in ``data/``."""

import uuid

from django.db import models
from django.db.models import Q

from safeguarding.people.models import Service
from voice.questions.types import Part, Scale, Tier


class QuestionSet(models.Model):
    """A version of a set for one age tier. A published version never changes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.CharField(max_length=40)  # "decision"
    tier = models.CharField(max_length=5, choices=Tier.choices)
    version = models.PositiveIntegerField()
    scale = models.CharField(max_length=5, choices=Scale.choices)
    # What it is called where young people choose, by language. The core has none: it is asked, not chosen.
    titles = models.JSONField(default=dict)
    picture = models.CharField(max_length=30, blank=True)
    place = models.PositiveSmallIntegerField(default=0)  # among what can be chosen; the lowest stands first
    # Whose administrators wrote it; None for one that came with the product.
    service = models.ForeignKey(Service, null=True, on_delete=models.PROTECT, related_name="+")
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
    # Things to tap of its own, instead of the set's scale: value, picture and labels by language, in order.
    options = models.JSONField(default=list)

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


class SetChoice(models.Model):
    """Whether a service offers a set. The nearest one upward decides; without any, a shipped set is offered."""

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=40)
    is_on = models.BooleanField()
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(name="set_choice_once", fields=["service", "key"])]

    def __str__(self) -> str:
        return f"{self.key} {'on' if self.is_on else 'off'}"
