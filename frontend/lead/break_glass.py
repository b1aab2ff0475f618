"""Opening what somebody said in an emergency, without an ordinary way to it; and the second person's look at why."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_GET, require_http_methods

from frontend.desk.frame import frame
from frontend.desk.recordings import picked, shown
from frontend.desk.times import when_exactly
from frontend.guards import WorkerRequest
from frontend.media import played
from frontend.staff.desk import say
from frontend.staff.roles import for_role
from safeguarding.people.queries import name_of
from safeguarding.people.types import NotNow
from safeguarding.responsibility.breaking_glass import (
    MAY,
    break_glass,
    check_glass,
    glass_of,
    glass_to_check,
    mine_open,
)
from safeguarding.vault.envelope import open_sealed
from voice.contributions.emergency import hear_in_emergency, open_in_emergency, said_lately

ENOUGH = 20  # letters of a reason somebody else can judge
NOT_NOW = {
    "nobody": lazy("Nobody of that name is there for you to open. The try is written down."),
    "several": lazy("More than one has that name. Give the year they were born. The try is written down."),
    "ordinary": lazy("You have an ordinary way: look in your inbox or under My young people."),
    "slow_down": lazy("Too many names for one hour. Ring the safeguarding lead."),
}


class BreakGlass(forms.Form):
    """Who, why, and whether the young person can be shown it."""

    name = forms.CharField(label=lazy("The young person’s full name"), max_length=200)
    born_year = forms.IntegerField(
        label=lazy("Born in the year, if two have the name"), min_value=1990, max_value=2100, required=False
    )
    reason = forms.CharField(
        label=lazy("Why it can’t wait for their own people"),
        min_length=ENOUGH,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    not_told_why = forms.CharField(
        label=lazy("Only if the young person seeing this could put someone in danger: why"),
        help_text=lazy("Left empty, the young person sees that you opened it."),
        required=False,
        min_length=ENOUGH,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


@for_role(*MAY)
@require_http_methods(["GET", "POST"])
def ask(request: WorkerRequest) -> HttpResponse:
    """What is open now, and the form that opens something."""
    now, problem = timezone.now(), ""
    form = BreakGlass(request.POST or None)
    if form.is_valid():
        data = form.cleaned_data
        try:
            glass = break_glass(
                request.user,
                data["name"],
                data["reason"],
                now,
                born_year=data["born_year"],
                not_told_why=data["not_told_why"],
            )
            return redirect("glass_open", glass.pk)
        except NotNow as refused:
            problem = str(NOT_NOW[refused.code])
    rows = [
        {"id": glass.pk, "name": name_of(glass.young_person), "until": when_exactly(glass.ends_at, now)}
        for glass in mine_open(request.user, now)
    ]
    context = {**frame(request, now, "break_glass"), "form": form, "rows": rows, "problem": problem}
    return render(request, "lead/break_glass.html", context, status=422 if form.errors or problem else 200)


@for_role(*MAY)
@require_GET
def opened(request: WorkerRequest, glass_id: UUID) -> HttpResponse:
    """What this young person sent lately, by day. No words: opening one is a look."""
    now = timezone.now()
    glass = glass_of(request.user, glass_id, now)
    rows = [
        {"id": row.pk, "when": when_exactly(row.sent_at, now)}
        for row in said_lately(request.user, glass, now)
    ]
    context = {
        **frame(request, now, "break_glass"),
        "name": name_of(glass.young_person),
        "glass": glass,
        "until": when_exactly(glass.ends_at, now),
        "rows": rows,
    }
    return render(request, "lead/glass_open.html", context)


@for_role(*MAY)
@require_GET
def words(request: WorkerRequest, glass_id: UUID, contribution_id: UUID) -> HttpResponse:
    """One of them, opened."""
    now = timezone.now()
    page = open_in_emergency(request.user, glass_id, contribution_id, now)
    context = {
        **frame(request, now, "break_glass"),
        "page": page,
        "glass_id": glass_id,
        "picked": picked(page.pictures),
        "recordings": shown(
            page.recordings,
            now,
            lambda row: reverse("glass_recording", args=[glass_id, contribution_id, row]),
        ),
        "sent": when_exactly(page.contribution.sent_at, now),
        "statements": list(dict.fromkeys(reason.statement for reason in page.reasons)),
    }
    return render(request, "lead/glass_words.html", context)


@for_role(*MAY)
@require_GET
def recording(
    request: WorkerRequest, glass_id: UUID, contribution_id: UUID, recording_id: UUID
) -> HttpResponse:
    """What they said aloud or drew beside it."""
    media = hear_in_emergency(request.user, glass_id, contribution_id, recording_id, timezone.now())
    return played(request, media.data, media.type)


def _answer(request: WorkerRequest) -> dict[str, Any] | None:
    right = request.POST.get("right")
    return {"was_right": right == "yes", "tell": "tell" in request.POST} if right in {"yes", "no"} else None


@for_role(*MAY)
@require_http_methods(["GET", "POST"])
def check(request: WorkerRequest, glass_id: UUID) -> HttpResponse:
    """The second person: who opened whose words, and why. Their answer keeps the promise to look."""
    now = timezone.now()
    glass = glass_to_check(request.user, glass_id, now)
    if request.method == "POST" and (answer := _answer(request)):
        check_glass(request.user, glass, now, **answer)
        say(
            request,
            _("Written down.") if answer["was_right"] else _("Closed. Talk with them about it today."),
        )
        return redirect("inbox")
    context = {
        **frame(request, now, "inbox"),
        "glass": glass,
        "name": name_of(glass.young_person),
        "when": when_exactly(glass.at, now),
        "reason": open_sealed(glass, "sealed_reason"),
        "not_told_why": open_sealed(glass, "sealed_not_told_why"),
        "done": glass.checked_at is not None,
    }
    return render(request, "lead/glass_check.html", context)
