"""Who may change people and services: the access policy, asked about a service instead of a young person."""

import uuid
from collections.abc import Collection
from datetime import datetime

from safeguarding.people.access import Act, Facts, facts_about, left_out_of_any, may, posts_of, roles_over
from safeguarding.people.models import Service, Worker, YoungPerson
from safeguarding.people.types import NotAllowed, Role
from safeguarding.trail.types import Actor
from safeguarding.trail.types import worker as worker_actor

# A worker, whose permission is checked, or the system itself (set-up commands, the clocks).
By = Worker | Actor


def actor_of(by: By) -> Actor:
    """The one the trail names."""
    return worker_actor(by.pk) if isinstance(by, Worker) else by


def facts_over(worker: Worker, service: Service, now: datetime) -> Facts:
    """What the policy needs to know about a worker and a service."""
    active = worker.is_active and posts_of(worker, now).exists()
    return Facts(active=active, left_out=False, roles=roles_over(worker, service, now))


def must_set_up(by: By, service: Service | None, now: datetime) -> None:
    """Raises NotAllowed unless ``by`` is the system, or an administrator over ``service``."""
    if not isinstance(by, Worker):
        return
    if service is None or not may(Act.SET_UP, facts_over(by, service, now)):
        raise NotAllowed("set up")


def must_be_another(by: By, worker_id: uuid.UUID) -> None:
    """Raises NotAllowed for an administrator who gives something to themselves: who sets up reads nothing."""
    if isinstance(by, Worker) and by.pk == worker_id:
        raise NotAllowed("oneself")


def must_not_name_oneself(by: By, named: Collection[uuid.UUID], service: Service, now: datetime) -> None:
    """Raises NotAllowed for an administrator who becomes somebody's named worker without being a worker there."""
    if isinstance(by, Worker) and by.pk in named and Role.WORKER not in roles_over(by, service, now):
        raise NotAllowed("oneself")


def must_know_or_set_up(by: By, young_person: YoungPerson, now: datetime) -> None:
    """As ``must_set_up``, or the young person's own named worker or deputy.

    Nobody who is left out of anything of theirs, were it of one contribution: a card opens all of them.
    """
    if not isinstance(by, Worker):
        return
    if by.pk in left_out_of_any(young_person.pk):
        raise NotAllowed("young person")
    facts = facts_about(by, young_person, now)
    if not (may(Act.SET_UP, facts) or (facts.named and may(Act.KNOW_OF, facts))):
        raise NotAllowed("young person")
