"""One rota: its shifts, who is put on and taken off, and what colleagues have asked each other."""

import uuid
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_http_methods

from frontend.desk.frame import frame
from frontend.desk.wording import WEEKDAYS
from frontend.guards import WorkerRequest
from frontend.lead.rotas import KEEPERS, hours_of, of, shown_rota
from frontend.staff.desk import say
from frontend.staff.roles import for_role
from safeguarding.people.models import Worker, WorkerLeave
from safeguarding.people.types import NotAllowed
from safeguarding.promises.actions import put_on, take_off
from safeguarding.promises.models import Rota, Shift, ShiftOffer
from safeguarding.promises.rotas import could_work, rotas_kept_by
from safeguarding.promises.types import CannotHave, NobodyToHandTo

DAYS = [(str(index), name) for index, name in enumerate(WEEKDAYS)]


class ShiftForm(forms.Form):
    """Who, on which days and when; for ever, or between two dates. One date alone stands in both."""

    worker = forms.ChoiceField(label=lazy("Who"))
    days = forms.MultipleChoiceField(
        label=lazy("Beginning on"),
        choices=DAYS,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=lazy("Leave them empty for one date alone."),
    )
    starts = forms.TimeField(label=lazy("From"), widget=forms.TimeInput(attrs={"type": "time"}))
    ends = forms.TimeField(
        label=lazy("Until"),
        widget=forms.TimeInput(attrs={"type": "time"}),
        help_text=lazy("The same or earlier means the next morning."),
    )
    from_day = forms.DateField(
        label=lazy("First day"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    until_day = forms.DateField(
        label=lazy("Last day"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )

    def __init__(self, people: list[Worker], **options: Any) -> None:
        super().__init__(**options)
        self.people = {str(person.pk): person for person in people}
        chosen = self.fields["worker"]
        if isinstance(chosen, forms.ChoiceField):
            chosen.choices = [(key, person.known_as) for key, person in self.people.items()]

    def clean(self) -> dict[str, Any]:
        """Days are needed, unless it is for one date; the last is not before the first."""
        given = super().clean() or {}
        first, last = given.get("from_day"), given.get("until_day")
        if first and last and last < first:
            self.add_error("until_day", _("It must not be before the first day."))
        if not given.get("days"):
            if first and first == last:
                given["days"] = [str(first.weekday())]
            elif "days" not in self.errors:
                self.add_error("days", _("Choose a day, or give one date as first and last."))
        return given


@require_http_methods(["GET", "HEAD", "POST"])
@for_role(*KEEPERS)
def rota(request: WorkerRequest, rota_id: uuid.UUID) -> HttpResponseBase:
    """See one rota, put somebody on, take somebody off."""
    now = timezone.now()
    row, may_change = _rota(request.user, rota_id, now)
    taking = request.method == "POST" and "take_off" in request.POST
    form = ShiftForm(
        list(could_work(row, now)), data=request.POST if request.method == "POST" and not taking else None
    )
    problem = ""
    if taking:
        problem = _take_off(request, row, now)
    elif request.method == "POST" and form.is_valid():
        problem = _put_on(request, row, form, now)
    if request.method == "POST" and not problem and not form.errors:
        return redirect("lead_rota", row.pk)
    row = next(one for one in of(request.user, now) if one.pk == row.pk)
    context = {
        **frame(request, now, "lead_rotas"),
        **_page(row, now),
        "form": form if may_change else None,
        "problem": problem,
    }
    return render(request, "lead/rota.html", context, status=422 if problem or form.errors else 200)


def _rota(worker: Worker, rota_id: uuid.UUID, now: datetime) -> tuple[Rota, bool]:
    row = next((one for one in of(worker, now) if one.pk == rota_id), None)
    if row is None:
        raise NotAllowed("rota")
    return row, rotas_kept_by(worker, now).filter(pk=row.service_id).exists()


def _put_on(request: WorkerRequest, rota: Rota, form: ShiftForm, now: datetime) -> str:
    given = form.cleaned_data
    starts: time = given["starts"]
    first: date | None = given["from_day"]
    try:
        put_on(
            request.user, rota, form.people[given["worker"]], [int(day) for day in given["days"]],
            starts, given["ends"], now, from_day=first, until_day=given["until_day"],
        )  # fmt: skip
    except NotAllowed:
        return _("Another administrator or a lead puts you on: whoever sets up reads nothing.")
    except CannotHave:
        return _("This rota could never reach them: it is for another role.")
    say(request, _("They are on."))
    return ""


def _take_off(request: WorkerRequest, rota: Rota, now: datetime) -> str:
    wanted = request.POST["take_off"]
    shift = Shift.objects.filter(rota=rota, pk=int(wanted) if wanted.isdecimal() else 0).first()
    if shift is None:
        return _("That shift has gone already.")
    try:
        take_off(request.user, shift, now)
    except NobodyToHandTo:
        return _("Not taken off: something waits for whoever is on shift, and nobody else would have it.")
    say(request, _("Taken off. What waited for them has gone on."))
    return ""


def _page(rota: Rota, now: datetime) -> dict[str, Any]:
    today = timezone.localtime(now).date()
    shifts = sorted(rota.shifts.all(), key=lambda row: (row.weekday, row.starts))
    there = [row for row in shifts if row.until_day is None or row.until_day >= today]
    leaves = WorkerLeave.objects.filter(worker__in={row.worker_id for row in there}, ends_at__gt=now)
    offers = ShiftOffer.objects.filter(shift__rota=rota, answered_at__isnull=True, day__gte=today)
    return {
        "rota": shown_rota(rota, now),
        "shifts": [_line(row) for row in there],
        "leaves": leaves.select_related("worker", "cover").order_by("starts_at"),
        "offers": offers.select_related("by", "to", "shift").order_by("day"),
    }


def _line(row: Shift) -> dict[str, Any]:
    days = ""
    if row.from_day and row.from_day == row.until_day:
        days = _("only on %(day)s") % {"day": f"{row.from_day:%-d %b}"}
    elif row.from_day or row.until_day:
        since = _("from %s") % f"{row.from_day:%-d %b}" if row.from_day else ""
        until = _("until %s") % f"{row.until_day:%-d %b}" if row.until_day else ""
        days = " ".join(part for part in (since, until) if part)
    return {"row": row, "day": WEEKDAYS[row.weekday], "hours": hours_of(row), "days": days}
