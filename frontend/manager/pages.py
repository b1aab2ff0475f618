"""What every manager's page has around it: rail, units, who is asking."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString

from frontend.guards import WorkerRequest
from frontend.staff.desk import Tab, frame
from safeguarding.people.models import Service
from voice.participation import published
from voice.participation.charts import Trend
from voice.participation.figures import sentence
from voice.participation.periods import Period
from voice.participation.pictures import Stripe
from voice.participation.reports import TrendReport
from voice.participation.types import MEANS, WHAT

WHOLE = ("units_overview", "figures_method", "release_key")  # pages about no unit in particular
HOME = Tab("figures", "Figures", "chart")
TABS = (
    ("involvement", "chart", "Involvement"),
    ("promises_kept", "check", "Promises kept"),
    ("not_heard", "people", "Not heard from"),
    ("changes", "flag", "Changes"),
)


# The other pages of a unit, under its heading.
MORE = (
    ("involvement", "Over time"),
    ("answers_given", "All answers"),
    ("beside", "Side by side"),
    ("decisions_made", "Decisions"),
    ("overdue", "Overdue now"),
    ("units_overview", "All my units"),
    ("figures_method", "How figures are made"),
)


@dataclass(frozen=True)
class Desk:
    """The unit a page is about, and what surrounds it."""

    unit: Service
    periods: list[Period]
    context: dict[str, Any]


def top_desk(request: WorkerRequest, tab: str, now: datetime) -> Desk:
    """The same for a page about no unit in particular: around the topmost. Raises NotAllowed for who has none."""
    here = desk(request, published.top(request.user, now).pk, tab, now)
    here.context["units"] = []
    return here


def desk(request: WorkerRequest, unit_id: UUID, tab: str, now: datetime) -> Desk:
    """The page's surroundings. Raises NotAllowed for a unit this worker does not report on."""
    unit = published.unit(request.user, unit_id, now)
    periods = published.periods()
    around = frame(request, [HOME], "", now)
    return Desk(
        unit=unit,
        periods=periods,
        context=around
        | {
            "unit": unit,
            "more": [
                {
                    "href": reverse(name) if name in WHOLE else reverse(name, args=[unit.pk]),
                    "label": label,
                    "current": name == tab,
                }
                for name, label in MORE
            ],
            "units": [_link(one, tab, unit) for one in published.near(request.user, unit, now)],
            "rail": rail(unit, tab, around["rail"]),
            "upto": periods[-1].words if periods else "",
            "as_table": request.GET.get("view") == "table",
        },
    )


def rail(unit: Service, current: str, faces: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The four pages of a unit, then the worker's other faces."""
    own = [
        {"href": reverse(name, args=[unit.pk]), "label": label, "icon": icon, "current": name == current}
        for name, icon, label in TABS
    ]
    return own + [face for face in faces if face["href"] != reverse(HOME.url_name)]


def view_tabs(request: WorkerRequest) -> list[dict[str, Any]]:
    """Picture or table: two addresses of the same page."""
    table = request.GET.get("view") == "table"
    return [
        {"href": request.path, "label": "Picture", "icon": "chart", "current": not table},
        {"href": f"{request.path}?view=table", "label": "Table", "icon": "list", "current": table},
    ]


def draw_trend(report: TrendReport) -> SafeString:
    """The picture of a trend, as one SVG; empty where there is nothing to draw."""
    if report.picture is None:
        return SafeString("")
    context: dict[str, Trend | str] = {
        "trend": report.picture,
        "id": f"trend-{report.measure}",
        "name": report.measure.label if len(report.measure.label) <= 9 else "Newest",
        "title": report.title,
        "said": sentence(report.latest, WHAT[report.measure]) if report.latest else "",
        "finding": report.finding,
    }
    return SafeString(render_to_string("manager/trend.html", context))


def key_of(report: TrendReport) -> list[dict[str, str]]:
    """What the signs in a trend's picture mean: those that are in it."""
    if report.picture is None:
        return []
    signs = [
        ("band", "where the true figure likely is", True),
        ("hollow", "part of the change", any(dot.hollow for dot in report.picture.dots)),
        ("limit", "usual limit", bool(report.picture.limits)),
        ("flag", "what we changed", bool(report.picture.flags)),
    ]
    return [{"sign": sign, "label": label} for sign, label, there in signs if there]


def shown_trends(found: Sequence[TrendReport]) -> list[dict[str, Any]]:
    """Each report with its picture and the key to it."""
    return [
        {"trend": one, "drawing": draw_trend(one), "key": key_of(one), "means": MEANS.get(one.measure, "")}
        for one in found
    ]


def draw_bars(stripes: list[Stripe], said: str) -> SafeString:
    """One bar, as an SVG with its words."""
    return SafeString(render_to_string("manager/bars.html", {"stripes": stripes, "said": said}))


def _link(one: Service, tab: str, current: Service) -> dict[str, Any]:
    page = "involvement" if tab in WHOLE else tab
    return {"href": reverse(page, args=[one.pk]), "label": one.name, "current": one == current}
