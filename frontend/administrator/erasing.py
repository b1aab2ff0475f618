"""Erasing a young person: one asks, another looks at it on their own sign-in. Neither reaches anything they said."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from frontend.desk.frame import frame as desk_frame
from frontend.desk.lines import number
from frontend.guards import WorkerRequest
from frontend.staff.coming_in import is_fresh
from frontend.staff.desk import say
from frontend.staff.faces import roles_of
from frontend.staff.roles import for_role
from safeguarding.erasure import queries
from safeguarding.erasure.actions import agree_to_erasure, ask_erasure, refuse_erasure
from safeguarding.erasure.models import Erasure
from safeguarding.erasure.types import MustKeep, NotWaiting, State, WhyErase
from safeguarding.people.queries import name_of, young_person_to_erase
from safeguarding.people.types import Role

SHOWN = 50
WHY_NOT = {
    "promise": "Something they said still waits for a person. It has to be kept first.",
    "concern": "A concern is open. It has to be closed first.",
    "law": "The law wants it kept until {until}. Until then it stays locked as it is.",
    "no_ledger": "Whoever runs the product has to name a ledger of erasures first (CORNER_ERASURES).",
}


class Why(forms.Form):
    """Why they are to be erased, and that the consequence was read."""

    why = forms.ChoiceField(label="Why", choices=WhyErase.choices, widget=forms.RadioSelect)


class Sure(forms.Form):
    """Said once more by who agrees."""

    sure = forms.BooleanField(label="I know that nobody can bring it back")


@for_role(Role.ADMINISTRATOR, Role.LEAD)
@require_GET
def everything(request: WorkerRequest) -> HttpResponse:
    """What waits for a second person, what was done, and the state of the ledger."""
    now = timezone.now()
    rows = list(queries.erasures(request.user, now)[:SHOWN])
    waits = [row for row in rows if row.state == State.WAITING]
    context = {
        **desk_frame(request, now, "erasures"),
        "heading": _heading(len(waits)),
        "waiting": [_shown(row, request) for row in waits],
        "done": [_shown(row, request) for row in rows if row.state != State.WAITING],
        "book": queries.book(),
        "may_ask": Role.ADMINISTRATOR in roles_of(request.user, now),
    }
    return render(request, "administrator/erasures.html", context)


def _heading(waiting: int) -> str:
    if not waiting:
        return "Nobody waits to be erased"
    return f"{number(waiting)} wait{'s' if waiting == 1 else ''} for a second person"


def _shown(row: Erasure, request: WorkerRequest) -> dict[str, Any]:
    return {
        "row": row,
        "name": name_of(row.young_person),
        "why": WhyErase(row.why).label,
        "mine": row.asked_by_id == request.user.pk,
    }


def why_not(found: MustKeep) -> str:
    """Why they can't be erased now, in a sentence."""
    return WHY_NOT[found.why].format(until=f"{found.until:%-d %B %Y}" if found.until else "")


@for_role(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def ask(request: WorkerRequest, young_person_id: UUID) -> HttpResponse:
    """What would go and what would stay; asking for it. Nothing is erased by this."""
    now = timezone.now()
    young_person = young_person_to_erase(request.user, young_person_id, now)
    form, problem = Why(request.POST or None), ""
    if form.is_valid():
        try:
            asked = ask_erasure(request.user, young_person, WhyErase(form.cleaned_data["why"]), now)
        except MustKeep as found:
            problem = why_not(found)
        else:
            say(request, "Asked. Nothing is erased before somebody else agrees.")
            return redirect("erasure", asked.pk)
    stands_in_the_way = queries.in_the_way(young_person, now)
    context = {
        **desk_frame(request, now, "erasures"),
        "name": name_of(young_person),
        "in_the_way": why_not(stands_in_the_way) if stands_in_the_way else "",
        "form": form,
    }
    return render(
        request, "administrator/erasing.html", context, status=422 if form.errors or problem else 200
    )


@for_role(Role.ADMINISTRATOR, Role.LEAD)
@require_http_methods(["GET", "POST"])
def one(request: WorkerRequest, erasure_id: UUID) -> HttpResponse:
    """One request: the second person agrees or not; whoever asked sees what became of it."""
    now = timezone.now()
    row = queries.erasure(request.user, erasure_id, now)
    form = Sure(request.POST if request.POST.get("go") == "agree" else None)
    if request.method == "POST" and _answered(request, row, form, now):
        return redirect("erasure", row.pk)
    waits = row.state == State.WAITING
    stands_in_the_way = queries.in_the_way(row.young_person, now) if waits else None
    context = {
        **desk_frame(request, now, "erasures"),
        **_shown(row, request),
        "waits": waits,
        "done": row.state == State.DONE,
        "in_the_way": why_not(stands_in_the_way) if stands_in_the_way else "",
        "fresh": is_fresh(request, now),
        "form": form,
    }
    return render(request, "administrator/erasure.html", context, status=422 if form.errors else 200)


def _answered(request: WorkerRequest, row: Erasure, form: Sure, now: datetime) -> bool:
    """Do what the pressed button says; False when the form has to be shown again."""
    try:
        if request.POST.get("go") == "refuse":
            refuse_erasure(request.user, row, now)
            say(request, "Not agreed. Nothing has changed.")
        elif not is_fresh(request, now):
            say(request, "Nothing is erased. Sign in again first: you came in a while ago.", "error")
        elif form.is_valid():
            agree_to_erasure(request.user, row, now)
            say(request, "Erased. Nobody can read it again.")
        else:
            return False
    except MustKeep as found:
        say(request, f"Nothing is erased. {why_not(found)}", "error")
    except NotWaiting:
        say(request, "That was answered already.", "error")
    except OSError:
        say(
            request, "Nothing is erased: the ledger can’t be written. Tell whoever runs the product.", "error"
        )
    return True
