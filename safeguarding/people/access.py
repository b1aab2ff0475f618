"""Who may do what to which: one policy for pages, API, sockets and commands. Closed by default.

Rooms above know whether a worker holds a promise about something; they say so in ``Facts``. The policy itself is
a pure table, so that every line of it can be tested.
"""

import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db.models import Q, QuerySet

from safeguarding.people.models import LeftOut, NamedWorker, Post, Service, Worker, YoungPerson
from safeguarding.people.types import Role, Route
from safeguarding.prepared import Asked, Prepared
from safeguarding.trail.actions import memory

LEFT_OUT = Prepared(
    lambda young_person: LeftOut.objects.filter(
        young_person_id=young_person, lifted_at__isnull=True
    ).values_list("worker_id", "only_about", "why")
)
STAFF_OF = Prepared(
    lambda homes, now: Post.objects.filter(
        Q(ends_at__isnull=True) | Q(ends_at__gt=now), service__in=homes, starts_at__lte=now
    ).values_list("worker_id", flat=True)
)


class Act(StrEnum):
    """What somebody wants to do to something about a young person."""

    KNOW_OF = "know_of"  # that it exists, whose it is, when it is due
    READ_WORDS = "read_words"
    MODERATE = "moderate"
    WORK_ON = "work_on"  # take, plan, note, ask advice, answer, close
    SECOND = "second"  # confirm what somebody else proposed
    SEE_PROMISE = "see_promise"  # a lead's board: kind, keeper, times
    REPORT = "report"  # release tables of a unit
    KEEP_RULES = "keep_rules"  # a service's own rules and words, and how useful each rule is
    SET_UP = "set_up"
    OPEN_IN_EMERGENCY = "open_in_emergency"  # with a written reason, and a second person told


@dataclass(frozen=True)
class Facts:
    """What the policy needs to know about a worker and something of a young person's, at one moment."""

    active: bool = False
    left_out: bool = True
    route: Route = Route.USUAL
    named: bool = False  # named worker or deputy
    holds: bool = (
        False  # keeper of an open promise about it, or on shift on its rota, or has kept or taken one
    )
    home_staff: bool = False
    roles: frozenset[Role] = frozenset()  # held now over the young person's service
    proposed_it: bool = False
    broke_glass: bool = False  # set only where it was asked whether theirs is still open


def _reader(facts: Facts) -> bool:
    if facts.route is Route.ADVOCATE:
        return facts.holds and Role.ADVOCATE in facts.roles
    if facts.route is Route.INDEPENDENT:
        return facts.holds and Role.INDEPENDENT in facts.roles
    return facts.named or facts.holds or Role.LEAD in facts.roles


def _moderator(facts: Facts) -> bool:
    # ``holds``: their promise to read it came to somebody else, because no moderator kept it or none is left.
    return facts.route is not Route.ADVOCATE and (Role.MODERATOR in facts.roles or facts.holds)


def _second(facts: Facts) -> bool:
    return facts.holds and not facts.proposed_it


def _board(facts: Facts) -> bool:
    return facts.route is not Route.ADVOCATE and Role.LEAD in facts.roles


def _emergency(facts: Facts) -> bool:
    return facts.broke_glass and facts.route is Route.USUAL and not facts.home_staff


POLICY: dict[Act, Callable[[Facts], bool]] = {
    Act.KNOW_OF: lambda facts: _reader(facts) or (facts.holds and facts.route is Route.USUAL),
    Act.READ_WORDS: _reader,
    Act.WORK_ON: _reader,
    Act.MODERATE: _moderator,
    Act.SECOND: _second,
    Act.SEE_PROMISE: _board,
    Act.REPORT: lambda facts: Role.MANAGER in facts.roles or Role.LEAD in facts.roles,
    Act.KEEP_RULES: lambda facts: Role.LEAD in facts.roles,
    Act.SET_UP: lambda facts: Role.ADMINISTRATOR in facts.roles,
    Act.OPEN_IN_EMERGENCY: _emergency,
}


def may(act: Act, facts: Facts) -> bool:
    """True only if the policy says yes. Inactive workers and people left out never may."""
    allowed = POLICY.get(act)
    return allowed is not None and facts.active and not facts.left_out and allowed(facts)


def posts_of(worker: Worker, now: datetime) -> QuerySet[Post]:
    """The posts a worker holds now."""
    return Post.objects.filter(worker=worker, starts_at__lte=now).filter(
        Q(ends_at__isnull=True) | Q(ends_at__gt=now)
    )


def roles_over(worker: Worker, service: Service, now: datetime) -> frozenset[Role]:
    """Roles a worker holds now in ``service`` or anything above it."""
    held = posts_of(worker, now).filter(service__in=line_of(service)).values_list("role", flat=True)
    return frozenset(Role(role) for role in held)


def works_over(worker: Worker, young_person: YoungPerson, now: datetime) -> bool:
    """They hold a post over the young person's team or home, whatever it is."""
    places = [young_person.service, *([young_person.home] if young_person.home else [])]
    return (
        posts_of(worker, now).filter(service__in=[pk for place in places for pk in line_of(place)]).exists()
    )


def line_of(service: Service) -> list[uuid.UUID]:
    """Ids from ``service`` up to its root, nearest first."""
    return [uuid.UUID(part) for part in reversed(service.path.strip("/").split("/"))]


