"""A service's own rules and words, every version of them, and whether the rules missed anything."""

import uuid

from django.db import models
from django.db.models import Q

from safeguarding.people.models import Service, Worker
from safeguarding.rulebook.types import OWN, State


class OwnRule(models.Model):
    """A service's own rule: the thread its versions hang on."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="own_rules")
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.code

    @property
    def code(self) -> str:
        """What reasons keep of it, beside the version's number."""
        return f"{OWN}{self.id.hex}"


class RuleVersion(models.Model):
    """One version of a service's own rule. Once published it is never changed: later ones come after it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    rule = models.ForeignKey(OwnRule, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=8, choices=State.choices)
    withdraws = models.BooleanField(default=False)  # from this version on the rule looks for nothing
    heading = models.PositiveSmallIntegerField()  # as in ``written``
    written = models.JSONField()  # types.Written
    written_by = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")  # who wrote it last
    written_at = models.DateTimeField()
    published_by = models.ForeignKey(Worker, null=True, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="rule_version_number", fields=["rule", "number"]),
            models.UniqueConstraint(
                name="rule_version_one_draft", fields=["rule"], condition=Q(state=State.DRAFT)
            ),
            models.UniqueConstraint(
                name="rule_version_one_in_force", fields=["rule"], condition=Q(state=State.IN_FORCE)
            ),
            models.CheckConstraint(
                name="rule_version_second_person",
                condition=Q(state=State.DRAFT, published_by__isnull=True)
                | (Q(published_by__isnull=False, published_at__isnull=False) & ~Q(state=State.DRAFT)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule_id} version {self.number}"


class Tried(models.Model):
    """A version tried on what was said before: what it would have raised. Ids only, no word of it."""

    version = models.OneToOneField(RuleVersion, on_delete=models.CASCADE, related_name="tried")
    by = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    of_written_at = models.DateTimeField()  # the version as it was then; written again, it is tried again
    since = models.DateTimeField()
    read = models.PositiveIntegerField()  # contributions it was tried on
    found = models.PositiveIntegerField()  # in how many of them it finds something
    differences = models.JSONField()  # [contribution id, urgency as it is, urgency as it would be]
    differ = models.PositiveIntegerField()  # how many differ, also beyond those that are kept

    def __str__(self) -> str:
        return f"{self.version_id} tried"


class LocalWord(models.Model):
    """An ordinary word of a place, which no dictionary has. It makes text readable and mutes no rule."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="local_words")
    word = models.CharField(max_length=40)
    added_by = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="local_word_once", fields=["service", "word"], condition=Q(removed_at__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return self.word


class Edition(models.Model):
    """How often a service's own rules and words have changed: what Send looks at to know its rules are new."""

    service = models.OneToOneField(Service, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"edition {self.number}"


class RulesCheck(models.Model):
    """Somebody who had read it said whether the rules missed anything."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    contribution_id = models.UUIDField()  # the upper floor's; no word of it stands here
    service = models.ForeignKey(
        Service, on_delete=models.PROTECT, related_name="+"
    )  # the team when it was sent
    by = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    sampled = models.BooleanField()  # one of the 1 in 20: only these say how often rules miss
    outside = models.BooleanField()  # it left the service's own line: its leads don't count it
    missed = models.BooleanField()
    headings = models.JSONField(default=list)  # of what was missed; empty when nobody said

    class Meta:
        constraints = [
            models.UniqueConstraint(name="rules_check_once", fields=["contribution_id", "by"]),
        ]
        indexes = [
            # misses.estimates and misses.said_missed
            models.Index(fields=["service", "at"], name="rules_check_service"),
        ]

    def __str__(self) -> str:
        return f"rules check {self.id}"
