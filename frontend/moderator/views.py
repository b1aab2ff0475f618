"""The reading queue: open, read, strike out names, grade, let out or keep back."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from frontend.desk.lines import how_many
from frontend.desk.reasons import grouped
from frontend.desk.recordings import picked
from frontend.guards import WorkerRequest, for_worker
from frontend.moderator import marks as marking
from frontend.moderator import recordings
from frontend.moderator.forms import HEADINGS, Finish, KeepBack, PullBack
from frontend.moderator.marks import Marks
from frontend.moderator.rows import GRADES, LABELS, marked, queue_rows
from frontend.moderator.tabs import back, frame_of
from frontend.staff.roles import for_role
from safeguarding.people.models import Worker
from safeguarding.people.types import Role
from voice.contributions.models import Contribution
from voice.moderation import actions, queries
from voice.moderation.errors import ModerationError
from voice.moderation.pages import ReadingPage
from voice.moderation.types import Grade, WhyKeptBack

MARK = {"strike", "quote", "unstrike", "unquote"}
PROBLEMS = {
    "AlreadyRead": "Somebody else has finished reading this. What they wrote stands below.",
    "NotHeardYet": "Listen to the recording, or look at it, before you say what you saw.",
    "NotReadYet": "Say what you saw first.",
    "NoYes": "They did not say yes to their words being used, so nothing goes out.",
    "WrongPlace": "The marks do not fit the words any more. Please mark them again.",
    "AlreadyDecided": "It was let out or kept back already.",
}
NOT_NOW = "That can’t be done now. Nothing has changed."


@for_role(Role.MODERATOR)
@require_GET
def queue(request: WorkerRequest) -> HttpResponse:
    """What waits, soonest first. No words stand here: opening them is a look."""
    now = timezone.now()
    rows = queries.queue(request.user, now)
    context = {
        **frame_of(request, "reading", now, to_read=len(rows)),
        "queue": queue_rows(rows, None, now),
        "finding": how_many(len(rows), "to read, soonest first") if rows else "Everything has been read",
        "late": sum(row.due < now for row in rows),
    }
    return render(request, "moderator/queue.html", context)


@for_role(Role.MODERATOR)
@require_GET
def lately(request: WorkerRequest) -> HttpResponse:
    """What this moderator read in the last seven days."""
    now = timezone.now()
    rows = queries.read_lately(request.user, now)
    context = {**frame_of(request, "reading_lately", now), "queue": queue_rows(rows, None, now)}
    return render(request, "moderator/lately.html", context)


@for_worker
@require_http_methods(["GET", "POST"])
def one(request: WorkerRequest, contribution_id: UUID) -> HttpResponse:
    """One contribution, opened by a moderator, or by whoever their promise to read it has come to."""
    if request.method == "GET" or request.POST.get("go") in MARK:
        return _show(request, contribution_id)
    problem = _decide(request.user, contribution_id, request.POST)
    if problem:
        return _show(request, contribution_id, problem, status=422)
    rest = queries.queue(request.user, timezone.now())
    return redirect("reading_one", rest[0].contribution_id) if rest else redirect(back(request, "reading"))


def _decide(moderator: Worker, contribution_id: UUID, post: QueryDict) -> str:
    """Do what the pressed button says. Returns what went wrong, in plain words, or nothing."""
    now = timezone.now()
    contribution = queries.contribution_to_moderate(moderator, contribution_id, now)
    keep, pull = KeepBack(post, prefix="keep"), PullBack(post, prefix="pull")
    go = post.get("go")
    finish = Finish(post)
    if go == "keep_back" and not keep.is_valid():
        return "Say why it is kept back."
    if go == "pull_back" and not pull.is_valid():
        return "Write what the young person is told."
    if problem := _not_said(contribution, finish):
        return problem
    try:
        if not hasattr(contribution, "moderator_reading"):
            seen = finish.cleaned_data
            grade = Grade(seen["grade"])
            actions.finish_reading(
                moderator, contribution, grade, seen["rules_missed"], now, seen["headings"]
            )
        if go == "release":
            marks = marking.parse(post, contribution.words.length if hasattr(contribution, "words") else 0)
            if marks.quote is None:
                return "Choose the part to let out."
            actions.release(moderator, contribution, marks.redactions, marks.quote, now)
        if go == "keep_back":
            why = WhyKeptBack(keep.cleaned_data["why"])
            actions.keep_back(moderator, contribution, why, keep.cleaned_data["told"], now)
        if go == "pull_back":
            actions.pull_back(moderator, contribution, pull.cleaned_data["told"], now)
    except ModerationError as error:
        return PROBLEMS.get(type(error).__name__, NOT_NOW)
    return ""


def _not_said(contribution: Contribution, finish: Finish) -> str:
    """What the moderator has still to say. Nothing that asks for a look waits for the answer of the 1 in 20."""
    if hasattr(contribution, "moderator_reading"):
        return ""
    if not finish.is_valid():
        return "Say what you saw first."
    seen = finish.cleaned_data
    unanswered = contribution.rules_checked and seen["rules_missed"] is None and seen["grade"] == Grade.FINE
    return "One tap is missing: did the rules miss anything?" if unanswered else ""


def _marks(post: QueryDict, words: str) -> tuple[Marks, str]:
    """The marks after the pressed button, and what went wrong."""
    marks = marking.parse(post, len(words))
    go = post.get("go")
    if go == "unstrike":
        return marking.unstrike(marks, post.get("which", "")), ""
    if go == "unquote":
        return Marks(marks.redactions), ""
    if go not in {"strike", "quote"}:
        return marks, ""
    places = marking.chosen(post, words)
    if not places:
        return marks, "Those words do not stand in what they wrote. Copy them exactly."
    if go == "strike":
        return marking.strike(marks, words, places, post.get("label", "")), ""
    return Marks(marks.redactions, places[0]), ""


def _marks_now(request: WorkerRequest, page: ReadingPage, now: datetime) -> tuple[Marks, str]:
    """The marks to show: those of the posted form, kept from then on; or else those that were left here."""
    if request.method != "POST":
        kept = queries.marks_kept(request.user, page.contribution)
        return Marks(kept.redactions, kept.quote), ""
    marks, wrong = _marks(request.POST, page.words)
    if request.POST.get("go") in MARK and not wrong:
        try:
            actions.keep_marks(request.user, page.contribution, marks.redactions, marks.quote, now)
        except ModerationError as error:
            return marks, PROBLEMS.get(type(error).__name__, NOT_NOW)
    return marks, wrong


def _show(
    request: WorkerRequest, contribution_id: UUID, problem: str = "", status: int = 200
) -> HttpResponse:
    now = timezone.now()
    page = actions.open_for_reading(request.user, contribution_id, now)
    marks, wrong = _marks_now(request, page, now)
    rows = queries.queue(request.user, now)
    context = {
        **frame_of(request, "reading", now, to_read=len(rows)),
        **_page(page, marks),
        "queue": queue_rows(rows, contribution_id, now),
        "recordings": recordings.on_page(page, now),
        "picked": picked(page.pictures),
        "finding": how_many(len(rows), "to read, soonest first")
        if page.reading is None
        else "You have read this",
        "problem": problem or wrong,
        "grade": request.POST.get("grade", ""),
        "rules_missed": request.POST.get("rules_missed", ""),
        "ticked": request.POST.getlist("headings"),
        "keep": KeepBack(
            request.POST if problem and request.POST.get("go") == "keep_back" else None,
            prefix="keep",
            initial={} if page.quote_ok else {"why": WhyKeptBack.NO_YES},
        ),
        "pull": PullBack(prefix="pull"),
    }
    return render(request, "moderator/one.html", context, status=status)


def _page(page: ReadingPage, marks: Marks) -> dict[str, Any]:
    groups = grouped(page.reasons, page.words)
    return {
        "page": page,
        "marks": marks,
        "fields": marks.fields(),
        "pieces": marked(page, marks, groups),
        "quotes": [line] if (line := marking.goes_out(page.words, marks)) else [],
        "grades": GRADES,
        "labels": LABELS,
        "headings": HEADINGS,
        "reasons": [
            {
                "number": group.number,
                "title": group.title,
                "text": " ".join(group.says),
                "places": group.places,
            }
            for group in groups
        ],
    }
