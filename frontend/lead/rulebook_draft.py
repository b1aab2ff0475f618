"""A draft: what is wrong with it, what it would have raised in the past, and the second person who publishes it."""

import uuid
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from frontend.desk.frame import frame
from frontend.desk.lines import number
from frontend.guards import WorkerRequest
from frontend.lead.rulebook_words import FAST, FIELDS, MEANS, SHORT, lines_of, one_page, problem_line, tabs
from frontend.staff.desk import say
from frontend.staff.roles import for_role
from safeguarding.people.models import Worker
from safeguarding.people.types import Role
from safeguarding.rulebook import actions, queries
from safeguarding.rulebook.errors import Changed, NotTried, NotWhole, RulebookError, SecondPerson
from safeguarding.rulebook.models import Tried
from safeguarding.rulebook.queries import DraftShown
from safeguarding.rulebook.types import Written
from safeguarding.screening.types import Heading, Urgency
from voice.contributions.past import Place, places

A_PAGE = 20
RANKS = {"now": 0, "today": 1, "soon": 2, "none": 3}
PROBLEMS: dict[type[RulebookError], Any] = {
    Changed: lazy("Somebody changed it meanwhile. This is how it stands now; nothing else has happened."),
    SecondPerson: lazy("You wrote it last. Somebody else publishes it."),
    NotTried: lazy("It was changed since it was tried on the past. Try it again first."),
    NotWhole: lazy("Something in it is wrong. It says below what."),
}


@require_http_methods(["GET", "HEAD", "POST"])
@for_role(Role.LEAD)
def draft(request: WorkerRequest, version_id: uuid.UUID) -> HttpResponseBase:
    """The draft's page, and its buttons: try it on the past, publish it, throw it away."""
    now = timezone.now()
    problem, status = "", 200
    if request.method == "POST":
        deed = DEEDS.get(request.POST.get("go", ""))
        try:
            if deed is not None:
                return deed(request, version_id, now)
        except RulebookError as error:
            problem, status = str(PROBLEMS[type(error)]), 422
    shown = queries.draft(request.user, version_id, now)
    context = {
        **frame(request, now, "lead_rulebook"),
        "tabs": tabs(""),
        **_context(shown, request, now),
        "problem": problem,
    }
    return render(request, "lead/rule_draft.html", context, status=status)


def _try(request: WorkerRequest, version_id: uuid.UUID, now: datetime) -> HttpResponse:
    actions.try_on_past(request.user, version_id, now)
    return redirect("lead_rule_draft", version_id)


def _publish(request: WorkerRequest, version_id: uuid.UUID, now: datetime) -> HttpResponse:
    queries.draft(request.user, version_id, now)  # not theirs, or no draft any more: it is not here
    seen = parse_datetime(request.POST.get("seen", ""))
    if seen is None:
        raise Changed
    row = actions.publish(request.user, version_id, seen, now)
    said = (
        _("Withdrawn. From now on it looks for nothing.")
        if row.withdraws
        else _("Published. It is in force.")
    )
    say(request, said)
    return redirect("lead_rule", row.rule.code)


def _throw_away(request: WorkerRequest, version_id: uuid.UUID, now: datetime) -> HttpResponse:
    actions.throw_away(request.user, version_id, now)
    say(request, _("The draft is gone. What is in force stays in force."))
    return redirect("lead_rulebook")


DEEDS: dict[str, Callable[[WorkerRequest, uuid.UUID, datetime], HttpResponse]] = {
    "try": _try,
    "publish": _publish,
    "throw": _throw_away,
}


def _context(shown: DraftShown, request: WorkerRequest, now: datetime) -> dict[str, Any]:
    row, written = shown.version, shown.written
    context: dict[str, Any] = {
        "draft": row,
        "seen": row.written_at.isoformat(),
        "service": row.rule.service.name,
        "written": written,
        "title": Heading(written.heading).title,
        "fast": FAST[Urgency(written.urgency)],
        "means": MEANS[written.klass],
        "lines": lines_of(written),
        "problems": [problem_line(problem, written) for problem in shown.problems],
        "was": _was(shown),
        "mine": shown.mine,
        "others": [other.known_as for other in shown.others],
        "code": row.rule.code,
    }
    if shown.problems:
        many = len(shown.problems)
        context["heading"] = ngettext(
            "One thing keeps it from being published", "%(many)s things keep it from being published", many
        ) % {"many": number(many)}
    elif shown.tried is None:
        context["heading"] = _("Try it on the past first")
    else:
        context |= _tried(shown.tried, request, now)
    return context


def _tried(tried: Tried, request: WorkerRequest, now: datetime) -> dict[str, Any]:
    changes = {uuid.UUID(key): (was, would) for key, was, would in tried.differences}
    seen = _seen(request.user, changes, now)
    more = [place for place in seen if _sooner(changes[place.id])]
    fewer = [place for place in seen if not _sooner(changes[place.id])]
    return {
        "tried": tried,
        "heading": _finding(len(more), len(fewer)),
        "more": len(more),
        "fewer": len(fewer),
        "same": tried.found - tried.differ,
        "not_shown": tried.differ - len(seen),
        "page": one_page(request, [_line(place, changes[place.id]) for place in more + fewer], A_PAGE),
    }


def _seen(lead: Worker, changes: dict[uuid.UUID, tuple[str, str]], now: datetime) -> list[Place]:
    """Whoever looks at the list sees only what they may open themselves, whoever tried it."""
    return places(lead, list(changes), now)


def _sooner(change: tuple[str, str]) -> bool:
    was, would = change
    return RANKS[would] < RANKS[was]


def _finding(more: int, fewer: int) -> str:
    if not more and not fewer:
        return _("It changes nothing in what was said before")
    if not fewer:
        return _("It would have raised %s more") % more
    if not more:
        return _("It would have raised %s fewer") % fewer
    return _("It would have raised %(more)s more and %(fewer)s fewer") % {"more": more, "fewer": fewer}


def _line(place: Place, change: tuple[str, str]) -> dict[str, Any]:
    was, would = change
    return {
        "href": reverse("contribution", args=[place.id]),
        "at": place.sent_at,
        "team": place.team,
        "was": SHORT[was],
        "would": SHORT[would],
        "sooner": _sooner(change),
    }


def _was(shown: DraftShown) -> list[tuple[Any, str]]:
    """What is different from the version in force, as it is there."""
    if shown.was is None or shown.version.withdraws:
        return []
    old, new = Written.from_json(shown.was.written), shown.written
    found = [
        (label, "; ".join(before) if isinstance(before, tuple) else str(before))
        for field, label in FIELDS.items()
        if field in ("statement", "source", "match", "no_match")
        and (before := getattr(old, field)) != getattr(new, field)
    ]
    if lines_of(old) != lines_of(new):
        found.insert(0, (FIELDS["terms"], "; ".join(lines_of(old))))
    if (old.klass, old.heading) != (new.klass, new.heading):
        found.insert(
            0, (FIELDS["klass"], f"{old.heading} · {Heading(old.heading).title}, {MEANS[old.klass]}")
        )
    if old.urgency != new.urgency:
        found.insert(0, (FIELDS["urgency"], str(FAST[Urgency(old.urgency)])))
    return found
