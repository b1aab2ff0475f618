"""Messages to an advocate alone: the list, one message, an answer."""

from contextlib import suppress
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from frontend.desk.lines import how_many
from frontend.desk.recordings import picked, shown, typed_out
from frontend.desk.times import when_exactly
from frontend.guards import WorkerRequest
from frontend.media import played
from frontend.staff.desk import Tab, frame, say
from frontend.staff.roles import for_role
from safeguarding.people.queries import name_of
from safeguarding.people.types import Role
from safeguarding.promises.pages import InboxRow
from safeguarding.promises.queries import inbox
from safeguarding.promises.types import Climb
from voice.contributions.queries import open_words
from voice.contributions.recordings.opening import open_recording
from voice.contributions.recordings.transcripts import write_transcript
from voice.contributions.types import AnswerWay
from voice.replies.actions import told_in_person, write_reply
from voice.replies.errors import NotWaiting, ReplyError
from voice.replies.queries import replies_to, reply_by
from voice.replies.types import ReplyState


class Answer(forms.Form):
    text = forms.CharField(
        label="Your answer",
        max_length=10_000,
        help_text="Short, plain words. It goes to them at once: nobody else reads it.",
        widget=forms.Textarea(attrs={"rows": 6}),
    )


def _waiting(request: WorkerRequest) -> list[InboxRow]:
    rows = inbox(request.user, timezone.now())
    return [row for row in rows if row.promise.climb == Climb.ADVOCATE and row.promise.contribution_id]


@for_role(Role.ADVOCATE)
@require_GET
def messages(request: WorkerRequest) -> HttpResponse:
    """What was sent to advocates, soonest first. No words stand here."""
    now = timezone.now()
    rows = _waiting(request)
    queue = [
        {
            "href": reverse("advocate_one", args=[row.promise.contribution_id]),
            "when": when_exactly(row.due, now),
            "icon": "reply" if row.kind == "answer" else "mail",
            "text": f"{row.kind.capitalize()} · {name_of(row.young_person)}",
        }
        for row in rows
    ]
    context = {
        **frame(request, [Tab("advocate_messages", "Messages", "mail", len(rows))], "advocate_messages", now),
        "queue": queue,
        "finding": how_many(len(rows), "waiting for you") if rows else "No message is waiting",
    }
    return render(request, "advocate/messages.html", context)


@for_role(Role.ADVOCATE)
@require_http_methods(["GET", "POST"])
def one(request: WorkerRequest, contribution_id: UUID) -> HttpResponse:
    """One message, opened, and the place to answer it."""
    now = timezone.now()
    page = open_words(request.user, contribution_id, now)
    form = Answer(request.POST or None)
    problem = ""
    if form.is_valid():
        try:
            reply = write_reply(
                request.user,
                page.contribution,
                form.cleaned_data["text"],
                AnswerWay(page.contribution.answer_way),
                now,
            )
        except ReplyError:
            problem = "There is an answer to this already."
        else:
            to_tell = reply.state == ReplyState.TO_TELL
            say(
                request,
                f"Now tell {page.name} in person." if to_tell else f"{page.name} can read your answer now.",
            )
            return redirect("advocate_one", contribution_id) if to_tell else redirect("advocate_messages")
    context = {
        **frame(request, [Tab("advocate_messages", "Messages", "mail")], "advocate_messages", now),
        "page": page,
        "picked": picked(page.pictures),
        "recordings": shown(
            page.recordings,
            now,
            lambda row: reverse("advocate_recording", args=[contribution_id, row]),
            lambda row: reverse("advocate_typed", args=[contribution_id, row]),
        ),
        "replies": replies_to(request.user, page.contribution, now),
        "form": form,
        "problem": problem,
    }
    return render(request, "advocate/one.html", context, status=422 if form.errors or problem else 200)


@for_role(Role.ADVOCATE)
@require_POST
def told(request: WorkerRequest, contribution_id: UUID, reply_id: UUID) -> HttpResponse:
    """The answer was said to them in person."""
    now = timezone.now()
    reply = reply_by(request.user, reply_id, now)
    with suppress(NotWaiting):  # a colleague said so a moment ago
        told_in_person(request.user, reply, now)
    say(request, "Noted: they have been told.")
    return redirect("advocate_one", reply.contribution_id)


@for_role(Role.ADVOCATE)
@require_GET
def recording(request: WorkerRequest, contribution_id: UUID, recording_id: UUID) -> HttpResponse:
    """What they said aloud or drew. Asking for it is a look."""
    media = open_recording(request.user, contribution_id, recording_id, timezone.now())
    return played(request, media.data, media.type)


@for_role(Role.ADVOCATE)
@require_POST
def typed(request: WorkerRequest, contribution_id: UUID, recording_id: UUID) -> HttpResponse:
    """What the advocate typed while they listened."""
    text = request.POST.get("text", "")
    kept = write_transcript(request.user, contribution_id, recording_id, text, timezone.now())
    return typed_out(
        request,
        kept,
        "Saved.",
        reverse("advocate_one", args=[contribution_id]),
    )
