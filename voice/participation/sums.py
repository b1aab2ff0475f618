"""Adding up closed blocks: for each unit with a block, and every unit above it, once, when a period closes."""

from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction
from uuid import UUID

from voice.participation.blocks import Parents
from voice.participation.models import ReleaseFigure, ReleaseSum
from voice.participation.noise import noise_variance
from voice.participation.types import SENSITIVITY

_BATCH = 2_000


def add_up(period: str, parents: Parents) -> None:
    """Store the sums of a period whose blocks are all closed. Protected values in, protected values out."""
    under: dict[tuple[UUID, str], list[ReleaseFigure]] = defaultdict(list)
    for figure in ReleaseFigure.objects.filter(period=period).order_by("pk"):
        for unit in _upward(figure.unit_id, parents):
            under[unit, figure.measure].append(figure)
    sums = (_sum(unit, figures) for (unit, _), figures in sorted(under.items()))
    ReleaseSum.objects.bulk_create(sums, batch_size=_BATCH)


def _sum(unit: UUID, figures: list[ReleaseFigure]) -> ReleaseSum:
    return ReleaseSum(
        unit_id=unit,
        measure=figures[0].measure,
        period=figures[0].period,
        starts_on=min(one.starts_on for one in figures),
        ends_on=max(one.ends_on for one in figures),
        favourable=sum(one.favourable for one in figures),
        not_favourable=sum(one.not_favourable for one in figures),
        beside=sum(one.beside for one in figures),
        blocks=len(figures),
        own_blocks=sum(one.unit_id == unit for one in figures),
        noise=sum(noise_variance(SENSITIVITY, Fraction(one.epsilon)) for one in figures),
        epsilon=max(one.epsilon for one in figures),
        question_set_version=max(one.question_set_version for one in figures),
    )


def _upward(unit: UUID | None, parents: Parents) -> Iterator[UUID]:
    while unit is not None:
        yield unit
        unit = parents.get(unit)
