"""Questions asked of promises. Those a worker asks show only what that worker may know of."""

import uuid
from collections.abc import Collection, Sequence
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from safeguarding.people.access import posts_of, without_left_out, works_over
from safeguarding.people.models import Worker, YoungPerson
from safeguarding.people.types import Role
from safeguarding.promises.calendars import calendar_of
from safeguarding.promises.models import Notice, Promise, PromiseStep, Rung, Shift
from safeguarding.promises.models_promises import OPEN
from safeguarding.promises.moves import later_wait
from safeguarding.promises.pages import Ahead, InboxRow, Reader
from safeguarding.promises.scene import Scene
from safeguarding.promises.staff import Staff
from safeguarding.promises.types import Channel, Climb, Clock, PromiseKind, RungWho, StepWhy
from safeguarding.promises.who import on_rota, outside, reached, stands_in

RUNG_OF = {who: Rung(position=0, who=who) for who in RungWho}
READ_BY = {
    Climb.USUAL: (RungWho.DUTY_ROTA, RungWho.LEAD, RungWho.MODERATORS),
    Climb.HELP_NOW: (RungWho.DUTY_ROTA, RungWho.LEAD, RungWho.MODERATORS),
    Climb.INDEPENDENT: (RungWho.INDEPENDENT_ROTA, RungWho.MODERATORS),
    Climb.ADVOCATE: (RungWho.ADVOCATES,),
}
# They may open it at any time, on shift or not.
BY_ROLE = {RungWho.LEAD: Role.LEAD, RungWho.MODERATORS: Role.MODERATOR}
# Moderators read these by their role: holding one lets them do no more.
READING_FOR_OTHERS = (Climb.MODERATORS, Climb.REPLIES)


def inbox(worker: Worker, now: datetime) -> list[InboxRow]:
    """What this worker has, or has on their rota, soonest first. As many queries for one row as for many."""
    scene, rows = _has(worker, now, Q())
    return [_row(scene, promise, worker, now) for promise in rows]


def _has(worker: Worker, now: datetime, more: Q) -> tuple[Scene, list[Promise]]:
    """Open promises this worker has now: as keeper or taker, told by its present rung, or through a rota.

    None without a post: they could open none of them.
    """
    if not posts_of(worker, now).exists():
        return Scene([], now), []
    told = Notice.objects.filter(
        promise=OuterRef("pk"),
        person=worker,
        round=OuterRef("round"),
        rung=OuterRef("rung"),
        channel=Channel.INBOX,
    )
    rotas = Shift.objects.filter(worker=worker).values("rota_id")
    covering = Shift.objects.filter(worker__leaves__cover=worker, worker__leaves__ends_at__gt=now).values(
        "rota_id"
    )
    rows = Promise.objects.filter(OPEN, more, without_left_out(worker, "young_person_id", "contribution_id"))
    rows = rows.annotate(told=Exists(told)).filter(
        Q(keeper=worker) | Q(taken_by=worker) | Q(told=True) | Q(rota__in=rotas) | Q(rota__in=covering)
    )
    rows = rows.select_related(
        "young_person__data_key", "young_person__home", "service", "keeper", "rota", "taken_by", "chosen"
    )
    found = list(rows.order_by("is_practice", "next_action_at", "pk"))
    scene = Scene(found, now)
    return scene, [promise for promise in found if _still_has(scene, promise, worker, now)]


def _still_has(scene: Scene, promise: Promise, worker: Worker, now: datetime) -> bool:
    if not worker.is_active or worker.pk in scene.out(promise):
        return False
    if worker.pk in (promise.keeper_id, promise.taken_by_id) or getattr(promise, "told", False):
        return True
    return promise.rota is not None and worker in on_rota(scene, promise, promise.rota, now)


