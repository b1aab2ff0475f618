"""Concerns: reasons why a person looks, what they plan and note, and how it ends."""

import uuid

from django.db import models
from django.db.models import Q

from safeguarding.concerns.types import NoteKind, OutcomeKind, Pace, ReasonSource
from safeguarding.people.models import Service, Worker, YoungPerson
from safeguarding.people.types import Route
from safeguarding.promises.models import Promise


class Concern(models.Model):
    """One contribution makes at most one, with all its reasons inside. No score: reasons."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    young_person = models.ForeignKey(YoungPerson, on_delete=models.PROTECT, related_name="concerns")
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    from_kind = models.CharField(max_length=20)  # "contribution"; the upper floor resolves it
    from_id = models.UUIDField()
    urgency = models.CharField(max_length=8)  # now, today, soon
    needs_second = models.BooleanField()  # "now" or class N: a second person confirms its close
    pace = models.CharField(max_length=12, choices=Pace.choices, blank=True)
    route = models.CharField(max_length=11, choices=Route.choices, default=Route.USUAL)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    look = models.OneToOneField(Promise, on_delete=models.PROTECT, related_name="+")
    is_practice = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="concern_one_a_contribution", fields=["from_kind", "from_id"])
        ]
        indexes = [
            # queries.open_concerns
            models.Index(
                fields=["service", "opened_at"], name="concern_open", condition=Q(closed_at__isnull=True)
            ),
            models.Index(fields=["young_person", "opened_at"], name="concern_young_person"),
        ]

    def __str__(self) -> str:
        return f"concern {self.id}"


class Reason(models.Model):
    """Why a person should look: the rule at its version, the exact place in the words, a plain statement."""

    concern = models.ForeignKey(Concern, on_delete=models.CASCADE, related_name="reasons")
    rule = models.CharField(max_length=60)
    rule_version = models.PositiveIntegerField()
    heading = models.PositiveSmallIntegerField()
    klass = models.CharField(max_length=1)  # N or W
    urgency = models.CharField(max_length=8)
    source = models.CharField(max_length=8, choices=ReasonSource.choices)
    start = models.PositiveIntegerField(null=True)  # code points into the words as typed
    end = models.PositiveIntegerField(null=True)
    statement = models.CharField(max_length=300)
    notes = models.JSONField(default=list)
    useful = models.BooleanField(null=True)

    def __str__(self) -> str:
        return self.rule


class Plan(models.Model):
    """Who will do what by when, and how and when the young person is spoken to. Making one keeps the look."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    concern = models.ForeignKey(Concern, on_delete=models.CASCADE, related_name="plans")
    made_by = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    doer = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    sealed_what = models.BinaryField()
    sealed_speak = models.BinaryField()  # when and how the young person will be spoken to
    by = models.DateTimeField()
    sealed_faster = models.BinaryField(null=True)  # why it can't wait for their pace
    told_faster = models.BooleanField(null=True)  # were they told; if not, a second person looks at why
    sealed_not_told = models.BinaryField(null=True)
    act = models.OneToOneField(Promise, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"plan {self.id}"


class Note(models.Model):
    """Fact, opinion or heard from somebody: kept apart. Written once, never changed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    concern = models.ForeignKey(Concern, on_delete=models.CASCADE, related_name="notes")
    by = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=7, choices=NoteKind.choices)
    sealed_text = models.BinaryField()
    sealed_heard_from = models.BinaryField(null=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"note {self.id}"


class Outcome(models.Model):
    """How a concern ends, with its reason. Where the design asks, only a second person makes it stand."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    concern = models.ForeignKey(Concern, on_delete=models.CASCADE, related_name="outcomes")
    kind = models.CharField(max_length=20, choices=OutcomeKind.choices)
    sealed_reason = models.BinaryField()
    sealed_receiver = models.BinaryField(null=True)  # whom it was passed on to
    sealed_reference = models.BinaryField(null=True)  # in their case system
    receipt_at = models.DateTimeField(null=True)
    review_at = models.DateTimeField(null=True)  # "asked to wait": when somebody looks again
    by = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    second = models.ForeignKey(Worker, null=True, on_delete=models.PROTECT, related_name="+")
    second_at = models.DateTimeField(null=True)
    agreed = models.BooleanField(null=True)  # null: no second person needed, or not answered yet
    sealed_second_reason = models.BinaryField(null=True)
    review = models.OneToOneField(Promise, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="outcome_one_waiting",
                fields=["concern"],
                condition=Q(agreed__isnull=True, review__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"outcome {self.kind}"


class AdviceQuestion(models.Model):
    """One question to a specialist, who sees what was chosen and nothing else, until it ends."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    concern = models.ForeignKey(Concern, on_delete=models.CASCADE, related_name="advice")
    asked_by = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    adviser = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="advice_questions")
    sealed_question = models.BinaryField()
    sealed_chosen = models.BinaryField()  # what the asker chose to show
    sealed_basis = models.BinaryField(null=True)  # on what ground it was shared
    asked_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    sealed_answer = models.BinaryField(null=True)
    answered_at = models.DateTimeField(null=True)
    advise = models.OneToOneField(Promise, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"advice question {self.id}"
