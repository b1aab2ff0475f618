"""One's own page: posts, ways of coming in, open sessions, a new password, and the way out."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from frontend.guards import WorkerRequest, for_worker
from frontend.staff.coming_in import is_fresh
from frontend.staff.desk import frame, say
from frontend.staff.faces import ROLE_NAMES
from frontend.staff.forms import ChoosePassword
from frontend.staff.links import tell_of_change
from safeguarding.people.access import posts_of
from safeguarding.people.types import Role
from safeguarding.sign_in import actions, sessions
from safeguarding.sign_in.queries import sessions_of, ways_of
from safeguarding.sign_in.types import LastWay, Way

WAYS = {
    Way.APP: "with an app",
    Way.PASSKEY: "with a passkey",
    Way.CODE: "with a recovery code",
    Way.PROVIDER: "through your organisation",
    Way.DEMO: "with a demo link",
}


@for_worker
@sensitive_post_parameters("password", "again")
@require_http_methods(["GET", "POST"])
def me(request: WorkerRequest) -> HttpResponse:
    """Everything about oneself. Ending sessions is always possible; the rest soon after coming in."""
    now, go = timezone.now(), request.POST.get("go", "password")
    form = ChoosePassword(
        request.POST if request.method == "POST" and go == "password" else None, worker=request.user
    )
    if request.method == "POST":
        if go in ENDS:
            ENDS[go](request, now)
            return redirect("me")
        if not is_fresh(request, now):
            say(request, "Nothing has changed. Sign in again first: you came in a while ago.", "error")
            return redirect("me")
        if go in CHANGES:
            return redirect(CHANGES[go](request, now))
        if form.is_valid():
            _new_password(request, form.cleaned_data["password"], now)
            return redirect("me")
    return _page(request, form, now)


def _page(request: WorkerRequest, form: ChoosePassword, now: datetime) -> HttpResponse:
    posts = posts_of(request.user, now).select_related("service").order_by("service__name")
    opened = sessions_of(request.user, str(request.session.session_key), now)
    context = {
        **frame(request, [], "me", now),
        "form": form,
        "fresh": is_fresh(request, now),
        "ways": ways_of(request.user),
        "sessions": [(row, WAYS[row.way]) for row in opened],
        "others": any(not row.here for row in opened),
        "posts": [(ROLE_NAMES[Role(post.role)], post.service.name) for post in posts],
    }
    return render(request, "staff/me.html", context, status=422 if form.errors else 200)


def _new_password(request: WorkerRequest, password: str, now: datetime) -> None:
    """From now on; every other session ends."""
    old = str(request.session.session_key)
    sessions.new_password(request.user, password, now, keep=old)
    update_session_auth_hash(request, request.user)
    sessions.renew(old, str(request.session.session_key))
    tell_of_change(request.user, "Your password was changed.")
    say(request, "Your new password works from now on. You are signed out everywhere else.")


def _end_one(request: WorkerRequest, now: datetime) -> None:
    try:
        ended = sessions.end_one(request.user, UUID(request.POST.get("session", "")), now)
    except ValueError:
        ended = 0
    say(request, "Signed out there." if ended else "That one was over already.")


def _end_others(request: WorkerRequest, now: datetime) -> None:
    sessions.end_others(request.user, str(request.session.session_key), now)
    say(request, "You are signed in here only.")


def _remove_app(request: WorkerRequest, now: datetime) -> str:
    try:
        actions.remove_app(request.user, now)
    except LastWay:
        say(request, "Add a passkey first: without the app you could not come in.", "error")
    else:
        tell_of_change(request.user, "Your app was removed as a second step.")
        say(request, "The app does not work for signing in any more.")
    return "me"


def _remove_passkey(request: WorkerRequest, now: datetime) -> str:
    try:
        actions.remove_passkey(request.user, int(request.POST.get("passkey", "")[:9]), now)
    except ValueError:
        pass
    except LastWay:
        say(request, "Add another way first: without this passkey you could not come in.", "error")
    else:
        tell_of_change(request.user, "A passkey was removed.")
        say(request, "That passkey does not work any more.")
    return "me"


def _new_codes(request: WorkerRequest, now: datetime) -> str:
    if not ways_of(request.user).can_come_in:
        return "set_up_second"
    actions.make_new_codes(request.user, now)
    tell_of_change(request.user, "New recovery codes were made. The old ones do not work any more.")
    return "recovery_codes"


ENDS: dict[str, Callable[[WorkerRequest, datetime], None]] = {"end": _end_one, "end_others": _end_others}
CHANGES: dict[str, Callable[[WorkerRequest, datetime], str]] = {
    "remove_app": _remove_app,
    "remove_passkey": _remove_passkey,
    "new_codes": _new_codes,
}
