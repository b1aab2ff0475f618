"""A face exists only for those whose role it belongs to: to everybody else its addresses are not there."""

from collections.abc import Callable
from functools import update_wrapper
from typing import ParamSpec

from django.http import HttpResponseBase
from django.utils import timezone

from frontend.guards import View, WorkerRequest, WorkerView, for_worker
from frontend.staff.faces import roles_of
from safeguarding.people.types import NotAllowed, Role

P = ParamSpec("P")


def for_role(*roles: Role) -> Callable[[WorkerView[P]], View[P]]:
    """Only signed-in workers who hold one of ``roles`` now. What they may see there, queries decide."""

    def decorate(view: WorkerView[P]) -> View[P]:
        def guarded(request: WorkerRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if not roles_of(request.user, timezone.now()) & set(roles):
                raise NotAllowed("face")
            return view(request, *args, **kwargs)

        update_wrapper(guarded, view)
        return for_worker(guarded)

    return decorate
