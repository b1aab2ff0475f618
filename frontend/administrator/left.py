"""Young people who are there no more: back again, or to be erased when nothing has to be kept."""

from datetime import datetime
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from frontend.administrator.tabs import frame_of
from frontend.guards import WorkerRequest
from frontend.staff.desk import say
from frontend.staff.roles import for_role
from safeguarding.people import queries
from safeguarding.people.models import YoungPerson
from safeguarding.people.types import NotNow, Role
from safeguarding.responsibility.leaving import comes_back, has_left

NOT_NOW = {
    "promises": "Something they said still waits for a person. It has to be kept first: then they can leave.",
    "closed": "{about} has closed. Open it again first.",
    "erased": "They were erased.",
}


@for_role(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def everybody(request: WorkerRequest) -> HttpResponse:
    """Who has left, the last first."""
    now, start = timezone.now(), request.GET.get("from", "0")
    if request.method == "POST":
        return _back(request, now)
    first = int(start) if start.isdecimal() and len(start) < 8 else 0
    people = queries.young_people_who_left(request.user, now, first)
    context = {
        **frame_of(request, "set_up_young_people", now),
        "rows": [
            {"id": row.pk, "name": queries.name_of(row), "team": row.service.name, "left_at": row.left_at}
            for row in people
        ],
        "then": first + queries.SHOWN if len(people) == queries.SHOWN else None,
    }
    return render(request, "administrator/left.html", context)


def _back(request: WorkerRequest, now: datetime) -> HttpResponse:
    try:
        key = UUID(request.POST.get("back", ""))
    except ValueError:
        return redirect("set_up_left")
    young_person = queries.young_person_to_erase(request.user, key, now)
    try:
        comes_back(young_person, now, request.user)
    except NotNow as refused:
        say(request, NOT_NOW[refused.code].format(about=refused.about), "error")
        return redirect("set_up_left")
    say(request, "They are here again. Choose who is there for them, and make a card.")
    return redirect("set_up_young_person", young_person.pk)


def leaves(request: WorkerRequest, young_person: YoungPerson, now: datetime) -> HttpResponse:
    """Somebody said on their page that they have left."""
    try:
        has_left(young_person, now, request.user)
    except NotNow as refused:
        say(request, NOT_NOW[refused.code].format(about=refused.about), "error")
        return redirect("set_up_young_person", young_person.pk)
    say(request, "They have left. Their card opens nothing any more; what they said stays locked.")
    return redirect("set_up_young_people")
