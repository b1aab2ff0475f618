"""Services (one tree), the workers in them, and when they are there."""

import uuid
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q

from safeguarding.people.types import Role, ServiceKind


class Service(models.Model):
    """A node of the tree nation > authority > service > team > home. Another agency is a tree of its own."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=10, choices=ServiceKind.choices)
    name = models.CharField(max_length=120)
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    # Ids from the root to here, each followed by "/": one prefix match finds everything below.
    path = models.CharField(max_length=370, unique=True)
    product_name = models.CharField(
        max_length=30, blank=True
    )  # neutral name shown to young people; blank = inherited
    timezone = models.CharField(max_length=40, blank=True)  # blank = inherited
    holidays = models.CharField(max_length=10, blank=True)  # "GB-SCT", "GB-ENG" ...; blank = inherited
    poster_digest = models.BinaryField(
        max_length=32, null=True, unique=True
    )  # the drop-in poster's token, keyed
    # Somebody opened it to young people (kind "service": everything below opens with it); null = not open yet
    live_since = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)  # nobody is in it any more; kept for what was said there

    class Meta:
        indexes = [
            # queries.below: path prefix (text_pattern_ops lets PostgreSQL use it for LIKE 'x%')
            models.Index(fields=["path"], name="service_path", opclasses=["varchar_pattern_ops"]),
        ]

    def __str__(self) -> str:
        return self.name


class WorkerManager(BaseUserManager["Worker"]):
    def get_by_natural_key(self, username: str | None) -> "Worker":
        """Find a worker by work email, whatever its capitals."""
        return self.get(email__iexact=username or "")


class Worker(AbstractBaseUser):
    """A member of staff, of any agency. Young people are not users."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    known_as = models.CharField(max_length=40)  # what young people call them
    other_names = models.JSONField(default=list)  # nicknames and short forms: matched in words
    portrait = models.CharField(max_length=40, blank=True)  # a drawn stand-in, or the key of a photo
    phone = models.CharField(max_length=30, blank=True)  # work phone: gets texts without content
    is_active = models.BooleanField(default=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name", "known_as"]
    objects: ClassVar[WorkerManager] = WorkerManager()

    def __str__(self) -> str:
        return self.name


class Post(models.Model):
    """A worker's role in a service and everything below it, for a time."""

    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="posts")
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="posts")
    role = models.CharField(max_length=15, choices=Role.choices)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="post_once", fields=["worker", "service", "role"], condition=Q(ends_at__isnull=True)
            ),
            models.CheckConstraint(
                name="post_ends_after_start",
                condition=Q(ends_at__isnull=True) | Q(ends_at__gte=F("starts_at")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} at {self.service_id}"


class WorkerLeave(models.Model):
    """Time away, and who covers it."""

    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="leaves")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    cover = models.ForeignKey(Worker, null=True, on_delete=models.PROTECT, related_name="covers")

    class Meta:
        constraints = [
            models.CheckConstraint(name="leave_ends_after_start", condition=Q(ends_at__gt=F("starts_at"))),
        ]

    def __str__(self) -> str:
        return f"leave {self.starts_at:%Y-%m-%d}"


class WorkingHours(models.Model):
    """One stretch of a service's working week, in its local time. Inherited by what is below, if that has none."""

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="working_hours")
    weekday = models.PositiveSmallIntegerField()  # 0 = Monday
    starts = models.TimeField()
    ends = models.TimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="hours_end_after_start", condition=Q(ends__gt=F("starts"))),
            models.CheckConstraint(name="hours_weekday", condition=Q(weekday__lte=6)),
        ]

    def __str__(self) -> str:
        return f"{self.weekday} {self.starts}-{self.ends}"


class LocalDay(models.Model):
    """A day a service is closed beside the public holidays."""

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="local_days")
    day = models.DateField()
    name = models.CharField(max_length=60)

    class Meta:
        constraints = [models.UniqueConstraint(name="local_day_once", fields=["service", "day"])]

    def __str__(self) -> str:
        return f"{self.day} {self.name}"
