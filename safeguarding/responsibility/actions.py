"""Changes that move promises: what is taken from somebody is handed on at once, or refused."""

import uuid
from collections.abc import Collection, Sequence
from datetime import datetime

from django.db.models import Min, Q

from safeguarding.people import actions as people
from safeguarding.people.access import add_wish, ask_wishes_again, current_named, posts_of, wishes
from safeguarding.people.actions.permission import By, actor_of, must_not_name_oneself, must_set_up
from safeguarding.people.models import LeftOut, NamedWorker, Post, Service, Worker, WorkerLeave, YoungPerson
from safeguarding.people.types import NotNow, WhyLeftOut
from safeguarding.promises import actions as promises
from safeguarding.promises.models import Promise
from safeguarding.promises.models_promises import OPEN
from safeguarding.promises.moves import hold_young_person
from safeguarding.sign_in import sessions
from safeguarding.trail.actions import change, record
from safeguarding.trail.types import CLOCKS, Actor, TrailType

__all__ = [
    "deactivate",
    "end_post",
    "go_on_leave",
    "hand_on_for_leaves",
    "leave_out",
    "let_in",
    "move_young_person",
    "where_they_are",
]


def leave_out(
    young_person: YoungPerson,
    worker: Worker,
    why: WhyLeftOut,
    now: datetime,
    *,
    actor: Actor,
    only_about: uuid.UUID | None = None,
) -> LeftOut:
    """From now on ``worker`` gets and sees nothing of this young person's, or of one contribution of theirs.

    What they had goes to the next person at once. Never refused; doing it twice is doing it once.
    """
    with change(now, alone=False):
        hold_young_person(young_person.pk)
        if (worker.pk, only_about, why) in wishes(young_person.pk):
            return LeftOut.objects.get(
                young_person=young_person,
                worker=worker,
                why=why,
                only_about=only_about,
                lifted_at__isnull=True,
            )
        row = LeftOut.objects.create(
            young_person=young_person, worker=worker, why=why, only_about=only_about, since=now
        )
        add_wish(young_person.pk, worker.pk, only_about, why)
        record(
            TrailType.LEFT_OUT,
            actor,
            young_person_id=young_person.pk,
            about=("contribution", only_about) if only_about else None,
            worker=worker.pk,
            why=why,
        )
        promises.move_from(worker, young_person, now, contribution_id=only_about)
        return row


def let_in(
    young_person: YoungPerson,
    worker: Worker,
    now: datetime,
    actor: Actor,
    *,
    about_them: bool = False,
    among: Collection[int] | None = None,
) -> int:
    """The young person lets somebody back in to what they say from now on. Returns how many wishes were lifted.

    What they said meanwhile stays closed to that person, and so does what left them out on its own.
    ``about_them`` also lifts "it is about them"; ``among`` are the only wishes that may be lifted.
    """
    with change(now):
        hold_young_person(young_person.pk)
        rows = LeftOut.objects.filter(
            young_person=young_person, worker=worker, lifted_at__isnull=True, only_about__isnull=True
        )
        if not about_them:
            rows = rows.exclude(why=WhyLeftOut.ABOUT_THEM)
        if among is not None:
            rows = rows.filter(pk__in=among)
        lifted = list(rows)
        if lifted:
            LeftOut.objects.filter(pk__in=[row.pk for row in lifted]).update(lifted_at=now)
            _keep_closed(min(lifted, key=lambda row: row.since), now)
            ask_wishes_again(young_person.pk)
            record(TrailType.LET_IN, actor, young_person_id=young_person.pk, worker=worker.pk)
        return len(lifted)


def _keep_closed(wish: LeftOut, now: datetime) -> None:
    """What was said while somebody was left out was not said to them, whatever is wished later."""
    said = Promise.objects.filter(young_person=wish.young_person_id, contribution_id__isnull=False)
    first = said.values("contribution_id").annotate(first=Min("made_at")).filter(first__gte=wish.since)
    LeftOut.objects.bulk_create(
        [
            LeftOut(
                young_person_id=wish.young_person_id,
                worker_id=wish.worker_id,
                why=wish.why,
                only_about=contribution_id,
                since=now,
            )
            for contribution_id in first.values_list("contribution_id", flat=True)
        ],
        ignore_conflicts=True,  # left out of that one already
    )


