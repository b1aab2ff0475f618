"""Words of the moderation room."""

from django.db.models import TextChoices


class Grade(TextChoices):
    """What a moderator saw. It can only shorten a clock."""

    FINE = "fine"
    SHOULD_LOOK = "should_look"
    TODAY = "today"
    NOW = "now"


class ReleaseState(TextChoices):
    RELEASED = "released"
    KEPT_BACK = "kept_back"
    PULLED_BACK = "pulled_back"


class WhyKeptBack(TextChoices):
    """Said to the young person in plain words."""

    NAMES_SOMEONE = "names_someone"
    NOT_SAFE = "not_safe"
    TOO_SMALL = "too_small"  # few people could have said it
    NO_YES = "no_yes"  # they did not say yes to it
    OTHER = "other"
