"""Cover and leave: nobody's promises wait for somebody who is away."""

from typing import Any

from django import forms
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_http_methods, require_POST

from frontend.desk.frame import frame
from frontend.desk.times import when_exactly
from frontend.guards import WorkerRequest, for_worker
from frontend.staff.desk import say
from frontend.worker.asides import colleagues
from frontend.worker.concern_forms import Moment, OneOf
from frontend.worker.problems import problem_of
from frontend.worker.shifts import my_shifts
from safeguarding.people.actions.phone import set_phone
from safeguarding.people.models import WorkerLeave
from safeguarding.people.queries import portrait_of
from safeguarding.responsibility.actions import go_on_leave
from safeguarding.responsibility.types import NobodyToHandTo
from safeguarding.trail.types import worker as as_worker


class LeaveForm(forms.Form):
    """From when to when, and who covers."""

    starts = Moment(label=lazy("From"))
    ends = Moment(label=lazy("Until"))
    cover = OneOf(label=lazy("Who covers?"), required=False)

    def clean(self) -> dict[str, Any]:
        """It ends after it starts."""
        given = super().clean() or {}
        starts, ends = given.get("starts"), given.get("ends")
        if starts and ends and ends <= starts:
            self.add_error("ends", _("It must end after it starts."))
        return given


@require_http_methods(["GET", "HEAD", "POST"])
@for_worker
def cover(request: WorkerRequest) -> HttpResponseBase:
    """My leave, who covers, and my shifts."""
    now = timezone.now()
    form = LeaveForm(request.POST or None, initial={"starts": timezone.localtime(now)})
    choice = form.fields["cover"]
    if isinstance(choice, OneOf):
        choice.offer(colleagues(request.user, now), nobody=_("Nobody"))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            go_on_leave(
                request.user, given["starts"], given["ends"], given["cover"], now, as_worker(request.user.pk)
            )
        except NobodyToHandTo as error:
            form.add_error("cover", problem_of(error))
        else:
            say(request, _("Set. Nothing of yours waits for you while you are away."))
            return redirect("work_cover")
    leaves = WorkerLeave.objects.filter(worker=request.user, ends_at__gt=now).select_related("cover")
    covering = WorkerLeave.objects.filter(cover=request.user, ends_at__gt=now).select_related("worker")
    context = {
        **frame(request, now, "work_cover"),
        "form": form,
        "leaves": [_leave(row, row.cover, now) for row in leaves.order_by("starts_at")],
        "covering": [_leave(row, row.worker, now) for row in covering.order_by("starts_at")],
        **my_shifts(request.user, now),
        "heading": _heading(bool(leaves)),
    }
    return render(request, "worker/cover.html", context, status=422 if form.errors else 200)


@require_POST
@for_worker
def phone(request: WorkerRequest) -> HttpResponseBase:
    """The work telephone that gets texts without content."""
    try:
        set_phone(request.user, request.POST.get("phone", ""), timezone.now())
    except ValueError:
        say(request, _("That is not a telephone number."), "error")
    else:
        say(request, _("Set."))
    return redirect("work_cover")


def _heading(away: bool) -> str:
    return _("Your leave is covered") if away else _("You have no leave planned")


def _leave(row: WorkerLeave, other: Any, now: Any) -> dict[str, Any]:
    return {
        "starts": when_exactly(row.starts_at, now),
        "ends": when_exactly(row.ends_at, now),
        "name": other.known_as if other else _("nobody: up the ladder"),
        "portrait": portrait_of(other) if other else "team",
    }
