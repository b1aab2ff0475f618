"""Opening what a young person said without an ordinary way to it: rare, short, with a written reason, never alone.

It needs the young person's full name, so nobody browses; every try stands in the trail; a safeguarding lead (never
the one who opened) has a promise to look at why. Whoever the young person has tapped away finds nobody.
"""

import uuid
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from safeguarding.people.access import Act, facts_about, left_out_of, line_of, may, posts_of
from safeguarding.people.cards import NAME
from safeguarding.people.models import BrokenGlass, LeftOut, Service, Worker, YoungPerson
from safeguarding.people.types import NotAllowed, NotNow, Role, ServiceKind
from safeguarding.promises import actions as promises
from safeguarding.promises import queries as promised
from safeguarding.promises.types import AlreadyKept, Climb, Clock, PromiseKind
from safeguarding.trail import types as trail
from safeguarding.trail.actions import change, record
from safeguarding.trail.models import TrailEntry
from safeguarding.trail.types import TrailType
from safeguarding.vault import envelope
from safeguarding.vault.digests import digests

OPEN_FOR = timedelta(hours=8)
MOST_TRIES = 5  # names that nobody had, in an hour
# Those who work with young people. Not carers, managers, moderators, administrators, advisers or advocates.
MAY = (Role.WORKER, Role.LEAD, Role.INDEPENDENT)


def break_glass(
    worker: Worker,
    name: str,
    reason: str,
    now: datetime,
    *,
    born_year: int | None = None,
    not_told_why: str = "",
) -> BrokenGlass:
    """Open what the young person of this name said, for eight hours. A lead is asked to look at why.

    ``not_told_why`` keeps it from the young person because telling could put someone in danger. Raises NotAllowed
    for somebody without such a post; NotNow: nobody of that name (or not for them), several, they have an ordinary
    way, or too many tries.
    """
    scope = _authorities(worker, now)
    if not worker.is_active or not scope or not reason.strip():
        raise NotAllowed("glass")
    if _tries(worker, now) >= MOST_TRIES:
        raise NotNow("slow_down")
    found = _of_that_name(worker, name, born_year, scope)
    if len(found) != 1:
        with change(now):  # committed although it is refused: a guess is seen
            about = ("worker", worker.pk)
            record(TrailType.GLASS_BROKEN, trail.worker(worker.pk), about=about, found=len(found))
        raise NotNow("several" if found else "nobody")
    young_person = found[0]
    facts = facts_about(worker, young_person, now)
    if may(Act.READ_WORDS, facts):
        raise NotNow("ordinary")
    if facts.home_staff:
        raise NotNow("nobody")
    return _open(worker, young_person, reason, not_told_why, now)


def _open(
    worker: Worker, young_person: YoungPerson, reason: str, not_told_why: str, now: datetime
) -> BrokenGlass:
    with change(now):
        glass = BrokenGlass(
            young_person=young_person, worker=worker, at=now, ends_at=now + OPEN_FOR, told=not not_told_why
        )
        glass.sealed_reason = envelope.seal(young_person.data_key, glass, "sealed_reason", reason)
        if not_told_why:
            glass.sealed_not_told_why = envelope.seal(
                young_person.data_key, glass, "sealed_not_told_why", not_told_why
            )
        glass.save(force_insert=True)
        record(
            _kind(glass), trail.worker(worker.pk), young_person_id=young_person.pk, about=("glass", glass.pk)
        )
        promises.make(
            PromiseKind.REVIEW,
            Clock.TODAY,
            Climb.SECOND,
            about=("glass", glass.pk),
            young_person=young_person,
            now=now,
            avoid=frozenset({worker.pk}),
        )
        return glass


def _kind(glass: BrokenGlass) -> TrailType:
    return TrailType.GLASS_BROKEN if glass.told else TrailType.GLASS_BROKEN_QUIETLY


def _authorities(worker: Worker, now: datetime) -> list[str]:
    """Paths of the authorities the worker has such a post in."""
    held = posts_of(worker, now).filter(role__in=MAY).select_related("service")
    lines = {key for post in held for key in line_of(post.service)}
    rows = {row.pk: row for row in Service.objects.filter(pk__in=lines)}
    found = set()
    for post in held:
        line = [rows[key] for key in line_of(post.service)]
        found.add(next((row for row in line if row.kind == ServiceKind.AUTHORITY), line[-1]).path)
    return sorted(found)


