"""You said, we did; and the key for release data."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from frontend.guards import WorkerRequest, for_worker
from frontend.manager.forms import ChangeForm
from frontend.manager.pages import Desk, desk, top_desk
from frontend.staff.desk import say
from voice.participation import keys, published
from voice.participation.changes import change_done, may_write, write_change
from voice.participation.models import Change
from voice.participation.periods import named


@require_http_methods(["GET", "HEAD", "POST"])
@for_worker
def changes(request: WorkerRequest, unit: UUID) -> HttpResponseBase:
    """What was changed, and a form for whoever manages the unit."""
    now = timezone.now()
    here = desk(request, unit, "changes", now)
    writer = may_write(request.user, here.unit, now) and bool(here.periods)
    form = ChangeForm(request.POST or None, periods=here.periods) if writer else None
    if form is not None and request.method == "POST" and form.is_valid():
        write_change(request.user, here.unit, **form.told(), now=now)
        say(request, "Written down.")
        return redirect("changes", unit=here.unit.pk)
    rows = published.changes(here.unit)
    context = {
        "headline": _headline(rows, timezone.localdate(now)),
        "changes": [_shown(one, here, writer) for one in rows],
        "form": form,
    }
    return render(request, "manager/changes.html", here.context | context)


@require_POST
@for_worker
def done(request: WorkerRequest, unit: UUID, change: UUID) -> HttpResponseBase:
    """A change was made."""
    now = timezone.now()
    change_done(request.user, change, timezone.localdate(now), now)
    return redirect("changes", unit=unit)


@require_http_methods(["GET", "HEAD", "POST"])
@for_worker
def release_key(request: WorkerRequest) -> HttpResponseBase:
    """Make or end the key with which a programme reads release data."""
    now = timezone.now()
    here = top_desk(request, "release_key", now)
    key = ""
    if request.method == "POST" and request.POST.get("do") == "end":
        keys.end_key(request.user, now)
    elif request.method == "POST":
        key = keys.make_key(request.user, now)
    has_key = keys.key_of(request.user) is not None
    context = {
        "key": key,
        "has_key": has_key,
        "make_label": "Make a new key" if has_key else "Make a key",
        "api_href": reverse("api_units"),
        "schema_href": reverse("api_schema"),
    }
    return render(request, "manager/key.html", here.context | context)


def _headline(rows: list[Change], today: date) -> str:
    late = sum(one.done_on is None and one.due_on < today for one in rows)
    waiting = sum(one.done_on is None for one in rows)
    if late:
        return "One change is late" if late == 1 else f"{late} changes are late"
    if waiting:
        return "One change is promised" if waiting == 1 else f"{waiting} changes are promised"
    return "Nothing is promised and open" if rows else "No change yet"


def _shown(one: Change, here: Desk, writer: bool) -> dict[str, Any]:
    return {
        "change": one,
        "period": named(one.period).words,
        "done_href": reverse("change_done", args=[here.unit.pk, one.pk])
        if writer and one.done_on is None and one.unit == here.unit
        else "",
    }
