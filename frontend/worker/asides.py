"""What stands beside the inbox: leave, and who may cover it."""

from datetime import datetime

from django.utils.translation import gettext as _

from frontend.desk.times import when_exactly
from safeguarding.people.access import posts_of, workers_with
from safeguarding.people.models import Worker, WorkerLeave
from safeguarding.people.types import Role


def leave_line(worker: Worker, now: datetime) -> str:
    """The next leave in one sentence; empty when there is none."""
    rows = WorkerLeave.objects.filter(worker=worker, ends_at__gt=now).select_related("cover")
    leave = rows.order_by("starts_at").first()
    if leave is None:
        return ""
    starts = when_exactly(leave.starts_at, now)
    if leave.cover is None:
        return _("From %(day)s, your promises go up their ladders: nobody covers.") % {"day": starts}
    named = {"day": starts, "name": leave.cover.known_as}
    return _("From %(day)s, all your promises go to %(name)s.") % named


def colleagues(worker: Worker, now: datetime) -> list[Worker]:
    """Who may be asked to cover: active people with the same role over the same service."""
    found: dict[object, Worker] = {}
    for post in posts_of(worker, now).select_related("service"):
        for other in workers_with(Role(post.role), post.service, now):
            found.setdefault(other.pk, other)
    found.pop(worker.pk, None)
    return list(found.values())
