"""Signing in and out, and the links that let a worker in."""

from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import authenticate, logout
from django.contrib.auth.tokens import default_token_generator
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from frontend.doors import door_of
from frontend.staff.coming_in import enter, half_in, our_page
from frontend.staff.desk import said
from frontend.staff.faces import home_of
from frontend.staff.forms import ChoosePassword, SignIn
from frontend.staff.leaving import address_out
from frontend.staff.links import worker_of_demo_link, worker_of_welcome
from frontend.staff.provider import provider
from frontend.staff.second import asked, wait_first
from safeguarding.people.models import Worker
from safeguarding.sign_in import sessions, slow
from safeguarding.sign_in.types import Way


def _page(request: HttpRequest, form: SignIn, problem: str = "", status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "problem": problem,
        "next": request.POST.get("next") or request.GET.get("next", ""),
        "provider": provider(),
        "asked": asked(request, None),
        "messages": said(request),
        "product_name": settings.PRODUCT_NAME,
    }
    return render(request, "staff/sign_in.html", context, status=status)


@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Work email and password: the first half. A wrong one makes the next look slower."""
    if request.method == "GET":
        if isinstance(request.user, Worker):
            return redirect(home_of(request.user, timezone.now()))
        return _page(request, SignIn())
    form = SignIn(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    account, now = form.cleaned_data["email"], timezone.now()
    door = ("password", account, door_of(request))
    if seconds := slow.begin(now, *door):
        response = _page(request, form, wait_first(seconds), status=429)
        response.headers["Retry-After"] = str(seconds)
        return response
    worker = authenticate(request, username=account, password=form.cleaned_data["password"])
    if not isinstance(worker, Worker):
        return _page(request, form, "That email and password do not go together.", status=422)
    slow.forget(*door)
    return half_in(request, worker, now, our_page(request, request.POST.get("next", "")))


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """The session ends on the server; the browser is asked to forget what it kept.

    Who came in through the organisation's own sign-in is shown the way out there, unless they are coming back.
    """
    then, there, out = our_page(request, request.POST.get("next", "")), provider(), ""
    if there and not then and isinstance(request.user, Worker):
        out = address_out(request, request.user, there["client_id"], timezone.now())
    logout(request)
    if out:
        context = {"out": out, "provider": there, "product_name": settings.PRODUCT_NAME}
        response: HttpResponse = render(request, "staff/signed_out.html", context)
    else:
        response = HttpResponseRedirect(
            reverse("sign_in") + (f"?{urlencode({'next': then})}" if then else "")
        )
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


@sensitive_post_parameters("password", "again")
@require_http_methods(["GET", "POST"])
def welcome(request: HttpRequest, worker_id: str, token: str) -> HttpResponse:
    """The link a worker gets by mail: choose a password once, within three days."""
    worker = worker_of_welcome(worker_id)
    if worker is None or not default_token_generator.check_token(worker, token):
        return render(request, "staff/welcome_over.html", {"product_name": settings.PRODUCT_NAME}, status=404)
    form = ChoosePassword(request.POST or None, worker=worker)
    if request.method == "POST" and form.is_valid():
        sessions.new_password(worker, form.cleaned_data["password"], timezone.now())
        return redirect("sign_in")
    context = {"form": form, "product_name": settings.PRODUCT_NAME}
    return render(request, "staff/welcome.html", context, status=200 if request.method == "GET" else 422)


@require_GET
def demo(request: HttpRequest, token: str) -> HttpResponse:
    """A sign-in link of the fictional service. Without it this address does not exist."""
    if not settings.DEMO:
        raise Http404
    try:
        worker = worker_of_demo_link(token)
    except signing.BadSignature as error:
        raise Http404 from error
    if worker is None:
        raise Http404
    request.session.flush()
    # Where there is nothing to protect, the link stands for the second step too.
    return HttpResponseRedirect(enter(request, worker, Way.DEMO, timezone.now()))
