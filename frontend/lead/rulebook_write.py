"""Writing a rule: a new one, or a draft again."""

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from frontend.desk.frame import frame
from frontend.guards import WorkerRequest
from frontend.lead.rulebook_form import RuleForm, filled, pairs_for
from frontend.lead.rulebook_words import tabs
from frontend.staff.roles import for_role
from safeguarding.people.types import NotAllowed, Role
from safeguarding.rulebook import actions, queries
from safeguarding.rulebook.errors import Changed
from safeguarding.screening.types import Heading


@require_http_methods(["GET", "HEAD", "POST"])
@for_role(Role.LEAD)
def write(request: WorkerRequest) -> HttpResponseBase:
    """A new rule's first draft."""
    now = timezone.now()
    services = {str(row.pk): row for row in queries.services(request.user, now)}
    offered = list(services.values())
    if request.method == "POST":
        form = RuleForm(request.POST, services=offered, pairs=_pairs(request))
        if form.is_valid():
            service = services[form.cleaned_data["service"]]
            row = actions.write_rule(request.user, service, form.written(), now)
            return redirect("lead_rule_draft", row.pk)
        return _page(request, form, now, status=422)
    heading = _heading_asked(request)
    klass = "W" if "W" in heading.classes else "N"
    start = {"heading": int(heading), "klass": klass, "urgency": "soon"}
    return _page(request, RuleForm(initial=start, services=offered), now)


@require_http_methods(["GET", "HEAD", "POST"])
@for_role(Role.LEAD)
def edit(request: WorkerRequest, version_id: uuid.UUID) -> HttpResponseBase:
    """The same for a draft there is. Whose rule it is stays."""
    now = timezone.now()
    shown = queries.draft(request.user, version_id, now)
    if shown.version.withdraws:
        raise NotAllowed("rule")  # there is nothing in it to write
    more: dict[str, Any] = {"draft": shown.version, "seen": shown.version.written_at.isoformat()}
    offered = [shown.version.rule.service]
    if request.method != "POST":
        form = RuleForm(initial=filled(shown.written), services=offered, pairs=pairs_for(shown.written))
        return _page(request, form, now, **more)
    data = request.POST.copy()
    data["service"] = str(offered[0].pk)
    form = RuleForm(data, services=offered, pairs=_pairs(request))
    if not form.is_valid():
        return _page(request, form, now, status=422, **more)
    seen = parse_datetime(request.POST.get("seen", ""))
    try:
        if seen is None:
            raise Changed
        actions.write_again(request.user, version_id, form.written(), seen, now)
    except Changed:
        # What was typed stays in the form; sent once more, it takes the place of the other's.
        more["problem"] = _("Somebody else changed this draft meanwhile. Yours stands below, not saved yet.")
        return _page(request, form, now, status=422, **more)
    return redirect("lead_rule_draft", version_id)


def _page(
    request: WorkerRequest, form: RuleForm, now: Any, *, status: int = 200, **more: Any
) -> HttpResponse:
    context = {
        **frame(request, now, "lead_rulebook"),
        "tabs": tabs(""),
        "form": form,
        "many_services": len(form.fields["service"].choices) > 1,  # type: ignore[attr-defined]  # a choice field
        **more,
    }
    return render(request, "lead/rule_form.html", context, status=status)


def _pairs(request: HttpRequest) -> int:
    """As many "near each other" lines as were sent, within reason."""
    sent = [name for name in request.POST if name.startswith("first_")]
    return max(1, min(len(sent), 100))


def _heading_asked(request: HttpRequest) -> Heading:
    try:
        return Heading(int(request.GET.get("heading", "")[:3]))
    except ValueError:
        return Heading.NOT_SAFE_NOW