def go_on_leave(
    worker: Worker, starts: datetime, ends: datetime, cover: Worker | None, now: datetime, by: Actor
) -> WorkerLeave:
    """Time away. What they have goes to their cover or up its ladder: at once, or when it begins.

    Raises NobodyToHandTo when something of theirs would have nobody, ValueError for a cover who can't.
    """
    if cover is not None and (cover.pk == worker.pk or not cover.is_active):
        raise ValueError("cover")
    with change(now):
        leave = WorkerLeave.objects.create(worker=worker, starts_at=starts, ends_at=ends, cover=cover)
        record(TrailType.LEAVE_SET, by, worker=worker.pk, cover=cover.pk if cover else "")
        if starts <= now < ends:
            promises.hand_on(worker, now, by)
        return leave


def hand_on_for_leaves(now: datetime) -> int:
    """Hand on what somebody still has whose leave has begun: a chore of the clocks. Returns how many moved.

    Where there is nobody else it stays with them, and their ladder goes on as ever.
    """
    away = Worker.objects.filter(leaves__starts_at__lte=now, leaves__ends_at__gt=now)
    with_some = away.filter(promises__in=Promise.objects.filter(OPEN)).distinct()
    return sum(promises.hand_on(worker, now, CLOCKS, what_can=True) for worker in with_some)


def deactivate(worker: Worker, now: datetime, by: By) -> None:
    """They have left: no sign-in, no post, nobody's named worker, no shift. Everything they had is handed on.

    An administrator over every post of theirs may. Raises NotAllowed; and NobodyToHandTo, and nothing changed,
    when something of theirs would have nobody.
    """
    actor = actor_of(by)
    with change(now):
        posts = list(posts_of(worker, now).select_related("service"))
        places: list[Service | None] = [post.service for post in posts]
        for place in places or [None]:
            must_set_up(by, place, now)
        worker.is_active = False
        worker.save(update_fields=["is_active"])
        sessions.end_all(worker)
        still = Q(ends_at__isnull=True) | Q(ends_at__gt=now)
        Post.objects.filter(still, worker=worker).update(ends_at=now)
        NamedWorker.objects.filter(still, worker=worker).update(ends_at=now)
        record(TrailType.PERSON_CHANGED, actor, worker=worker.pk, what="left")
        promises.hand_on(worker, now, actor)


def end_post(post: Post, now: datetime, by: By) -> None:
    """The post ends now. With the last one everything they have is handed on: without a post they'd see none of it.

    Raises NotAllowed; and NobodyToHandTo, and nothing changed, when something of theirs would have nobody.
    """
    with change(now):
        people.end_post(post, now, by)
        if not posts_of(post.worker, now).exists():
            promises.hand_on(post.worker, now, actor_of(by))


def where_they_are(young_person: YoungPerson, now: datetime) -> str:
    """Team, home and people, so that two who change them at once do not undo each other unseen."""
    named = current_named(young_person, now).values_list("worker_id", flat=True)
    return " ".join(map(str, (young_person.service_id, young_person.home_id, *named)))


def move_young_person(
    young_person: YoungPerson,
    service: Service,
    named: Sequence[Worker],
    now: datetime,
    by: By,
    *,
    home: Service | None = None,
    seen: str | None = None,
) -> None:
    """To another team, with the new named worker first, then deputies. Open promises go to the new people.

    An administrator over the places they leave and come to may. ``seen`` is what ``where_they_are`` said when
    they looked. Raises NotAllowed; NotNow when somebody else moved them since, or the place is closed; and
    NobodyToHandTo, and nothing changed, when an open promise would have nobody there.
    """
    actor = actor_of(by)
    with change(now):
        hold_young_person(young_person.pk)
        # As they are now: another administrator may have moved them while this one looked at the page.
        young_person.refresh_from_db(fields=["service", "home"])
        if seen is not None and seen != where_they_are(young_person, now):
            raise NotNow("moved_meanwhile")
        here = (young_person.service_id, young_person.home_id)
        for place in (young_person.service, service, *([home] if home else [])):
            must_set_up(by, place, now)
            if place.closed_at is not None and place.pk not in here:
                raise NotNow("closed", place.name)
        must_not_name_oneself(by, [worker.pk for worker in named], service, now)
        _name(young_person, named, now)
        young_person.service, young_person.home = service, home
        young_person.save(update_fields=["service", "home"])
        record(TrailType.PERSON_CHANGED, actor, young_person_id=young_person.pk, what="moved", to=service.pk)
        promises.move_to(young_person, service, now, actor)


def _name(young_person: YoungPerson, named: Sequence[Worker], now: datetime) -> None:
    """These are named for them from now on, and nobody else."""
    still = Q(ends_at__isnull=True) | Q(ends_at__gt=now)
    NamedWorker.objects.filter(still, young_person=young_person).update(ends_at=now)
    NamedWorker.objects.bulk_create(
        NamedWorker(young_person=young_person, worker=worker, position=position, starts_at=now)
        for position, worker in enumerate(named)
    )
