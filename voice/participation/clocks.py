"""How fast, and how decisions were made: open pools in which a young person counts once for all of a kind.

Yes means: every time. A row is in the period in which its time was over (sent plus seven days, the day of a
meeting plus fourteen), so a later answer can't change what is closed.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import partial
from uuid import UUID

from django.db.models import F, Min, Model, OuterRef, QuerySet, Subquery
from django.utils import timezone

from safeguarding.people.types import Route
from safeguarding.promises.models import Promise
from safeguarding.promises.types import Climb, PromiseKind
from voice.contributions.models import Contribution
from voice.decisions.models import Asked, Decision
from voice.participation.blocks import Given, Verdict
from voice.participation.models import Block, BlockTaken
from voice.participation.periods import period_of
from voice.participation.types import Measure

DAY, WEEK, MONTH = timedelta(days=1), timedelta(days=7), timedelta(days=28)
AFTER_MEETING = timedelta(days=14)  # to tell the young person what was decided and why
_BATCH = 5_000


@dataclass(frozen=True)
class Once:
    """One thing that happened: whose, where, when its time was over, and whether it went well."""

    source: UUID
    who: UUID
    team: UUID
    at: datetime
    well: bool


@dataclass(frozen=True)
class Clocked:
    """A pool of one measure; `rows` are the things whose time was over before a moment."""

    measure: Measure
    rows: Callable[[datetime], Iterable[Once]]

    def open(self, before: datetime, kind: str) -> list[Given]:
        """What is in no block of this measure yet; a young person's verdict is the same for a whole period."""
        found = [(one, period_of(timezone.localtime(one.at).date(), kind).name) for one in self.rows(before)]
        missed = {(one.who, period) for one, period in found if not one.well}
        return [
            Given(
                number=one.source.int,
                who=one.who,
                team=one.team,
                part=self.measure,
                period=period,
                at=one.at,
                verdict=Verdict.NOT_FAVOURABLE if (one.who, period) in missed else Verdict.FAVOURABLE,
            )
            for one, period in found
        ]

    def use_up(self, used: Sequence[tuple[Block, list[Given]]]) -> None:
        """Mark them as being in a block."""
        rows = (
            BlockTaken(block=block, measure=self.measure, source=UUID(int=one.number))
            for block, taken in used
            for one in taken
        )
        BlockTaken.objects.bulk_create(rows, batch_size=_BATCH)


def _not_taken(rows: QuerySet[Model], measure: Measure) -> QuerySet[Model]:
    return rows.exclude(pk__in=BlockTaken.objects.filter(measure=measure).values("source"))


def _read_within_a_day(measure: Measure, since: str, before: datetime) -> Iterable[Once]:
    """Ordinary reading promises, by the clock that begins at `since`: when sent, or when it reached a worker."""
    rows = Promise.objects.filter(
        kind=PromiseKind.READ,
        climb=Climb.USUAL,
        ended_at__isnull=True,
        is_practice=False,
        young_person__is_drop_in=False,
        made_at__lt=before - DAY,
    )
    values = _not_taken(rows, measure).values_list(
        "pk", "young_person_id", "service_id", "made_at", "kept_at", since
    )
    for pk, who, team, made, kept, start in values:
        yield Once(pk, who, team, made + DAY, kept is not None and kept - start <= DAY)


def _answered_within(measure: Measure, limit: timedelta, before: datetime) -> Iterable[Once]:
    """Contributions, and whether the first answer that was delivered came in time. Advocates' are not counted."""
    rows = (
        Contribution.objects.filter(route=Route.USUAL, is_practice=False, taken_back_at__isnull=True)
        .filter(young_person__is_drop_in=False, sent_at__lt=before - limit)
        .annotate(answered=Min("replies__delivered_at"))
    )
    values = _not_taken(rows, measure).values_list(
        "pk", "young_person_id", "service_id", "sent_at", "answered"
    )
    for pk, who, team, sent, answered in values:
        yield Once(pk, who, team, sent + limit, answered is not None and answered - sent <= limit)


def _decided(measure: Measure, before: datetime) -> Iterable[Once]:
    """Decisions with a day (or the day they were written), two weeks after it."""
    asked = Asked.objects.filter(decision=OuterRef("pk")).order_by("at").values("at")[:1]
    rows = Decision.objects.filter(young_person__is_drop_in=False, made_at__lt=before)
    values = (
        _not_taken(rows, measure)
        .annotate(first_asked=Subquery(asked), team=F("service_id"))
        .values_list("pk", "young_person_id", "team", "made_at", "meets_on", "decided_at", "first_asked")
    )
    for pk, who, team, made, meets_on, decided, first_asked in values:
        day = timezone.make_aware(datetime.combine(meets_on, time())) if meets_on else made
        over = max(day, made) + AFTER_MEETING
        if over < before and (meets_on or measure is not Measure.KNEW_BEFORE):
            well = {
                Measure.KNEW_BEFORE: made < day,
                Measure.ASKED_BEFORE: first_asked is not None and first_asked <= (decided or over),
                Measure.TOLD_WHY: decided is not None and decided <= over,
            }
            yield Once(pk, who, team, over, well[measure])


POOLS = (
    Clocked(Measure.READ_DAY, partial(_read_within_a_day, Measure.READ_DAY, "made_at")),
    Clocked(Measure.REACHED_DAY, partial(_read_within_a_day, Measure.REACHED_DAY, "since")),
    Clocked(Measure.ANSWER_WEEK, partial(_answered_within, Measure.ANSWER_WEEK, WEEK)),
    Clocked(Measure.ANSWER_MONTH, partial(_answered_within, Measure.ANSWER_MONTH, MONTH)),
    *(
        Clocked(measure, partial(_decided, measure))
        for measure in (Measure.KNEW_BEFORE, Measure.ASKED_BEFORE, Measure.TOLD_WHY)
    ),
)
