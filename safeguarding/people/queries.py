"""Questions asked of people. Those about young people take the person asking, or a secret only they hold."""

import uuid
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Prefetch, Q, QuerySet

from safeguarding.people import cards
from safeguarding.people.access import line_of, services_under
from safeguarding.people.models import (
    Card,
    LeftOut,
    NamedWorker,
    PictureLock,
    Post,
    Service,
    Worker,
    YoungPerson,
)
from safeguarding.people.types import NotAllowed, Role, ServiceKind
from safeguarding.prepared import Asked, Prepared, together
from safeguarding.vault import digests, envelope, keys
from safeguarding.vault.types import Erased

DROP_IN = "Someone who dropped in"
ERASED = "Someone who was erased"
SHOWN = 200
# A clock that was wrong and is put right by so much shuts nobody out whose card was made meanwhile.
CLOCK_SLIP = timedelta(days=2)
AGE_BANDS = ((7, "under 8"), (11, "8 to 11"), (14, "12 to 14"), (17, "15 to 17"))
# The codes of voice.questions.types.Tier: the questions room stands above this one.
TIERS = ((7, "4-7"), (10, "8-10"), (17, "11-17"))


def _here() -> QuerySet[YoungPerson]:
    rows = YoungPerson.objects.select_related("service", "home", "data_key")
    return rows.filter(left_at__isnull=True, erased_at__isnull=True)


BY_ID = Prepared(lambda key: _here().filter(pk=key))
# With the card they came in with, as long as no new one has taken its place.
BY_CARD_ID = Prepared(lambda key, card: _here().filter(pk=key, cards__pk=card, cards__ended_at__isnull=True))
# As the row is now, with what opening and sealing their things needs.
PERSON_NOW = Prepared(
    lambda key: YoungPerson.objects.select_related("service", "home", "data_key").filter(pk=key)
)
PRODUCT_NAMES = Prepared(
    lambda services: Service.objects.filter(pk__in=services).values_list("pk", "product_name")
)


def young_person_here(key: uuid.UUID, card: uuid.UUID | None = None) -> YoungPerson | None:
    """Whose session this is, with what opening their things needs; None once they have left or are erased.

    With the ``card`` they came in with: None, too, once it was replaced.
    """
    return next(iter(together(young_person_asked(key, card))[0]), None)


def young_person_asked(key: uuid.UUID, card: uuid.UUID | None = None) -> Asked:
    """What ``young_person_here`` asks."""
    return BY_ID.asked(key=key) if card is None else BY_CARD_ID.asked(key=key, card=card)


def living_card(token: str, now: datetime) -> Card | None:
    """The card of this token. Found by a keyed digest: neither time nor answer tells how near it was."""
    found = digests.token_digests(cards.CARD, token[: cards.LONGEST_TOKEN])
    rows = Card.objects.filter(token_digest__in=found, ended_at__isnull=True, made_at__lte=now + CLOCK_SLIP)
    return rows.filter(young_person__in=_here()).first()


def young_person_by_card(token: str, now: datetime) -> YoungPerson | None:
    """Whose living card this is."""
    card = living_card(token, now)
    return young_person_here(card.young_person_id, card.pk) if card is not None else None


def young_person_by_return_key(words: str, now: datetime) -> YoungPerson | None:
    """Whose four words these are, however they were typed."""
    found = digests.token_digests(cards.RETURN_KEY, cards.as_typed(words[:200]))
    return _here().filter(return_digest__in=found, joined_at__lte=now + CLOCK_SLIP).first()


def may_open_answers(young_person: YoungPerson) -> bool:
    """Whether an answer can be opened here: by a picture lock that is not shut, or a drop-in's four words."""
    if young_person.is_drop_in:
        return True
    return PictureLock.objects.filter(young_person=young_person, closed_at__isnull=True).exists()


def is_open(service: Service) -> bool:
    """Whether cards and posters of it work: somebody opened the service it belongs to.

    What belongs to no service (a team right below an authority) opens with the topmost of its line.
    """
    line = line_of(service)
    rows = {row.pk: row for row in Service.objects.filter(pk__in=line)}
    there = [rows[key] for key in line if key in rows]
    nearest = next((row for row in there if row.kind == ServiceKind.SERVICE), there[-1])
    return nearest.live_since is not None