def _row(scene: Scene, promise: Promise, worker: Worker, now: datetime) -> InboxRow:
    due = promise.next_action_at or promise.due_at
    whole = (due - promise.since).total_seconds()
    next_up = _ahead(scene, promise)
    return InboxRow(
        promise=promise,
        due=due,
        left=min(1.0, max(0.0, (due - now).total_seconds() / whole)) if whole > 0 else 0.0,
        if_not=(next_up[0].name, next_up[0].at) if next_up else None,
        mine=worker.pk in (promise.keeper_id, promise.taken_by_id),
    )


def kept_today(worker: Worker, now: datetime) -> QuerySet[Promise]:
    """What this worker kept since midnight, latest first."""
    post = worker.posts.select_related("service").filter(ends_at__isnull=True).first()
    zone = calendar_of(post.service).zone if post is not None else now.tzinfo
    midnight = now.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    rows = Promise.objects.filter(kept_by=worker, kept_at__gte=midnight, kept_at__lte=now)
    rows = rows.filter(without_left_out(worker, "young_person_id", "contribution_id"))
    return rows.select_related("young_person__data_key").order_by("-kept_at")


def holds(worker: Worker, promise_about: Sequence[tuple[str, uuid.UUID]], now: datetime) -> bool:
    """They have an open promise about one of these, or have kept or taken one and still work over that young person.

    Not through a moderator's reading. Once they have moved to other people, what was read before is not read again.
    """
    about = Q(pk__in=[])
    for kind, id_ in promise_about:
        about |= Q(about_kind=kind, about_id=id_)
    about &= ~Q(climb__in=READING_FOR_OTHERS)
    taken = PromiseStep.objects.filter(promise=OuterRef("pk"), worker=worker, why=StepWhy.TAKEN)
    before = Promise.objects.filter(about).filter(Q(kept_by=worker) | Exists(taken))
    row = before.select_related("young_person__service", "young_person__home").first()
    if row is not None and works_over(worker, row.young_person, now):
        return True
    return bool(_has(worker, now, about)[1])


def who_has(promise: Promise, now: datetime) -> list[Worker]:
    """Who has it at this moment: its keeper first, or everyone on its rota, and whoever its rung also told.

    Nobody once it is kept or ended.
    """
    if not promise.is_open:
        return []
    scene = Scene([promise], now)
    found = [promise.keeper] if promise.keeper is not None else []
    if promise.rota is not None:
        found += on_rota(scene, promise, promise.rota, now)
    told = Notice.objects.filter(
        promise=promise, round=promise.round, rung=promise.rung, channel=Channel.INBOX
    )
    out = scene.out(promise)
    found += [
        row.person
        for row in told.select_related("person").order_by("person__name")
        if row.person_id not in out
    ]
    return list(dict.fromkeys(worker for worker in found if worker.is_active))


def ahead(promise: Promise, now: datetime) -> list[Ahead]:
    """What the rest of its ladder would do if nobody kept it; the last one repeats.

    Empty once it is closed.
    """
    return _ahead(Scene([promise], now), promise) if promise.is_open else []


def _ahead(scene: Scene, promise: Promise) -> list[Ahead]:
    at = promise.next_action_at or promise.due_at
    rungs = scene.ladder(promise.ladder_id)
    found: list[Ahead] = []
    for rung in rungs[promise.rung + 1 :]:
        there = reached(scene, promise, rung, at)
        if there:
            found.append(Ahead(there.keeper, there.rota, RungWho(rung.who), at))
            at = later_wait(scene, promise, rung, at)
    if found:
        return found
    # Nobody is left above: the top is asked again, or the independent rota if it reaches nobody any more.
    top = rungs[-1]
    again = reached(scene, promise, top, at)
    if again and promise.rung >= top.position:
        return [Ahead(again.keeper, again.rota, RungWho(top.who), at)]
    if promise.climb == Climb.ADVOCATE:
        return []  # nobody else is ever asked
    far = outside(scene, promise, at)
    return [Ahead(far.keeper, far.rota, RungWho.INDEPENDENT_ROTA, at)] if far else []


