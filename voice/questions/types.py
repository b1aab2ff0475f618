"""Words of the questions room."""

from django.db.models import TextChoices


class Part(TextChoices):
    """The six parts of being involved."""

    TOLD = "told"
    ASKED = "asked"
    SAID = "said"
    HEARD = "heard"
    COUNTED = "counted"
    BACK = "back"  # back to me: somebody told me what was decided and why


class Scale(TextChoices):
    FIVE = "five"  # values 1 (not at all) to 5 (a lot)
    THREE = "three"  # values 1 (no), 2 (a bit), 3 (yes)


class Beside(TextChoices):
    """Answers that are not on the scale: a share of their own, never a no."""

    NOT_SURE = "not_sure"
    SKIP = "skip"
    DOES_NOT_FIT = "does_not_fit"


class Tier(TextChoices):
    FOUR = "4-7"
    EIGHT = "8-10"
    ELEVEN = "11-17"
    EIGHTEEN = "18+"
