"""Who keeps rotas, and who could work one."""

from datetime import datetime

from django.db.models import QuerySet

from safeguarding.people.access import services_under
from safeguarding.people.models import Post, Service, Worker
from safeguarding.people.types import Role
from safeguarding.promises.models import Rota
from safeguarding.promises.staff import held_at
from safeguarding.promises.types import RotaKind
from safeguarding.promises.who import ROTA_OF


def rotas_kept_by(worker: Worker, now: datetime) -> QuerySet[Service]:
    """The services whose rotas somebody keeps: those they lead, and those they set up."""
    return services_under(worker, Role.LEAD, now) | services_under(worker, Role.ADMINISTRATOR, now)


def could_work(rota: Rota, now: datetime) -> QuerySet[Worker]:
    """Everybody active of the rota's agency with a post now, of the role the rota is for. By name."""
    role = next(role for kind, role in ROTA_OF.values() if kind == RotaKind(rota.kind))
    agency = rota.service.path.split("/", 1)[0]
    posts = Post.objects.filter(held_at(now), service__path__startswith=agency)
    if role is not None:
        posts = posts.filter(role=role)
    return Worker.objects.filter(pk__in=posts.values("worker_id"), is_active=True).order_by("known_as", "pk")


def may_be_on(rota: Rota, worker: Worker, now: datetime) -> bool:
    """The rota could reach this worker."""
    return could_work(rota, now).filter(pk=worker.pk).exists()
