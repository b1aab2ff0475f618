"""The inbox, and the part of it that a socket asks to be fetched again."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from frontend.desk.frame import frame
from frontend.guards import WorkerRequest, for_worker
from frontend.worker import inbox_page
from frontend.worker.asides import leave_line
from voice.decisions.queries import to_answer_for


@require_safe
@for_worker
def inbox(request: WorkerRequest) -> HttpResponse:
    """Everything promised in this worker's name, by its time."""
    now = timezone.now()
    shown = inbox_page.inbox(request.user, now)
    to_answer = to_answer_for(request.user, now)
    counts = {"inbox": shown["count"], "work_decisions": to_answer}
    return render(
        request,
        "worker/inbox.html",
        {
            **frame(request, now, "inbox", counts),
            **shown,
            "to_answer": to_answer,
            "leave": leave_line(request.user, now),
        },
    )


@require_safe
@for_worker
def thread(request: WorkerRequest) -> HttpResponse:
    """The lines alone, and the finding above them."""
    return render(request, "worker/thread.html", inbox_page.inbox(request.user, timezone.now()))
