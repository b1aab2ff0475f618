"""What the rules missed: how often, by heading, and which contributions no rule caught. No words stand here."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from frontend.desk.frame import frame
from frontend.guards import WorkerRequest
from frontend.lead.rulebook_words import at_most, one_page, tabs
from frontend.staff.roles import for_role
from safeguarding.people.types import Role
from safeguarding.rulebook.misses import NOT_SAID, Estimate, Missed, estimates, said_missed
from safeguarding.screening.types import Heading
from voice.contributions.past import Place, places

A_PAGE = 50


@require_safe
@for_role(Role.LEAD)
def missed(request: WorkerRequest) -> HttpResponse:
    """The estimate by heading, and the list."""
    now = timezone.now()
    whole, by_heading = estimates(request.user, now)
    said = said_missed(request.user, now)
    where = {place.id: place for place in places(request.user, {row.contribution_id for row in said}, now)}
    rows = [_line(row, where[row.contribution_id]) for row in said if row.contribution_id in where]
    context: dict[str, Any] = {
        **frame(request, now, "lead_rulebook"),
        "tabs": tabs("lead_rulebook_missed"),
        "heading": _finding(whole),
        "whole": whole,
        "at_most": at_most(whole.upper),
        "heads": [_("Heading"), _("Missed"), _("So how often")],
        "table": [
            [_name(heading), str(found.missed), at_most(found.upper)]
            for heading, found in by_heading.items()
            if heading != NOT_SAID or found.missed
        ]
        if whole.checked
        else [],
        "page": one_page(request, rows, A_PAGE),
    }
    return render(request, "lead/rulebook_missed.html", context)


def _finding(whole: Estimate) -> str:
    if not whole.checked:
        return _("Nothing has been checked yet")
    if not whole.missed:
        return ngettext(
            "The rules missed nothing in the one checked",
            "The rules missed nothing in the %(many)s checked",
            whole.checked,
        ) % {"many": whole.checked}
    return _("The rules missed something in %(missed)s of %(checked)s checked") % {
        "missed": whole.missed,
        "checked": whole.checked,
    }


def _name(heading: int) -> str:
    return _("No heading was named") if heading == NOT_SAID else f"{heading} · {Heading(heading).title}"


def _line(row: Missed, place: Place) -> dict[str, Any]:
    first = row.headings[0] if row.headings else None
    return {
        "href": reverse("contribution", args=[row.contribution_id]),
        "sent": place.sent_at,
        "team": place.team,
        "by": row.by.known_as,
        "headings": [_name(heading) for heading in row.headings] or [_name(NOT_SAID)],
        "write": reverse("lead_rule_new") + (f"?heading={first}" if first else ""),
    }
