"""The small named cast every test uses: one authority, one team, one home, and an agency beside it."""

from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from safeguarding.people.actions import add_service, add_worker, add_young_person, choose_lock, give_post
from safeguarding.people.models import Service, Worker, WorkingHours, YoungPerson
from safeguarding.people.types import LOCK_PICTURES, Role, ServiceKind
from safeguarding.promises.defaults import make_ladders
from safeguarding.promises.models import Rota, Shift
from safeguarding.promises.types import RotaKind
from safeguarding.trail.types import CLOCKS
from tests.kept import kept

ROUND_THE_CLOCK = [(day, time(0), time(0)) for day in range(7)]
NIGHTS_AND_WEEKENDS = [(day, time(17), time(9)) for day in range(5)] + [
    (5, time(9), time(9)),
    (6, time(9), time(9)),
]


FOUR = LOCK_PICTURES[:4]


@dataclass
class Cast:
    authority: Service
    service: Service
    team: Service
    home: Service
    sibling: Service
    agency: Service
    asha: Worker
    joy: Worker
    ravi: Worker
    sam: Worker
    ines: Worker
    rhona: Worker
    lena: Worker
    adam: Worker
    priya: Worker
    tom: Worker
    carol: Worker
    stranger: Worker
    maya: YoungPerson
    kai: YoungPerson
    noor: YoungPerson
    dylan: YoungPerson


def with_lock(young_person: YoungPerson, now: datetime) -> None:
    """They have chosen their four pictures: answers can be opened here."""
    choose_lock(young_person, tuple(FOUR), now)


def _worker(known_as: str, now: datetime, service: Service, role: Role) -> Worker:
    worker = add_worker(
        name=f"{known_as} Example",
        known_as=known_as,
        email=f"{known_as.lower()}@example.org",
        now=now,
        by=CLOCKS,
    )
    give_post(worker, service, role, now=now, by=CLOCKS)
    return worker


def _rota(
    service: Service, kind: RotaKind, name: str, worker: Worker, shifts: list[tuple[int, time, time]]
) -> Rota:
    rota, _ = Rota.objects.get_or_create(service=service, kind=kind, defaults={"name": name})
    for weekday, starts, ends in shifts:
        Shift.objects.create(rota=rota, worker=worker, weekday=weekday, starts=starts, ends=ends)
    return rota


def _places(now: datetime) -> dict[str, Service]:
    opts: dict[str, Any] = {"now": now, "by": CLOCKS}
    authority = add_service(
        ServiceKind.AUTHORITY, "Northshire", None, timezone="Europe/London", holidays="GB-SCT", **opts
    )
    service = add_service(ServiceKind.SERVICE, "Young people's service", authority, live_since=now, **opts)
    for weekday in range(5):
        WorkingHours.objects.create(service=authority, weekday=weekday, starts=time(9), ends=time(17))
    return {
        "authority": authority,
        "service": service,
        "team": add_service(ServiceKind.TEAM, "Harbour team", service, **opts),
        "home": add_service(ServiceKind.HOME, "Elm House", service, **opts),
        "sibling": add_service(ServiceKind.SERVICE, "Eastshire service", authority, live_since=now, **opts),
        "agency": add_service(ServiceKind.AUTHORITY, "Lighthouse advice", None, live_since=now, **opts),
    }


def make_cast(now: datetime) -> Cast:
    """Everybody in their place, with ladders and rotas that reach somebody at every hour."""
    return kept(("cast", now), lambda: _cast(now))


def _cast(now: datetime) -> Cast:
    places = _places(now)
    team, home, service = places["team"], places["home"], places["service"]
    people: dict[str, Worker] = {
        "asha": _worker("Asha", now, team, Role.WORKER),
        "joy": _worker("Joy", now, team, Role.WORKER),
        "ravi": _worker("Ravi", now, service, Role.WORKER),
        "sam": _worker("Sam", now, service, Role.LEAD),
        "ines": _worker("Ines", now, places["authority"], Role.INDEPENDENT),
        "rhona": _worker("Rhona", now, service, Role.MODERATOR),
        "lena": _worker("Lena", now, service, Role.MANAGER),
        "adam": _worker("Adam", now, places["authority"], Role.ADMINISTRATOR),
        "priya": _worker("Priya", now, places["agency"], Role.ADVISER),
        "tom": _worker("Tom", now, places["authority"], Role.ADVOCATE),
        "carol": _worker("Carol", now, home, Role.CARER),
        "stranger": _worker("Stranger", now, places["sibling"], Role.WORKER),
    }
    named = [people["asha"], people["joy"]]

    def young(name: str, born: int) -> YoungPerson:
        return add_young_person(
            name=name, born_year=born, service=team, home=home, named=named, now=now, by=CLOCKS
        )

    young_people = {
        "maya": young("Maya", 2012),
        "kai": young("Kai", 2017),
        "noor": young("Noor", 2010),
        "dylan": young("Dylan", 2014),
    }
    make_ladders(places["authority"], now)
    _rota(service, RotaKind.DUTY, "Team on call", people["ravi"], ROUND_THE_CLOCK)
    _rota(places["authority"], RotaKind.INDEPENDENT, "People outside", people["ines"], ROUND_THE_CLOCK)
    _rota(service, RotaKind.MODERATORS, "Readers", people["rhona"], ROUND_THE_CLOCK)
    _rota(places["authority"], RotaKind.ADVOCATES, "Advocates", people["tom"], ROUND_THE_CLOCK)
    everybody: dict[str, Any] = {**places, **people, **young_people}
    return Cast(**everybody)
