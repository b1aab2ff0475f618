"""Changes to young people: who they are, the cards they come with, how they like to read."""

import secrets
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from safeguarding.people import cards
from safeguarding.people.actions.permission import (
    By,
    actor_of,
    must_know_or_set_up,
    must_not_name_oneself,
    must_set_up,
)
from safeguarding.people.models import Card, NamedWorker, Service, Worker, YoungPerson
from safeguarding.people.queries import reference_digest, young_person_by_card
from safeguarding.people.types import READING_HELP, ServiceKind
from safeguarding.trail import types as trail
from safeguarding.trail.actions import change, record
from safeguarding.trail.types import TrailType
from safeguarding.vault import digests, envelope, keys
from safeguarding.vault.models import DataKey


def add_young_person(
    name: str,
    born_year: int | None,
    service: Service,
    home: Service | None,
    named: list[Worker],
    now: datetime,
    by: By,
    *,
    language: str = "en",
    reading_help: str = "read",
) -> YoungPerson:
    """A young person with a data key of their own. ``named`` is the named worker, then deputies in order.

    ``service`` is their team. Raises NotAllowed.
    """
    new = NewYoungPerson(
        name,
        born_year,
        service,
        home,
        [worker.pk for worker in named],
        language=language,
        reading_help=reading_help,
    )
    return add_young_people([new], now, by)[0]


@dataclass(frozen=True)
class NewYoungPerson:
    """Somebody to be added. ``named`` are the ids of the named worker, then deputies in order."""

    name: str
    born_year: int | None
    service: Service  # the team
    home: Service | None
    named: Sequence[uuid.UUID]
    reference: str = ""
    language: str = "en"
    reading_help: str = "read"


def add_young_people(new: Sequence[NewYoungPerson], now: datetime, by: By) -> list[YoungPerson]:
    """Several at once, all or none, each with a data key of their own. Raises NotAllowed."""
    with change(now):
        for service in {each.service.pk: each.service for each in new}.values():
            must_set_up(by, service, now)
            named = {worker for each in new if each.service.pk == service.pk for worker in each.named}
            must_not_name_oneself(by, named, service, now)
        data_keys = keys.make_many(len(new), now)
        added = [_unsaved(each, key, now) for each, key in zip(new, data_keys, strict=True)]
        YoungPerson.objects.bulk_create(added)
        NamedWorker.objects.bulk_create(
            NamedWorker(young_person=row, worker_id=worker, position=position, starts_at=now)
            for row, each in zip(added, new, strict=True)
            for position, worker in enumerate(each.named)
        )
        for row in added:
            record(TrailType.PERSON_ADDED, actor_of(by), young_person_id=row.pk)
    return added


def _unsaved(new: NewYoungPerson, data_key: DataKey, now: datetime) -> YoungPerson:
    row = YoungPerson(
        data_key=data_key,
        born_year=new.born_year,
        service=new.service,
        home=new.home,
        language=new.language,
        reading_help=new.reading_help,
        joined_at=now,
        name_digest=digests.digest(cards.NAME, new.name),
        reference_digest=reference_digest(new.service, new.reference),
    )
    row.sealed_name = envelope.seal(data_key, row, "sealed_name", new.name)
    return row


def set_who_they_are(
    young_person: YoungPerson, name: str, born_year: int | None, reference: str, now: datetime, by: By
) -> None:
    """Their name, year of birth and reference, put right. An empty reference leaves it as it is. Raises NotAllowed."""
    with change(now):
        must_set_up(by, young_person.service, now)
        young_person.sealed_name = envelope.seal(young_person.data_key, young_person, "sealed_name", name)
        young_person.name_digest = digests.digest(cards.NAME, name)
        young_person.born_year = born_year
        if reference:
            young_person.reference_digest = reference_digest(young_person.service, reference)
        young_person.save(update_fields=["sealed_name", "name_digest", "born_year", "reference_digest"])
        record(TrailType.PERSON_CHANGED, actor_of(by), young_person_id=young_person.pk, what="who_they_are")


