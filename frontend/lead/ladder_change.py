"""Changing a ladder: rungs are tried on fourteen days before a new version is published."""

from datetime import datetime
from typing import Any

from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from frontend.desk.frame import frame
from frontend.guards import WorkerRequest
from frontend.lead import ladder_words as words
from frontend.lead.ladder_form import as_fields, changed, rungs_from
from frontend.lead.ladder_words import SHOWN, Shown
from frontend.lead.ladders import asked_hour, grid, one_hour
from frontend.staff.desk import say
from frontend.staff.roles import for_role
from safeguarding.people.access import posts_of
from safeguarding.people.models import Service, Worker
from safeguarding.people.types import Role
from safeguarding.promises.actions import publish_ladder
from safeguarding.promises.actions.ladders import check_ladder
from safeguarding.promises.dry_run import at_hour, dry_run
from safeguarding.promises.finding import find_ladder
from safeguarding.promises.ladder_checks import Problem
from safeguarding.promises.models import Rung
from safeguarding.promises.types import LadderRefused, Stale


@require_http_methods(["GET", "HEAD", "POST"])
@for_role(Role.LEAD)
def change(request: WorkerRequest, ladder: str) -> HttpResponseBase:
    """The rungs as a form; beside them what they would do, and the one button that publishes."""
    if ladder not in SHOWN:
        raise Http404
    now, shown = timezone.now(), SHOWN[ladder]
    service = _service(request.user, request.POST.get("service", ""), now)
    here = find_ladder(service, shown.need.kind, shown.clock, shown.climb, now)
    rungs = rungs_from(request.POST) if request.method == "POST" else list(here.rungs.order_by("position"))
    pressed = request.POST.get("go", "")
    rungs = changed(rungs, pressed)
    refused = ""
    if pressed == "publish":
        seen, accepted = request.POST.get("version", ""), "read" in request.POST
        try:
            publish_ladder(
                request.user, service, shown.need, shown.kinds, rungs, now,
                seen=int(seen) if seen.isdecimal() else 0, accepted=accepted,
            )  # fmt: skip
        except LadderRefused:
            refused = _("Not published. What is marked below comes first.")
        except Stale:
            refused = _("Somebody published another version meanwhile. Look at it, then change that one.")
        else:
            say(request, _("Published. What is open already keeps the version it began with."))
            return redirect(f"{reverse('lead_ladders')}?ladder={ladder}")
    page = _page(request, shown, service, rungs, now)
    context = {**frame(request, now, "lead_ladders"), **page, "here": here, "problem": refused}
    context |= {"key_name": ladder, "services": _services(request.user, now), "service": service}
    return render(request, "lead/ladder_change.html", context, status=422 if refused else 200)


def _services(lead: Worker, now: datetime) -> list[Service]:
    """Where the lead holds the post: a ladder is changed there, for everything below."""
    posts = posts_of(lead, now).filter(role=Role.LEAD).select_related("service").order_by("service__path")
    return [post.service for post in posts]


def _service(lead: Worker, wanted: str, now: datetime) -> Service:
    services = _services(lead, now)
    return next((row for row in services if str(row.pk) == wanted), services[0])


def _page(
    request: WorkerRequest, shown: Shown, service: Service, rungs: list[Rung], now: datetime
) -> dict[str, Any]:
    found = check_ladder(request.user, service, shown.need, rungs, now)
    run = dry_run(request.user, shown.need, now, rungs, service) if rungs else None
    context: dict[str, Any] = {"fields": as_fields(rungs, shown.climb)}
    if run is not None:
        at = asked_hour(request.POST.get("day", ""), request.POST.get("hour", ""), run)
        context |= grid(run)
        context |= one_hour(at, at_hour(request.user, shown.need, now, at, rungs, service), run)
    return {**context, "heading": _heading(shown, found), "shown": shown, **_said(found)}


def _heading(shown: Shown, found: list[Problem]) -> str:
    name = {"name": shown.label}
    if any(one.refuses for one in found):
        return _("The “%(name)s” ladder can’t be published like this") % name
    return _("Change the “%(name)s” ladder") % name


def _said(found: list[Problem]) -> dict[str, Any]:
    return {
        "refuses": [words.say(one) for one in found if one.refuses],
        "warns": [words.say(one) for one in found if not one.refuses],
    }
