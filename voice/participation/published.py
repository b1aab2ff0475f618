"""What managers may read: release tables and the names of services, nothing else.

Every manager page, file and API reply is built from this module alone. A unit is found only by asking for it
as the worker who wants to see it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from functools import reduce
from operator import add
from uuid import UUID

from django.db.models import Count, Max, Min, QuerySet, Sum

from safeguarding.people import access
from safeguarding.people.models import Service, Worker
from safeguarding.people.types import NotAllowed, Role, ServiceKind
from voice.participation.intervals import Counts
from voice.participation.models import Change, ReleaseFigure, ReleasePeriod
from voice.participation.noise import noise_variance
from voice.participation.periods import Period, named
from voice.participation.types import SENSITIVITY, Measure

REPORTERS = (Role.MANAGER, Role.LEAD)


@dataclass(frozen=True)
class Row:
    """The protected counts of one unit, measure and period: the sum of the blocks in it."""

    measure: Measure
    period: str
    counts: Counts
    beside: int
    starts_on: date
    ends_on: date
    version: int


Table = Mapping[Measure, Mapping[str, Row]]


def units(worker: Worker, now: datetime) -> list[Service]:
    """The units whose figures this worker may see, from the top down. Homes have none of their own."""
    if not worker.is_active:
        return []
    found: set[Service] = set()
    for role in REPORTERS:
        found |= set(access.services_under(worker, role, now).exclude(kind=ServiceKind.HOME))
    return _from_the_top(found)


def _from_the_top(found: Iterable[Service]) -> list[Service]:
    """Each unit directly after its parent, siblings by name."""
    names = {str(one.pk): one.name.casefold() for one in found}

    def place(one: Service) -> list[tuple[str, str]]:
        return [(names.get(part, ""), part) for part in one.path.strip("/").split("/")]

    return sorted(found, key=place)


def unit(worker: Worker, unit_id: UUID, now: datetime) -> Service:
    """One of those units. Raises NotAllowed for any other, as if it did not exist."""
    for one in units(worker, now):
        if one.pk == unit_id:
            return one
    raise NotAllowed(unit_id)


def periods() -> list[Period]:
    """Every closed period, oldest first."""
    names = ReleasePeriod.objects.order_by("starts_on").values_list("name", flat=True)
    return [named(name) for name in names]


def table(one: Service) -> Table:
    """Every figure of a unit: the sums of its own blocks and of those below it."""
    rows: dict[Measure, dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for row in _sums(_below(one), "measure", "period"):
        rows[row.measure][row.period].append(row)
    return {
        measure: {period: reduce(_together, same) for period, same in sorted(by_period.items())}
        for measure, by_period in rows.items()
    }


def breakdown(one: Service, measure: Measure, period: str) -> tuple[dict[Service, Row], Row | None]:
    """Of one measure and period: each child unit that has a figure, and the blocks pooled at the unit."""
    found: dict[UUID, list[Row]] = defaultdict(list)
    figures = _below(one).filter(measure=measure, period=period)
    lines = {child.pk: child for child in children(one)}
    for path, row in _sums_by_path(figures):
        child = next((pk for pk, place in lines.items() if path.startswith(place.path)), one.pk)
        found[child].append(row)
    pooled = found.pop(one.pk, [])
    apart = {child: reduce(_together, found[pk]) for pk, child in lines.items() if pk in found}
    return apart, reduce(_together, pooled) if pooled else None


def children(one: Service) -> list[Service]:
    """The units directly below, homes aside."""
    return list(Service.objects.filter(parent=one).exclude(kind=ServiceKind.HOME).order_by("name", "pk"))


def changes(one: Service) -> list[Change]:
    """What was changed in a unit, below it, or above it, newest first."""
    rows = Change.objects.filter(unit__path__startswith=one.path) | Change.objects.filter(
        unit__in=access.line_of(one)
    )
    return list(rows.select_related("unit", "owner").order_by("-made_at", "pk"))


def _below(one: Service) -> QuerySet[ReleaseFigure]:
    return ReleaseFigure.objects.filter(unit__path__startswith=one.path)


def _sums(figures: QuerySet[ReleaseFigure], *by: str) -> list[Row]:
    return [_row(values) for values in _added(figures, *by)]


def _sums_by_path(figures: QuerySet[ReleaseFigure]) -> list[tuple[str, Row]]:
    return [
        (str(values["unit__path"]), _row(values))
        for values in _added(figures, "measure", "period", "unit__path")
    ]


def _added(figures: QuerySet[ReleaseFigure], *by: str) -> list[dict[str, object]]:
    """Sums made by the database: what comes back does not grow with the number of blocks."""
    rows = figures.values(*by, "epsilon").annotate(
        yes=Sum("favourable"),
        no=Sum("not_favourable"),
        aside=Sum("beside"),
        blocks=Count("pk"),
        first=Min("starts_on"),
        last=Max("ends_on"),
        version=Max("question_set_version"),
    )
    return list(rows.order_by(*by, "epsilon"))


def _row(values: dict[str, object]) -> Row:
    blocks = _int(values["blocks"])
    noise = blocks * noise_variance(SENSITIVITY, Fraction(str(values["epsilon"])))
    first, last = values["first"], values["last"]
    assert isinstance(first, date) and isinstance(last, date)
    return Row(
        measure=Measure(str(values["measure"])),
        period=str(values["period"]),
        counts=Counts(_int(values["yes"]), _int(values["no"]), blocks, noise),
        beside=_int(values["aside"]),
        starts_on=first,
        ends_on=last,
        version=_int(values["version"]),
    )


def _int(value: object) -> int:
    assert isinstance(value, int)
    return value


def _together(one: Row, other: Row) -> Row:
    return Row(
        one.measure,
        one.period,
        reduce(add, (one.counts, other.counts)),
        one.beside + other.beside,
        min(one.starts_on, other.starts_on),
        max(one.ends_on, other.ends_on),
        max(one.version, other.version),
    )
