"""Erasing a young person: one asks, another agrees, the key is destroyed, and the ledger outlives every backup."""

import uuid
from datetime import datetime

from django.db import connection, transaction

from safeguarding.erasure.forgetting import forget
from safeguarding.erasure.keeping import must_not_keep
from safeguarding.erasure.models import Erasure
from safeguarding.erasure.types import NotWaiting, State, WhyErase
from safeguarding.people.access import facts_about, wishes
from safeguarding.people.models import Worker, YoungPerson
from safeguarding.people.types import NotAllowed, Role
from safeguarding.promises import actions as promises
from safeguarding.promises.models import Promise
from safeguarding.promises.models_promises import OPEN
from safeguarding.promises.moves import hold_young_person
from safeguarding.trail.actions import change, record
from safeguarding.trail.types import CLOCKS, Actor, TrailType
from safeguarding.trail.types import worker as as_worker
from safeguarding.vault import keys, ledger

ASKS = frozenset({Role.ADMINISTRATOR})
AGREES = frozenset({Role.ADMINISTRATOR, Role.LEAD})


def ask_erasure(worker: Worker, young_person: YoungPerson, why: WhyErase, now: datetime) -> Erasure:
    """An administrator asks that everything of theirs be erased; nothing is yet. Asked twice is asked once.

    Raises NotAllowed, or MustKeep with the reason.
    """
    with change(now):
        hold_young_person(young_person.pk)
        _must(worker, young_person, ASKS, now)
        must_not_keep(young_person, now)
        row = Erasure.objects.filter(young_person=young_person, state=State.WAITING).first()
        if row is not None:
            return row
        row = Erasure.objects.create(young_person=young_person, why=why, asked_by=worker, asked_at=now)
        record(
            TrailType.ERASURE_ASKED,
            as_worker(worker.pk),
            young_person_id=young_person.pk,
            about=("erasure", row.pk),
            why=why,
        )
    return row


def refuse_erasure(worker: Worker, erasure: Erasure, now: datetime) -> Erasure:
    """A second person does not agree: nothing is erased. Raises NotAllowed, or NotWaiting."""
    with change(now):
        row = _decided(worker, erasure, State.REFUSED, now)
        record(
            TrailType.ERASURE_REFUSED,
            as_worker(worker.pk),
            young_person_id=row.young_person_id,
            about=("erasure", row.pk),
        )
    return row


def agree_to_erasure(worker: Worker, erasure: Erasure, now: datetime) -> Erasure:
    """A second person agrees: nothing they ever said, nor their name, can be read again by anybody.

    It stands in the ledger, on the disk, before it is committed: a crash in between is made good by
    apply_ledger. Raises NotAllowed, NotWaiting, MustKeep with the reason, or OSError for the ledger.
    """
    with change(now):
        row = _decided(worker, erasure, State.DONE, now)
        must_not_keep(row.young_person, now)
        _destroy(row.young_person, now, as_worker(worker.pk))
        ledger.enter(row.young_person_id, now)
    _clean_up()
    return row


def unapplied() -> list[uuid.UUID]:
    """Young people of the ledger whose key is there all the same: this database came from a backup.

    Raises NoLedger or OSError.
    """
    erased = list(ledger.read().erased)
    found: list[uuid.UUID] = []
    for first in range(0, len(erased), 500):
        some = YoungPerson.objects.filter(pk__in=erased[first : first + 500])
        found += some.filter(data_key__wrapped__isnull=False).values_list("pk", flat=True)
    return found


def apply_ledger(now: datetime) -> int:
    """Erase again whom a restored backup brought back: it was decided once. Returns how many.

    Each in a transaction of its own; stopped half-way, it goes on the next time. Raises NoLedger or OSError.
    """
    again = unapplied()
    for who in again:
        with change(now):
            hold_young_person(who)
            young_person = YoungPerson.objects.select_related("data_key").get(pk=who)
            for promise in Promise.objects.filter(OPEN, young_person=young_person):
                promises.end(promise, CLOCKS, now, "erased")
            _destroy(young_person, now, CLOCKS)
    if again:
        _clean_up()
    return len(again)


def _decided(worker: Worker, erasure: Erasure, state: State, now: datetime) -> Erasure:
    """The request, held, with its answer by somebody else than who asked."""
    hold_young_person(erasure.young_person_id)
    row = Erasure.objects.select_related("young_person__service", "young_person__home").get(pk=erasure.pk)
    if worker.pk == row.asked_by_id:
        raise NotAllowed("second person")
    _must(worker, row.young_person, AGREES, now)
    if row.state != State.WAITING:
        raise NotWaiting
    row.state, row.second, row.decided_at = state, worker, now
    row.save(update_fields=["state", "second", "decided_at"])
    return row


def _must(worker: Worker, young_person: YoungPerson, roles: frozenset[Role], now: datetime) -> None:
    """Raises NotAllowed unless they hold one of these roles, and the young person left them out of nothing.

    Whoever words may be about has no hand in making them unreadable.
    """
    facts = facts_about(worker, young_person, now)
    named = worker.pk in {who for who, _, _ in wishes(young_person.pk)}
    if not facts.active or facts.left_out or named or not facts.roles & roles:
        raise NotAllowed("erase")


def _destroy(young_person: YoungPerson, now: datetime, actor: Actor) -> None:
    keys.destroy(young_person.data_key_id, now)
    forget(young_person)
    young_person.erased_at = now
    young_person.left_at = young_person.left_at or now
    young_person.save(update_fields=["erased_at", "left_at"])
    record(TrailType.ERASED, actor, young_person_id=young_person.pk)


def _clean_up() -> None:
    """SQLite's journal still holds the pages as they were: it is emptied at once, not some day."""
    if connection.vendor == "sqlite" and not transaction.get_connection().in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
