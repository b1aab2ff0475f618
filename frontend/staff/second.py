"""The second step at the door: digits of an app, a recovery code, or a passkey."""

import json
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from frontend.staff.coming_in import NEXT, at_the_door, enter, our_page
from frontend.staff.desk import SAID
from frontend.staff.forms import Code
from frontend.staff.links import tell_of_change
from safeguarding.people.models import Worker
from safeguarding.sign_in import actions, passkeys, slow
from safeguarding.sign_in.queries import ways_of
from safeguarding.sign_in.types import Way, Ways, WrongCode

KEPT = "passkey"  # session key: what a browser was asked
FEW = 3  # recovery codes left when it is time to say so


def asked(request: HttpRequest, worker: Worker | None) -> str:
    """What the page's script passes to the browser. The session keeps what its answer must fit."""
    question, request.session[KEPT] = passkeys.ask_for(worker)
    return json.dumps(question["publicKey"])


def answered(request: HttpRequest) -> tuple[dict[str, Any], dict[str, Any]]:
    """What was asked (it is asked once only), and the browser's answer. Raises WrongCode."""
    kept = request.session.pop(KEPT, None)
    try:
        answer = json.loads(request.POST.get("credential", ""))
    except (ValueError, RecursionError) as error:
        raise WrongCode from error
    if not isinstance(kept, dict) or not isinstance(answer, dict):
        raise WrongCode
    return kept, answer


def wait_first(seconds: int) -> str:
    """What a page says to somebody who has guessed."""
    return f"Please wait {seconds} {'second' if seconds == 1 else 'seconds'}, then try again."


@sensitive_post_parameters("code", "credential")
@require_http_methods(["GET", "POST"])
def second_step(request: HttpRequest) -> HttpResponse:
    """What the worker at the door has besides a password."""
    now = timezone.now()
    worker = at_the_door(request, now)
    if worker is None:
        return redirect("sign_in")
    ways = ways_of(worker)
    if not ways.can_come_in:
        return redirect("set_up_second")
    if request.method == "GET":
        return _page(request, worker, ways, Code())
    if "credential" in request.POST:
        return _by_passkey(request, worker, ways, now)
    return _by_code(request, worker, ways, now)


def _page(
    request: HttpRequest, worker: Worker, ways: Ways, form: Code, problem: str = "", status: int = 200
) -> HttpResponse:
    form.fields["code"].label = (
        "6 digits from your app, or a recovery code" if ways.app else "A recovery code"
    )
    context = {
        "form": form,
        "ways": ways,
        "asked": asked(request, worker) if ways.passkeys else "",
        "problem": problem,
        "product_name": settings.PRODUCT_NAME,
    }
    return render(request, "staff/second_step.html", context, status=status)


def _by_code(request: HttpRequest, worker: Worker, ways: Ways, now: datetime) -> HttpResponse:
    form = Code(request.POST)
    if not form.is_valid():
        return _page(request, worker, ways, form, status=422)
    door = ("code", worker.pk.hex)
    if seconds := slow.begin(now, *door):
        response = _page(request, worker, ways, Code(), wait_first(seconds), status=429)
        response.headers["Retry-After"] = str(seconds)
        return response
    try:
        way = actions.use_code(worker, form.cleaned_data["code"], now)
    except WrongCode:
        return _page(
            request, worker, ways, Code(), "That code does not work, or was used before.", status=422
        )
    slow.forget(*door)
    target = enter(request, worker, way, now)
    if way is Way.CODE:
        tell_of_change(worker, "A recovery code was used to sign in.")
    if way is Way.CODE and ways.codes_left - 1 <= FEW:
        left = ways.codes_left - 1
        request.session[SAID] = [[f"You have {left} recovery codes left. You can make new ones here.", ""]]
        return redirect("me")
    return HttpResponseRedirect(target)


def _by_passkey(request: HttpRequest, worker: Worker, ways: Ways, now: datetime) -> HttpResponse:
    try:
        way = actions.use_passkey(worker, *answered(request), now)
    except WrongCode:
        return _page(request, worker, ways, Code(), "That passkey did not work. Try again.", status=422)
    return HttpResponseRedirect(enter(request, worker, way, now))


@sensitive_post_parameters("credential")
@require_POST
def with_passkey(request: HttpRequest) -> HttpResponse:
    """A passkey instead of a password: the browser has checked who holds it, so it is both halves at once."""
    now = timezone.now()
    try:
        kept, answer = answered(request)
        worker = passkeys.whose(answer)
        way = actions.use_passkey(worker, kept, answer, now)
    except WrongCode:
        request.session[SAID] = [["That passkey did not work here. Sign in with your password.", "error"]]
        return redirect("sign_in")
    request.session[NEXT] = our_page(request, request.POST.get("next", ""))
    return HttpResponseRedirect(enter(request, worker, way, now))
