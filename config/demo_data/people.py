"""The fictional authority: its services, the people in them, who is on shift when. Always the same people."""

import hmac
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from hashlib import sha256
from random import Random
from uuid import UUID

from django.conf import settings
from django.contrib.auth.hashers import get_hasher

from config.demo_data import names
from safeguarding.people.actions import (
    add_service,
    add_worker,
    add_young_person,
    choose_lock,
    give_post,
    make_card,
    make_poster,
    set_working_hours,
)
from safeguarding.people.models import Service, Worker, YoungPerson
from safeguarding.people.types import Role, ServiceKind
from safeguarding.promises.defaults import make_ladders
from safeguarding.promises.models import Rota, Shift
from safeguarding.promises.types import RotaKind
from safeguarding.trail.types import CLOCKS

AUTHORITY = "Northshire"
EACH_TEAM = 30  # young people
TEAMS = {
    "Harbour young people's service": ("Harbour team", "Quayside team"),
    "Moorland young people's service": ("Hillfoot team", "Bridge team"),
}
HOMES = {
    "Harbour young people's service": ("Elm House", "Rowan House"),
    "Moorland young people's service": ("Lochside", "The Larches"),
}
LOCK = ("boat", "tree", "cup", "ball")
LITTLE = {"time_cost": 1, "memory_cost": 8, "parallelism": 1}
ALL_WEEK = [(day, time(0), time(0)) for day in range(7)]


@dataclass
class Town:
    """Everybody and everything of the fictional authority."""

    authority: Service
    agency: Service
    services: list[Service] = field(default_factory=list)
    teams: list[Service] = field(default_factory=list)
    homes: dict[Service, list[Service]] = field(default_factory=dict)  # by service
    workers: dict[str, Worker] = field(default_factory=dict)  # the cast, by what they are called
    of_team: dict[Service, list[Worker]] = field(default_factory=dict)
    leads: dict[Service, Worker] = field(default_factory=dict)  # by service
    managers: list[Worker] = field(default_factory=list)
    moderators: list[Worker] = field(default_factory=list)
    young: dict[Service, list[YoungPerson]] = field(default_factory=dict)  # by team
    cast: dict[str, YoungPerson] = field(default_factory=dict)


@contextmanager
def little_work() -> Iterator[None]:
    """Locks made in here are hashed with little work: of these young people nobody has the card, and a hundred
    hashes as slow as they must be for real would take a minute."""
    hasher = get_hasher()
    before = {name: getattr(hasher, name) for name in LITTLE}
    vars(hasher).update(LITTLE)
    try:
        yield
    finally:
        vars(hasher).update(before)


def token_for(label: str) -> str:
    """A card's or poster's token that can be printed again: made from the secret key, kept nowhere."""
    return hmac.new(settings.SECRET_KEY.encode(), f"demo:{label}".encode(), sha256).hexdigest()[:40]


def build(began: datetime, rng: Random) -> Town:
    """Everything as it stood when the story began."""
    town = _places(began)
    spare = iter(names.MORE_WORKERS)
    _cast(town, began)
    for team in town.teams:
        while len(town.of_team.setdefault(team, [])) < 5:
            town.of_team[team].append(_worker(next(spare), team, Role.WORKER, began))
    service = town.services[1]
    town.leads[service] = _worker(next(spare), service, Role.LEAD, began)
    town.managers.append(_worker(next(spare), service, Role.MANAGER, began))
    town.moderators.append(_worker(next(spare), town.authority, Role.MODERATOR, began))
    for home in (home for homes in town.homes.values() for home in homes):
        for _ in range(2):
            _worker(next(spare), home, Role.CARER, began)
    night = _worker(next(spare), town.authority, Role.INDEPENDENT, began)
    _rotas(town, night, began)
    _young_people(town, began, rng)
    return town


def _places(began: datetime) -> Town:
    authority = add_service(
        ServiceKind.AUTHORITY, AUTHORITY, None, began, by=CLOCKS,
        timezone="Europe/London", holidays="GB-SCT",
    )  # fmt: skip
    agency = add_service(ServiceKind.AUTHORITY, "Lighthouse advice", None, began, by=CLOCKS)
    town = Town(authority, agency)
    hours = [(day, time(9), time(17)) for day in range(5)]
    for root in (authority, agency):
        set_working_hours(root, hours, began, by=CLOCKS)
    for name, teams in TEAMS.items():
        service = add_service(ServiceKind.SERVICE, name, authority, began, by=CLOCKS, live_since=began)
        town.services.append(service)
        town.teams += [add_service(ServiceKind.TEAM, team, service, began, by=CLOCKS) for team in teams]
        town.homes[service] = [
            add_service(ServiceKind.HOME, home, service, began, by=CLOCKS) for home in HOMES[name]
        ]
    make_ladders(authority, began)
    make_poster(town.services[0], began, CLOCKS, token=token_for("poster"))
    return town


