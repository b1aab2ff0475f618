"""One rule: what it looks for, its examples, every version of it, and how useful it has been."""

from datetime import datetime
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from frontend.desk.frame import frame
from frontend.guards import WorkerRequest
from frontend.lead.rulebook_words import FAST, MEANS, how_useful, lines_of, plain_line, tabs
from frontend.staff.desk import say
from frontend.staff.roles import for_role
from safeguarding.concerns.queries.usefulness import usefulness
from safeguarding.people.types import NotAllowed, Role
from safeguarding.rulebook import actions, queries
from safeguarding.rulebook.errors import Changed
from safeguarding.rulebook.loader import BrokenRule
from safeguarding.rulebook.models import RuleVersion
from safeguarding.rulebook.queries import OwnRuleShown
from safeguarding.rulebook.types import OWN, Written
from safeguarding.screening.types import Heading, Rule, Urgency


@require_safe
@for_role(Role.LEAD)
def rule(request: WorkerRequest, code: str) -> HttpResponse:
    """A shipped rule, or one of a service's own."""
    now = timezone.now()
    try:
        context = (
            _own(queries.own_rule(request.user, code, now))
            if code.startswith(OWN)
            else _shipped(queries.shipped_rule(code))
        )
    except BrokenRule:
        raise NotAllowed("rule") from None
    found = usefulness(request.user, now).get((code, context["version"]))
    context |= {
        **frame(request, now, "lead_rulebook"),
        "tabs": tabs(""),
        "useful": how_useful(found),
        "seldom": found is not None and found.seldom,
    }
    return render(request, "lead/rule.html", context)


@require_POST
@for_role(Role.LEAD)
def change(request: WorkerRequest, code: str) -> HttpResponseRedirect:
    """A draft of its next version, to be written."""
    now = timezone.now()
    draft = actions.begin_change(request.user, _keepable(request, code, now).rule.pk, now)
    return redirect("lead_rule_draft" if draft.withdraws else "lead_rule_edit", draft.pk)


@require_POST
@for_role(Role.LEAD)
def withdraw(request: WorkerRequest, code: str) -> HttpResponseRedirect:
    """A draft from which on it looks for nothing."""
    now = timezone.now()
    try:
        draft = actions.begin_withdrawal(request.user, _keepable(request, code, now).rule.pk, now)
    except Changed:
        say(request, _("A draft of it waits already, or it is withdrawn. Nothing has changed."), "error")
        return redirect("lead_rule", code)
    return redirect("lead_rule_draft", draft.pk)


def _keepable(request: WorkerRequest, code: str, now: datetime) -> OwnRuleShown:
    if not code.startswith(OWN):
        raise NotAllowed("rule")  # a shipped rule changes with the product only
    return queries.own_rule(request.user, code, now)


def _shipped(found: Rule) -> dict[str, Any]:
    return {
        "statement": found.statement,
        "number": int(found.heading),
        "heading": found.heading.title,
        "fast": FAST[found.urgency],
        "means": MEANS[found.klass],
        "whose": _("Shipped with the product"),
        "version": found.version,
        "source": found.source,
        "author": found.author,
        "reviewer": found.reviewer,
        "lines": [plain_line(term) for term in found.terms],
        "answers": bool(found.answers),
        "together": found.together,
        "headings": [Heading(each).title for each in sorted(found.together.headings)]
        if found.together
        else [],
        "match": found.match,
        "no_match": found.no_match,
    }


def _own(shown: OwnRuleShown) -> dict[str, Any]:
    written, newest = shown.written, shown.newest
    return {
        "own": True,
        "code": shown.rule.code,
        "statement": written.statement or _("No words yet"),
        "number": written.heading,
        "heading": Heading(written.heading).title,
        "fast": FAST[Urgency(written.urgency)],
        "means": MEANS[written.klass],
        "whose": _("%s’s own") % shown.rule.service.name,
        "version": newest.number,
        "source": written.source,
        "author": newest.written_by.name,
        "reviewer": newest.published_by.name if newest.published_by else "",
        "lines": lines_of(written),
        "match": written.match,
        "no_match": written.no_match,
        "in_force": shown.in_force,
        "withdrawn": newest.withdraws,
        "broken": shown.broken,
        "may_keep": shown.may_keep,
        "draft": reverse("lead_rule_draft", args=[shown.draft.pk]) if shown.draft else "",
        "only_draft": not shown.history,
        "history": [_version(version) for version in shown.history],
    }


def _version(row: RuleVersion) -> dict[str, Any]:
    written = Written.from_json(row.written)
    return {
        "number": row.number,
        "statement": _("Withdrawn") if row.withdraws else written.statement,
        "fast": "" if row.withdraws else FAST[Urgency(written.urgency)],
        "lines": [] if row.withdraws else lines_of(written),
        "by": row.written_by.name,
        "second": row.published_by.name if row.published_by else "",
        "at": row.published_at,
    }
