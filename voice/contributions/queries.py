"""Questions asked of contributions. Each takes the young person, or the worker, who is asking."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import prefetch_related_objects

from safeguarding.concerns.models import Concern
from safeguarding.concerns.queries import asked_about
from safeguarding.people.models import Worker, YoungPerson
from safeguarding.people.queries import portrait_of
from safeguarding.people.types import NotAllowed, Route
from safeguarding.promises import queries as promised
from safeguarding.promises.models import Promise
from safeguarding.promises.scene import Scene
from safeguarding.promises.types import Climb, PromiseKind
from safeguarding.promises.who import on_rota
from safeguarding.screening.readable import TOO_LONG
from safeguarding.trail.models import TrailEntry
from safeguarding.trail.queries import looks_at
from safeguarding.trail.types import WORDINGS, TrailType
from safeguarding.vault.envelope import open_sealed
from voice.contributions.around import named_among
from voice.contributions.behind_lock import must_open, shut_now
from voice.contributions.looks import left_out_now, open_words, pictures_of, words_of
from voice.contributions.models import Contribution
from voice.contributions.pages import Mine, Person, PromiseShown, Seen, Sent
from voice.contributions.permission import contributions
from voice.contributions.recordings.queries import by_contribution
from voice.contributions.types import DraftBody

__all__ = [
    "contribution_of",
    "for_young_person",
    "named_readers",
    "open_words",
    "person",
    "promises_shown",
    "sent",
    "who_has_seen",
]

ONE_READING = timedelta(minutes=30)
# Readings of answers by adults are between adults; advice is theirs too.
NOT_SHOWN = (Climb.REPLIES, Climb.SECOND, Climb.ADVISER)


def person(worker: Worker) -> Person:
    """A worker as young people know them."""
    return Person(worker.pk, worker.known_as, portrait_of(worker))


def contribution_of(young_person: YoungPerson, contribution_id: UUID | str) -> Contribution:
    """One of their own. Raises NotAllowed."""
    row = contributions().filter(pk=contribution_id, young_person=young_person).first()
    if row is None:
        raise NotAllowed("contribution")
    return row


def for_young_person(young_person: YoungPerson, now: datetime) -> list[Mine]:
    """What they said, newest first, with what became of it. Only behind the picture lock, and what it opens."""
    mine = contributions().filter(young_person=young_person)
    rows = list(mine.exclude(pk__in=shut_now(young_person).values("pk")).order_by("-sent_at"))
    promises = defaultdict(list)
    for promise in promises_shown(young_person, now):
        promises[promise.contribution_id].append(promise)
    recordings = by_contribution(young_person)
    return [
        Mine(
            contribution_id=row.pk,
            sent_at=row.sent_at,
            about=row.about,
            words=words_of(row),
            decision_title=open_sealed(row.decision, "sealed_title") if row.decision else "",
            taken_back=row.taken_back_at is not None,
            promises=tuple(promises[row.pk]),
            recordings=recordings.get(row.pk, ()),
            pictures=pictures_of(row),
        )
        for row in rows
    ]


def sent(young_person: YoungPerson, contribution: Contribution, now: datetime) -> Sent:
    """Who will read it and by when: the page after Send. It holds nothing of what was said."""
    row = contribution_of(young_person, contribution.pk)
    mine = [promise for promise in promises_shown(young_person, now) if promise.contribution_id == row.pk]
    concern = Concern.objects.filter(from_kind="contribution", from_id=row.pk).exists()
    return Sent(
        contribution_id=row.pk,
        promises=tuple(sorted(mine, key=lambda promise: (promise.due, promise.by_moderator))),
        too_long=row.unreadable_because == TOO_LONG,
        readable=row.readable,
        urgent=concern,
        independent=row.route == Route.INDEPENDENT,
        for_advocate=row.route == Route.ADVOCATE,
        left_out=tuple(person(worker) for worker in left_out_now(row)),
    )


def promises_shown(young_person: YoungPerson, now: datetime) -> list[PromiseShown]:
    """What was promised to them, newest first."""
    rows = [promise for promise in promised.of_young_person(young_person) if promise.climb not in NOT_SHOWN]
    rows = [promise for promise in rows if promise.ended_at is None]
    there = _on_rotas(rows, now)
    shown = [_shown(promise, there.get(promise.pk, [])) for promise in rows]
    return sorted(shown, key=lambda promise: promise.due, reverse=True)


def _on_rotas(promises: list[Promise], now: datetime) -> dict[UUID, list[Worker]]:
    """Who is on now for each open promise that a rota has; as many queries for one as for many."""
    held = [promise for promise in promises if promise.is_open and promise.rota is not None]
    prefetch_related_objects(held, "service", "young_person")
    scene = Scene(held, now)
    return {promise.pk: on_rota(scene, promise, promise.rota, now) for promise in held if promise.rota}


def _shown(promise: Promise, there: list[Worker]) -> PromiseShown:
    if promise.is_open and promise.rota is not None:
        who = Person(None, promise.rota.name, "team")
        others = tuple(person(worker) for worker in there)
    else:
        holder = promise.kept_by or promise.keeper
        who = person(holder) if holder else Person(None, "", "someone")
        others = ()
    return PromiseShown(
        promise_id=promise.pk,
        kind=PromiseKind(promise.kind),
        person=who,
        others=others,
        due=promise.due_at,
        kept_at=promise.kept_at,
        kept_by=person(promise.kept_by) if promise.kept_by else None,
        missed=promise.missed_at is not None,
        contribution_id=promise.contribution_id,
        by_moderator=promise.climb == Climb.MODERATORS,
    )


def who_has_seen(young_person: YoungPerson, contribution: Contribution) -> list[Seen]:
    """Every look at it, or at the part shared with a specialist, oldest first. Only behind the picture lock.

    Raises NotAllowed if it is not theirs, or the lock does not open it.
    """
    row = contribution_of(young_person, contribution.pk)
    must_open(young_person, row.pk)
    about = ("contribution", row.pk)
    found_looks = [look for thing in (about, *asked_about(about)) for look in looks_at(thing)]
    looks = _one_reading_once(sorted(found_looks, key=lambda look: look.number))
    workers = _workers({look.actor_id for look in looks if look.actor_id is not None})
    found = []
    for look in looks:
        worker = workers.get(look.actor_id) if look.actor_id else None
        who = person(worker) if worker else Person(None, "Someone", "someone")
        line = WORDINGS[TrailType(look.type)].young_person.replace("{who}", who.known_as)
        found.append(Seen(who, look.at, look.type, line))
    return found


def _one_reading_once(looks: list[TrailEntry]) -> list[TrailEntry]:
    """Whoever marks words or writes beside them opens the page anew each time: within half an hour it is one look."""
    shown: list[TrailEntry] = []
    began: dict[tuple[UUID | None, str], datetime] = {}
    for look in looks:
        who = (look.actor_id, look.type)
        if who in began and look.at - began[who] < ONE_READING:
            continue
        began[who] = look.at
        shown.append(look)
    return shown


def _workers(ids: set[UUID]) -> dict[UUID, Worker]:
    return {worker.pk: worker for worker in Worker.objects.filter(pk__in=ids)}


def named_readers(body: DraftBody, readers: Sequence[Worker]) -> list[Worker]:
    """Those of ``readers`` whom the words name: "Can Asha see this?" is asked about each."""
    return named_among(body.words, readers)
