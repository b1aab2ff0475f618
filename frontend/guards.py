"""Who is asking: a signed-in worker, or a young person with a session of their own."""

import uuid
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase

from safeguarding.people.models import Worker, YoungPerson
from safeguarding.people.queries import young_person_asked, young_person_here
from safeguarding.prepared import Asked

P = ParamSpec("P")


class CardReplaced(Exception):
    """A new card was made: what was opened with the old one ends, whoever holds it."""


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
    """The young person whose session this is, or None when there is none or they have left or been erased.

    Raises CardReplaced when they came in with a card that is not theirs any more.
    """
    key, card = young_person_id_of(request), card_of(request)
    if key is None:
        return None
    there = young_person_here(key, card)
    if there is None and card is not None and young_person_here(key) is not None:
        raise CardReplaced
    return there


def young_person_id_of(request: HttpRequest) -> uuid.UUID | None:
    """Whose session this says it is."""
    return _id_in(request, "young_person")


def card_of(request: HttpRequest) -> uuid.UUID | None:
    """The card this session was opened with; None for a drop-in, who has none."""
    return _id_in(request, "card")


def person_asked(request: HttpRequest) -> list[Asked]:
    """What ``young_person_of`` asks first."""
    key = young_person_id_of(request)
    return [young_person_asked(key, card_of(request))] if key is not None else []


def _id_in(request: HttpRequest, name: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(str(request.session.get(name)))
    except ValueError:
        return None


def unlocked_since(request: HttpRequest) -> datetime | None:
    """When their picture lock was opened in this session."""
    text = request.session.get("unlocked")
    return datetime.fromisoformat(text) if text else None
