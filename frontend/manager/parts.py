"""Parts that several of a manager's pages share: the parts of a service beside each other, all answers as a bar."""

from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from frontend.manager.pages import Desk, draw_bars
from voice.participation import published, reports
from voice.participation.published import Table
from voice.participation.types import Measure


def apart(here: Desk, measure: Measure, trend: reports.TrendReport) -> dict[str, Any]:
    """The table by part of the service, for the newest period that has a figure."""
    children = published.children(here.unit)
    if trend.period is None or not children:
        return {}
    known, pooled = published.breakdown(here.unit, measure, trend.period.name)
    found = reports.by_unit(known, pooled, children)
    drawing = (
        SafeString(render_to_string("manager/funnel.html", {"funnel": found.funnel})) if found.funnel else ""
    )
    return {"by_unit": found.table, "funnel": drawing, "chart": found.funnel}


def all_answers(table: Table, measure: Measure, trend: reports.TrendReport) -> dict[str, Any]:
    """All answers to a part as a bar, with those who were not sure; nothing where fewer than a hundred were heard."""
    if trend.period is None:
        return {}
    stripes = reports.answers(table[measure][trend.period.name])
    said = "; ".join(f"{stripe.name}: {stripe.said}" for stripe in stripes)
    return {"stripes": stripes, "stripes_drawing": draw_bars(stripes, said)}
