"""Figures to take away: a sheet, a workbook, a report. The same release data, the same bytes for everybody."""

from uuid import UUID

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from frontend.guards import WorkerRequest, for_worker
from frontend.manager import books, printed, sheets
from frontend.manager.pages import desk
from voice.participation import published

BOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
@for_worker
def csv(request: WorkerRequest, unit: UUID) -> HttpResponseBase:
    """Every figure of a unit as a CSV file, with its notes."""
    one = published.unit(request.user, unit, timezone.now())
    return _file(sheets.csv_of(one, published.table(one)), "text/csv; charset=utf-8", f"figures-{one.pk}.csv")


@require_safe
@for_worker
def xlsx(request: WorkerRequest, unit: UUID) -> HttpResponseBase:
    """The same as a workbook: figures, what they mean, the ledger."""
    one = published.unit(request.user, unit, timezone.now())
    return _file(books.book_of(one, published.table(one), published.ledger()), BOOK, f"figures-{one.pk}.xlsx")


@require_safe
@for_worker
def pdf(request: WorkerRequest, unit: UUID) -> HttpResponseBase:
    """The whole report, tagged for screen readers. Where PDFs can't be drawn, the page says what to do instead."""
    here = desk(request, unit, "involvement", timezone.now())
    try:
        made = printed.report_of(here.unit, here.periods)
    except printed.NoPdfHere:
        context = {
            "headline": "PDFs can't be made here",
            "subline": "Print the page instead and choose “Save as PDF”. An administrator can add Pango to the server.",
        }
        return render(request, "manager/plain.html", here.context | context, status=501)
    return _file(made, "application/pdf", f"figures-{here.unit.pk}.pdf")


def _file(body: str | bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(body, content_type=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
