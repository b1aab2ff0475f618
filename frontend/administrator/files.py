"""Files of services, workers and young people: brought, looked at line by line, then taken in."""

import csv
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from frontend.administrator import file_words as words
from frontend.administrator.sign_in_links import send_links
from frontend.administrator.tabs import frame_of
from frontend.guards import WorkerRequest
from frontend.staff.desk import say
from frontend.staff.roles import for_role
from frontend.uploads import in_memory
from safeguarding.people.models import ImportFile
from safeguarding.people.types import ImportKind, NotNow, Role
from safeguarding.responsibility.imports.looking import look_at_file
from safeguarding.responsibility.imports.queries import (
    file_for,
    files_of,
    lines_page,
    refused_lines,
)
from safeguarding.responsibility.imports.taking_in import confirm, forget, go_on
from safeguarding.responsibility.imports.types import COLUMNS, MOST_BYTES, CannotRead, Line, What

AT_ONCE = 2.0  # seconds a page spends looking at lines, or taking them in; the clocks do the rest
SHOWN = 20  # files on the page
HARMLESS = "'"


@in_memory(MOST_BYTES)
@for_role(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def files(request: WorkerRequest) -> HttpResponse:
    """What was brought lately, and bringing a file."""
    now, problem = timezone.now(), ""
    if request.method == "POST":
        try:
            return redirect("set_up_file", _bring(request, now).pk)
        except CannotRead as refused:
            problem = words.file_refused(refused.code, refused.about)
    kinds = [
        {
            "code": kind,
            "label": words.KINDS[kind],
            "columns": ", ".join(
                words.COLUMNS[column.name] + ("" if column.needed else " (if you like)")
                for column in COLUMNS[kind]
            ),
            "help": words.HELP[kind],
            "checked": request.POST.get("kind", ImportKind.SERVICES) == kind,
        }
        for kind in ImportKind
    ]
    context = {
        **frame_of(request, "set_up_files", now),
        "files": [_shown(file) for file in files_of(request.user)[:SHOWN]],
        "kinds": kinds,
        "problem": problem,
    }
    return render(request, "administrator/files.html", context, status=422 if problem else 200)


def _bring(request: WorkerRequest, now: datetime) -> ImportFile:
    """Raises CannotRead."""
    brought, kind = request.FILES.get("file"), request.POST.get("kind", "")
    if brought is None or kind not in ImportKind.values:
        raise CannotRead(
            "none" if request.FILES or not request.headers.get("Content-Length") else _missing(request)
        )
    return look_at_file(brought.read(), ImportKind(kind), now, request.user, AT_ONCE)


def _missing(request: WorkerRequest) -> str:
    return "too_large" if int(request.headers["Content-Length"]) > 1_000_000 else "none"


def _shown(file: ImportFile) -> dict[str, Any]:
    if file.done_at:
        state = words.summary(file.became, done=True)
    elif file.confirmed_at:
        state = "Going in now."
    elif not file.looked_at:
        state = "Being looked at."
    else:
        state = "Looked at. Nothing is in yet."
    return {"file": file, "label": words.KINDS[ImportKind(file.kind)], "state": state}


@for_role(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def one(request: WorkerRequest, file_id: UUID) -> HttpResponse:
    """One file, line by line: what would happen, what has, and the button that makes it so."""
    now = timezone.now()
    file = file_for(request.user, file_id)
    if request.method == "POST":
        return _do(request, file, now)
    if not file.looked_at:
        label = words.KINDS[ImportKind(file.kind)]
        context = {"file": file, "label": label, "heading": _heading(file), "looking": True}
        return render(
            request, "administrator/file.html", {**frame_of(request, "set_up_files", now), **context}
        )
    refused, start = request.GET.get("only") == "refused", request.GET.get("from", "0")
    page = lines_page(file, int(start) if start.isdecimal() and len(start) < 8 else 0, refused=refused)
    can_go_in = file.counts.get(What.NEW, 0) + file.counts.get(What.CHANGED, 0)
    context = {
        **frame_of(request, "set_up_files", now),
        "file": file,
        "label": words.KINDS[ImportKind(file.kind)],
        "heading": _heading(file),
        "summary": words.summary(file.became if file.done_at else file.counts, done=bool(file.done_at)),
        "read_as": words.READ_AS.get(file.read_as, ""),
        "lines": [_row(line, file.kind, done=bool(file.confirmed_at)) for line in page.lines],
        "then": page.then,
        "only_refused": refused,
        "any_refused": bool((file.became if file.done_at else file.counts).get(What.REFUSED)),
        "can_go_in": can_go_in,
        "going": file.confirmed_at and not file.done_at,
        "links": file.kind == ImportKind.WORKERS and file.done_at and file.became.get(What.NEW, 0),
        "links_sent": file.became.get("links", 0),
    }
    return render(request, "administrator/file.html", context)


def _heading(file: ImportFile) -> str:
    if file.done_at:
        count = file.became.get(What.NEW, 0) + file.became.get(What.CHANGED, 0)
        return f"{count:,} line{'' if count == 1 else 's'} went in"
    if not file.looked_at:
        return f"{file.looked:,} of {file.lines:,} lines are looked at"
    if file.confirmed_at:
        done = sum(file.became.get(what, 0) for what in What)
        return f"{done:,} of {file.lines:,} lines are in"
    return words.finding(file.counts, file.lines)


def _row(line: Line, kind: str, *, done: bool) -> dict[str, Any]:
    names = words.HAPPENED if done and line.what != What.REFUSED else words.HAPPENS
    what = line.what
    return {
        "number": line.number,
        "name": line.cells.get("name", ""),
        "where": line.cells.get("team") or line.cells.get("service") or line.cells.get("inside", ""),
        "what": names[what],
        "refused": what == What.REFUSED,
        "more": words.why(line) if what == What.REFUSED else words.changes(line),
    }


def _do(request: WorkerRequest, file: ImportFile, now: datetime) -> HttpResponse:
    go = request.POST.get("go")
    if go == "confirm":
        try:
            confirm(file, now, request.user)
        except NotNow:
            say(request, "Not all of it has been looked at yet. Wait until it is.", "error")
            return redirect("set_up_file", file.pk)
        go_on(file.pk, now, AT_ONCE)
    elif go == "forget":
        forget(file, now, request.user)
        say(request, "The file is gone. Everybody who was taken in is still here.")
        return redirect("set_up_files")
    elif go == "links":
        sent, failed = send_links(request.user, file, now)
        say(request, f"{sent} links are on their way." if sent else "Everybody in the file has had a link.")
        if failed:
            say(request, f"{failed} could not be sent. Send them again from the workers’ own pages.", "error")
    return redirect("set_up_file", file.pk)


def _csv(name: str) -> HttpResponse:
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")  # so that Excel reads UTF-8
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def harmless(text: str) -> str:
    """A cell that no spreadsheet will run."""
    return HARMLESS + text if text[:1] in {"=", "+", "-", "@", "\t", "\r"} else text


@for_role(Role.ADMINISTRATOR)
@require_GET
def template(request: WorkerRequest, kind: str) -> HttpResponse:
    """An empty file with the right columns and an example to write over."""
    if kind not in ImportKind.values:
        raise Http404
    chosen = ImportKind(kind)
    response = _csv(chosen.replace("_", "-"))
    out = csv.writer(response)
    out.writerow([words.COLUMNS[column.name].capitalize() for column in COLUMNS[chosen]])
    out.writerows(words.EXAMPLES[chosen])
    return response


@for_role(Role.ADMINISTRATOR)
@require_GET
def refused(request: WorkerRequest, file_id: UUID) -> HttpResponse:
    """The refused lines with why, to be put right and brought again."""
    file = file_for(request.user, file_id)
    kind = ImportKind(file.kind)
    response = _csv(f"refused-{kind.replace('_', '-')}")
    out = csv.writer(response)
    names = [column.name for column in COLUMNS[kind]]
    out.writerow([*(words.COLUMNS[name].capitalize() for name in names), "Line", "Why"])
    for line in refused_lines(file):
        cells = [harmless(line.cells.get(name, "")) for name in names]
        out.writerow([*cells, line.number, harmless(words.why(line))])
    return response
