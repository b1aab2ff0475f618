"""Workers and their posts. An administrator sees what somebody does here, and nothing anybody said."""

from datetime import datetime
from smtplib import SMTPException
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.views.decorators.http import require_http_methods

from frontend.administrator.forms import AddWorker, GivePost, Names
from frontend.administrator.tabs import frame_of
from frontend.guards import WorkerRequest
from frontend.staff.desk import say
from frontend.staff.faces import ROLE_NAMES
from frontend.staff.links import send_welcome
from frontend.staff.roles import for_role
from safeguarding.people import queries
from safeguarding.people.actions import add_worker_with_post, give_post, rename_worker
from safeguarding.people.models import Service, Worker
from safeguarding.people.types import NotAllowed, Role
from safeguarding.responsibility.actions import deactivate, end_post
from safeguarding.responsibility.types import NobodyToHandTo
from safeguarding.sign_in.actions import begin_again

HEADS = ("Name", "What they do", "Signing in")


def _welcome(request: WorkerRequest, worker: Worker) -> None:
    try:
        send_welcome(worker)
    except (OSError, SMTPException):
        say(request, f"The link for {worker.name} could not be sent. Try again from their page.", "error")
    else:
        say(request, f"{worker.name} gets a link to sign in by email. Only they see it.")


@for_role(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def everybody(request: WorkerRequest) -> HttpResponse:
    """Everybody with a post, and adding somebody."""
    now = timezone.now()
    services = queries.services_to_set_up(request.user, now)
    form = AddWorker(request.POST or None, services=services)
    if form.is_valid() and (at := form.service("at")):
        data = form.cleaned_data
        worker = add_worker_with_post(
            data["name"], data["known_as"], data["email"], at, Role(data["role"]), now, request.user
        )
        _welcome(request, worker)
        return redirect("set_up_worker", worker.pk)
    name, start = request.GET.get("name", "").strip()[:100], request.GET.get("from", "0")
    first = int(start) if start.isdecimal() and len(start) < 8 else 0
    people = queries.workers_to_set_up(request.user, now, name=name)
    rows = [
        (
            format_html(
                '<a href="{}">{}</a>', reverse("set_up_worker", args=[row.worker.pk]), row.worker.name
            ),
            ", ".join(f"{ROLE_NAMES[Role(post.role)]}, {post.service.name}" for post in row.posts),
            "" if row.worker.has_usable_password() or row.worker.last_login else "has not signed in yet",
        )
        for row in people[first : first + queries.SHOWN]
    ]
    context = {
        **frame_of(request, "set_up_workers", now),
        "rows": rows,
        "heads": HEADS,
        "form": form,
        "count": len(people),
        "name": name,
        "then": first + queries.SHOWN if first + queries.SHOWN < len(people) else None,
    }
    return render(request, "administrator/workers.html", context, status=422 if form.errors else 200)


def _do(request: WorkerRequest, row: queries.WorkerRow, form: GivePost) -> bool:
    """Do what the pressed button says; False when the form has to be shown again."""
    now, go = timezone.now(), request.POST.get("go")
    if go == "welcome":
        _welcome(request, row.worker)
        return True
    if go == "begin_again":
        try:
            begin_again(row.worker, now, request.user)
        except NotAllowed:
            say(request, "They have a post outside what you set up. Ask there.", "error")
        else:
            _welcome(request, row.worker)
        return True
    if go == "left":
        try:
            deactivate(row.worker, now, request.user)
        except NotAllowed:
            say(request, "They have a post outside what you set up. End it there first.", "error")
        except NobodyToHandTo:
            say(request, "Something they keep would have nobody. Name another worker for it first.", "error")
        else:
            say(request, f"{row.worker.name} has left. What they kept is with others now.")
        return True
    if go == "end":
        _end(request, row, now)
        return True
    if form.is_valid() and (at := form.service("at")):
        _give(request, row.worker, at, Role(form.cleaned_data["role"]), now)
        return True
    return False


def _give(request: WorkerRequest, worker: Worker, at: Service, role: Role, now: datetime) -> None:
    if worker.pk == request.user.pk:
        say(request, "Another administrator gives you a post: whoever sets up reads nothing.", "error")
    else:
        give_post(worker, at, role, now, request.user)


def _end(request: WorkerRequest, row: queries.WorkerRow, now: datetime) -> None:
    for post in row.posts:
        if str(post.pk) == request.POST.get("post"):
            try:
                end_post(post, now, request.user)
            except NobodyToHandTo:
                say(
                    request,
                    "Something they keep would have nobody. Name another worker for it first.",
                    "error",
                )


@for_role(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def one(request: WorkerRequest, worker_id: UUID) -> HttpResponse:
    """One worker: their names, their posts, a new link, leaving."""
    now = timezone.now()
    row = queries.worker_to_set_up(request.user, worker_id, now)
    services = queries.services_to_set_up(request.user, now)
    go = request.POST.get("go")
    form = GivePost(request.POST if go == "give" else None, services=services)
    names = Names(request.POST if go == "names" else None, initial=_names_of(row.worker))
    if request.method == "POST" and (_renamed(request, row, names, now) or _do(request, row, form)):
        gone = request.POST.get("go") in {"left", "end"}
        return redirect("set_up_workers") if gone else redirect("set_up_worker", row.worker.pk)
    context = {
        **frame_of(request, "set_up_workers", now),
        "worker": row.worker,
        "posts": [(post, ROLE_NAMES[Role(post.role)]) for post in row.posts],
        "form": form,
        "names": names,
    }
    status = 422 if form.errors or names.errors else 200
    return render(request, "administrator/worker.html", context, status=status)


def _names_of(worker: Worker) -> dict[str, str]:
    return {
        "name": worker.name,
        "known_as": worker.known_as,
        "other_names": ", ".join(worker.other_names),
    }


def _renamed(request: WorkerRequest, row: queries.WorkerRow, form: Names, now: datetime) -> bool:
    if not (form.is_bound and form.is_valid() and row.posts):
        return False
    given = form.cleaned_data
    rename_worker(
        row.worker,
        given["name"],
        given["known_as"],
        row.posts[0].service,
        now,
        request.user,
        other_names=given["other_names"],
    )
    say(request, "Changed.")
    return True
