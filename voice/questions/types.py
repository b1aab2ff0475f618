"""Words of the questions room."""

from django.db.models import TextChoices

CORE = "decision"  # the set that asks about the six parts: the only one that figures are made of


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
    PICK = "pick"  # values are codes of the question's own options: nothing that could be counted as better


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


# What an age is asked on: three faces until about ten, five points from eleven.
SCALE_OF = {
    Tier.FOUR: Scale.THREE,
    Tier.EIGHT: Scale.THREE,
    Tier.ELEVEN: Scale.FIVE,
    Tier.EIGHTEEN: Scale.FIVE,
}
# Questions whose lowest answer the rulebook knows (its rules "4-answer" and "2-safe-answer"). It is sent at once.
SAFETY = {
    "safe_home": "where they live",
    "safe_people": "with the people around them",
    "safe_school": "at school or work",
    "safe_family": "when they see their family",
    "safe_told": "since they told somebody",
    "feel_safe": "in general",
}
LOWEST = "1"


def says_not_safe(question: str, value: str) -> bool:
    """The lowest answer to a question about safety."""
    return question in SAFETY and value == LOWEST


class RecordedAs(TextChoices):
    """How a sentence was recorded."""

    SOUND = "sound"
    SIGN = "sign"  # sign language
