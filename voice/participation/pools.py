"""The open pools: what could go into a block, and how it is marked as used up.

Drop-ins, practice and what was taken back never enter. The four- to sevens are asked other questions with a
helper beside them: they are kept out of these figures.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, Model, OuterRef, QuerySet
from django.utils import timezone

from safeguarding.promises.models import Promise
from safeguarding.promises.types import Climb, PromiseKind
from voice.contributions.models import Answer, Contribution
from voice.decisions.models import Asked, WorkerAnswer
from voice.participation import clocks
from voice.participation.blocks import Given, Verdict, verdict
from voice.participation.models import Block, BlockAsked, BlockPromise, BlockWorkerAnswer
from voice.participation.periods import period_of
from voice.participation.types import WORKERS, Measure
from voice.questions.types import Scale, Tier

_BATCH = 5_000
Used = tuple[Block, list[Given]]
_KEPT = {PromiseKind.READ: Measure.READ, PromiseKind.ANSWER: Measure.ANSWERED}


@dataclass(frozen=True)
class Pool:
    """Something that is gathered up in blocks: what is open until a moment, and how a block takes it in."""

    open: Callable[[datetime, str], list[Given]]
    use_up: Callable[[Sequence[Used]], None]


def _period(at: datetime, kind: str) -> str:
    return period_of(timezone.localtime(at).date(), kind).name


def _by_day(kind: str) -> Callable[[datetime], str]:
    """The same for many: each day's period is worked out once."""
    names: dict[date, str] = {}

    def period(at: datetime) -> str:
        day = timezone.localtime(at).date()
        if day not in names:
            names[day] = period_of(day, kind).name
        return names[day]

    return period


def open_answers(before: datetime, kind: str) -> list[Given]:
    """Answers about a part, in no block yet, given before a moment."""
    rows = (
        Answer.objects.filter(block__isnull=True, given_at__lt=before, young_person__is_drop_in=False)
        .filter(contribution__is_practice=False, contribution__taken_back_at__isnull=True)
        .exclude(part="")
        .exclude(contribution__question_set__tier=Tier.FOUR)
        .values_list("pk", "young_person_id", "team_id", "part", "given_at", "scale", "value")
    )
    period = _by_day(kind)
    return [
        Given(pk, who, team, part, period(at), at, verdict(Scale(scale), value))
        for pk, who, team, part, at, scale, value in rows.iterator(chunk_size=_BATCH)
    ]


def use_up_answers(used: Sequence[Used]) -> None:
    """Mark answers as being in a block; one that is in a block already stays there."""
    for block, taken in used:
        for some in _batches(given.number for given in taken):
            Answer.objects.filter(pk__in=some, block__isnull=True).update(block=block)


def open_asked(before: datetime, kind: str) -> list[Given]:
    """Who was asked before a moment, and whether they have replied by now."""
    replies = Contribution.objects.filter(
        decision=OuterRef("decision"), young_person=OuterRef("young_person"), taken_back_at__isnull=True
    )
    rows = (
        Asked.objects.filter(in_block__isnull=True, at__lt=before, young_person__is_drop_in=False)
        .annotate(replied=Exists(replies))
        .values_list("pk", "young_person_id", "team_id", "at", "replied")
    )
    return [
        Given(pk, who, team, Measure.REPLIED, _period(at, kind), at, _yes(replied))
        for pk, who, team, at, replied in rows.iterator(chunk_size=_BATCH)
    ]


def use_up_asked(used: Sequence[Used]) -> None:
    """Mark askings as being in a block."""
    rows = (BlockAsked(block=block, asked_id=given.number) for block, taken in used for given in taken)
    BlockAsked.objects.bulk_create(rows, batch_size=_BATCH)


def open_promises(before: datetime, kind: str) -> list[Given]:
    """Ordinary promises to read and to answer that were due before a moment.

    A young person counts once: yes, if all of theirs of that kind in that period were kept in time. Promises
    on any other ladder (concerns, the independent rota, advocates) are never counted.
    """
    due = _due_promises(before)
    rows = list(due.values_list("pk", "young_person_id", "service_id", "kind", "due_at", "kept_at"))
    missed = {
        (who, what, _period(at, kind)) for _, who, _, what, at, kept in rows if kept is None or kept > at
    }
    return [
        Given(
            number=pk.int,
            who=who,
            team=team,
            part=_KEPT[PromiseKind(what)],
            period=_period(at, kind),
            at=at,
            verdict=_yes((who, what, _period(at, kind)) not in missed),
        )
        for pk, who, team, what, at, _ in rows
    ]


def _due_promises(before: datetime) -> QuerySet[Promise]:
    return Promise.objects.filter(
        in_block__isnull=True,
        kind__in=list(_KEPT),
        climb=Climb.USUAL,
        due_at__lt=before,
        ended_at__isnull=True,
        is_practice=False,
        young_person__is_drop_in=False,
    )


def use_up_promises(used: Sequence[Used]) -> None:
    """Mark promises as being in a block."""
    rows = (
        BlockPromise(block=block, promise_id=UUID(int=given.number))
        for block, taken in used
        for given in taken
    )
    BlockPromise.objects.bulk_create(rows, batch_size=_BATCH)


def open_worker_answers(before: datetime, kind: str) -> list[Given]:
    """How workers saw the same parts, in no block yet. Each worker counts once: nothing here is about one."""
    rows = WorkerAnswer.objects.filter(
        in_block__isnull=True, given_at__lt=before, decision__young_person__is_drop_in=False
    ).values_list("pk", "worker_id", "decision__service_id", "part", "given_at", "value")
    return [
        Given(pk, who, team, WORKERS[Measure(part)], _period(at, kind), at, verdict(Scale.FIVE, value))
        for pk, who, team, part, at, value in rows.iterator(chunk_size=_BATCH)
    ]


def use_up_worker_answers(used: Sequence[Used]) -> None:
    """Mark workers' answers as being in a block."""
    rows = (
        BlockWorkerAnswer(block=block, answer_id=given.number) for block, taken in used for given in taken
    )
    BlockWorkerAnswer.objects.bulk_create(rows, batch_size=_BATCH)


POOLS = (
    *(Pool(one.open, one.use_up) for one in clocks.POOLS),
    Pool(open_answers, use_up_answers),
    Pool(open_asked, use_up_asked),
    Pool(open_promises, use_up_promises),
    Pool(open_worker_answers, use_up_worker_answers),
)


def first_open(kind: str) -> str | None:
    """The name of the earliest period that has anything open, or None."""
    found: list[datetime] = []
    sources: list[tuple[QuerySet[Model], str]] = [
        (Answer.objects.filter(block__isnull=True).exclude(part=""), "given_at"),
        (Asked.objects.filter(in_block__isnull=True), "at"),
        (Promise.objects.filter(in_block__isnull=True, kind__in=list(_KEPT), climb=Climb.USUAL), "due_at"),
    ]
    for rows, field in sources:
        at = rows.order_by(field).values_list(field, flat=True).first()
        found += [at] if at else []
    return _period(min(found), kind) if found else None


def _yes(it_is: bool) -> Verdict:
    return Verdict.FAVOURABLE if it_is else Verdict.NOT_FAVOURABLE


def _batches(numbers: Iterable[int]) -> Iterator[list[int]]:
    every = list(numbers)
    for start in range(0, len(every), _BATCH):
        yield every[start : start + _BATCH]
