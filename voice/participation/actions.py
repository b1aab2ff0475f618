"""Closing a period: blocks are made, protected and published, once."""

import uuid
from collections.abc import Iterable
from datetime import datetime, time
from fractions import Fraction

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.utils import timezone

from safeguarding.people.models import Service
from safeguarding.trail.actions import change, record
from safeguarding.trail.types import CLOCKS, TrailType
from voice.participation.blocks import Planned, Verdict, plan
from voice.participation.models import Block, ReleaseFigure, ReleasePeriod
from voice.participation.noise import protected
from voice.participation.periods import Period, named, period_of
from voice.participation.pools import POOLS, first_open
from voice.participation.sums import add_up
from voice.participation.types import EPSILON, PARTS, SENSITIVITY, PeriodNotOver, PeriodOutOfOrder
from voice.questions.models import QuestionSet
from voice.questions.types import CORE, Tier

_BATCH = 2_000
_ADVISORY_LOCK = 0x636F726E  # any number of our own: one closing at a time


def close_period(period: Period, now: datetime) -> int:
    """Close every block of a period that is over, in one transaction; how many there were.

    Closing it again does nothing. A crash leaves nothing half done. Raises PeriodNotOver before its end in
    local time, PeriodOutOfOrder when it does not follow the last one that was closed.
    """
    if timezone.localtime(now).date() < period.ends:
        raise PeriodNotOver(period.name)
    with change(now):
        _one_at_a_time()
        if ReleasePeriod.objects.filter(pk=period.name).exists():
            return 0
        last = ReleasePeriod.objects.order_by("-starts_on").first()
        if last is not None and named(last.name).next != period:
            raise PeriodOutOfOrder(period.name)
        closed = _close_blocks(period, now)
        ReleasePeriod.objects.create(
            name=period.name, starts_on=period.starts, ends_on=period.ends, closed_at=now
        )
        record(TrailType.PERIOD_CLOSED, CLOCKS, period=period.name, blocks=closed)
    return closed


def close_due(now: datetime, kind: str | None = None) -> dict[str, int]:
    """Close every period that is over, oldest first; blocks closed by period name. `kind` as the setting."""
    kind = kind or settings.PERIODS
    last = ReleasePeriod.objects.order_by("-starts_on").first()
    earliest = first_open(kind) if last is None else named(last.name).next.name
    if earliest is None:
        return {}
    closed, period = {}, named(earliest)
    while period < period_of(timezone.localtime(now).date(), kind):
        closed[period.name] = close_period(period, now)
        period = period.next
    return closed


def _close_blocks(period: Period, now: datetime) -> int:
    parents = dict(Service.objects.values_list("pk", "parent_id"))
    ends = timezone.make_aware(datetime.combine(period.ends, time()))
    kind = "months" if period.months == 1 else "quarters"
    version = questions_version(ends)
    closed = 0
    for pool in POOLS:
        planned = plan(pool.open(ends, kind), parents, period.name)
        blocks = [_block(one, now) for one in planned]
        figures = [
            _figure(block, one, version if one.part in PARTS else 1, now)
            for block, one in zip(blocks, planned, strict=True)
        ]
        Block.objects.bulk_create(blocks, batch_size=_BATCH)
        ReleaseFigure.objects.bulk_create(figures, batch_size=_BATCH)
        pool.use_up([(block, one.used) for block, one in zip(blocks, planned, strict=True)])
        closed += len(blocks)
    add_up(period.name, parents)
    return closed


def questions_version(before: datetime) -> int:
    """How often the questions about the six parts had changed by then, from 1: public, never from answers."""
    core = QuestionSet.objects.filter(key=CORE).exclude(tier=Tier.FOUR)
    changed = core.filter(version__gt=1, published_at__lt=before)
    return 1 + changed.values("published_at").distinct().count()


def _block(planned: Planned, now: datetime) -> Block:
    """Its id follows from what it is, so a restored backup repeats its noise."""
    return Block(
        pk=uuid.uuid5(planned.unit, f"{planned.part}/{planned.period}"),
        unit_id=planned.unit,
        measure=planned.part,
        period=planned.period,
        starts_on=named(planned.first_period).starts,
        ends_on=named(planned.period).ends,
        closed_at=now,
    )


def _figure(block: Block, planned: Planned, version: int, now: datetime) -> ReleaseFigure:
    counts = {verdict: planned.count(verdict) for verdict in Verdict}
    noisy = {verdict: _protected(block, verdict, counts[verdict], counts.values()) for verdict in Verdict}
    return ReleaseFigure(
        block=block,
        unit_id=planned.unit,
        measure=planned.part,
        period=planned.period,
        starts_on=block.starts_on,
        ends_on=block.ends_on,
        favourable=noisy[Verdict.FAVOURABLE],
        not_favourable=noisy[Verdict.NOT_FAVOURABLE],
        beside=noisy[Verdict.BESIDE],
        epsilon=EPSILON,
        question_set_version=version,
        made_at=now,
    )


def _protected(block: Block, cell: Verdict, count: int, counts: Iterable[int]) -> int:
    if not settings.RELEASE_KEY:
        raise ImproperlyConfigured("CORNER_RELEASE_KEY is not set: no figure could be protected")
    return protected(
        count,
        sensitivity=SENSITIVITY,
        epsilon=Fraction(EPSILON),
        key=settings.RELEASE_KEY,
        label=f"{block.pk}/{cell.value}",
        scope=tuple(counts),
    )


def _one_at_a_time() -> None:
    """SQLite has one writer at a time already."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_ADVISORY_LOCK])
