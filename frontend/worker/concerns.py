"""A concern: its page, and each thing a worker does about it. What was typed is never lost."""

import uuid
from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from frontend.guards import WorkerRequest, for_worker
from frontend.staff.desk import say
from frontend.worker import concern_forms
from frontend.worker.pages import Trouble, concern_page
from frontend.worker.problems import NOT_DONE, problem_of, put_right
from safeguarding.concerns import actions
from safeguarding.concerns.queries import concern_for
from safeguarding.concerns.shown import ConcernPage
from safeguarding.concerns.types import Incomplete, NoteKind, OutcomeKind
from safeguarding.people.types import NotAllowed

WRONG = 422
UNSEEN = -1  # a page that doesn't say how much had come


@require_safe
@for_worker
def concern(request: WorkerRequest, concern_id: uuid.UUID) -> HttpResponse:
    """The words, why to look, and what can be done. Opening it is a look."""
    return render(request, "worker/concern.html", concern_page(request, concern_id, timezone.now()))


def _do(
    request: WorkerRequest,
    concern_id: uuid.UUID,
    name: str,
    form: forms.Form,
    act: Callable[[dict[str, Any]], object],
    done: str,
) -> HttpResponseBase:
    """Parse, act, go back to the page; or show the page with what is wrong and everything that was typed."""
    trouble = Trouble(name, form)
    if form.is_valid():
        try:
            act(form.cleaned_data)
        except Incomplete as error:
            put_right(form, error)
        except NOT_DONE as error:
            trouble = Trouble(name, form, problem_of(error))
        else:
            say(request, done)
            return redirect("concern", concern_id)
    page = concern_page(request, concern_id, timezone.now(), trouble)
    return render(request, "worker/concern.html", page, status=WRONG)


def _seen(request: WorkerRequest, concern_id: uuid.UUID) -> ConcernPage:
    return concern_for(request.user, concern_id, timezone.now())


@require_POST
@for_worker
def take(request: WorkerRequest, concern_id: uuid.UUID) -> HttpResponseBase:
    """I've got this."""
    page, now = _seen(request, concern_id), timezone.now()
    return _do(
        request,
        concern_id,
        "take",
        forms.Form(request.POST),
        lambda _given: actions.take(request.user, page.concern, now),
        _("You have got this. Pages stay quiet for 15 minutes. Write the plan now."),
    )


@require_POST
@for_worker
def plan(request: WorkerRequest, concern_id: uuid.UUID) -> HttpResponseBase:
    """Who does what by when, and how the young person is spoken to."""
    page, now = _seen(request, concern_id), timezone.now()
    form = concern_forms.PlanForm(page, request.user, data=request.POST, prefix="plan")

    def act(given: dict[str, Any]) -> None:
        actions.make_plan(
            request.user,
            page.concern,
            given["what"],
            given["speak"],
            given["by"],
            given["doer"],
            now,
            faster_why=given["faster_why"] if form.goes_faster() else None,
            told=given["told"] == "yes",
            not_told_why=given["not_told_why"],
        )

    form = concern_forms.PlanForm(page, request.user, data=request.POST, prefix="plan")
    return _do(
        request, concern_id, "plan", form, act, _("Plan saved. The first promise is kept, the next runs.")
    )


@require_POST
@for_worker
def done(request: WorkerRequest, concern_id: uuid.UUID) -> HttpResponseBase:
    """What the plan said is done."""
    page, now = _seen(request, concern_id), timezone.now()
    return _do(
        request,
        concern_id,
        "done",
        concern_forms.DoneForm(request.POST, prefix="done"),
        lambda given: actions.acted(request.user, page.concern, now, given["text"]),
        _("Done, and noted. Write the outcome, or plan the next step."),
    )


@require_POST
@for_worker
def note(request: WorkerRequest, concern_id: uuid.UUID) -> HttpResponseBase:
    """A fact, an opinion, or something heard."""
    page, now = _seen(request, concern_id), timezone.now()
    return _do(
        request,
        concern_id,
        "note",
        concern_forms.NoteForm(request.POST, prefix="note"),
        lambda given: actions.write_note(
            request.user, page.concern, NoteKind(given["kind"]), given["text"], now, given["heard_from"]
        ),
        _("Note saved."),
    )


