"""Changes to services and to the workers in them."""

from datetime import datetime, time
from typing import TypedDict, Unpack

from safeguarding.people import cards
from safeguarding.people.actions.permission import By, actor_of, must_set_up
from safeguarding.people.models import Post, Service, Worker, WorkingHours
from safeguarding.people.types import Role, ServiceKind
from safeguarding.trail.actions import change, record
from safeguarding.trail.types import TrailType
from safeguarding.vault import envelope


class ServiceOptions(TypedDict, total=False):
    """What a service may say for itself; anything left out is inherited from above."""

    product_name: str
    timezone: str
    holidays: str
    live_since: datetime | None


def add_service(
    kind: ServiceKind,
    name: str,
    parent: Service | None,
    now: datetime,
    *,
    by: By,
    **options: Unpack[ServiceOptions],
) -> Service:
    """A new node under ``parent`` (None makes a root: only the system may). Raises NotAllowed."""
    with change(now):
        must_set_up(by, parent, now)
        service = Service(kind=kind, name=name, parent=parent, **options)
        service.path = f"{parent.path if parent else ''}{service.pk}/"
        service.save(force_insert=True)
        record(TrailType.PERSON_ADDED, actor_of(by), about=("service", service.pk), kind=kind)
    return service


def set_working_hours(
    service: Service, hours: list[tuple[int, time, time]], now: datetime, *, by: By
) -> None:
    """Replace a service's working week: (weekday with 0 = Monday, start, end) in its local time."""
    with change(now):
        must_set_up(by, service, now)
        service.working_hours.all().delete()
        WorkingHours.objects.bulk_create(
            WorkingHours(service=service, weekday=day, starts=starts, ends=ends)
            for day, starts, ends in hours
        )
        record(TrailType.PERSON_CHANGED, actor_of(by), about=("service", service.pk), what="working_hours")


def make_poster(service: Service, now: datetime, by: By, *, token: str | None = None) -> str:
    """A drop-in poster's token. Shown once: only its digest is kept, and an older poster stops working."""
    raw = token or cards.new_token()
    with change(now):
        must_set_up(by, service, now)
        service.poster_digest = envelope.token_digest(cards.POSTER, raw)
        service.save(update_fields=["poster_digest"])
        record(TrailType.CARD_MADE, actor_of(by), about=("service", service.pk), what="poster")
    return raw


def add_worker(
    name: str,
    known_as: str,
    email: str,
    now: datetime,
    by: By,
    *,
    at: Service | None = None,
    other_names: tuple[str, ...] = (),
    portrait: str = "",
    password: str | None = None,
    password_hash: str = "",
) -> Worker:
    """A new worker without any post yet. Without a password they can't sign in by one.

    An administrator names a service of theirs as ``at``. Raises NotAllowed.
    """
    with change(now):
        must_set_up(by, at, now)
        worker = Worker(
            name=name,
            known_as=known_as,
            email=Worker.objects.normalize_email(email).lower(),
            other_names=list(other_names),
            portrait=portrait,
        )
        if password_hash:
            worker.password = password_hash
        elif password is None:
            worker.set_unusable_password()
        else:
            worker.set_password(password)
        worker.save(force_insert=True)
        record(TrailType.PERSON_ADDED, actor_of(by), about=("worker", worker.pk))
    return worker


def add_worker_with_post(
    name: str, known_as: str, email: str, at: Service, role: Role, now: datetime, by: By
) -> Worker:
    """A new worker and their first post, both or neither. Raises NotAllowed."""
    with change(now):
        worker = add_worker(name, known_as, email, now, by, at=at)
        give_post(worker, at, role, now, by)
    return worker


def give_post(
    worker: Worker, service: Service, role: Role, now: datetime, by: By, *, starts_at: datetime | None = None
) -> Post:
    """``worker`` holds ``role`` in ``service`` and below from ``starts_at`` or now. The same twice is one."""
    with change(now):
        must_set_up(by, service, now)
        post, new = Post.objects.get_or_create(
            worker=worker, service=service, role=role, ends_at=None, defaults={"starts_at": starts_at or now}
        )
        if new:
            record(
                TrailType.POST_CHANGED,
                actor_of(by),
                about=("worker", worker.pk),
                service=service.pk,
                role=role,
            )
    return post


def end_post(post: Post, now: datetime, by: By) -> None:
    """The post ends now. No promise moves: for one who keeps any use responsibility's ``deactivate``."""
    with change(now):
        must_set_up(by, post.service, now)
        if Post.objects.filter(pk=post.pk, ends_at__isnull=True).update(ends_at=now):
            post.ends_at = now
            record(
                TrailType.POST_CHANGED,
                actor_of(by),
                about=("worker", post.worker_id),
                service=post.service_id,
                role=post.role,
                ended="yes",
            )
