"""Answers by workers: read before they go, let go, or given back with why."""

from datetime import datetime
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
from voice.replies.answered import what_it_answers
from voice.replies.errors import NothingWritten, NotWaiting, OwnReply, ReplyError, WriterLeftOut
from voice.replies.models import Reply

PROBLEMS: dict[type[ReplyError], str] = {
    NotWaiting: "Somebody was quicker: this answer is not waiting any more.",
    WriterLeftOut: (
        "This answer can’t go: the young person wants its writer left out now. Give it back. "
        "Whoever has the promise to answer writes another."
    ),
    OwnReply: "You wrote this answer, so somebody else reads it.",
    NothingWritten: "Write what should be different.",
}
NOT_NOW = "That can’t be done now. Nothing has changed."


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
    """One answer beside what it answers, opened by a moderator, or by whoever their promise to read it has come to."""
    now, problem = timezone.now(), ""
    form = Return(request.POST if request.POST.get("go") == "return" else None)
    reply, shown = queries.reply_to_read(request.user, reply_id, now)
    try:
        if done := _decide(request, reply, form, now):
            say(request, done)
            return redirect(back(request, "reading_answers"))
    except NotWaiting:
        say(request, PROBLEMS[NotWaiting], "error")
        return redirect(back(request, "reading_answers"))
    except ReplyError as error:
        problem = PROBLEMS.get(type(error), NOT_NOW)
    rows = queries.reply_queue(request.user, now)
    context = {
        **frame_of(request, "reading_answers", now, answers=len(rows)),
        "queue": reply_rows(rows, reply_id, now),
        "reply": shown,
        "said": what_it_answers(request.user, reply, now),
        "problem": problem or (PROBLEMS[WriterLeftOut] if shown.writer_left_out else ""),
        "form": form,
    }
    return render(request, "moderator/answer.html", context, status=422 if form.errors or problem else 200)


def _decide(request: WorkerRequest, reply: Reply, form: Return, now: datetime) -> str:
    """Do what the pressed button says. Returns what was done, or nothing. Raises ReplyError."""
    if request.POST.get("go") == "let_go":
        actions.let_reply_go(request.user, reply, now)
        return "It is on its way to them."
    if form.is_valid():
        actions.return_reply(request.user, reply, form.cleaned_data["why"], now)
        return "Given back. The clock runs on, so they will see it at once."
    return ""