def services_under(worker: Worker, role: Role, now: datetime) -> QuerySet[Service]:
    """Every service a worker holds ``role`` over now: where the post is, and everything below."""
    paths = list(posts_of(worker, now).filter(role=role).values_list("service__path", flat=True))
    below = Q(pk__in=[])
    for path in paths:
        below |= Q(path__startswith=path)
    return Service.objects.filter(below)


def left_out_of(young_person_id: uuid.UUID, contribution_id: uuid.UUID | None = None) -> set[uuid.UUID]:
    """Ids of workers left out of everything of a young person's, or of this contribution of theirs."""
    rows = wishes(young_person_id)
    return {worker for worker, about, _ in rows if about is None or about == contribution_id}


def left_out_of_any(young_person_id: uuid.UUID) -> set[uuid.UUID]:
    """Ids of workers left out of anything of a young person's: of everything, or of one contribution only."""
    return {worker for worker, _, _ in wishes(young_person_id)}


def wishes(young_person_id: uuid.UUID) -> list[tuple[uuid.UUID, uuid.UUID | None, str]]:
    """Who is left out now of anything of theirs: worker, of which contribution only (None: of all), and why.

    A change that holds the young person asks once, and again after it left somebody out itself: nobody else
    can meanwhile.
    """
    kept, key = memory(), ("left out", young_person_id)
    if key in kept:
        found: list[tuple[uuid.UUID, uuid.UUID | None, str]] = kept[key]
        return found
    rows = LEFT_OUT(young_person=young_person_id)
    if ("held", young_person_id) in kept:
        kept[key] = rows
    return rows


def wishes_asked(young_person_id: uuid.UUID) -> Asked:
    """What ``wishes`` asks."""
    return LEFT_OUT.asked(young_person=young_person_id)


def ask_wishes_again(young_person_id: uuid.UUID) -> None:
    """This change has just let somebody in."""
    memory().pop(("left out", young_person_id), None)


def add_wish(young_person_id: uuid.UUID, worker_id: uuid.UUID, about: uuid.UUID | None, why: str) -> None:
    """This change has just left somebody out."""
    key = ("left out", young_person_id)
    if (known := memory().get(key)) is not None:
        memory()[key] = [*known, (worker_id, about, why)]


def without_left_out(worker: Worker, young_people: str, contribution: str) -> Q:
    """A filter for lists: nothing of a young person who wants ``worker`` left out of it.

    ``young_people`` and ``contribution`` are the lookups to the young person's id and the contribution's id.
    """
    rows = LeftOut.objects.filter(worker=worker, lifted_at__isnull=True)
    everything = rows.filter(only_about__isnull=True).values("young_person_id")
    one = rows.filter(only_about__isnull=False).values("only_about")
    # "NOT IN" over a nullable column would drop rows: a promise about no contribution stays.
    not_one = Q(**{f"{contribution}__isnull": True}) | ~Q(**{f"{contribution}__in": one})
    return ~Q(**{f"{young_people}__in": everything}) & not_one


def facts_about(
    worker: Worker,
    young_person: YoungPerson,
    now: datetime,
    *,
    route: Route = Route.USUAL,
    contribution_id: uuid.UUID | None = None,
    holds: bool = False,
    proposed_it: bool = False,
) -> Facts:
    """Gather what the policy needs. ``holds`` is answered by the promises room (``queries.holds``)."""
    home = young_person.home
    over = set(line_of(young_person.service)) | (set(line_of(home)) if home is not None else set())
    held = list(posts_of(worker, now).values_list("role", "service_id"))
    return Facts(
        active=worker.is_active and bool(held),
        left_out=worker.pk in left_out_of(young_person.pk, contribution_id),
        route=Route(route),
        named=is_named(worker.pk, young_person, now),
        holds=holds,
        home_staff=home is not None and any(service == home.pk for _, service in held),
        roles=frozenset(Role(role) for role, service in held if service in over),
        proposed_it=proposed_it,
    )


def is_named(worker_id: uuid.UUID, young_person: YoungPerson, now: datetime) -> bool:
    """Named worker or deputy of this young person now."""
    return current_named(young_person, now).filter(worker_id=worker_id).exists()


def current_named(young_person: YoungPerson, now: datetime) -> QuerySet[NamedWorker]:
    """The named worker (position 0) and deputies, in order."""
    rows = NamedWorker.objects.filter(young_person=young_person, starts_at__lte=now)
    return (
        rows.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=now))
        .select_related("worker")
        .order_by("position")
    )


def home_staff(young_person: YoungPerson, now: datetime) -> set[uuid.UUID]:
    """Everyone with a post at the home itself: left out together when words are about someone in charge there."""
    if young_person.home_id is None:
        return set()
    return set(STAFF_OF(homes=[young_person.home_id], now=now))


def workers_with(role: Role, service: Service, now: datetime) -> QuerySet[Worker]:
    """Active workers who hold ``role`` over ``service`` now, nearest post first."""
    posts = Post.objects.filter(role=role, service__in=line_of(service), starts_at__lte=now)
    posts = posts.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=now))
    return Worker.objects.filter(is_active=True, pk__in=posts.values("worker_id")).order_by("name")


def only(workers: Iterable[Worker], out: set[uuid.UUID]) -> list[Worker]:
    """``workers`` without those who are left out."""
    return [worker for worker in workers if worker.pk not in out]