def poster_service(token: str) -> Service | None:
    """The service whose drop-in poster this is."""
    found = digests.token_digests(cards.POSTER, token[: cards.LONGEST_TOKEN])
    return Service.objects.select_related("parent").filter(poster_digest__in=found).first()


def reference_digest(service: Service, reference: str) -> bytes | None:
    """A case system's number as it is kept: keyed, and of one agency only. None for an empty one."""
    return next(iter(reference_digests(service, reference)), None)


def reference_digests(service: Service, reference: str) -> list[bytes]:
    """As whatever it may be kept, the newest first; nothing for an empty one."""
    root = service.path.split("/", 1)[0]
    return digests.digests(f"{cards.REFERENCE}:{root}", reference) if reference else []


def name_of(young_person: YoungPerson) -> str:
    """Their name. The caller got the young person through a query that checked who is asking."""
    if young_person.is_drop_in:
        return DROP_IN
    if young_person.erased_at is not None:
        return ERASED
    try:
        return envelope.open_sealed(young_person, "sealed_name")
    except Erased:
        return ERASED


def age(young_person: YoungPerson, today: date) -> int | None:
    """The age they reach this year, in years; None when it isn't known."""
    return None if young_person.born_year is None else today.year - young_person.born_year


def age_tier(young_person: YoungPerson, today: date) -> str:
    """Which wording of the questions fits: a Tier code. Not known counts as 11-17, easy reading as 8-10."""
    years = age(young_person, today)
    if years is None:
        return "8-10" if young_person.reading_help == "easy" else "11-17"
    return next((tier for most, tier in TIERS if years <= most), "18+")


def age_band(young_person: YoungPerson, today: date) -> str:
    """All a moderator learns about how old somebody is."""
    years = age(young_person, today)
    if years is None:
        return "not known"
    return next((band for most, band in AGE_BANDS if years <= most), "18 or over")


def product_name(service: Service | None, default: str) -> str:
    """The neutral name a service shows young people: its own, or the nearest above."""
    if service is None:
        return default
    names = dict(together(product_name_asked(service))[0])
    return next((names[pk] for pk in line_of(service) if names.get(pk)), default)


def product_name_asked(service: Service) -> Asked:
    """What ``product_name`` asks."""
    return PRODUCT_NAMES.asked(services=line_of(service))


def portrait_of(worker: Worker) -> str:
    """The drawn stand-in, or "someone"."""
    return worker.portrait or "someone"


def my_young_people(worker: Worker, now: datetime) -> list[YoungPerson]:
    """Those a worker is named worker or deputy of now, without those who want them left out. By name."""
    named = NamedWorker.objects.filter(worker=worker, starts_at__lte=now)
    named = named.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=now))
    left_out = LeftOut.objects.filter(worker=worker, lifted_at__isnull=True, only_about__isnull=True)
    rows = _here().filter(pk__in=named.values("young_person_id"))
    return _by_name(rows.exclude(pk__in=left_out.values("young_person_id")))


def _by_name(rows: Iterable[YoungPerson]) -> list[YoungPerson]:
    # Names are sealed: the database can't sort by them. Each key came with its row; without this each costs a query.
    found = list(rows)
    for young_person in found[:1_000]:
        with suppress(Erased):
            keys.unwrapped(young_person.data_key)
    return sorted(found, key=lambda young_person: name_of(young_person).casefold())


# Set-up


def services_to_set_up(administrator: Worker, now: datetime) -> list[Service]:
    """The tree an administrator looks after, parents before children, siblings by name."""
    rows = list(services_under(administrator, Role.ADMINISTRATOR, now).select_related("parent"))
    names = {str(row.pk): row.name.casefold() for row in rows}
    return sorted(rows, key=lambda row: [names.get(part, "") for part in row.path.strip("/").split("/")])


def service_to_set_up(administrator: Worker, service_id: uuid.UUID, now: datetime) -> Service:
    """One service an administrator looks after. Raises NotAllowed."""
    row = services_under(administrator, Role.ADMINISTRATOR, now).filter(pk=service_id).first()
    if row is None:
        raise NotAllowed("service")
    return row


