"""More of a manager's pages: all answers, services side by side, decisions, overdue work, how figures are made."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from frontend.guards import WorkerRequest, for_worker
from frontend.manager.pages import desk, shown_trends, top_desk, view_tabs
from frontend.manager.parts import all_answers, apart
from voice.participation import findings, published, reports
from voice.participation import overview as tables
from voice.participation.figures import sentence
from voice.participation.types import DECIDED, EPSILON, KEPT, MEANS, PARTS, WHAT, Measure

A_PAGE = 100  # units on one page of the overview
BESIDE = (*PARTS, Measure.REPLIED, *KEPT)


@require_safe
@for_worker
def overview(request: WorkerRequest) -> HttpResponseBase:
    """All my units, in the newest closed period."""
    here = top_desk(request, "units_overview", timezone.now())
    units = Paginator(published.units(request.user, timezone.now()), A_PAGE)
    page = units.get_page(request.GET.get("page"))
    newest = here.periods[-1] if here.periods else None
    rows = published.tables(list(page.object_list), tables.SHOWN, newest.name) if newest else {}
    context = {
        "headline": tables.units_finding(rows.get(here.unit.pk, {})),
        "subline": f"{here.unit.name} · {newest.words}. Below: where each true figure likely is."
        if newest
        else "",
        "sheet": tables.side_by_side(list(page.object_list), rows),
        "page": page,
        "note": "Not a league table: small differences are chance, and small teams are counted in what is above them.",
    }
    return render(request, "manager/plain.html", here.context | context)


@require_safe
@for_worker
def method(request: WorkerRequest) -> HttpResponseBase:
    """How figures are made, in plain words, and the ledger of what they have cost."""
    here = top_desk(request, "figures_method", timezone.now())
    context = {"ledger": tables.ledger_sheet(published.ledger()), "epsilon": EPSILON}
    return render(request, "manager/method.html", here.context | context)


@require_safe
@for_worker
def answers(request: WorkerRequest, unit: UUID) -> HttpResponseBase:
    """The six parts with all their answers, and how workers saw them."""
    here = desk(request, unit, "answers_given", timezone.now())
    table = published.table(here.unit)
    found = [reports.trend(table, part, here.periods) for part in PARTS]
    newest = max((one.period for one in found if one.period), default=None)
    parts = [
        {
            "name": one.measure.label,
            "said": sentence(one.latest, WHAT[one.measure]),
            "period": one.period.words,
            "small": one.latest.small,
            **all_answers(table, one.measure, one),
        }
        for one in found
        if one.latest and one.period
    ]
    context = {
        "headline": tables.gap_finding(table, newest.name).rstrip(".") if newest else "No figures yet",
        "subline": f"{here.unit.name} · {newest.words}" if newest else here.unit.name,
        "parts": parts,
        "gap": tables.gap(table, newest.name) if newest else None,
    }
    return render(request, "manager/answers.html", here.context | context)


@require_safe
@for_worker
def beside(request: WorkerRequest, unit: UUID, measure: str = Measure.HEARD) -> HttpResponseBase:
    """One measure, the parts of a service side by side: a funnel, not a ranking."""
    if measure not in BESIDE:
        raise Http404
    here = desk(request, unit, "beside", timezone.now())
    chosen = Measure(measure)
    trend = reports.trend(published.table(here.unit), chosen, here.periods)
    found = apart(here, chosen, trend)
    context: dict[str, Any] = {
        "headline": _outside(found),
        "subline": f"{chosen.label}: {MEANS[chosen]}" + (f" · {trend.period.words}" if trend.period else ""),
        "choices": [
            {
                "href": reverse("beside_measure", args=[here.unit.pk, one.value]),
                "label": one.label,
                "current": one is chosen,
            }
            for one in BESIDE
        ],
    }
    return render(request, "manager/beside.html", here.context | context | found)


@require_safe
@for_worker
def decisions(request: WorkerRequest, unit: UUID) -> HttpResponseBase:
    """Whether young people were told before, asked before, and told why."""
    here = desk(request, unit, "decisions_made", timezone.now())
    table = published.table(here.unit)
    found = [reports.trend(table, measure, here.periods) for measure in DECIDED]
    context = {
        "headline": findings.worst(found),
        "subline": "Each young person counts once a period: yes, if it was so for every decision about them.",
        "tabs": view_tabs(request),
        "trends": shown_trends(found),
        "foot": "A decision is counted two weeks after its day, so that there was time to tell.",
    }
    return render(request, "manager/promises.html", here.context | context)


@require_safe
@for_worker
def overdue(request: WorkerRequest, unit: UUID) -> HttpResponseBase:
    """Live: what staff are late to read or answer. Work, not answers; promises about a worry are never here."""
    now = timezone.now()
    here = desk(request, unit, "overdue", now)
    mine = [one for one in published.units(request.user, now) if one.path.startswith(here.unit.path)]
    page = Paginator(mine, A_PAGE).get_page(request.GET.get("page"))
    late = published.overdue(mine, now)
    context = {
        "headline": tables.overdue_finding(late),
        "subline": "Counted now. Only ordinary reading and answering: not answers, and nothing about a worry.",
        "sheet": tables.overdue_sheet(list(page.object_list), late),
        "page": page,
        "note": "Each unit's own staff alone; the headline counts all of them.",
    }
    return render(request, "manager/plain.html", here.context | context)


def _outside(found: dict[str, Any]) -> str:
    chart = found.get("chart")
    if not found:
        return "No parts to set beside each other"
    if chart is None:
        return "Too few parts have a figure to tell difference from chance"
    names = [dot.name for dot in chart.dots if dot.outside]
    if not names:
        return "All parts lie where chance would have them"
    return f"{', '.join(names)}: outside what chance would make"
