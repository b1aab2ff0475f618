"""The tree, the staff and the young people of a made-up authority or nation; all from one seed."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from safeguarding.people.models import Post, Service, Worker, YoungPerson
from safeguarding.people.types import Role, ServiceKind
from safeguarding.promises.models import Ladder
from safeguarding.promises.types import Climb, Clock, PromiseKind
from safeguarding.vault.models import DataKey
from voice.participation.generated.rows import write

IN_A_TEAM = 25  # young people
STAFF = 6  # workers of a team
TEAMS, SERVICES = 8, 6  # in a service; in an authority
MANAGER = "manager@generated.example"


@dataclass
class Team:
    """A team: who works there, how easily its young people answer, and how involved they feel beside others."""

    pk: UUID
    service: int
    staff: list[UUID]
    replies: float
    better: float
    here: list[UUID] = field(default_factory=list)


@dataclass
class Made:
    """What quarters are written into."""

    top: Service
    ladder: Ladder
    teams: list[Team]


def make(random: Random, teams: int, begins: datetime) -> Made:
    """So many teams in services, authorities and, from two authorities on, a nation."""
    services = -(-teams // TEAMS)
    authorities = -(-services // SERVICES)
    nation = _place(random, ServiceKind.NATION, "A nation", None) if authorities > 1 else None
    above = [_place(random, ServiceKind.AUTHORITY, f"Authority {n + 1}", nation) for n in range(authorities)]
    middle = [
        _place(random, ServiceKind.SERVICE, f"Service {n + 1}", above[n // SERVICES]) for n in range(services)
    ]
    places = [_place(random, ServiceKind.TEAM, f"Team {n + 1}", middle[n // TEAMS]) for n in range(teams)]
    top = nation or above[0]
    ladder = Ladder.objects.create(
        service=top, kind=PromiseKind.READ, clock=Clock.ORDINARY, climb=Climb.USUAL, made_at=begins
    )
    manager = Worker.objects.create(email=MANAGER, name="A manager", known_as="Manager")
    Post.objects.create(worker=manager, service=top, role=Role.MANAGER, starts_at=begins)
    found = [
        Team(
            pk=place.pk,
            service=number // TEAMS,
            staff=[key(random) for _ in range(STAFF)],
            replies=min(max(random.gauss(0.62, 0.15), 0.2), 0.95),
            better=random.gauss(0, 0.4),
        )
        for number, place in enumerate(places)
    ]
    staff = [(pk, f"{pk.hex}@generated.example") for team in found for pk in team.staff]
    write(Worker, ("id", "email"), staff, name="A worker", known_as="Worker")
    return Made(top, ladder, found)


def join(random: Random, team: Team, at: datetime) -> None:
    """Fill the team up to its size with young people who are new."""
    new = [(key(random), key(random)) for _ in range(IN_A_TEAM - len(team.here))]
    write(
        DataKey,
        ("id",),
        [(data,) for _, data in new],
        wrapped=b"generated",
        wrapped_by="generated",
        made_at=at,
    )
    rows = [(pk, data, random.randint(at.year - 18, at.year - 8)) for pk, data in new]
    write(
        YoungPerson,
        ("id", "data_key_id", "born_year"),
        rows,
        service_id=team.pk,
        joined_at=at - timedelta(days=9),
    )
    team.here += [pk for pk, _ in new]


def leave(random: Random, team: Team) -> None:
    """About one in ten goes each quarter."""
    team.here = [pk for pk in team.here if random.random() > 0.1]


def key(random: Random) -> UUID:
    """An id that the seed decides."""
    return UUID(int=random.getrandbits(128), version=4)


def _place(random: Random, kind: ServiceKind, name: str, parent: Service | None) -> Service:
    one = Service(pk=key(random), kind=kind, name=name, parent=parent)
    one.path = f"{parent.path if parent else ''}{one.pk}/"
    one.save(force_insert=True)
    return one
