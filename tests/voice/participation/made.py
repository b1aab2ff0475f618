"""A small authority with many young people, made row by row: what the gate needs of the rooms below."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from safeguarding.people.models import Post, Service, Worker, YoungPerson
from safeguarding.people.types import Role, ServiceKind
from safeguarding.promises.models import Ladder, Promise
from safeguarding.promises.types import Climb, Clock, PromiseKind
from safeguarding.vault import keys
from voice.contributions.models import Answer, Contribution
from voice.contributions.types import About
from voice.decisions.models import Asked, Decision
from voice.participation.models import Block, ReleaseFigure, ReleasePeriod, ReleaseSum
from voice.participation.periods import named
from voice.participation.sums import add_up
from voice.participation.types import PARTS
from voice.questions.models import QuestionSet
from voice.questions.types import Scale, Tier

LONDON = ZoneInfo("Europe/London")
SPRING = datetime(2026, 2, 10, 12, 0, tzinfo=LONDON)
SUMMER = datetime(2026, 5, 10, 12, 0, tzinfo=LONDON)
AUTUMN = datetime(2026, 8, 10, 12, 0, tzinfo=LONDON)
NOW = datetime(2026, 10, 3, 9, 0, tzinfo=LONDON)  # every quarter above is over
RELEASE_KEY = b"a release key for the tests only"
MANY = 10  # as few as make a block


@dataclass
class World:
    """One service with a large team, two small ones, and a service beside it."""

    authority: Service
    service: Service
    large: Service
    small: Service
    tiny: Service
    other: Service
    lena: Worker
    asha: Worker
    far: Worker
    ladder: Ladder
    questions: QuestionSet


def place(kind: ServiceKind, name: str, parent: Service | None) -> Service:
    """A service whose id follows from its name: with `RELEASE_KEY` the noise is the same in every run."""
    one = Service(pk=uuid.uuid5(uuid.NAMESPACE_DNS, name), kind=kind, name=name, parent=parent)
    one.path = f"{parent.path if parent else ''}{one.pk}/"
    one.save()
    return one


def worker(name: str, at: Service, role: Role) -> Worker:
    one = Worker.objects.create(email=f"{name.lower()}@example.org", name=f"{name} Example", known_as=name)
    Post.objects.create(worker=one, service=at, role=role, starts_at=SPRING - timedelta(days=90))
    return one


def make_world() -> World:
    authority = place(ServiceKind.AUTHORITY, "Northshire", None)
    service = place(ServiceKind.SERVICE, "Young people's service", authority)
    other = place(ServiceKind.SERVICE, "Eastshire service", authority)
    ladder = Ladder.objects.create(
        service=authority, kind=PromiseKind.READ, clock=Clock.ORDINARY, climb=Climb.USUAL, made_at=SPRING
    )
    return World(
        authority=authority,
        service=service,
        large=place(ServiceKind.TEAM, "Harbour team", service),
        small=place(ServiceKind.TEAM, "Hill team", service),
        tiny=place(ServiceKind.TEAM, "Mill team", service),
        other=other,
        lena=worker("Lena", service, Role.MANAGER),
        asha=worker("Asha", service, Role.WORKER),
        far=worker("Far", other, Role.MANAGER),
        ladder=ladder,
        questions=QuestionSet.objects.create(
            key="decision", tier=Tier.ELEVEN, version=1, scale=Scale.FIVE, published_at=SPRING
        ),
    )


def people(team: Service, count: int, *, drop_in: bool = False) -> list[YoungPerson]:
    return [
        YoungPerson.objects.create(
            data_key=keys.make(SPRING), service=team, joined_at=SPRING, is_drop_in=drop_in
        )
        for _ in range(count)
    ]


def promise(
    world: World, who: YoungPerson, due: datetime, *, kept: datetime | None, climb: Climb = Climb.USUAL
) -> Promise:
    return Promise.objects.create(
        kind=PromiseKind.READ,
        clock=Clock.ORDINARY,
        climb=climb,
        about_kind="contribution",
        about_id=uuid.uuid4(),
        young_person=who,
        service=who.service,
        keeper=world.asha,
        ladder=world.ladder,
        made_at=due - timedelta(days=1),
        since=due - timedelta(days=1),
        due_at=due,
        next_action_at=due,
        kept_at=kept,
    )


def say(
    world: World,
    who: YoungPerson,
    at: datetime,
    value: str = "5",
    *,
    decision: Decision | None = None,
    practice: bool = False,
    questions: QuestionSet | None = None,
) -> Contribution:
    """One sitting: the same value for all six parts, read in time."""
    reading = promise(world, who, at + timedelta(hours=4), kept=at + timedelta(hours=1))
    sent = Contribution.objects.create(
        young_person=who,
        service=who.service,
        about=About.DECISION,
        decision=decision,
        question_set=questions or world.questions,
        language="en",
        sent_at=at,
        draft_id=uuid.uuid4(),
        reading=reading,
        moderation=promise(world, who, at, kept=at, climb=Climb.MODERATORS),
        is_practice=practice,
    )
    Answer.objects.bulk_create(
        Answer(
            contribution=sent,
            young_person=who,
            team=who.service,
            question=part.value,
            part=part.value,
            scale=Scale.FIVE,
            value=value,
            given_at=at,
        )
        for part in PARTS
    )
    return sent


def ask(world: World, who: YoungPerson, at: datetime) -> Asked:
    decision = Decision.objects.create(
        young_person=who, service=who.service, made_by=world.asha, sealed_title=b"", made_at=at
    )
    return Asked.objects.create(decision=decision, young_person=who, team=who.service, way="card", at=at)


def fill(world: World) -> None:
    """Three quarters: a large team that answers each time, two small ones that have to be put together."""
    large, small, tiny = people(world.large, 16), people(world.small, 6), people(world.tiny, 7)
    for quarter, at in enumerate((SPRING, SUMMER, AUTUMN)):
        for number, who in enumerate(large):
            asked = ask(world, who, at)
            if number >= 3:
                value = "5" if number + quarter > 9 else "2"
                say(world, who, at + timedelta(days=1), value, decision=asked.decision)
    for who in small + tiny:
        say(world, who, SPRING, "4")


def publish(
    unit: Service, measure: str, period: str, yes: int, no: int, *, beside: int = 0, version: int = 1
) -> None:
    """A closed block with these protected counts, and its sums: what a page reads, without the answers."""
    when = named(period)
    values = {
        "unit": unit,
        "measure": measure,
        "period": period,
        "starts_on": when.starts,
        "ends_on": when.ends,
    }
    ReleasePeriod.objects.get_or_create(
        name=period, defaults={"starts_on": when.starts, "ends_on": when.ends, "closed_at": NOW}
    )
    ReleaseFigure.objects.create(
        block=Block.objects.create(closed_at=NOW, **values),
        favourable=yes, not_favourable=no, beside=beside, epsilon=1, question_set_version=version, made_at=NOW,
        **values,
    )  # fmt: skip
    ReleaseSum.objects.filter(period=period).delete()
    add_up(period, dict(Service.objects.values_list("pk", "parent_id")))
