"""Signing in and out, one's own page, and the links of the fictional service."""

from django.conf import settings
from django.contrib.auth import authenticate, login, logout, update_session_auth_hash
from django.contrib.auth.tokens import default_token_generator
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from frontend.guards import WorkerRequest, for_worker
from frontend.staff import slow
from frontend.staff.desk import frame, say
from frontend.staff.faces import ROLE_NAMES, home_of
from frontend.staff.forms import ChoosePassword, SignIn
from frontend.staff.links import worker_of_demo_link, worker_of_welcome
from safeguarding.people.access import posts_of
from safeguarding.people.actions import choose_password, note_sign_in
from safeguarding.people.models import Worker
from safeguarding.people.types import Role

BACKEND = "django.contrib.auth.backends.ModelBackend"


def _enter(request: HttpRequest, worker: Worker) -> None:
    # Whatever this browser was before (a young person's session) ends here.
    request.session.flush()
    login(request, worker, backend=BACKEND)
    note_sign_in(worker, timezone.now())


def _page(request: HttpRequest, form: SignIn, problem: str = "", status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "problem": problem,
        "next": request.POST.get("next") or request.GET.get("next", ""),
        "product_name": settings.PRODUCT_NAME,
    }
    return render(request, "staff/sign_in.html", context, status=status)


@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Work email and password; a wrong one makes the next look slower."""
    if request.method == "GET":
        if isinstance(request.user, Worker):
            return redirect(home_of(request.user, timezone.now()))
        return _page(request, SignIn())
    form = SignIn(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    account, address, now = form.cleaned_data["email"], request.META.get("REMOTE_ADDR", ""), timezone.now()
    if seconds := slow.wait(account, address, now):
        response = _page(request, form, f"Please wait {seconds} seconds, then try again.", status=429)
        response.headers["Retry-After"] = str(seconds)
        return response
    slow.count(account, address, now)
    worker = authenticate(request, username=account, password=form.cleaned_data["password"])
    if not isinstance(worker, Worker):
        return _page(request, form, "That email and password do not go together.", status=422)
    slow.forget(account, address)
    _enter(request, worker)
    return HttpResponseRedirect(_next(request) or home_of(worker, now))


def _next(request: HttpRequest) -> str:
    """Where they wanted to go, if that is one of our own pages."""
    wanted = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if wanted.startswith("/") and ours else ""


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """The session ends on the server; the browser is asked to forget what it kept."""
    logout(request)
    response = redirect("sign_in")
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


@for_worker
@sensitive_post_parameters("password", "again")
@require_http_methods(["GET", "POST"])
def me(request: WorkerRequest) -> HttpResponse:
    """One's own posts, a new password, and the way out."""
    now = timezone.now()
    form = ChoosePassword(request.POST or None, worker=request.user)
    if request.method == "POST" and form.is_valid():
        choose_password(request.user, form.cleaned_data["password"], now)
        update_session_auth_hash(request, request.user)
        say(request, "Your new password works from now on.")
        return redirect("me")
    posts = posts_of(request.user, now).select_related("service").order_by("service__name")
    context = {
        **frame(request, [], "me", now),
        "form": form,
        "posts": [(ROLE_NAMES[Role(post.role)], post.service.name) for post in posts],
    }
    return render(request, "staff/me.html", context, status=200 if request.method == "GET" else 422)


@sensitive_post_parameters("password", "again")
@require_http_methods(["GET", "POST"])
def welcome(request: HttpRequest, worker_id: str, token: str) -> HttpResponse:
    """The link a worker gets by mail: choose a password once, within three days."""
    worker = worker_of_welcome(worker_id)
    if worker is None or not default_token_generator.check_token(worker, token):
        return render(request, "staff/welcome_over.html", {"product_name": settings.PRODUCT_NAME}, status=404)
    form = ChoosePassword(request.POST or None, worker=worker)
    if request.method == "POST" and form.is_valid():
        choose_password(worker, form.cleaned_data["password"], timezone.now())
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
    _enter(request, worker)
    return redirect(home_of(worker, timezone.now()))
