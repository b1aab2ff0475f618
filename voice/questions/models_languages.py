"""Which languages a service has switched on, and who has signed off their safety strings."""

from django.db import models

from safeguarding.people.models import Service, Worker


class SafetySigned(models.Model):
    """A person has read one safety string beside the English and stands by it.

    It is for exactly these two texts: a change to either makes it worth nothing.
    """

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="+")  # and all below it
    language = models.CharField(max_length=12)
    key = models.CharField(max_length=60)
    digest = models.CharField(max_length=64)  # of the English and the translation together
    name = models.CharField(max_length=120)  # who read it, as an administrator was told: need not be a user
    by = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")  # who wrote that down
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="safety_signed_once", fields=["service", "language", "key"])
        ]

    def __str__(self) -> str:
        return f"{self.language} {self.key}"


class LanguageChoice(models.Model):
    """Whether a service offers a language. The nearest one upward decides."""

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="+")
    language = models.CharField(max_length=12)
    is_on = models.BooleanField()
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(name="language_choice_once", fields=["service", "language"])]

    def __str__(self) -> str:
        return f"{self.language} {'on' if self.is_on else 'off'}"
