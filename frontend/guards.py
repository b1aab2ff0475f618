"""Who is asking: a signed-in worker, or a young person with a session of their own."""

import uuid
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase

from safeguarding.people.models import Worker, YoungPerson
from safeguarding.people.queries import young_person_here

P = ParamSpec("P")


class WorkerRequest(HttpRequest):
    """A request whose user is known to be a worker."""

    user: Worker


View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]
WorkerView = Callable[Concatenate[WorkerRequest, P], HttpResponseBase]


def for_worker(view: WorkerView[P]) -> View[P]:
    """Only signed-in, active workers get in; anybody else is asked to sign in."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not (isinstance(request.user, Worker) and request.user.is_active):
            return redirect_to_login(request.get_full_path())
        narrowed: Any = request
        return view(narrowed, *args, **kwargs)

    return guarded


def young_person_of(request: HttpRequest) -> YoungPerson | None:
    """The young person whose session this is, or None when there is none or they have left or been erased."""
    key = young_person_id_of(request)
    return young_person_here(key) if key is not None else None


def young_person_id_of(request: HttpRequest) -> uuid.UUID | None:
    """Whose session this says it is."""
    try:
        return uuid.UUID(str(request.session.get("young_person")))
    except ValueError:
        return None


def unlocked_since(request: HttpRequest) -> datetime | None:
    """When their picture lock was opened in this session."""
    text = request.session.get("unlocked")
    return datetime.fromisoformat(text) if text else None