def readers(
    young_person: YoungPerson,
    now: datetime,
    climb: Climb = Climb.USUAL,
    avoid: Collection[uuid.UUID] = (),
    staff: Staff | None = None,
) -> list[Reader]:
    """Everyone who could read what they send now up this ladder, each once, in the order of asking."""
    promise = Promise(
        kind=PromiseKind.READ,
        clock=Clock.ORDINARY,
        climb=climb,
        young_person=young_person,
        service=young_person.service,
        avoid=[str(worker_id) for worker_id in avoid],
    )
    scene = Scene([promise], now, staff)
    found: dict[uuid.UUID, Reader] = {}
    for reader in _readers(scene, promise, now):
        found.setdefault(reader.worker.pk, reader)
    return list(found.values())


def may_come_to(young_person: YoungPerson, now: datetime, staff: Staff | None = None) -> set[uuid.UUID]:
    """Everyone whom what they send now could reach on its way: also those on another shift, and who covers."""
    promise = Promise(
        kind=PromiseKind.READ,
        clock=Clock.ORDINARY,
        climb=Climb.USUAL,
        young_person=young_person,
        service=young_person.service,
    )
    scene = Scene([promise], now, staff)
    found = {reader.worker.pk for reader in _readers(scene, promise, now)}
    found |= {shift.worker.pk for rota in scene.rotas.values() for shift in scene.shifts[rota.pk]}
    for role in (Role.LEAD, Role.INDEPENDENT, Role.MODERATOR):
        found |= {worker.pk for worker in scene.holding(promise, role)}
    return found | {leave.cover_id for pk in list(found) for leave in scene.leaves[pk] if leave.cover_id}


def _readers(scene: Scene, promise: Promise, now: datetime) -> list[Reader]:
    out = scene.out(promise)
    found: list[Reader] = []
    if promise.climb == Climb.USUAL:
        for position, worker in scene.named[promise.young_person_id]:
            who = RungWho.DEPUTY if position else RungWho.NAMED_WORKER
            also = [worker] if worker.pk not in out else []
            cover = stands_in(scene, promise, worker, now)
            found += [Reader(person, who) for person in [*also, *([cover] if cover else [])]]
    for who in READ_BY.get(Climb(promise.climb), ()):
        there = reached(scene, promise, RUNG_OF[who], now)
        found += [Reader(worker, who, there.rota) for worker in there.workers]
        if role := BY_ROLE.get(who):
            found += [Reader(worker, who) for worker in scene.holding(promise, role) if worker.pk not in out]
    return found


def about(kind: str, id: uuid.UUID) -> list[Promise]:
    """Every promise about one thing, oldest first.

    The caller has checked that the person asking may see it.
    """
    rows = Promise.objects.filter(about_kind=kind, about_id=id).select_related(
        "keeper", "rota", "kept_by", "taken_by"
    )
    return list(rows.order_by("made_at", "pk"))


def of_young_person(young_person: YoungPerson) -> list[Promise]:
    """Every promise to a young person, newest first, practice left away. For the young person themselves."""
    rows = Promise.objects.filter(young_person=young_person, is_practice=False)
    return list(rows.select_related("keeper", "rota", "kept_by", "taken_by").order_by("-made_at", "pk"))


def overdue_counts(services: Collection[uuid.UUID], now: datetime) -> dict[uuid.UUID, dict[str, int]]:
    """Overdue reading and answering of each team's own staff: work, not answers, and nothing of concerns.

    ``{service id: {"read": n, "answer": m}}``.
    """
    found: dict[uuid.UUID, dict[str, int]] = {pk: {"read": 0, "answer": 0} for pk in services}
    rows = Promise.objects.filter(
        OPEN, service__in=services, due_at__lt=now, is_practice=False, climb=Climb.USUAL
    )
    rows = rows.filter(kind__in=(PromiseKind.READ, PromiseKind.ANSWER))
    for service, kind, count in rows.values_list("service_id", "kind").annotate(count=Count("pk")):
        found[service][kind] = count
    return found
