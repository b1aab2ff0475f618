"""Words of the decisions room."""

from django.db.models import TextChoices


class AskedWay(TextChoices):
    """By what way a young person was asked."""

    CARD = "card"
    IN_PERSON = "in_person"
    LETTER = "letter"
