"""Words of the replies room."""

from django.db.models import TextChoices


class ReplyState(TextChoices):
    WAITING = "waiting"  # for a moderator to read it
    RETURNED = "returned"
    TO_TELL = "to_tell"  # read by a moderator; somebody still has to say it in person
    DELIVERED = "delivered"


class Helped(TextChoices):
    YES = "yes"
    A_BIT = "a_bit"
    NO = "no"