def _of_that_name(
    worker: Worker, name: str, born_year: int | None, authorities: list[str]
) -> list[YoungPerson]:
    inside = Q(pk__in=[])
    for path in authorities:
        inside |= Q(service__path__startswith=path)
    rows = YoungPerson.objects.filter(
        inside, name_digest__in=digests(NAME, name), left_at__isnull=True, erased_at__isnull=True
    )
    if born_year is not None:
        rows = rows.filter(born_year=born_year)
    found = rows.select_related("service", "home", "data_key")
    return [row for row in found if worker.pk not in left_out_of(row.pk)]


def _tries(worker: Worker, now: datetime) -> int:
    rows = TrailEntry.objects.filter(about_kind="worker", about_id=worker.pk, type=TrailType.GLASS_BROKEN)
    return rows.filter(at__gt=now - timedelta(hours=1)).count()


def mine_open(worker: Worker, now: datetime) -> QuerySet[BrokenGlass]:
    """What this worker has opened and is still open; nothing of a young person who has left them out since."""
    out = LeftOut.objects.filter(worker=worker, lifted_at__isnull=True, only_about__isnull=True)
    rows = BrokenGlass.objects.filter(worker=worker, ends_at__gt=now).exclude(was_right=False)
    rows = rows.exclude(young_person__in=out.values("young_person"))
    return rows.select_related("young_person__service", "young_person__home", "young_person__data_key")


def glass_of(worker: Worker, glass_id: uuid.UUID, now: datetime) -> BrokenGlass:
    """One of those. Raises NotAllowed: not theirs, over, found wrong, no such post any more, or left out since."""
    row = mine_open(worker, now).filter(pk=glass_id).first()
    if row is None or not _authorities(worker, now) or not worker.is_active:
        raise NotAllowed("glass")
    if not any(row.young_person.service.path.startswith(path) for path in _authorities(worker, now)):
        raise NotAllowed("glass")  # the young person, or they, went elsewhere
    if worker.pk in left_out_of(row.young_person_id):
        raise NotAllowed("glass")
    return row


def glass_to_check(worker: Worker, glass_id: uuid.UUID, now: datetime) -> BrokenGlass:
    """One this worker is asked to look at. Raises NotAllowed."""
    rows = BrokenGlass.objects.select_related("young_person__data_key", "worker", "checked_by")
    row = rows.filter(pk=glass_id).exclude(worker=worker).first()
    if row is None or worker.pk in left_out_of(row.young_person_id):
        raise NotAllowed("glass")
    if not worker.is_active or not promised.holds(worker, [("glass", row.pk)], now):
        raise NotAllowed("glass")
    return row


def check_glass(worker: Worker, glass: BrokenGlass, now: datetime, *, was_right: bool, tell: bool) -> None:
    """The second person's word on it. Found wrong it closes at once; ``tell`` shows it to the young person now.

    Raises NotAllowed.
    """
    with change(now):
        row = glass_to_check(worker, glass.pk, now)
        row.checked_by, row.checked_at, row.was_right = worker, now, was_right
        if not was_right:
            row.ends_at = min(row.ends_at, now)
        if tell and not row.told:
            row.told = True
            _tell(row)
        row.save(update_fields=["checked_by", "checked_at", "was_right", "ends_at", "told"])
        record(
            TrailType.GLASS_CHECKED,
            trail.worker(worker.pk),
            young_person_id=row.young_person_id if row.told else None,
            about=("glass", row.pk),
            right="yes" if was_right else "no",
        )
        for promise in promised.about("glass", row.pk):
            try:
                promises.keep(promise, worker, now)
            except AlreadyKept:
                continue


def _tell(glass: BrokenGlass) -> None:
    """What was opened quietly stands among the looks from now on."""
    looks = TrailEntry.objects.filter(
        young_person_id=glass.young_person_id,
        actor_id=glass.worker_id,
        type=TrailType.GLASS_BROKEN_QUIETLY,
        at__gte=glass.at,
    )
    for about in sorted({(row.about_kind, str(row.about_id)) for row in looks}):
        record(
            TrailType.GLASS_BROKEN,
            trail.worker(glass.worker_id),
            young_person_id=glass.young_person_id,
            about=(about[0], uuid.UUID(about[1])),
        )
