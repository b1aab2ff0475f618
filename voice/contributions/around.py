"""The people around a young person, and which of them some words name."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from django.db.models import Q

from safeguarding.people.access import STAFF_OF, line_of
from safeguarding.people.models import NamedWorker, Post, Worker, YoungPerson
from safeguarding.prepared import Asked, Prepared, together
from safeguarding.screening.lexicon import lexicon
from safeguarding.screening.names import Mention, named_in

# Roles are written small: the names module counts them only whole.
TITLES = ("mr", "mrs", "ms", "miss", "mx", "dr")
OF_NAMED_WORKER = ("my worker", "social worker", "case worker", "lead professional", "my sw")
OF_HOME_STAFF = ("staff", "carer", "carers", "key worker", "keyworker", "support worker")


def _now(now: datetime) -> Q:
    return Q(starts_at__lte=now) & (Q(ends_at__isnull=True) | Q(ends_at__gt=now))


PLACES = Prepared(
    lambda young_person, now: (
        NamedWorker.objects.filter(_now(now), young_person=young_person)
        .order_by("position")
        .values_list("worker_id", "position")
    )
)
NEAR = Prepared(
    lambda young_person, services, now: Worker.objects.filter(
        Q(pk__in=NamedWorker.objects.filter(_now(now), young_person=young_person).values("worker_id"))
        | Q(pk__in=Post.objects.filter(_now(now), service__in=services).values("worker_id")),
        is_active=True,
    ).order_by("name")
)


class Say(Enum):
    """How much may stand for a person."""

    NAME = 1  # "Can Asha see this?"
    ROLE = 2  # also a role that is theirs alone: who it may be about
    SHARED = 3  # also a role they share: who must not know


@dataclass(frozen=True)
class Around:
    """A worker, and what a young person may call them."""

    worker: Worker
    called: tuple[str, ...]
    role: tuple[str, ...] = ()
    shared: tuple[str, ...] = ()


def people_around(young_person: YoungPerson, now: datetime) -> list[Around]:
    """Named worker and deputies, the home's staff, and everyone with a post over their team."""
    places, staff, near = together(*around_asked(young_person, now))
    named, at_home, people = dict(places), set(staff), []
    for worker in near:
        role = OF_NAMED_WORKER if named.get(worker.pk) == 0 else ()
        shared = OF_HOME_STAFF if worker.pk in at_home else ()
        people.append(Around(worker, names_of(worker), role, shared))
    return people


def around_asked(young_person: YoungPerson, now: datetime) -> tuple[Asked, Asked, Asked]:
    """What ``people_around`` asks."""
    homes = [young_person.home_id] if young_person.home_id else []
    return (
        PLACES.asked(young_person=young_person.pk, now=now),
        STAFF_OF.asked(homes=homes, now=now),
        NEAR.asked(young_person=young_person.pk, services=line_of(young_person.service) + homes, now=now),
    )


def names_of(worker: Worker) -> tuple[str, ...]:
    """What they are called, each short form written down for them, and their other names.

    An ordinary word that is somebody's surname ("Brown") counts only behind a title: else much writing
    would name them. What young people call them always counts.
    """
    parts = [part for part in worker.name.split() if part.casefold() not in lexicon()]
    surname = worker.name.casefold().split()[-1:]
    titled = [f"{title} {word}" for word in surname if word in lexicon() for title in TITLES]
    return tuple(dict.fromkeys([worker.known_as, *worker.other_names, *parts, *titled]))


def mentions_of(text: str, people: Sequence[Around], say: Say) -> tuple[Mention, ...]:
    """Every place where ``text`` names one of ``people``; its key is the worker's id."""
    return named_in(text, tuple((str(person.worker.pk), _called(person, say)) for person in people))


def those(mentions: Sequence[Mention], people: Sequence[Around]) -> tuple[Worker, ...]:
    """Whom these mentions name, in the order of ``people``."""
    found = {mention.key for mention in mentions}
    return tuple(person.worker for person in people if str(person.worker.pk) in found)


def _called(person: Around, say: Say) -> tuple[str, ...]:
    if say is Say.NAME:
        return person.called
    return person.called + person.role + (person.shared if say is Say.SHARED else ())


def named_among(text: str, workers: Sequence[Worker]) -> list[Worker]:
    """Those of ``workers`` whom ``text`` names."""
    people = [Around(worker, names_of(worker)) for worker in workers]
    return list(those(mentions_of(text, people, Say.NAME), people))