def name_workers(young_person: YoungPerson, named: list[Worker], now: datetime, by: By) -> None:
    """Replace the named worker and deputies. No promise moves: responsibility's actions do that."""
    with change(now):
        must_set_up(by, young_person.service, now)
        must_not_name_oneself(by, [worker.pk for worker in named], young_person.service, now)
        young_person.named_workers.filter(ends_at__isnull=True).update(ends_at=now)
        NamedWorker.objects.bulk_create(
            NamedWorker(young_person=young_person, worker=worker, position=position, starts_at=now)
            for position, worker in enumerate(named)
        )
        record(TrailType.PERSON_CHANGED, actor_of(by), young_person_id=young_person.pk, what="named_workers")


def make_card(young_person: YoungPerson, now: datetime, by: By, *, token: str | None = None) -> str:
    """A new card's token, shown once: only its digest is kept. The old card opens nothing from this moment, and
    what was opened with it ends.

    An administrator, or the young person's named worker or deputy, may. Raises NotAllowed.
    """
    raw = token or cards.new_token()
    with change(now):
        must_know_or_set_up(by, young_person, now)
        Card.objects.filter(young_person=young_person, ended_at__isnull=True).update(ended_at=now)
        Card.objects.create(
            young_person=young_person, token_digest=digests.token_digest(cards.CARD, raw), made_at=now
        )
        record(TrailType.CARD_MADE, actor_of(by), young_person_id=young_person.pk)
    return raw


def make_cards(young_people: list[YoungPerson], now: datetime, by: By) -> list[tuple[YoungPerson, str]]:
    """New cards for several at once, all or none, each with its token. Raises NotAllowed."""
    with change(now):
        return [(young_person, make_card(young_person, now, by)) for young_person in young_people]


def open_card(token: str, now: datetime) -> YoungPerson | None:
    """The young person whose card this is, with a line in the trail; None for any card that opens nothing."""
    young_person = young_person_by_card(token, now)
    if young_person is not None:
        with change(now):
            actor = trail.young_person(young_person.pk)
            record(TrailType.CARD_OPENED, actor, young_person_id=young_person.pk)
    return young_person


def begin_drop_in(service: Service, now: datetime) -> YoungPerson:
    """A young person without a name, who came by a service's poster."""
    with change(now):
        at_home = service.kind == ServiceKind.HOME and service.parent is not None
        young_person = YoungPerson(
            data_key=keys.make(now),
            service=service.parent if at_home else service,
            home=service if at_home else None,
            is_drop_in=True,
            joined_at=now,
        )
        young_person.save(force_insert=True)
        actor = trail.young_person(young_person.pk)
        record(TrailType.PERSON_ADDED, actor, young_person_id=young_person.pk, what="drop_in")
    return young_person


def make_return_key(young_person: YoungPerson, now: datetime) -> tuple[str, str, str, str]:
    """Four words of 2,048 (44 bits) to come back with. A new key kills the old one; only a digest is kept."""
    words = cards.return_words()
    first, second, third, fourth = (secrets.choice(words) for _ in range(4))
    chosen = (first, second, third, fourth)
    with change(now):
        young_person.return_digest = digests.token_digest(cards.RETURN_KEY, cards.as_typed(" ".join(chosen)))
        young_person.save(update_fields=["return_digest"])
        actor = trail.young_person(young_person.pk)
        record(TrailType.CARD_MADE, actor, young_person_id=young_person.pk, what="return_key")
    return chosen


def set_language(young_person: YoungPerson, language: str, now: datetime, *, reading_help: str = "") -> None:
    """How they like to read. Raises ValueError for a reading help that does not exist."""
    if reading_help and reading_help not in READING_HELP:
        raise ValueError("reading_help")
    with change(now):
        young_person.language = language
        young_person.reading_help = reading_help or young_person.reading_help
        young_person.save(update_fields=["language", "reading_help"])
        actor = trail.young_person(young_person.pk)
        record(TrailType.PERSON_CHANGED, actor, young_person_id=young_person.pk, what="language")
