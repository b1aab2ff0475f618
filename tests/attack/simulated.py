"""Three quarters of a made-up authority: joiners and leavers, uneven answering, small teams and large ones."""

from dataclasses import dataclass
from datetime import timedelta
from random import Random
from uuid import UUID

from safeguarding.people.models import Service, Worker, YoungPerson
from safeguarding.people.types import Role, ServiceKind
from safeguarding.vault import keys
from tests.voice.participation.made import (
    AUTUMN,
    NOW,
    SPRING,
    SUMMER,
    World,
    ask,
    make_world,
    place,
    say,
    worker,
)
from voice.contributions.models import Answer
from voice.participation.actions import close_due

QUARTERS = (SPRING, SUMMER, AUTUMN)
VALUES = ("1", "2", "3", "4", "5", "not_sure")
TAKES_PART = 0.8  # of those who are there in a quarter
STAYS = 0.85


@dataclass
class Simulated:
    """The world, and the managers and leads at each height of the tree."""

    world: World
    reporters: dict[str, Worker]

    @property
    def teams(self) -> dict[UUID, Service]:
        return {one.pk: one for one in Service.objects.filter(kind=ServiceKind.TEAM)}


def simulate(size: int, seed: int = 7) -> Simulated:
    """Closed up to the third quarter; answers of the fourth are open."""
    world, random = make_world(), Random(seed)
    east = place(ServiceKind.TEAM, "Beach team", world.other)
    reporters = {
        "manager of everything": worker("Nora", world.authority, Role.MANAGER),
        "manager of a service": world.lena,
        "manager of a team": worker("Tess", world.large, Role.MANAGER),
        "manager of a small team": worker("Mina", world.tiny, Role.MANAGER),
        "lead": worker("Lev", world.service, Role.LEAD),
    }
    teams = {world.large: 14 * size, world.small: 6, world.tiny: 5, east: 11 * size}
    here = {team: [_join(team, random) for _ in range(count)] for team, count in teams.items()}
    for at in (*QUARTERS, NOW + timedelta(days=1)):
        for team, some in here.items():
            _answer(world, some, at, random)
            stays = [one for one in some if random.random() < STAYS]
            here[team] = stays + [_join(team, random) for _ in range(len(some) - len(stays))]
    close_due(NOW, "quarters")
    return Simulated(world, reporters)


def _join(team: Service, random: Random) -> YoungPerson:
    return YoungPerson.objects.create(
        data_key=keys.make(SPRING),
        service=team,
        joined_at=SPRING,
        born_year=random.randint(2009, 2014),
        language=random.choice(("en", "en", "en", "cy", "ar")),
    )


def _answer(world: World, some: list[YoungPerson], at: object, random: Random) -> None:
    assert isinstance(at, type(NOW))
    for who in some:
        if random.random() < TAKES_PART:
            asked = ask(world, who, at)
            sent = say(world, who, at + timedelta(days=random.randint(0, 40)), "3", decision=asked.decision)
            for answer in Answer.objects.filter(contribution=sent):
                answer.value = random.choices(VALUES, (1, 2, 2, 4, 4, 1))[0]
                answer.save(update_fields=["value"])
