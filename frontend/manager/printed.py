"""The report as a PDF that screen readers can read (PDF/UA-1), drawn from the same templates as the pages.

It is a function of closed periods, so it is drawn once: the file is kept under the digest of its page.
"""

import hashlib
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from frontend.manager.pages import shown_trends
from safeguarding.people.models import Service
from voice.participation import findings, overview, published, reports
from voice.participation.periods import Period
from voice.participation.types import DECIDED, KEPT, PARTS, SPEED, Measure

STYLE = "manager/report.css"
VARIANT = "pdf/ua-1"


class NoPdfHere(Exception):
    """The library that draws PDFs, or Pango below it, is not on this machine."""


def page_of(unit: Service, periods: Sequence[Period]) -> str:
    """The report as one HTML page, its style inside."""
    table = published.table(unit)
    trends = {
        "How involved young people feel": PARTS,
        "Decisions": DECIDED,
        "Promises kept": KEPT,
        "How fast": SPEED,
        "Who replied": (Measure.REPLIED,),
    }
    heard = reports.trend(table, Measure.HEARD, periods)
    newest = heard.period.name if heard.period else ""
    parts = reports.profile_of(table, newest)
    context = {
        "unit": unit,
        "product_name": settings.PRODUCT_NAME,
        "headline": findings.involvement(heard, parts),
        "subline": findings.subline(unit, heard, reports.trend(table, Measure.REPLIED, periods)),
        "index": parts.index,
        "chapters": [
            {"title": title, "trends": shown_trends([reports.trend(table, one, periods) for one in measures])}
            for title, measures in trends.items()
        ],
        "gap": overview.gap(table, newest) if newest else None,
        "gap_finding": overview.gap_finding(table, newest) if newest else "",
        "changes": published.changes(unit),
        "style": SafeString(_style()),
    }
    return render_to_string("manager/report.html", context)


def report_of(unit: Service, periods: Sequence[Period]) -> bytes:
    """The PDF. Raises NoPdfHere where it can't be drawn."""
    page = page_of(unit, periods)
    kept = Path(settings.DATA_DIR) / "reports" / f"{hashlib.sha256(page.encode()).hexdigest()}.pdf"
    if kept.exists():
        return kept.read_bytes()
    made = _drawn(page)
    kept.parent.mkdir(exist_ok=True)
    beside = kept.with_suffix(".part")
    beside.write_bytes(made)
    beside.replace(kept)
    return made


def _drawn(page: str) -> bytes:
    try:
        import weasyprint  # noqa: PLC0415 - it needs Pango, which may be missing
    except (ImportError, OSError) as error:
        raise NoPdfHere from error
    made = weasyprint.HTML(string=page, url_fetcher=_nothing).write_pdf(pdf_variant=VARIANT)
    return bytes(made)


def _nothing(url: str, *args: object, **kwargs: object) -> dict[str, object]:
    """The page holds all it needs: nothing is fetched."""
    raise ValueError("a report fetches nothing")


def _style() -> str:
    found = finders.find(STYLE)
    assert isinstance(found, str)
    return Path(found).read_text()
