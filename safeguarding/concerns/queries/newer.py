"""What came after somebody looked: an outcome is about what its writer has seen, and about nothing later.

Asked of the trail's own order: two changes of one moment are told apart there, and not by their times.
"""

from django.db.models import QuerySet

from safeguarding.concerns.models import Concern, Outcome
from safeguarding.trail.models import TrailEntry
from safeguarding.trail.types import TrailType


def came_so_far(concern: Concern) -> int:
    """How often reasons or a plan came to it: a page carries it, and what is written there is about that much."""
    return _lines(concern).filter(type__in=[TrailType.REASONS_ADDED, TrailType.PLAN_MADE]).count()


def overtaken(outcome: Outcome) -> bool:
    """Reasons or a plan came after this outcome, the newest of its concern, was written."""
    return _after(outcome).filter(type__in=[TrailType.REASONS_ADDED, TrailType.PLAN_MADE]).exists()


def new_reasons_since(outcome: Outcome) -> bool:
    """Reasons came after this outcome, the newest of its concern, was written."""
    return _after(outcome).filter(type=TrailType.REASONS_ADDED).exists()


def _lines(concern: Concern) -> QuerySet[TrailEntry]:
    return TrailEntry.objects.filter(about_kind="concern", about_id=concern.pk)


def _after(outcome: Outcome) -> QuerySet[TrailEntry]:
    lines = _lines(outcome.concern)
    written = lines.filter(type=TrailType.OUTCOME_PROPOSED).order_by("number").last()
    return lines.filter(number__gt=written.number if written else 0)
