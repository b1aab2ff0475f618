"""The rulebook in plain words: what it looks for under each heading, what waits, what is seldom useful."""

from collections import Counter
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from frontend.desk.frame import frame
from frontend.desk.lines import number
from frontend.desk.times import when_exactly
from frontend.guards import WorkerRequest
from frontend.lead.rulebook_words import FAST, MEANS, at_most, how_useful, one_page, tabs
from frontend.staff.roles import for_role
from safeguarding.concerns.queries.usefulness import Usefulness, usefulness
from safeguarding.people.models import Worker
from safeguarding.people.types import NotAllowed, Role
from safeguarding.rulebook import queries
from safeguarding.rulebook.loader import BrokenRule, shipped
from safeguarding.rulebook.misses import estimates
from safeguarding.rulebook.models import RuleVersion
from safeguarding.rulebook.queries import RuleRow
from safeguarding.rulebook.types import Written
from safeguarding.screening.types import Heading, Urgency

Useful = dict[tuple[str, int], Usefulness]
A_PAGE = 50
MOST_SELDOM = 10


@require_safe
@for_role(Role.LEAD)
def rulebook(request: WorkerRequest) -> HttpResponse:
    """What waits and what is seldom useful, then every heading with its rules counted."""
    now = timezone.now()
    context: dict[str, Any] = {**frame(request, now, "lead_rulebook"), "tabs": tabs("lead_rulebook")}
    try:
        rows = queries.rules(request.user, now)
    except BrokenRule:
        context["problem"] = _("The rulebook can’t be read. Everything sent is read by a person today.")
        return render(request, "lead/rulebook.html", context)
    useful = usefulness(request.user, now)
    seldom = [row for row in rows if _of(useful, row).seldom]
    drafts = queries.drafts(request.user, now)
    checks, by_heading = estimates(request.user, now)
    context |= {
        "version": shipped().version,
        "many": len(rows),
        "heading": _finding(rows, drafts, seldom, request.user),
        "drafts": [_draft(row, request.user, now) for row in drafts],
        "broken": [_row(row, useful) for row in rows if row.broken],
        "seldom": [_row(row, useful) for row in seldom[:MOST_SELDOM]],
        "more_seldom": max(len(seldom) - MOST_SELDOM, 0),
        "headings": _headings(rows, {key: found.missed for key, found in by_heading.items()}),
        "checks": checks,
        "at_most": at_most(checks.upper),
        "words": len(queries.words(request.user, now)),
    }
    return render(request, "lead/rulebook.html", context)


@require_safe
@for_role(Role.LEAD)
def heading(request: WorkerRequest, number: int) -> HttpResponse:
    """The rules under one heading, a page at a time."""
    now = timezone.now()
    try:
        here = Heading(number)
        rows = [row for row in queries.rules(request.user, now) if row.heading == number]
    except (ValueError, BrokenRule):
        raise NotAllowed("heading") from None
    useful = usefulness(request.user, now)
    checks = estimates(request.user, now)[1][number]
    context = {
        **frame(request, now, "lead_rulebook"),
        "tabs": tabs(""),
        "title": f"{number} · {here.title}",
        "number": number,
        "many": len(rows),
        "classes": [MEANS[letter] for letter in here.classes],
        "page": one_page(request, [_row(row, useful) for row in rows], A_PAGE),
        "checks": checks,
        "at_most": at_most(checks.upper),
    }
    return render(request, "lead/rulebook_heading.html", context)


def _finding(rows: list[RuleRow], drafts: list[RuleVersion], seldom: list[RuleRow], lead: Worker) -> str:
    broken = sum(row.broken for row in rows)
    if broken:
        return ngettext(
            "One rule of your own can’t be read", "%(many)s rules of your own can’t be read", broken
        ) % {"many": number(broken)}
    waiting = sum(row.written_by_id != lead.pk for row in drafts)
    if waiting:
        return ngettext(
            "One draft waits for a second person", "%(many)s drafts wait for a second person", waiting
        ) % {"many": number(waiting)}
    if seldom:
        return ngettext("One rule is seldom useful", "%(many)s rules are seldom useful", len(seldom)) % {
            "many": number(len(seldom))
        }
    return _("Every rule in force can be read")


def _of(useful: Useful, row: RuleRow) -> Usefulness:
    return useful.get((row.code, row.version), Usefulness(0, 0))


def _row(row: RuleRow, useful: Useful) -> dict[str, Any]:
    found = _of(useful, row)
    return {
        "href": reverse("lead_rule", args=[row.code]),
        "statement": row.statement,
        "fast": FAST[Urgency(row.urgency)],
        "means": MEANS[row.klass],
        "clock": row.urgency,
        "whose": _("%s’s own") % row.service if row.service else _("shipped"),
        "version": row.version,
        "useful": how_useful(found) if found.said else "",
        "seldom": found.seldom,
        "reviewer": row.reviewer,
        "broken": row.broken,
    }


def _headings(rows: list[RuleRow], missed: dict[int, int]) -> list[dict[str, Any]]:
    all_of, own = Counter(row.heading for row in rows), Counter(row.heading for row in rows if row.service)
    return [
        {
            "number": int(here),
            "title": here.title,
            "href": reverse("lead_rulebook_heading", args=[int(here)]),
            "rules": ngettext("%s rule", "%s rules", all_of[here]) % all_of[here],
            "own": own[here],
            "missed": missed[here],
        }
        for here in Heading
    ]


def _draft(row: RuleVersion, lead: Worker, now: Any) -> dict[str, Any]:
    written = Written.from_json(row.written)
    return {
        "href": reverse("lead_rule_draft", args=[row.pk]),
        "statement": written.statement or _("No words yet"),
        "what": _("Withdraw it") if row.withdraws else _("Change it") if row.number > 1 else _("New rule"),
        "by": row.written_by.known_as,
        "mine": row.written_by_id == lead.pk,
        "when": when_exactly(row.written_at, now),
        "service": row.rule.service.name,
    }
