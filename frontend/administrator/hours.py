"""When a service works, and what that means for a promise: shown before anything is saved."""

from collections import defaultdict
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from frontend.administrator.hours_form import Hours, at_first, summary
from frontend.administrator.tabs import frame_of
from frontend.guards import WorkerRequest
from frontend.staff.desk import say
from frontend.staff.roles import for_role
from safeguarding.people import queries
from safeguarding.people.actions import close_on, open_on, set_calendar
from safeguarding.people.models import Service
from safeguarding.people.types import NotNow, Role
from safeguarding.promises.calendars import calendar_of, from_above
from safeguarding.promises.due import examples
from safeguarding.promises.times import Calendar

DUE = ("A worker reads it", "A moderator reads it", "A moderator reads an answer to it", "It is answered")


class ClosedDay(forms.Form):
    """A day beside the public holidays."""

    day = forms.DateField(label="Day", widget=forms.DateInput(attrs={"type": "date"}))
    name = forms.CharField(label="What it is", max_length=60)


@for_role(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def hours(request: WorkerRequest, service_id: UUID) -> HttpResponse:
    """Hours, zone, holidays and closed days of a service; "look" shows what they would mean and saves nothing."""
    now, go = timezone.now(), request.POST.get("go", "")
    service = queries.service_to_set_up(request.user, service_id, now)
    above = from_above(service)
    form = Hours(
        service,
        above,
        data=request.POST if go in {"look", "save"} else None,
        initial=at_first(service, above),
    )
    closing = ClosedDay(request.POST if go == "close" else None)
    if request.method == "POST" and _did(request, service, form, closing, now):
        return redirect("set_up_hours", service.pk)
    looked = form.is_bound and form.is_valid()
    calendar = _as_typed(form, above, service) if looked else calendar_of(service)
    context = {
        **frame_of(request, "set_up", now),
        "service": service,
        "form": form,
        "closing": closing,
        "looked": looked,
        "summary": summary(calendar),
        "examples": _examples(service, calendar, now),
        "own_days": service.local_days.filter(day__gte=calendar.day_of(now)).order_by("day"),
        "other_days": sorted(day for day in above.closed if day >= above.day_of(now)),
    }
    status = 422 if form.errors or closing.errors else 200
    return render(request, "administrator/hours.html", context, status=status)


def _did(request: WorkerRequest, service: Service, form: Hours, closing: ClosedDay, now: datetime) -> bool:
    """Do what the pressed button says; False when there is nothing to do but show the page."""
    go = request.POST.get("go")
    try:
        if go == "save" and form.is_valid():
            given = form.cleaned_data
            set_calendar(service, form.stretches(), given["timezone"], given["holidays"], now, request.user)
            say(request, "Saved. What was promised before keeps its time.")
        elif go == "close" and closing.is_valid():
            close_on(service, closing.cleaned_data["day"], closing.cleaned_data["name"], now, request.user)
            say(request, "Closed on that day.")
        elif "open" in request.POST:
            open_on(service, date.fromisoformat(request.POST["open"]), now, request.user)
            say(request, "It works on that day after all.")
        else:
            return False
    except NotNow:
        say(request, "Those hours can’t be. Nothing has changed.", "error")
    except ValueError:
        return False
    return True


def _as_typed(form: Hours, above: Calendar, service: Service) -> Calendar:
    """The calendar the form would make."""
    given = form.cleaned_data
    week: dict[int, list[Any]] = defaultdict(list)
    for day, starts, ends in form.stretches():
        week[day].append((starts, ends))
    return replace(
        above,
        week=tuple(tuple(week[day]) for day in range(7)) if week else above.week,
        zone=ZoneInfo(given["timezone"]) if given["timezone"] else above.zone,
        region=given["holidays"] or above.region,
        closed=above.closed | set(service.local_days.values_list("day", flat=True)),
    )


def _examples(service: Service, calendar: Calendar, now: datetime) -> list[dict[str, Any]]:
    return [
        {
            "made": _moment(example.made, calendar),
            "due": [(what, _moment(at, calendar)) for what, at in zip(DUE, example.due, strict=True)],
        }
        for example in examples(service, calendar, now)
    ]


def _moment(at: datetime, calendar: Calendar) -> str:
    return f"{at.astimezone(calendar.zone):%A %-d %B, %H:%M}"
