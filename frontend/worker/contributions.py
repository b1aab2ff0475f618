"""A contribution's page when there is no concern of the worker's about it, and the answers to it."""

import uuid

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from frontend.desk.wording import HEADINGS
from frontend.guards import WorkerRequest, for_worker
from frontend.staff.desk import say
from frontend.worker.pages import Trouble, concern_page, contribution_page, page_of
from frontend.worker.problems import NOT_DONE, problem_of
from frontend.worker.reply_form import ReplyForm
from safeguarding.people.access import Act
from voice.contributions.missed import said_missed, say_missed
from voice.contributions.permission import must
from voice.contributions.types import AnswerWay
from voice.replies.actions import told_in_person, write_reply
from voice.replies.queries import reply_by

SHOWN_HEADINGS = {str(int(heading)) for heading in HEADINGS}


@require_safe
@for_worker
def contribution(request: WorkerRequest, contribution_id: uuid.UUID) -> HttpResponseBase:
    """Their words. Opening them is a look. With a concern, its page shows them."""
    now = timezone.now()
    concern_id = page_of(request.user, contribution_id, now)
    if concern_id is not None:
        return redirect("concern", concern_id)
    context = contribution_page(request, contribution_id, now)
    context["headings"] = [(int(heading), name) for heading, name in HEADINGS.items()]
    context["missed"] = said_missed(request.user, contribution_id)
    context["missed_action"] = reverse("contribution_missed", args=[contribution_id])
    return render(request, "worker/contribution.html", context)


@require_POST
@for_worker
def missed(request: WorkerRequest, contribution_id: uuid.UUID) -> HttpResponseBase:
    """One tap: no rule caught this. It changes no clock; it tells how often rules miss."""
    ticked = [int(text) for text in request.POST.getlist("headings") if text in SHOWN_HEADINGS]
    say_missed(request.user, contribution_id, ticked, timezone.now())
    say(request, _("Noted: no rule caught this. Do what you would do anyway."))
    return redirect("contribution", contribution_id)


@require_POST
@for_worker
def answer(request: WorkerRequest, contribution_id: uuid.UUID) -> HttpResponseBase:
    """Write an answer; a moderator reads it first. Long sentences are shown once, then may go as they are."""
    now = timezone.now()
    row = must(Act.WORK_ON, request.user, contribution_id, now)
    form = ReplyForm(request.POST, prefix="reply")
    trouble = Trouble("reply", form)
    if form.is_valid() and (request.POST.get("go") == "anyway" or not form.too_long()):
        try:
            write_reply(
                request.user, row, form.cleaned_data["text"], AnswerWay(form.cleaned_data["way"]), now
            )
        except NOT_DONE as error:
            trouble = Trouble("reply", form, problem_of(error))
        else:
            say(request, _("Saved. A moderator reads it, then it goes."))
            return redirect("contribution", contribution_id)
    return _again(request, contribution_id, trouble)


def _again(request: WorkerRequest, contribution_id: uuid.UUID, trouble: Trouble) -> HttpResponse:
    now = timezone.now()
    concern_id = page_of(request.user, contribution_id, now)
    if concern_id is not None:
        page = concern_page(request, concern_id, now, trouble)
        return render(request, "worker/concern.html", page, status=422)
    page = contribution_page(request, contribution_id, now, trouble)
    return render(request, "worker/contribution.html", page, status=422)


@require_POST
@for_worker
def told(request: WorkerRequest, reply_id: uuid.UUID) -> HttpResponseBase:
    """The answer was said to them in person."""
    now = timezone.now()
    reply = reply_by(request.user, reply_id, now)
    try:
        told_in_person(request.user, reply, now)
    except NOT_DONE as error:
        say(request, problem_of(error), "error")
    else:
        say(request, _("Noted: they have been told."))
    return redirect("contribution", reply.contribution_id)