@dataclass(frozen=True)
class WorkerRow:
    """A worker and the posts they hold now within what the administrator looks after."""

    worker: Worker
    posts: list[Post]


def workers_to_set_up(administrator: Worker, now: datetime, *, name: str = "") -> list[WorkerRow]:
    """Everybody with a post in the administrator's services, by name; two queries however many there are.

    ``name`` narrows it to those whose name or email has it.
    """
    services = services_under(administrator, Role.ADMINISTRATOR, now)
    held = Post.objects.filter(service__in=services, starts_at__lte=now).filter(
        Q(ends_at__isnull=True) | Q(ends_at__gt=now)
    )
    workers = Worker.objects.filter(pk__in=held.values("worker_id")).order_by("name", "pk")
    if name:
        workers = workers.filter(Q(name__icontains=name) | Q(email__icontains=name))
    shown = Prefetch("posts", queryset=held.select_related("service"), to_attr="posts_now")
    return [WorkerRow(worker, getattr(worker, "posts_now", [])) for worker in workers.prefetch_related(shown)]


def worker_to_set_up(administrator: Worker, worker_id: uuid.UUID, now: datetime) -> WorkerRow:
    """One of them. Raises NotAllowed."""
    for row in workers_to_set_up(administrator, now):
        if str(row.worker.pk) == str(worker_id):
            return row
    raise NotAllowed("worker")


def young_people_to_set_up(administrator: Worker, now: datetime) -> list[YoungPerson]:
    """Young people of the administrator's services, by name: who they are, nothing they said."""
    services = services_under(administrator, Role.ADMINISTRATOR, now)
    return _by_name(_here().filter(service__in=services, is_drop_in=False))


@dataclass(frozen=True)
class Shown:
    """Some of the young people an administrator looks after: by name, at most ``SHOWN``."""

    people: list[YoungPerson]
    all: int  # how many there are, in the team that was chosen if one was
    with_card: set[uuid.UUID]


def young_people_shown(
    administrator: Worker, now: datetime, *, at: Service | None = None, name: str = "", start: int = 0
) -> Shown:
    """Those of one service, or of one full name; of many thousands only a page of names is ever opened."""
    services = services_under(administrator, Role.ADMINISTRATOR, now)
    rows = _here().filter(service__in=services, is_drop_in=False)
    if at is not None:
        rows = rows.filter(Q(service__path__startswith=at.path) | Q(home__path__startswith=at.path))
    if name:
        rows = rows.filter(name_digest__in=digests.digests(cards.NAME, name))
    people = _by_name(rows.order_by("service__path", "joined_at", "pk")[start : start + SHOWN])
    alive = Card.objects.filter(young_person__in=people, ended_at__isnull=True)
    return Shown(people, rows.count(), set(alive.values_list("young_person_id", flat=True)))


def young_person_to_set_up(administrator: Worker, young_person_id: uuid.UUID, now: datetime) -> YoungPerson:
    """One of them. Raises NotAllowed."""
    services = services_under(administrator, Role.ADMINISTRATOR, now)
    row = _here().filter(service__in=services, is_drop_in=False, pk=young_person_id).first()
    if row is None:
        raise NotAllowed("young person")
    return row


def young_people_who_left(administrator: Worker, now: datetime, start: int = 0) -> list[YoungPerson]:
    """Those of the administrator's services who are there no more: a page of them, by name, who left last first."""
    services = services_under(administrator, Role.ADMINISTRATOR, now)
    rows = YoungPerson.objects.select_related("service", "home", "data_key").filter(erased_at__isnull=True)
    rows = rows.filter(service__in=services, is_drop_in=False, left_at__isnull=False)
    return _by_name(rows.order_by("-left_at", "pk")[start : start + SHOWN])


def young_person_to_erase(administrator: Worker, young_person_id: uuid.UUID, now: datetime) -> YoungPerson:
    """One of the administrator's services, also one who has left or dropped in. Raises NotAllowed."""
    services = services_under(administrator, Role.ADMINISTRATOR, now)
    rows = YoungPerson.objects.select_related("service", "home", "data_key").filter(erased_at__isnull=True)
    row = rows.filter(service__in=services, pk=young_person_id).first()
    if row is None:
        raise NotAllowed("young person")
    return row
