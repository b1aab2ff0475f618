"""A service is put somewhere else in the tree; what was promised there goes on with the people it then has."""

import uuid
from datetime import datetime

from safeguarding.people.actions import name_on_phones, rename_service
from safeguarding.people.actions.permission import By, actor_of, must_set_up
from safeguarding.people.models import Service, YoungPerson
from safeguarding.people.types import BELOW, NotAllowed, NotNow, ServiceKind
from safeguarding.promises import actions as promises
from safeguarding.promises.models import Promise
from safeguarding.promises.models_promises import OPEN
from safeguarding.trail.actions import change, record
from safeguarding.trail.types import TrailType

__all__ = ["change_service", "move_service"]


def change_service(
    service: Service,
    name: str,
    parent: Service | None,
    now: datetime,
    by: By,
    *,
    product_name: str | None = None,
) -> None:
    """Another name, another name on phones, another place. None leaves it as it is. Raises as ``move_service``."""
    with change(now):
        if product_name is not None and product_name != service.product_name:
            name_on_phones(service, product_name, now, by)
        if name != service.name:
            rename_service(service, name, now, by)
        if parent is not None and parent.pk != service.parent_id:
            move_service(service, parent, now, by)


def move_service(service: Service, parent: Service, now: datetime, by: By) -> None:
    """Put a service, with everything in it, inside another one.

    An administrator over both, and over where it was, may. Raises NotAllowed; NotNow when it would be inside
    itself, inside a lower kind or a closed one; NobodyToHandTo when an open promise would have nobody there.
    """
    with change(now):
        row, to = _held(service.pk, parent.pk)
        for place in (row, row.parent, to):
            must_set_up(by, place, now)
        if to.path.startswith(row.path):
            raise NotNow("circle", to.name)
        if ServiceKind(row.kind) not in BELOW[ServiceKind(to.kind)]:
            raise NotNow("wrong_kind", to.name)
        if to.closed_at is not None:
            raise NotNow("closed", to.name)
        _put(row, to)
        service.parent, service.path = to, row.path
        record(TrailType.SERVICE_CHANGED, actor_of(by), about=("service", row.pk), what="moved", to=to.pk)
        _settle(row, now, by)


def _held(service_id: uuid.UUID, parent_id: uuid.UUID) -> tuple[Service, Service]:
    """Both, as they are now, with the whole tree held: two moves at once could each be fine and together a circle."""
    rows = Service.objects.select_for_update().order_by("pk")
    roots = Service.objects.filter(pk__in=[service_id, parent_id]).values_list("path", flat=True)
    tops = sorted({path.split("/", 1)[0] for path in roots})
    list(rows.filter(pk__in=tops))
    found = {
        row.pk: row for row in Service.objects.select_related("parent").filter(pk__in=[service_id, parent_id])
    }
    if len({service_id, parent_id}) != len(found):
        raise NotAllowed("service")
    return found[service_id], found[parent_id]


def _put(row: Service, to: Service) -> None:
    """Its path, and that of everything below it."""
    old, new = row.path, f"{to.path}{row.pk}/"
    below = list(Service.objects.filter(path__startswith=old))
    for each in below:
        each.path = new + each.path[len(old) :]
    Service.objects.bulk_update(below, ["path"], batch_size=500)
    Service.objects.filter(pk=row.pk).update(parent=to)
    row.parent, row.path = to, new


def _settle(row: Service, now: datetime, by: By) -> None:
    """Open promises of the young people there go to whoever is above them now."""
    waiting = Promise.objects.filter(OPEN, service__path__startswith=row.path)
    people = YoungPerson.objects.filter(pk__in=waiting.values("young_person_id"))
    for young_person in people.select_related("service", "home").order_by("pk"):
        promises.move_to(young_person, young_person.service, now, actor_of(by))