@require_POST
@for_worker
def ask_advice(request: WorkerRequest, concern_id: uuid.UUID) -> HttpResponseBase:
    """One question to a specialist."""
    page, now = _seen(request, concern_id), timezone.now()
    form = concern_forms.AdviceForm(page, data=request.POST, prefix="advice")

    def act(given: dict[str, Any]) -> None:
        actions.ask_advice(
            request.user,
            page.concern,
            given["adviser"],
            given["question"],
            given["chosen"],
            given["basis"],
            form.ends_at(now),
            now,
        )

    return _do(request, concern_id, "advice", form, act, _("Asked. No clock stops while you wait."))


@require_POST
@for_worker
def hand_over(request: WorkerRequest, concern_id: uuid.UUID) -> HttpResponseBase:
    """To somebody else who could read it."""
    page, now = _seen(request, concern_id), timezone.now()
    form = concern_forms.HandOverForm(page, data=request.POST, prefix="hand")
    return _do(
        request,
        concern_id,
        "hand",
        form,
        lambda given: actions.hand_over(request.user, page.concern, given["to"], now),
        _("Handed over, in the time that is left."),
    )


@require_POST
@for_worker
def outcome(request: WorkerRequest, concern_id: uuid.UUID) -> HttpResponseBase:
    """How it ends and why; about as much as their page showed."""
    page, now = _seen(request, concern_id), timezone.now()
    seen = request.POST.get("seen", "")

    def act(given: dict[str, Any]) -> None:
        actions.propose_outcome(
            request.user,
            page.concern,
            OutcomeKind(given["kind"]),
            given["reason"],
            now,
            given["receiver"],
            given["reference"],
            given["review_at"],
            seen=int(seen) if seen.isdecimal() else UNSEEN,
        )

    form = concern_forms.OutcomeForm(request.POST, prefix="outcome")
    return _do(request, concern_id, "outcome", form, act, _("Outcome saved."))


@require_POST
@for_worker
def second(request: WorkerRequest, concern_id: uuid.UUID) -> HttpResponseBase:
    """A second person agrees, or does not."""
    page, now = _seen(request, concern_id), timezone.now()
    waiting = page.waiting
    if waiting is None:
        raise NotAllowed("outcome")
    return _do(
        request,
        concern_id,
        "second",
        concern_forms.SecondForm(request.POST, prefix="second"),
        lambda given: actions.second(request.user, waiting, given["agree"] == "yes", given["reason"], now),
        _("Thank you. It stands as you said."),
    )


@require_POST
@for_worker
def check(request: WorkerRequest, concern_id: uuid.UUID) -> HttpResponseBase:
    """A second person looks at why the young person was not told."""
    page, now = _seen(request, concern_id), timezone.now()
    if page.may_check is None:
        raise NotAllowed("plan")
    plan_id = page.may_check.id
    return _do(
        request,
        concern_id,
        "check",
        concern_forms.CheckForm(request.POST, prefix="check"),
        lambda given: actions.check_not_told(
            request.user, page.concern, plan_id, given["agree"] == "yes", given["comment"], now
        ),
        _("Thank you. Your answer is in the notes."),
    )


@require_POST
@for_worker
def receipt(request: WorkerRequest, concern_id: uuid.UUID) -> HttpResponseBase:
    """Whoever it was passed on to has it."""
    page, now = _seen(request, concern_id), timezone.now()
    waiting = page.waiting
    if waiting is None:
        raise NotAllowed("outcome")
    return _do(
        request,
        concern_id,
        "receipt",
        concern_forms.ReceiptForm(request.POST, prefix="receipt"),
        lambda given: actions.confirm_receipt(request.user, waiting, now, given["reference"]),
        _("Receipt confirmed."),
    )


@require_POST
@for_worker
def useful(request: WorkerRequest, concern_id: uuid.UUID, reason_id: int) -> HttpResponseBase:
    """Was this reason worth a look?"""
    page, now = _seen(request, concern_id), timezone.now()
    reason = next((row for row in page.reasons if row.pk == reason_id), None)
    if reason is None:
        raise NotAllowed("reason")
    actions.mark_useful(request.user, reason, request.POST.get("useful") == "yes", now)
    return redirect("concern", concern_id)
