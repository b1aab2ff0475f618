"""A specialist's questions: what was chosen to be shown, and a place to answer."""

from datetime import datetime
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from frontend.desk.lines import how_many
from frontend.desk.times import when_exactly
from frontend.guards import WorkerRequest
from frontend.staff.desk import Tab, frame, say
from frontend.staff.roles import for_role
from safeguarding.concerns.actions import give_advice, open_advice
from safeguarding.concerns.models import AdviceQuestion
from safeguarding.concerns.queries import advice_for, ended_for, question_for
from safeguarding.concerns.shown import AdviceRow
from safeguarding.concerns.types import AlreadyAnswered
from safeguarding.people.types import NotAllowed, Role
from safeguarding.vault.envelope import open_sealed


class Advice(forms.Form):
    text = forms.CharField(
        label="Your advice",
        max_length=10_000,
        help_text="For the worker who asked. The young person can see that you looked and that you answered.",
        widget=forms.Textarea(attrs={"rows": 8}),
    )


@for_role(Role.ADVISER)
@require_GET
def questions(request: WorkerRequest) -> HttpResponse:
    """Questions put to this adviser, the first to end first. Nothing of what they say stands here."""
    now = timezone.now()
    rows = advice_for(request.user, now)
    waiting = [row for row in rows if row.waits]
    queue = [
        {
            "href": reverse("advice_one", args=[row.id]),
            "when": when_exactly(row.ends_at, now),
            "icon": "check" if row.answered_at else "unsure",
            "text": "Answered" if row.answered_at else f"Asked {when_exactly(row.asked_at, now)}",
            "note": _note(row, now),
        }
        for row in rows
    ]
    context = {
        **frame(request, [Tab("advice", "Questions", "unsure", len(waiting))], "advice", now),
        "queue": queue,
        "finding": how_many(len(waiting), "waiting for your advice") if waiting else "No question is waiting",
    }
    return render(request, "adviser/questions.html", context)


def _note(row: AdviceRow, now: datetime) -> str:
    until = f"you can answer until {when_exactly(row.ends_at, now)}"
    if row.answered_at:
        return ""
    return until if row.waits else f"closed without your advice; {until}"


@for_role(Role.ADVISER)
@require_http_methods(["GET", "POST"])
def one(request: WorkerRequest, question_id: UUID) -> HttpResponse:
    """One question, opened: a look that the young person can see."""
    now = timezone.now()
    form = Advice(request.POST or None)
    try:
        question = question_for(request.user, question_id, now)
    except NotAllowed:
        ended = ended_for(request.user, question_id, now)
        if ended is None or not form.data:
            raise
        return _too_late(request, ended, form, now)
    if form.is_valid():
        try:
            give_advice(request.user, question, form.cleaned_data["text"], now)
            say(request, _given(question))
        except AlreadyAnswered:
            say(request, "You had answered this one already.", "error")
        return redirect("advice")
    open_advice(
        request.user, question, now
    )  # also when an empty answer brings the page back: it is shown again
    context = {
        **frame(request, [Tab("advice", "Questions", "unsure")], "advice", now),
        "question": question,
        "closed_at": question.concern.closed_at,
        "asked": open_sealed(question, "sealed_question"),
        "chosen": open_sealed(question, "sealed_chosen"),
        "basis": open_sealed(question, "sealed_basis"),
        "answer": open_sealed(question, "sealed_answer"),
        "form": form,
    }
    return render(request, "adviser/one.html", context, status=422 if form.errors else 200)


def _given(question: AdviceQuestion) -> str:
    name = question.asked_by.known_as
    if question.concern.closed_at is None:
        return f"{name} has your advice now."
    return f"Your advice is kept with what {name} asked about. That was closed before you answered."


def _too_late(request: WorkerRequest, ended: datetime, form: Advice, now: datetime) -> HttpResponse:
    """The question ended while they were writing: their words come back to them, and nobody else has them."""
    context = {
        **frame(request, [Tab("advice", "Questions", "unsure")], "advice", now),
        "ended": when_exactly(ended, now),
        "form": form,
    }
    return render(request, "adviser/too_late.html", context, status=410)
