"""Answers by workers: read before they go, let go, or given back with why."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from frontend.desk.lines import how_many
from frontend.guards import WorkerRequest, for_worker
from frontend.moderator.forms import Return
from frontend.moderator.rows import reply_rows
from frontend.moderator.tabs import back, frame_of
from frontend.staff.desk import say
from frontend.staff.roles import for_role
from safeguarding.people.types import Role
from voice.replies import actions, queries
from voice.replies.errors import ReplyError


@for_role(Role.MODERATOR)
@require_GET
def queue(request: WorkerRequest) -> HttpResponse:
    """Answers that wait, soonest first."""
    now = timezone.now()
    rows = queries.reply_queue(request.user, now)
    context = {
        **frame_of(request, "reading_answers", now, answers=len(rows)),
        "queue": reply_rows(rows, None, now),
        "finding": how_many(len(rows), "waiting to go") if rows else "No answer is waiting",
    }
    return render(request, "moderator/answers.html", context)


@for_worker
@require_http_methods(["GET", "POST"])
def one(request: WorkerRequest, reply_id: UUID) -> HttpResponse:
    """One answer, opened by a moderator, or by whoever their promise to read it has come to."""
    now = timezone.now()
    form = Return(request.POST if request.POST.get("go") == "return" else None)
    reply, shown = queries.reply_to_read(request.user, reply_id, now)
    try:
        if request.POST.get("go") == "let_go":
            actions.let_reply_go(request.user, reply, now)
            say(request, "It is on its way to them.")
            return redirect(back(request, "reading_answers"))
        if form.is_valid():
            actions.return_reply(request.user, reply, form.cleaned_data["why"], now)
            say(request, "Given back. The clock runs on, so they will see it at once.")
            return redirect(back(request, "reading_answers"))
    except ReplyError:
        say(request, "Somebody was quicker: this answer is not waiting any more.", "error")
        return redirect(back(request, "reading_answers"))
    rows = queries.reply_queue(request.user, now)
    context = {
        **frame_of(request, "reading_answers", now, answers=len(rows)),
        "queue": reply_rows(rows, reply_id, now),
        "reply": shown,
        "form": form,
    }
    return render(request, "moderator/answer.html", context, status=422 if form.errors else 200)