def _worker(who: tuple[str, str, str], at: Service, role: Role, began: datetime) -> Worker:
    known_as, family, portrait = who
    email = f"{known_as}.{family}@northshire.example".lower()
    # No password: the fictional service is entered by its links, and hashing forty would take seconds.
    worker = add_worker(f"{known_as} {family}", known_as, email, began, CLOCKS, portrait=portrait)
    give_post(worker, at, role, began, CLOCKS)
    return worker


def _cast(town: Town, began: datetime) -> None:
    harbour, team = town.services[0], town.teams[0]
    posts = {
        "Asha": (team, Role.WORKER),
        "Joy": (team, Role.WORKER),
        "Ravi": (harbour, Role.WORKER),
        "Sam": (harbour, Role.LEAD),
        "Grace": (harbour, Role.LEAD),  # a rule, a closing or a ladder needs a second person
        "Ines": (town.authority, Role.INDEPENDENT),
        "Rhona": (town.authority, Role.MODERATOR),
        "Lena": (town.authority, Role.MANAGER),
        "Adam": (town.authority, Role.ADMINISTRATOR),
        "Priya": (town.agency, Role.ADVISER),
        "Tom": (town.authority, Role.ADVOCATE),
        "Carol": (town.homes[harbour][0], Role.CARER),
    }
    town.workers = {who[0]: _worker(who, *posts[who[0]], began) for who in names.WORKERS}
    town.of_team[team] = [town.workers["Asha"], town.workers["Joy"]]
    town.leads[harbour] = town.workers["Sam"]
    town.managers.append(town.workers["Lena"])
    town.moderators.append(town.workers["Rhona"])


def _rotas(town: Town, night: Worker, began: datetime) -> None:
    """Every hour has somebody, nights and weekends too."""
    for service in town.services:
        duty = town.workers["Ravi"] if service is town.services[0] else town.of_team[town.teams[-1]][3]
        _rota(service, RotaKind.DUTY, "Team on call", duty, began)
    _rota(town.authority, RotaKind.INDEPENDENT, "People outside", town.workers["Ines"], began)
    nights = [(day, time(21), time(7)) for day in range(7)]
    _rota(town.authority, RotaKind.INDEPENDENT, "People outside", night, began, nights)
    for moderator in town.moderators:
        _rota(town.authority, RotaKind.MODERATORS, "Readers", moderator, began)
    _rota(town.authority, RotaKind.ADVOCATES, "Advocates", town.workers["Tom"], began)


def _rota(
    service: Service,
    kind: RotaKind,
    name: str,
    worker: Worker,
    began: datetime,
    shifts: list[tuple[int, time, time]] = ALL_WEEK,
) -> None:
    rota, _ = Rota.objects.get_or_create(service=service, kind=kind, defaults={"name": name})
    Shift.objects.bulk_create(
        Shift(rota=rota, worker=worker, weekday=day, starts=starts, ends=ends, from_day=began.date())
        for day, starts, ends in shifts
    )


def _young_people(town: Town, began: datetime, rng: Random) -> None:
    year = (began + timedelta(days=200)).year
    _young_cast(town, began, year)
    first, family = names.FIRST[:], names.FAMILY[:]
    rng.shuffle(first)
    homes: dict[UUID | None, list[Service]] = {service.pk: there for service, there in town.homes.items()}
    unusual = [names.LONG_NAME, *names.RIGHT_TO_LEFT]
    for team in town.teams:
        there = town.young.setdefault(team, [])
        while len(there) < EACH_TEAM:
            name = unusual.pop() if unusual else f"{first.pop() if first else 'Ash'} {rng.choice(family)}"
            named = rng.sample(town.of_team[team], 2)
            home = rng.choice([None, *homes[team.parent_id]])
            born = year - rng.choice([9, 10, 11, 12, 13, 13, 14, 14, 15, 15, 16, 16, 17, 17, 18])
            young_person = add_young_person(name, born, team, home, named, began, CLOCKS)
            there.append(young_person)
            with little_work():
                choose_lock(young_person, LOCK, began)


def _young_cast(town: Town, began: datetime, year: int) -> None:
    team, home = town.teams[0], town.homes[town.services[0]][0]
    named = [town.workers["Asha"], town.workers["Joy"]]
    for name, age, help_ in (
        ("Maya", 14, "read"),
        ("Kai", 9, "easy"),
        ("Noor", 16, "bigger"),
        ("Dylan", 12, "hear"),
    ):
        young_person = add_young_person(
            name, year - age, team, home, named, began, CLOCKS, reading_help=help_
        )
        town.cast[name] = young_person
        make_card(young_person, began, CLOCKS, token=token_for(name))
        # Maya has said nothing yet: she chooses her lock before she sends the first time.
        if name != "Maya":
            choose_lock(young_person, LOCK, began)
    town.young[team] = list(town.cast.values())
