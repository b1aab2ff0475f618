"""What managers may read: release tables, the names of services, and a live count of overdue work. Nothing else.

Every manager page, file and API reply is built from this module alone. A unit is found only by asking for it
as the worker who wants to see it; what is read about it is read as the reader (`reader.py`).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import reduce
from uuid import UUID

from django.db.models import Count, Max, Sum

from safeguarding.people import access
from safeguarding.people.models import Service, Worker
from safeguarding.people.types import NotAllowed, Role, ServiceKind
from voice.participation.intervals import Counts
from voice.participation.models import Change, OverdueWork, ReleaseFigure, ReleasePeriod, ReleaseSum
from voice.participation.periods import Period, named
from voice.participation.reader import reading
from voice.participation.types import Measure

REPORTERS = (Role.MANAGER, Role.LEAD)
MOST_NEAR = 24  # units below that a page links to; the overview has them all


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
    epsilon: float = 1.0


Table = Mapping[Measure, Mapping[str, Row]]


@dataclass(frozen=True)
class Spent:
    """One line of the budget ledger: what a measure of a period has cost, and how often it was published."""

    period: str
    measure: Measure
    blocks: int
    epsilon: Decimal  # the most one answer gave away here
    together: Decimal  # over every measure of that period, for somebody who is in all of them


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
    if worker.is_active:
        for role in REPORTERS:
            found = access.services_under(worker, role, now).exclude(kind=ServiceKind.HOME)
            if one := found.filter(pk=unit_id).first():
                return one
    raise NotAllowed(unit_id)


def top(worker: Worker, now: datetime) -> Service:
    """The topmost of those units. Raises NotAllowed for who has none."""
    posts = access.posts_of(worker, now).filter(role__in=REPORTERS).select_related("service")
    found = [post.service for post in posts if post.service.kind != ServiceKind.HOME]
    if not (found and worker.is_active):
        raise NotAllowed(worker.pk)
    return min(found, key=lambda one: (one.path.count("/"), one.name.casefold(), one.path))


def near(worker: Worker, one: Service, now: datetime) -> list[Service]:
    """The way to other units: those above that this worker may see, the unit itself, the ones directly below."""
    above = set(access.line_of(one)[1:])
    mine: dict[UUID, Service] = {}
    for role in REPORTERS:
        for found in access.services_under(worker, role, now).filter(pk__in=above):
            mine[found.pk] = found
    return [*sorted(mine.values(), key=lambda unit: unit.path.count("/")), one, *children(one)[:MOST_NEAR]]


def periods() -> list[Period]:
    """Every closed period, oldest first."""
    with reading():
        names = list(ReleasePeriod.objects.order_by("starts_on").values_list("name", flat=True))
    return [named(name) for name in names]


def table(one: Service) -> Table:
    """Every figure of a unit: the sums of its own blocks and of those below it."""
    found: dict[Measure, dict[str, Row]] = defaultdict(dict)
    with reading():
        for row in ReleaseSum.objects.filter(unit=one.pk).order_by("measure", "starts_on", "period"):
            found[Measure(row.measure)][row.period] = _row(row)
    return {measure: dict(sorted(by_period.items())) for measure, by_period in found.items()}


def tables(
    some: Sequence[Service], measures: Sequence[Measure], period: str
) -> dict[UUID, dict[Measure, Row]]:
    """Of one period, several units beside each other: an overview."""
    found: dict[UUID, dict[Measure, Row]] = defaultdict(dict)
    with reading():
        rows = ReleaseSum.objects.filter(unit__in=[one.pk for one in some], period=period)
        for row in rows.filter(measure__in=measures):
            found[row.unit_id][Measure(row.measure)] = _row(row)
    return found


def breakdown(one: Service, measure: Measure, period: str) -> tuple[dict[Service, Row], Row | None]:
    """Of one measure and period: each child unit that has a figure, and the block pooled at the unit."""
    lines = children(one)
    with reading():
        rows = ReleaseSum.objects.filter(measure=measure, period=period)
        found = {row.unit_id: _row(row) for row in rows.filter(unit__in=[child.pk for child in lines])}
        own = ReleaseFigure.objects.filter(unit=one.pk, measure=measure, period=period).first()
        whole = rows.filter(unit=one.pk).first() if own else None
    apart = {child: found[child.pk] for child in lines if child.pk in found}
    if own is None or whole is None:
        return apart, None
    # One block's share of the noise: every block of a period is protected alike.
    counts = Counts(own.favourable, own.not_favourable, 1, whole.noise / whole.blocks)
    pooled = Row(measure, period, counts, own.beside, own.starts_on, own.ends_on, own.question_set_version)
    return apart, pooled


def children(one: Service) -> list[Service]:
    """The units directly below, homes aside."""
    return list(Service.objects.filter(parent=one).exclude(kind=ServiceKind.HOME).order_by("name", "pk"))


def changes(one: Service) -> list[Change]:
    """What was changed in a unit, below it, or above it, newest first."""
    below = list(Service.objects.filter(path__startswith=one.path))
    known = {unit.pk: unit for unit in [*below, *Service.objects.filter(pk__in=access.line_of(one))]}
    with reading():
        rows = list(Change.objects.filter(unit__in=list(known)).order_by("-made_at", "pk"))
    owners = Worker.objects.in_bulk({row.owner_id for row in rows})
    for row in rows:
        row.unit, row.owner = known[row.unit_id], owners[row.owner_id]
    return rows


def ledger() -> list[Spent]:
    """What has been spent on the privacy of young people: by period, newest first, and measure."""
    with reading():
        rows = list(
            ReleaseSum.objects.filter(own_blocks__gt=0)
            .values("period", "measure")
            .annotate(made=Sum("own_blocks"), most=Max("epsilon"))
            .order_by("-period", "measure")
        )
    whole: dict[str, Decimal] = defaultdict(Decimal)
    for row in rows:
        whole[row["period"]] += row["most"]
    return [
        Spent(row["period"], Measure(row["measure"]), row["made"], row["most"], whole[row["period"]])
        for row in rows
    ]


def overdue(some: Sequence[Service], now: datetime) -> dict[UUID, dict[str, int]]:
    """Live: how many promises of each kind (read, answer) are late in each of these units alone, nothing below."""
    found: dict[UUID, dict[str, int]] = defaultdict(dict)
    with reading():
        late = OverdueWork.objects.filter(due_at__lt=now, service__in=[one.pk for one in some])
        for service, kind, count in late.values_list("service", "kind").annotate(Count("kind")).order_by():
            found[service][kind] = count
    return found


def _row(values: ReleaseSum) -> Row:
    return Row(
        measure=Measure(values.measure),
        period=values.period,
        counts=Counts(values.favourable, values.not_favourable, values.blocks, values.noise),
        beside=values.beside,
        starts_on=values.starts_on,
        ends_on=values.ends_on,
        version=values.question_set_version,
        epsilon=float(values.epsilon),
    )


def together(rows: Iterable[Row]) -> Row | None:
    """The sum of several units' rows of one measure and period; None for none."""
    known = list(rows)
    return reduce(_together, known) if known else None


def _together(one: Row, other: Row) -> Row:
    return Row(
        one.measure,
        one.period,
        one.counts + other.counts,
        one.beside + other.beside,
        min(one.starts_on, other.starts_on),
        max(one.ends_on, other.ends_on),
        max(one.version, other.version),
        max(one.epsilon, other.epsilon),
    )
