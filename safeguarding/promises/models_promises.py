"""A promise, each step it took, and each notice about it."""

import uuid

from django.db import models
from django.db.models import Q

from safeguarding.people.models import Service, Worker, YoungPerson
from safeguarding.promises.models_ladders import Ladder, Rota
from safeguarding.promises.types import Channel, Climb, Clock, NoticeState, PromiseKind, StepWhy

OPEN = Q(kept_at__isnull=True, ended_at__isnull=True)


class Promise(models.Model):
    """A person will read, look at, act on, answer, advise on or review something by a time.

    While it is open it has exactly one of ``keeper`` or ``rota``, and a ``next_action_at``: the database says
    so.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=8, choices=PromiseKind.choices)
    clock = models.CharField(max_length=8, choices=Clock.choices)
    climb = models.CharField(max_length=12, choices=Climb.choices)
    # What it is about is on a floor above: a kind and an id (about.py resolves them).
    about_kind = models.CharField(max_length=20)
    about_id = models.UUIDField()
    # The contribution behind it all: people left out of that one only are found by it.
    contribution_id = models.UUIDField(null=True)
    young_person = models.ForeignKey(YoungPerson, on_delete=models.PROTECT, related_name="promises")
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    # Who is meant by RungWho.CHOSEN, and ids of workers it never goes to: who proposed what it asks to
    # confirm.
    chosen = models.ForeignKey(Worker, null=True, on_delete=models.PROTECT, related_name="+")
    avoid = models.JSONField(default=list)

    keeper = models.ForeignKey(Worker, null=True, on_delete=models.PROTECT, related_name="promises")
    rota = models.ForeignKey(Rota, null=True, on_delete=models.PROTECT, related_name="promises")
    ladder = models.ForeignKey(Ladder, on_delete=models.PROTECT, related_name="+")
    rung = models.PositiveSmallIntegerField(default=0)
    round = models.PositiveIntegerField(default=0)  # repeats of the top rung, and moves by hand
    version = models.PositiveIntegerField(default=0)  # each change adds one; a stale change finds no row

    made_at = models.DateTimeField()
    since = models.DateTimeField()  # when whoever has it now got it
    due_at = models.DateTimeField()  # what the young person was told; never moved later
    next_action_at = models.DateTimeField(null=True)
    taken_by = models.ForeignKey(Worker, null=True, on_delete=models.PROTECT, related_name="+")
    taken_until = models.DateTimeField(null=True)  # "I've got this" quietens paging until then
    kept_at = models.DateTimeField(null=True)
    kept_by = models.ForeignKey(Worker, null=True, on_delete=models.PROTECT, related_name="+")
    missed_at = models.DateTimeField(null=True)  # the first time its time ran out
    ended_at = models.DateTimeField(null=True)
    failures = models.PositiveSmallIntegerField(default=0)
    is_practice = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="promise_open_has_one_keeper",
                condition=~OPEN
                | Q(keeper__isnull=False, rota__isnull=True)
                | Q(keeper__isnull=True, rota__isnull=False),
            ),
            models.CheckConstraint(
                name="promise_open_has_next", condition=~OPEN | Q(next_action_at__isnull=False)
            ),
            models.CheckConstraint(
                name="promise_not_kept_and_ended",
                condition=Q(kept_at__isnull=True) | Q(ended_at__isnull=True),
            ),
        ]
        indexes = [
            # clocks.due_ids: what the tick takes, and who is overdue
            models.Index(fields=["next_action_at", "id"], name="promise_due", condition=OPEN),
            # queries.inbox_of
            models.Index(fields=["keeper", "next_action_at"], name="promise_keeper", condition=OPEN),
            models.Index(fields=["rota", "next_action_at"], name="promise_rota", condition=OPEN),
            # scene.for_independents_only: whose contribution went outside the service's own line
            models.Index(
                fields=["contribution_id"], name="promise_independent", condition=Q(climb=Climb.INDEPENDENT)
            ),
            # queries.kept_today
            models.Index(fields=["kept_by", "kept_at"], name="promise_kept_by"),
            # queries.about, "my promises"
            models.Index(fields=["about_kind", "about_id"], name="promise_about"),
            models.Index(fields=["young_person", "made_at"], name="promise_young_person"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"

    @property
    def is_open(self) -> bool:
        """Nobody has kept it yet, and it has not been ended."""
        return self.kept_at is None and self.ended_at is None


class PromiseStep(models.Model):
    """One transition: history, and proof of who had it when."""

    promise = models.ForeignKey(Promise, on_delete=models.CASCADE, related_name="steps")
    at = models.DateTimeField()
    due = models.DateTimeField(null=True)  # when it was meant to happen: late = at - due
    why = models.CharField(max_length=12, choices=StepWhy.choices)
    rung = models.PositiveSmallIntegerField()
    round = models.PositiveIntegerField()
    # Who has it now.
    worker = models.ForeignKey(Worker, null=True, on_delete=models.PROTECT, related_name="+")
    rota = models.ForeignKey(Rota, null=True, on_delete=models.PROTECT, related_name="+")
    details = models.JSONField(default=dict)  # codes and ids

    class Meta:
        indexes = [models.Index(fields=["worker", "promise"], name="step_worker")]  # access: has held it

    def __str__(self) -> str:
        return f"{self.why} at rung {self.rung}"


class Notice(models.Model):
    """The outbox: one row for each person, channel, rung and round. Marked sent after sending."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)  # also the sender's reference
    promise = models.ForeignKey(Promise, on_delete=models.CASCADE, related_name="notices")
    round = models.PositiveIntegerField()
    rung = models.PositiveSmallIntegerField()
    person = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="notices")
    channel = models.CharField(max_length=6, choices=Channel.choices)
    state = models.CharField(max_length=7, choices=NoticeState.choices, default=NoticeState.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField()
    lease_until = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="notice_once", fields=["promise", "round", "rung", "person", "channel"]
            ),
        ]
        indexes = [
            # outbox.lease: what is there to send; a leased row's next attempt is when its lease runs out
            models.Index(
                fields=["next_attempt_at"],
                name="notice_to_send",
                condition=Q(state__in=[NoticeState.QUEUED, NoticeState.LEASED]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.state}"


class Heartbeat(models.Model):
    """When tick, send and each chore last ran, and who runs them."""

    name = models.CharField(max_length=40, primary_key=True)  # tick, send, and each chore
    beat_at = models.DateTimeField()
    runner = models.CharField(max_length=60)

    def __str__(self) -> str:
        return f"{self.name} {self.beat_at:%H:%M:%S}"
