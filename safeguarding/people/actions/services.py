"""Changes to services and to the workers in them."""

from collections.abc import Sequence
from datetime import datetime
from typing import TypedDict, Unpack

from django.db.models import Q

from safeguarding.people import cards
from safeguarding.people.access import posts_of, services_under
from safeguarding.people.actions.permission import By, actor_of, must_be_another, must_set_up
from safeguarding.people.models import Post, Service, Worker, YoungPerson
from safeguarding.people.types import NotAllowed, NotNow, Role, ServiceKind
from safeguarding.trail.actions import change, record
from safeguarding.trail.types import TrailType
from safeguarding.vault import digests


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
    """A new node under ``parent`` (None makes a root: only the system may).

    Raises NotAllowed, and NotNow under one that is closed.
    """
    with change(now):
        must_set_up(by, parent, now)
        if parent is not None and parent.closed_at is not None:
            raise NotNow("closed", parent.name)
        service = Service(kind=kind, name=name, parent=parent, **options)
        service.path = f"{parent.path if parent else ''}{service.pk}/"
        service.save(force_insert=True)
        record(TrailType.PERSON_ADDED, actor_of(by), about=("service", service.pk), kind=kind)
    return service


def rename_service(service: Service, name: str, now: datetime, by: By) -> None:
    """Another name. Young people see it from now on. Raises NotAllowed."""
    with change(now):
        must_set_up(by, service, now)
        service.name = name
        service.save(update_fields=["name"])
        record(TrailType.SERVICE_CHANGED, actor_of(by), about=("service", service.pk), what="renamed")


def name_on_phones(service: Service, product_name: str, now: datetime, by: By) -> None:
    """What the product is called for young people there and below; empty: as above. Raises NotAllowed."""
    with change(now):
        must_set_up(by, service, now)
        service.product_name = product_name
        service.save(update_fields=["product_name"])
        record(TrailType.SERVICE_CHANGED, actor_of(by), about=("service", service.pk), what="product_name")


def close_service(service: Service, now: datetime, by: By) -> None:
    """Nobody is in it any more. What was said there stays. Raises NotAllowed; NotNow while somebody still is."""
    with change(now):
        must_set_up(by, service, now)
        below = Service.objects.filter(path__startswith=service.path)
        list(below.select_for_update().order_by("pk").values_list("pk"))
        here = Q(left_at__isnull=True, erased_at__isnull=True, is_drop_in=False)
        if YoungPerson.objects.filter(here, Q(service__in=below) | Q(home__in=below)).exists():
            raise NotNow("young_people")
        if Post.objects.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=now), service__in=below).exists():
            raise NotNow("posts")
        below.filter(closed_at__isnull=True).update(closed_at=now, poster_digest=None)
        service.closed_at, service.poster_digest = now, None
        record(TrailType.SERVICE_CHANGED, actor_of(by), about=("service", service.pk), what="closed")


def open_again(service: Service, now: datetime, by: By) -> None:
    """A closed service is used again; what is below it stays closed. Raises NotAllowed; NotNow under a closed one."""
    with change(now):
        must_set_up(by, service, now)
        if service.parent is not None and service.parent.closed_at is not None:
            raise NotNow("closed", service.parent.name)
        service.closed_at = None
        service.save(update_fields=["closed_at"])
        record(TrailType.SERVICE_CHANGED, actor_of(by), about=("service", service.pk), what="open_again")


def make_poster(service: Service, now: datetime, by: By, *, token: str | None = None) -> str:
    """A drop-in poster's token. Shown once: only its digest is kept, and an older poster stops working."""
    raw = token or cards.new_token()
    with change(now):
        must_set_up(by, service, now)
        service.poster_digest = digests.token_digest(cards.POSTER, raw)
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


def rename_worker(
    worker: Worker,
    name: str,
    known_as: str,
    at: Service,
    now: datetime,
    by: By,
    *,
    other_names: Sequence[str] | None = None,
) -> None:
    """Their name, and what young people call them; None leaves nicknames as they are. Raises NotAllowed.

    ``at``: where they have a post. Words that name them by any of these are kept from them.
    """
    with change(now):
        must_set_up(by, at, now)
        if isinstance(by, Worker) and not _posted_under(worker, by, now):
            raise NotAllowed("worker")
        worker.name, worker.known_as = name, known_as
        if other_names is not None:
            worker.other_names = list(dict.fromkeys(other_names))
        worker.save(update_fields=["name", "known_as", "other_names"])
        record(TrailType.PERSON_CHANGED, actor_of(by), about=("worker", worker.pk), what="name")


def _posted_under(worker: Worker, administrator: Worker, now: datetime) -> bool:
    """Whether the worker has a post in what the administrator looks after."""
    services = services_under(administrator, Role.ADMINISTRATOR, now)
    return posts_of(worker, now).filter(service__in=services).exists()


def give_post(
    worker: Worker, service: Service, role: Role, now: datetime, by: By, *, starts_at: datetime | None = None
) -> Post:
    """``worker`` holds ``role`` in ``service`` and below from ``starts_at`` or now. The same twice is one.

    Nobody gives a post to themselves. Raises NotAllowed.
    """
    with change(now):
        must_set_up(by, service, now)
        must_be_another(by, worker.pk)
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
