"""A service manager's pages. Everything on them comes from `published`: never from live answers."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from frontend.guards import WorkerRequest, for_worker
from frontend.manager.pages import Desk, desk, draw_bars, draw_trend, key_of, shown_trends, view_tabs
from frontend.manager.parts import all_answers, apart
from voice.participation import findings, published, reports
from voice.participation.pictures import ProfileRow
from voice.participation.types import KEPT, MEANS, PARTS, SPEED, Measure


@require_safe
@for_worker
def figures(request: WorkerRequest) -> HttpResponseBase:
    """To the topmost unit this worker reports on."""
    return redirect("involvement", unit=published.top(request.user, timezone.now()).pk)


@require_safe
@for_worker
def involvement(request: WorkerRequest, unit: UUID, part: str = Measure.HEARD) -> HttpResponseBase:
    """How involved young people feel: one part over time, the six parts, the parts of the service."""
    if part not in PARTS:
        raise Http404
    here = desk(request, unit, "involvement", timezone.now())
    measure, table = Measure(part), published.table(here.unit)
    changes = published.changes(here.unit)
    labels = {one.period: one.label for one in reversed(changes) if one.measure == measure}
    trend = reports.trend(table, measure, here.periods, labels)
    replied = reports.trend(table, Measure.REPLIED, here.periods)
    parts = reports.profile_of(table, trend.period.name if trend.period else "")
    context = {
        "headline": findings.involvement(trend, parts),
        "subline": findings.subline(here.unit, trend, replied),
        "measure": measure,
        "trend": trend,
        "drawing": draw_trend(trend),
        "tabs": view_tabs(request),
        "profile": _profile(here, measure, parts, trend),
        "change": next((one for one in changes if one.measure == measure), None),
        "changes_href": reverse("changes", args=[here.unit.pk]),
        "not_heard": findings.not_heard(replied),
        "not_heard_href": reverse("not_heard", args=[here.unit.pk]),
        "sheet_href": reverse("figures_sheet", args=[here.unit.pk]),
        "book_href": reverse("figures_book", args=[here.unit.pk]),
        "pdf_href": reverse("figures_pdf", args=[here.unit.pk]),
        "key_href": reverse("release_key"),
        "key": key_of(trend),
        **apart(here, measure, trend),
        **all_answers(table, measure, trend),
    }
    return render(request, "manager/involvement.html", here.context | context)


@require_safe
@for_worker
def promises_kept(request: WorkerRequest, unit: UUID) -> HttpResponseBase:
    """Whether what was said was read, and answered, by the time the young people were told."""
    here = desk(request, unit, "promises_kept", timezone.now())
    table = published.table(here.unit)
    found = [reports.trend(table, measure, here.periods) for measure in (*KEPT, *SPEED)]
    context = {
        "headline": findings.worst(found[: len(KEPT)]),
        "tabs": view_tabs(request),
        "trends": shown_trends(found),
    }
    return render(request, "manager/promises.html", here.context | context)


@require_safe
@for_worker
def not_heard(request: WorkerRequest, unit: UUID) -> HttpResponseBase:
    """How many of those asked replied, and where nothing can be shown."""
    here = desk(request, unit, "not_heard", timezone.now())
    table = published.table(here.unit)
    replied = reports.trend(table, Measure.REPLIED, here.periods)
    context = {
        "headline": findings.not_heard(replied),
        "finding": replied.finding,
        "bars": [
            {"name": bar.name, "said": bar.said, "drawing": draw_bars([bar], f"{bar.name}: {bar.said}")}
            for bar in findings.rates(table, here.periods)
        ],
        "replied": replied,
        **apart(here, Measure.REPLIED, replied),
    }
    return render(request, "manager/not_heard.html", here.context | context)


def _profile(
    here: Desk, measure: Measure, parts: reports.ProfileReport, trend: reports.TrendReport
) -> dict[str, Any]:
    found = {part: row for part, _, row in parts.rows}
    return {
        "finding": parts.finding,
        "index": parts.index,
        "period": trend.period.words if trend.period else "",
        "gap": any(row.workers is not None for _, _, row in parts.rows),
        "rows": [
            {
                "name": part.label,
                "means": MEANS[part],
                "current": part == measure,
                "href": reverse("involvement_part", args=[here.unit.pk, part.value]),
                **_of_part(found.get(part)),
            }
            for part in PARTS
            if found
        ],
    }


def _of_part(row: ProfileRow | None) -> dict[str, str]:
    """Its figure and picture; a part with too few answers stands there and says so."""
    if row is None:
        return {"said": "too few to show", "drawing": ""}
    drawing = render_to_string("manager/profile_row.html", {"row": row})
    return {"said": row.said, "drawing": drawing}
