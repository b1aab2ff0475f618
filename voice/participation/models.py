"""Blocks, closed once and never changed, and the release tables: all that leaves through the gate.

Triggers (`triggers.py`) keep a closed block, its figure and the answers in it as they are.
"""

import uuid

from django.db import models
from django.db.models import F, Q

from safeguarding.people.models import Service, Worker
from safeguarding.promises.models import Promise
from voice.decisions.models import Asked, WorkerAnswer
from voice.participation.types import Measure


class Block(models.Model):
    """What young people of one unit gave to one measure in one stretch of time. Exists only once closed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # A team, or what its answers were pooled to.
    unit = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    measure = models.CharField(max_length=12, choices=Measure.choices)
    period = models.CharField(max_length=7)  # "2026-Q3" or "2026-09": the period that closed it
    starts_on = models.DateField()  # earlier than the period's start when answers were carried forward
    ends_on = models.DateField()  # exclusive
    closed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="block_once", fields=["unit", "measure", "period"]),
            models.CheckConstraint(name="block_ends_after_start", condition=Q(ends_on__gt=F("starts_on"))),
        ]

    def __str__(self) -> str:
        return f"{self.measure} {self.period}"


class BlockAsked(models.Model):
    """That somebody was asked, used up by a block; in at most one."""

    block = models.ForeignKey(Block, on_delete=models.CASCADE, related_name="asked")
    asked = models.OneToOneField(Asked, on_delete=models.CASCADE, related_name="in_block")

    def __str__(self) -> str:
        return f"asked in {self.block_id}"


class BlockPromise(models.Model):
    """A promise used up by a block; in at most one."""

    block = models.ForeignKey(Block, on_delete=models.CASCADE, related_name="promises")
    promise = models.OneToOneField(Promise, on_delete=models.CASCADE, related_name="in_block")

    def __str__(self) -> str:
        return f"promise in {self.block_id}"


class BlockWorkerAnswer(models.Model):
    """A worker's answer used up by a block; in at most one."""

    block = models.ForeignKey(Block, on_delete=models.CASCADE, related_name="worker_answers")
    answer = models.OneToOneField(WorkerAnswer, on_delete=models.CASCADE, related_name="in_block")

    def __str__(self) -> str:
        return f"worker's answer in {self.block_id}"


class BlockTaken(models.Model):
    """A contribution, promise or decision used up for one measure by a block; once a measure. Ids only."""

    block = models.ForeignKey(Block, on_delete=models.CASCADE, related_name="taken")
    measure = models.CharField(max_length=12, choices=Measure.choices)
    source = models.UUIDField()

    class Meta:
        constraints = [models.UniqueConstraint(name="block_taken_once", fields=["measure", "source"])]

    def __str__(self) -> str:
        return f"{self.measure} in {self.block_id}"


class ReleasePeriod(models.Model):
    """A period that has been closed."""

    name = models.CharField(max_length=7, primary_key=True)
    starts_on = models.DateField(unique=True)
    ends_on = models.DateField()
    closed_at = models.DateTimeField()

    class Meta:
        db_table = "release_period"

    def __str__(self) -> str:
        return self.name


class ReleaseFigure(models.Model):
    """The protected counts of one closed block, made once. Manager queries read these and nothing else."""

    block = models.OneToOneField(Block, on_delete=models.PROTECT, related_name="figure")
    unit = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    measure = models.CharField(max_length=12, choices=Measure.choices)
    period = models.CharField(max_length=7)
    starts_on = models.DateField()
    ends_on = models.DateField()
    favourable = models.IntegerField()  # protected, as all three: may be below zero
    not_favourable = models.IntegerField()
    beside = models.IntegerField()  # not sure, skipped, does not fit: for larger units only
    epsilon = models.DecimalField(max_digits=4, decimal_places=2)  # what it cost: the budget ledger
    question_set_version = models.PositiveIntegerField()
    made_at = models.DateTimeField()

    class Meta:
        db_table = "release_figure"
        constraints = [
            models.UniqueConstraint(name="release_figure_once", fields=["unit", "measure", "period"]),
            models.CheckConstraint(name="release_figure_protected", condition=Q(epsilon__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.measure} {self.period}"


class ReleaseSum(models.Model):
    """The protected counts of every closed block of a unit and below it, added up when the period closed.

    Nothing in it is new: it is there so that a page reads a few rows, however many blocks a nation has.
    """

    unit = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    measure = models.CharField(max_length=12, choices=Measure.choices)
    period = models.CharField(max_length=7)
    starts_on = models.DateField()  # the earliest of its blocks
    ends_on = models.DateField()
    favourable = models.IntegerField()
    not_favourable = models.IntegerField()
    beside = models.IntegerField()
    blocks = models.PositiveIntegerField()
    own_blocks = (
        models.PositiveSmallIntegerField()
    )  # 1: the unit has a block of its own here, 0: only below it
    noise = models.FloatField()  # variance of the protection on each count
    epsilon = models.DecimalField(max_digits=4, decimal_places=2)  # the most that any of its blocks cost
    question_set_version = models.PositiveIntegerField()

    class Meta:
        db_table = "release_sum"
        constraints = [
            # published.table, published.breakdown: a unit's rows, or one measure and period of several units
            models.UniqueConstraint(name="release_sum_once", fields=["unit", "measure", "period"]),
        ]

    def __str__(self) -> str:
        return f"{self.measure} {self.period}"


class OverdueWork(models.Model):
    """What is late to be read or answered, live: a view over the promises without any of their content."""

    service = models.ForeignKey(Service, on_delete=models.DO_NOTHING, related_name="+")
    kind = models.CharField(max_length=8)
    due_at = models.DateTimeField(primary_key=True)  # not unique, but Django wants one; rows are only counted

    class Meta:
        managed = False  # `live.py` makes it
        db_table = "overdue_work"

    def __str__(self) -> str:
        return f"{self.kind} overdue"


class Change(models.Model):
    """You said, we did - or we can't, because. Written by staff, for everybody who was asked."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="changes")
    measure = models.CharField(max_length=12, choices=Measure.choices)
    period = models.CharField(max_length=7)  # the period whose figures it answers
    label = models.CharField(max_length=24)  # on the chart: "We moved the day"
    said = models.CharField(max_length=200)
    did = models.CharField(max_length=200)
    cannot = models.BooleanField(default=False)  # True: "we can't, because"
    owner = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField()
    done_on = models.DateField(null=True)
    made_at = models.DateTimeField()

    class Meta:
        db_table = "release_change"
        indexes = [models.Index(fields=["unit", "made_at"], name="release_change_unit")]  # published.changes

    def __str__(self) -> str:
        return self.label


class ReleaseKey(models.Model):
    """A key with which a manager's own programme reads release data. Only its digest is kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    worker = models.ForeignKey(Worker, on_delete=models.CASCADE, related_name="release_keys")
    digest = models.BinaryField(max_length=32, unique=True)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "release_key"
        constraints = [
            models.UniqueConstraint(
                name="release_key_one", fields=["worker"], condition=Q(ended_at__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return f"key of {self.worker_id}"
