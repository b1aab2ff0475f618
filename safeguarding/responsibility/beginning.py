"""An agency begins: the top of its tree, its ladders, and the administrator who sets up the rest."""

from datetime import datetime

from safeguarding.people.actions import add_service, add_worker_with_post
from safeguarding.people.models import Service, Worker
from safeguarding.people.types import NotNow, Role, ServiceKind
from safeguarding.promises.defaults import make_ladders
from safeguarding.trail.actions import change
from safeguarding.trail.types import CLOCKS

TOPS = (ServiceKind.AUTHORITY, ServiceKind.NATION)


def begin_agency(
    kind: ServiceKind, name: str, administrator: str, known_as: str, email: str, now: datetime
) -> Worker:
    """All of it or nothing, by whoever runs the product. Returns the administrator, who has no password yet.

    Raises NotNow when an agency has that name, or a worker that email; ValueError for what is no top of a tree.
    """
    if kind not in TOPS:
        raise ValueError(kind)
    with change(now):
        if Service.objects.filter(parent=None, name__iexact=name).exists():
            raise NotNow("there_is_one", name)
        if Worker.objects.filter(email__iexact=email).exists():
            raise NotNow("email", email)
        top = add_service(kind, name, None, now, by=CLOCKS)
        make_ladders(top, now)
        return add_worker_with_post(administrator, known_as, email, top, Role.ADMINISTRATOR, now, CLOCKS)
