"""Ladders (versioned), and the rotas their rungs look up."""

import uuid

from django.db import models
from django.db.models import F, Q

from safeguarding.people.models import Service, Worker
from safeguarding.promises.types import Climb, Clock, PromiseKind, RotaKind, RungWho, WaitIn


class Ladder(models.Model):
    """A service's way up for one kind of promise at one speed. Changing it makes a new version."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="ladders")
    kind = models.CharField(max_length=8, choices=PromiseKind.choices)
    clock = models.CharField(max_length=8, choices=Clock.choices)
    climb = models.CharField(max_length=12, choices=Climb.choices)
    version = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)  # a newer version took over; open promises follow this one

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="ladder_one_current",
                fields=["service", "kind", "clock", "climb"],
                condition=Q(ended_at__isnull=True),
            ),
            models.UniqueConstraint(
                name="ladder_version_once", fields=["service", "kind", "clock", "climb", "version"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}:{self.clock}:{self.climb} v{self.version}"


class Rung(models.Model):
    """Who is asked, and how long they have before the next rung is."""

    ladder = models.ForeignKey(Ladder, on_delete=models.CASCADE, related_name="rungs")
    position = models.PositiveSmallIntegerField()  # 0 is the first
    who = models.CharField(max_length=16, choices=RungWho.choices)
    wait = models.PositiveIntegerField()  # minutes, or days if wait_in says so
    wait_in = models.CharField(max_length=12, choices=WaitIn.choices)
    two_channels = models.BooleanField(default=False)
    phone = models.CharField(max_length=30, blank=True)  # an outside team's number

    class Meta:
        constraints = [models.UniqueConstraint(name="rung_once", fields=["ladder", "position"])]

    def __str__(self) -> str:
        return f"{self.position} {self.who}"


class Rota(models.Model):
    """Who is on shift when. Rungs look a rota up at the young person's service, then upward."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="rotas")
    kind = models.CharField(max_length=12, choices=RotaKind.choices)
    name = models.CharField(max_length=80)  # as young people read it: "team on call"

    class Meta:
        constraints = [models.UniqueConstraint(name="rota_one_a_kind", fields=["service", "kind"])]

    def __str__(self) -> str:
        return self.name


class Shift(models.Model):
    """A weekly shift in the rota's local time. ``ends`` at or before ``starts`` means the next morning."""

    rota = models.ForeignKey(Rota, on_delete=models.CASCADE, related_name="shifts")
    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="shifts")
    weekday = models.PositiveSmallIntegerField()  # 0 = Monday
    starts = models.TimeField()
    ends = models.TimeField()
    from_day = models.DateField(null=True)
    until_day = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="shift_weekday", condition=Q(weekday__lte=6)),
            models.CheckConstraint(
                name="shift_until_after_from",
                condition=Q(from_day__isnull=True)
                | Q(until_day__isnull=True)
                | Q(until_day__gte=F("from_day")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.weekday} {self.starts}-{self.ends}"


class ShiftOffer(models.Model):
    """Somebody on a rota asks a colleague to work one of their shifts. Until it is accepted nothing changes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    shift = models.ForeignKey(Shift, on_delete=models.CASCADE, related_name="offers")
    day = models.DateField()  # the local day the shift begins
    by = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    to = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="shift_offers")
    offered_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    accepted = models.BooleanField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="shift_offer_one_open", fields=["shift", "day"], condition=Q(answered_at__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return f"shift on {self.day}"
