"""Young people, the cards they come with, and who they want left out."""

import uuid

from django.db import models
from django.db.models import Q

from safeguarding.people.models_services import Service, Worker
from safeguarding.people.types import WhyLeftOut
from safeguarding.vault.models import DataKey


class YoungPerson(models.Model):
    """A young person. Not a user: a card or a link lets them in. A drop-in is a row without a name."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    data_key = models.OneToOneField(DataKey, on_delete=models.PROTECT, related_name="+")
    sealed_name = models.BinaryField(null=True)
    name_digest = models.BinaryField(max_length=32, null=True, db_index=True)  # queries.find_by_name
    # Their number in the service's own case system, keyed: the same line of an import finds the same person.
    reference_digest = models.BinaryField(max_length=32, null=True, db_index=True)
    born_year = models.PositiveSmallIntegerField(null=True)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="young_people")  # the team
    home = models.ForeignKey(Service, null=True, on_delete=models.PROTECT, related_name="residents")
    language = models.CharField(max_length=12, default="en")
    reading_help = models.CharField(max_length=10, default="read")  # read, hear, bigger, easy
    is_drop_in = models.BooleanField(default=False)
    return_digest = models.BinaryField(max_length=32, null=True, unique=True)  # a drop-in's return key, keyed
    quotes_allowed_at = models.DateTimeField(null=True)
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)
    erased_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            # "my young people", "who was there this period"
            models.Index(fields=["service", "left_at"], name="young_person_service"),
        ]

    def __str__(self) -> str:
        return f"young person {self.id}"


class NamedWorker(models.Model):
    """Position 0 is the named worker, 1 and up are deputies in order."""

    young_person = models.ForeignKey(YoungPerson, on_delete=models.CASCADE, related_name="named_workers")
    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="named_for")
    position = models.PositiveSmallIntegerField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="named_worker_one_a_place",
                fields=["young_person", "position"],
                condition=Q(ends_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"place {self.position}"


class Card(models.Model):
    """A QR card or link. Only a keyed digest of its token is kept; a new card kills the old one."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    young_person = models.ForeignKey(YoungPerson, on_delete=models.CASCADE, related_name="cards")
    token_digest = models.BinaryField(max_length=32, unique=True)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="card_one_alive", fields=["young_person"], condition=Q(ended_at__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return f"card {self.id}"


class PictureLock(models.Model):
    """Four pictures in order, hashed slowly. Needed to read anything said before; never to say something."""

    young_person = models.OneToOneField(YoungPerson, on_delete=models.CASCADE, related_name="picture_lock")
    secret = models.CharField(max_length=200)  # argon2
    tries = models.PositiveSmallIntegerField(default=0)
    closed_at = models.DateTimeField(null=True)  # after five wrong tries, until reset in person
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return "picture lock"


class LeftOut(models.Model):
    """A worker a young person wants left out: of everything, or (``only_about``) of one contribution."""

    young_person = models.ForeignKey(YoungPerson, on_delete=models.CASCADE, related_name="left_out")
    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    why = models.CharField(max_length=20, choices=WhyLeftOut.choices)
    only_about = models.UUIDField(null=True)  # a contribution's id; null = everything
    since = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="left_out_once",
                fields=["young_person", "worker", "why"],
                condition=Q(lifted_at__isnull=True, only_about__isnull=True),
            ),
            models.UniqueConstraint(
                name="left_out_once_about",
                fields=["young_person", "worker", "why", "only_about"],
                condition=Q(lifted_at__isnull=True, only_about__isnull=False),
            ),
        ]
        indexes = [
            # access.left_out_of: every list and every rung asks this
            models.Index(
                fields=["worker", "young_person"], name="left_out_worker", condition=Q(lifted_at__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return self.why
