"""The ledger as a worker keeps it: write, ask how it felt, record what came of it, answer the six."""

import uuid
from datetime import datetime
from typing import Any

from django import forms
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from frontend.desk.frame import frame
from frontend.desk.wording import FIVE, PARTS
from frontend.guards import WorkerRequest, for_worker
from frontend.staff.desk import say
from frontend.worker.concern_forms import text
from frontend.worker.people import mine
from safeguarding.people.models import YoungPerson
from safeguarding.people.queries import my_young_people, name_of
from voice.decisions.actions import (
    DecisionError,
    answer_as_worker,
    ask_involvement,
    record_decided,
    write_decision,
)
from voice.decisions.pages import DecisionShown
from voice.decisions.queries import decision_for, decisions_of, title, worker_side
from voice.questions.types import Part

WAYS = (("card", lazy("With their card")), ("in_person", lazy("In person")), ("letter", lazy("By letter")))


class WriteForm(forms.Form):
    """A decision or a meeting, named as the young person would."""

    young_person = forms.ChoiceField(label=lazy("About whom?"))
    title = forms.CharField(
        label=lazy("What do they call it?"),
        max_length=120,
        help_text=lazy("For example: my meeting about school"),
    )
    meets_on = forms.DateField(
        label=lazy("When is it?"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, people: list[YoungPerson], **options: Any) -> None:
        super().__init__(**options)
        whom = self.fields["young_person"]
        if isinstance(whom, forms.ChoiceField):
            whom.choices = [(str(row.pk), name_of(row)) for row in people]


class AskForm(forms.Form):
    """How they are asked."""

    way = forms.ChoiceField(label=lazy("How do you ask?"), choices=WAYS)


class DecidedForm(forms.Form):
    """What came of it, in words the young person reads."""

    view = text(lazy("What they wanted"), required=False)
    decided = text(lazy("What was decided"))
    changed = text(lazy("What changed because of them"), required=False)
    why_not = text(lazy("If nothing changed: why not"), required=False)


class SixForm(forms.Form):
    """The worker's side of the six."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        for part, label in PARTS.items():
            self.fields[part.value] = forms.ChoiceField(
                label=label, choices=list(FIVE.items()), widget=forms.RadioSelect
            )


@require_http_methods(["GET", "HEAD", "POST"])
@for_worker
def decisions(request: WorkerRequest) -> HttpResponseBase:
    """Every decision of my young people, and a form to write one."""
    now = timezone.now()
    people = my_young_people(request.user, now)
    first = {"young_person": request.GET.get("about", "")}
    form = WriteForm(people, data=request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        young_person = mine(request, uuid.UUID(form.cleaned_data["young_person"]), now)
        row = write_decision(
            request.user, young_person, form.cleaned_data["title"], form.cleaned_data["meets_on"], now
        )
        say(request, _("Written. Now ask how it felt."))
        return redirect("work_decision", row.pk)
    rows = [(name_of(person), row) for person in people for row in decisions_of(request.user, person, now)]
    context = {
        **frame(request, now, "work_decisions"),
        "form": form,
        "rows": [_listed(name, row) for name, row in rows],
        "heading": _finding([row for _name, row in rows]),
    }
    return render(request, "worker/decisions.html", context, status=422 if form.errors else 200)


def _finding(rows: list[DecisionShown]) -> str:
    undecided = sum(1 for row in rows if row.decided_at is None)
    if not rows:
        return _("No decision is written down yet")
    if not undecided:
        return _("Every decision says what came of it")
    return ngettext(
        "One decision does not say what came of it",
        "%(many)s decisions do not say what came of them",
        undecided,
    ) % {"many": undecided}


def _listed(name: str, row: DecisionShown) -> dict[str, Any]:
    if row.decided_at is None:
        state = _("No record yet of what came of it")
    else:
        state = _("Changed because of them") if row.changed else _("Says why not")
    felt = _("told us how it felt") if row.told_us else _("was asked") if row.asked_at else _("not asked yet")
    return {"name": name, "row": row, "state": state, "felt": felt}


@require_safe
@for_worker
def decision(request: WorkerRequest, decision_id: uuid.UUID) -> HttpResponse:
    """One decision and what can be done about it."""
    return _page(request, decision_id, timezone.now())


def _page(request: WorkerRequest, decision_id: uuid.UUID, now: datetime, **given: forms.Form) -> HttpResponse:
    row = decision_for(request.user, decision_id, now)
    shown = next(
        entry for entry in decisions_of(request.user, row.young_person, now) if entry.decision_id == row.pk
    )
    said = worker_side(request.user, row, now)
    recorded = {
        "view": shown.view,
        "decided": shown.decided,
        "changed": shown.changed,
        "why_not": shown.why_not,
    }
    context = {
        **frame(request, now, "work_decisions"),
        "name": name_of(row.young_person),
        "title": title(row),
        "shown": shown,
        "mine": [
            {"part": PARTS[Part(side.part)], "value": FIVE.get(side.value, side.value)} for side in said
        ],
        "ask": AskForm(prefix="ask"),
        "decided": DecidedForm(prefix="decided", initial=recorded),
        "six": SixForm(prefix="six"),
        **given,
    }
    return render(request, "worker/decision.html", context, status=422 if given else 200)


@require_POST
@for_worker
def ask(request: WorkerRequest, decision_id: uuid.UUID) -> HttpResponseBase:
    """Ask the young person how it felt."""
    now, form = timezone.now(), AskForm(request.POST, prefix="ask")
    if form.is_valid():
        row = decision_for(request.user, decision_id, now)
        ask_involvement(request.user, row, form.cleaned_data["way"], now)
        say(request, _("Asked. They see it the next time they come in."))
        return redirect("work_decision", decision_id)
    return _page(request, decision_id, now, ask=form)


@require_POST
@for_worker
def decided(request: WorkerRequest, decision_id: uuid.UUID) -> HttpResponseBase:
    """What they wanted, what was decided, what changed because of them, or why not."""
    now, form = timezone.now(), DecidedForm(request.POST, prefix="decided")
    if form.is_valid():
        try:
            record_decided(
                request.user, decision_for(request.user, decision_id, now), **form.cleaned_data, now=now
            )
        except DecisionError:
            form.add_error("changed", _("Say what changed because of them, or why not."))
        else:
            say(request, _("Recorded. They can read it."))
            return redirect("work_decision", decision_id)
    return _page(request, decision_id, now, decided=form)


@require_POST
@for_worker
def six(request: WorkerRequest, decision_id: uuid.UUID) -> HttpResponseBase:
    """How involved the worker thinks they were: the same six, once."""
    now, form = timezone.now(), SixForm(data=request.POST, prefix="six")
    if form.is_valid():
        answers = {Part(part): value for part, value in form.cleaned_data.items()}
        try:
            answer_as_worker(request.user, decision_for(request.user, decision_id, now), answers, now)
        except DecisionError:
            say(request, _("You have answered this already."), "error")
        else:
            say(request, _("Thank you. Your answers stand beside theirs, in figures about ten or more."))
        return redirect("work_decision", decision_id)
    return _page(request, decision_id, now, six=form)
