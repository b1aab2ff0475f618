"""Is a service ready for young people? What is missing in plain words, and the button that opens it."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from frontend.administrator.tabs import frame_of
from frontend.desk.lines import number
from frontend.guards import WorkerRequest
from frontend.staff.desk import say
from frontend.staff.roles import for_role
from safeguarding.people import queries
from safeguarding.people.types import NotNow, Role
from safeguarding.responsibility.readiness import Check, Finding, findings, go_live

# By check: when it is there, when it is missing, and the page on which somebody puts it right.
WORDS: dict[str, tuple[str, str, str]] = {
    Check.HOURS: (
        "Working hours are set",
        "Nobody has said when the working day begins and ends",
        "Whoever runs the product sets them.",
    ),
    Check.LEAD: (
        "A safeguarding lead is there",
        "No safeguarding lead",
        "Give somebody the post under Workers.",
    ),
    Check.MODERATORS: (
        "Somebody reads as a moderator",
        "Nobody reads as a moderator",
        "Give the post under Workers.",
    ),
    Check.PEOPLE: ("Young people are here", "No young people yet", "Add them, or bring a file."),
    Check.NAMED: (
        "Every young person has a named worker",
        "{count} without a named worker",
        "Choose one on the young person’s page.",
    ),
    Check.INDEPENDENT: (
        "The independent people stand outside this service",
        "Nobody independent, or one of them also works in this service",
        "Give the post to people outside its line.",
    ),
    Check.NIGHTS: (
        "The independent rota covers every hour of 14 days, nights too",
        "{count} hours of the next 14 days have nobody on the independent rota",
        "The safeguarding lead fills them under Rotas.",
    ),
    Check.LADDERS: (
        "Every ladder reaches somebody at every hour of 14 days",
        "{count} hours of the next 14 days reach nobody on some ladder",
        "The safeguarding lead sees which under Ladders.",
    ),
    Check.DRILL: (
        "A night drill passed in the last 90 days",
        "No night drill has passed in the last 90 days",
        "The safeguarding lead starts one under Drills.",
    ),
    Check.SECOND: (
        "Two leads can check each other",
        "Only one lead: nobody beside them checks an outcome",
        "It can open without.",
    ),
    Check.ADVOCATE: ("An advocate takes messages", "No advocate takes messages", "It can open without."),
}


def _shown(finding: Finding) -> dict[str, Any]:
    there, missing, how = WORDS.get(finding.check, (finding.check, finding.check, ""))
    text = there if finding.ok else missing.format(count=number(finding.count))
    return {"ok": finding.ok, "must": finding.must, "text": text, "how": "" if finding.ok else how}


@for_role(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def opening(request: WorkerRequest, service_id: UUID) -> HttpResponse:
    """What is still missing, worst first; and "Go live" once nothing is."""
    now = timezone.now()
    service = queries.service_to_set_up(request.user, service_id, now)
    if request.method == "POST":
        try:
            go_live(service, now, request.user)
        except NotNow as refused:
            last = refused.code == "not_ready"
            say(request, "Something is still missing." if last else "Only a service can open.", "error")
        else:
            say(request, f"{service.name} is open. Its cards work from now on.")
        return redirect("set_up_opening", service.pk)
    found = sorted(findings(service, now), key=lambda finding: (finding.ok, not finding.must))
    missing = sum(finding.must and not finding.ok for finding in found)
    context = {
        **frame_of(request, "set_up", now),
        "service": service,
        "heading": _heading(service.name, missing, live=service.live_since is not None),
        "findings": [_shown(finding) for finding in found],
        "missing": missing,
        "back": reverse("set_up_service", args=[service.pk]),
    }
    return render(request, "administrator/opening.html", context)


def _heading(name: str, missing: int, *, live: bool) -> str:
    things = f"{number(missing)} thing{'' if missing == 1 else 's'}"
    if live:
        return f"{name} is open, and {things.lower()} went missing since" if missing else f"{name} is open"
    if not missing:
        return f"{name} is ready to open"
    return f"{things} missing before {name} can open"
