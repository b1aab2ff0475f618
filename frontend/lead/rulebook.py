"""The rulebook in plain words: how fast, why, and examples that must and must not match."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_safe

from frontend.desk.frame import frame
from frontend.guards import WorkerRequest
from frontend.staff.roles import for_role
from safeguarding.people.types import Role
from safeguarding.rulebook.loader import BrokenRule, shipped
from safeguarding.screening.types import Heading, Rule, Urgency

FAST = {
    Urgency.NOW: lazy("A person looks within 15 minutes"),
    Urgency.TODAY: lazy("A person looks within 2 hours"),
    Urgency.SOON: lazy("A person looks within a working day"),
    Urgency.NONE: lazy("Shown beside other things; asks for nothing alone"),
}
MEANS = {"N": lazy("something may be happening"), "W": lazy("worth knowing beside other things")}


@require_safe
@for_role(Role.LEAD)
def rulebook(request: WorkerRequest) -> HttpResponse:
    """Every rule of the rulebook in use."""
    now = timezone.now()
    context: dict[str, Any] = {**frame(request, now, "lead_rulebook")}
    try:
        book = shipped()
    except BrokenRule:
        context["problem"] = _("The rulebook can’t be read. Everything sent is read by a person today.")
        book = None
    if book is not None:
        context["version"] = book.version
        context["headings"] = [_heading(heading, book.rules) for heading in Heading]
        context["many"] = len(book.rules)
    return render(request, "lead/rulebook.html", context)


def _heading(heading: Heading, rules: tuple[Rule, ...]) -> dict[str, Any]:
    own = sorted((rule for rule in rules if rule.heading == heading), key=lambda rule: rule.urgency.rank)
    return {
        "number": int(heading),
        "title": heading.title,
        "rules": [
            {
                "rule": rule,
                "fast": FAST[rule.urgency],
                "means": MEANS[rule.klass],
                "clock": rule.urgency.value,
            }
            for rule in own
        ],
    }
