"""Coming in, in two halves. After the first (a password, or the organisation's own sign-in) nobody is signed in yet:
the session only remembers for ten minutes who is at the door. No page, socket or API knows such a session.

``enter`` is the one place in the product that signs a worker in.
"""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.crypto import constant_time_compare
from django.utils.http import url_has_allowed_host_and_scheme

from frontend.staff.devices import device_of
from frontend.staff.faces import home_of
from frontend.staff.leaving import OUT
from safeguarding.people.models import Worker
from safeguarding.sign_in import sessions
from safeguarding.sign_in.queries import ways_of
from safeguarding.sign_in.types import Way

BACKEND = "django.contrib.auth.backends.ModelBackend"
HALF = "half_in"  # session keys
ENTERED = "entered_at"
NEXT = "then"
HALF_FOR = timedelta(minutes=10)
FRESH_FOR = timedelta(minutes=15)
SLIP = timedelta(minutes=1)


def our_page(request: HttpRequest, wanted: str) -> str:
    """``wanted`` if that is one of our own pages; otherwise nothing."""
    ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if wanted.startswith("/") and ours else ""


def half_in(request: HttpRequest, worker: Worker, now: datetime, then: str = "") -> HttpResponse:
    """The first half is done: on to the second step, or to setting one up before anything else."""
    # Whatever this browser was before (a young person's session, somebody else's half) ends here.
    request.session.flush()
    request.session[HALF] = {
        "worker": worker.pk.hex,
        "until": (now + HALF_FOR).isoformat(),
        "hash": worker.get_session_auth_hash(),
    }
    request.session[NEXT] = then
    return redirect("second_step" if ways_of(worker).can_come_in else "set_up_second")


def at_the_door(request: HttpRequest, now: datetime) -> Worker | None:
    """Who has done the first half in this session, within ten minutes, and is still who they were then."""
    half: dict[str, Any] = request.session.get(HALF) or {}
    if not half or datetime.fromisoformat(half["until"]) < now:
        return None
    worker = Worker.objects.filter(pk=UUID(half["worker"]), is_active=True).first()
    if worker is None or not constant_time_compare(half["hash"], worker.get_session_auth_hash()):
        return None
    return worker


def enter(request: HttpRequest, worker: Worker, way: Way, now: datetime) -> str:
    """Signed in, in a session of its own. Returns the page to go to."""
    then, out = str(request.session.get(NEXT, "")), request.session.get(OUT)
    request.session.flush()
    login(request, worker, backend=BACKEND)
    request.session[ENTERED] = now.isoformat()
    if out is not None:
        request.session[OUT] = out
    device, browser = device_of(request)
    sessions.open_session(worker, str(request.session.session_key), device, browser, way, now)
    return then or home_of(worker, now)


def is_fresh(request: HttpRequest, now: datetime) -> bool:
    """They came in within a quarter of an hour: they may change how they come in."""
    entered: str = request.session.get(ENTERED, "")
    # Not "before now" to the second: two machines never agree so well. A clock put back makes nobody fresh again.
    return bool(entered) and -SLIP < now - datetime.fromisoformat(entered) < FRESH_FOR


def sets_up(request: HttpRequest, now: datetime) -> Worker | None:
    """Who may set up a second step here: a worker just signed in, or one at the door who has none yet.

    Never one at the door who has one: a password alone must not be enough to add another.
    """
    if isinstance(request.user, Worker):
        return request.user if request.user.is_active and is_fresh(request, now) else None
    worker = at_the_door(request, now)
    return None if worker is None or ways_of(worker).can_come_in else worker
