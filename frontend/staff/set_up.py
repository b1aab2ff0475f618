"""Setting up a second step: an app, or a passkey. Then the recovery codes, shown once."""

import json
from datetime import datetime
from typing import Any
from urllib.parse import quote, urlencode

import segno
from allauth.mfa.totp.internal.auth import generate_totp_secret
from allauth.mfa.utils import decrypt, encrypt
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from frontend.guards import WorkerRequest, for_worker
from frontend.staff.coming_in import NEXT, enter, is_fresh, sets_up
from frontend.staff.desk import say
from frontend.staff.devices import device_of
from frontend.staff.faces import home_of
from frontend.staff.forms import Code
from frontend.staff.links import tell_of_change
from frontend.staff.second import KEPT, answered, wait_first
from safeguarding.people.models import Worker
from safeguarding.sign_in import actions, passkeys, secrets, slow
from safeguarding.sign_in.queries import ways_of
from safeguarding.sign_in.types import Way, WrongCode

NEW = {Way.APP: "An app was set up as your second step.", Way.PASSKEY: "A passkey was added."}
SECRET = "app_secret"  # noqa: S105 - a session key, under which the secret stands sealed


def _elsewhere(request: HttpRequest) -> HttpResponse:
    """Not here: at the door they sign in first; inside they sign in again on their own page."""
    return redirect("me" if isinstance(request.user, Worker) else "sign_in")


def _page(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    inside = isinstance(request.user, Worker)
    return render(
        request,
        template,
        {"product_name": settings.PRODUCT_NAME, "inside": inside, **context},
        status=status,
    )


def _done(request: HttpRequest, worker: Worker, way: Way, now: datetime) -> HttpResponse:
    """At the door this was the second step too. Then the codes, if they have not been kept."""
    tell_of_change(worker, NEW[way])
    if not isinstance(request.user, Worker):
        then = enter(request, worker, way, now)
        request.session[NEXT] = then
    return redirect("me" if ways_of(worker).codes_seen else "recovery_codes")


@require_GET
def choose(request: HttpRequest) -> HttpResponse:
    """An app or a passkey."""
    if sets_up(request, timezone.now()) is None:
        return _elsewhere(request)
    return _page(request, "staff/set_up.html", {})


@sensitive_post_parameters("code")
@require_http_methods(["GET", "POST"])
def app(request: HttpRequest) -> HttpResponse:
    """An app on their phone: a picture to scan, then its digits to show that it works."""
    now = timezone.now()
    worker = sets_up(request, now)
    if worker is None:
        return _elsewhere(request)
    with secrets.of(worker, now):
        if SECRET not in request.session:
            request.session[SECRET] = encrypt(generate_totp_secret())
        secret = decrypt(request.session[SECRET])
    form, problem = Code(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        door = ("code", worker.pk.hex)
        if seconds := slow.begin(now, *door):
            problem = wait_first(seconds)
        else:
            try:
                actions.set_up_app(worker, secret, form.cleaned_data["code"], now)
            except WrongCode:
                problem = "That code does not work. Is the time on your phone right? Try the next one."
            else:
                slow.forget(*door)
                del request.session[SECRET]
                return _done(request, worker, Way.APP, now)
    return _app_page(request, worker, secret, form, problem)


def _app_page(request: HttpRequest, worker: Worker, secret: str, form: Code, problem: str) -> HttpResponse:
    form.fields["code"].label = "The 6 digits it shows"
    label = quote(f"{settings.PRODUCT_NAME}:{worker.email}")
    address = f"otpauth://totp/{label}?{urlencode({'secret': secret, 'issuer': settings.PRODUCT_NAME})}"
    context = {
        "form": form,
        "problem": problem,
        "picture": segno.make(address, error="m").svg_data_uri(scale=4, border=2, light="#fff"),
        "secret": " ".join(secret[at : at + 4] for at in range(0, len(secret), 4)),
        "address": address,
    }
    return _page(request, "staff/set_up_app.html", context, status=422 if problem or form.errors else 200)


@sensitive_post_parameters("credential")
@require_http_methods(["GET", "POST"])
def passkey(request: HttpRequest) -> HttpResponse:
    """A passkey of this device, of their phone, or on a key they carry."""
    now = timezone.now()
    worker = sets_up(request, now)
    if worker is None:
        return _elsewhere(request)
    problem = ""
    if request.method == "POST":
        try:
            actions.add_passkey(worker, *answered(request), device_of(request)[1], now)
        except WrongCode:
            problem = "That did not work. Try again, or use an app."
        else:
            return _done(request, worker, Way.PASSKEY, now)
    question, request.session[KEPT] = passkeys.ask_for_new(worker)
    context = {"asked": json.dumps(question["publicKey"]), "problem": problem}
    return _page(request, "staff/set_up_passkey.html", context, status=422 if problem else 200)


@for_worker
@require_http_methods(["GET", "POST"])
def codes(request: WorkerRequest) -> HttpResponse:
    """Recovery codes, until the worker says that they are kept."""
    now = timezone.now()
    if not is_fresh(request, now):
        return redirect("me")
    if request.method == "POST":
        actions.codes_are_kept(request.user, now)
        return HttpResponseRedirect(request.session.pop(NEXT, "") or home_of(request.user, now))
    shown = actions.codes_to_keep(request.user, now)
    if not shown:
        say(request, "Your recovery codes were shown before. You can make new ones here.", "")
        return redirect("me")
    halves = [f"{code[:4]} {code[4:]}" for code in shown]
    return _page(request, "staff/codes.html", {"codes": halves})
