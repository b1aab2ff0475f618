"""Young people: who they are and who is there for them. Nothing they said is here."""

from datetime import datetime
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from frontend.administrator.forms import DEPUTIES, AddYoungPerson, People
from frontend.administrator.left import leaves
from frontend.administrator.tabs import frame_of
from frontend.guards import WorkerRequest
from frontend.staff.desk import say
from frontend.staff.roles import for_role
from safeguarding.people import queries
from safeguarding.people.access import current_named
from safeguarding.people.actions import add_young_person
from safeguarding.people.models import Service, Worker, YoungPerson
from safeguarding.people.types import NotNow, Role
from safeguarding.responsibility.actions import move_young_person, where_they_are
from safeguarding.responsibility.types import NobodyToHandTo


def _workers(administrator: Worker) -> list[Worker]:
    rows = queries.workers_to_set_up(administrator, timezone.now())
    return [row.worker for row in rows if any(post.role == Role.WORKER for post in row.posts)]


@for_role(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def everybody(request: WorkerRequest) -> HttpResponse:
    """Young people by name, with cards to print, and adding one."""
    now = timezone.now()
    services = queries.services_to_set_up(request.user, now)
    form = AddYoungPerson(request.POST or None, services=services, workers=_workers(request.user))
    if form.is_valid() and (team := form.service("team")):
        data = form.cleaned_data
        added = add_young_person(
            data["name"], data["born_year"], team, form.service("home"), form.people(), now, request.user
        )
        say(request, "Added. Make their card next.")
        return redirect("set_up_young_person", added.pk)
    context = {**frame_of(request, "set_up_young_people", now), **_list(request, services, now), "form": form}
    return render(request, "administrator/young_people.html", context, status=422 if form.errors else 200)


def _list(request: WorkerRequest, services: list[Service], now: datetime) -> dict[str, object]:
    """A page of them: of the team that was chosen, or of the name that was typed."""
    at = next((row for row in services if str(row.pk) == request.GET.get("at")), None)
    name, start = request.GET.get("name", "").strip()[:200], request.GET.get("from", "0")
    first = int(start) if start.isdecimal() and len(start) < 8 else 0
    shown = queries.young_people_shown(request.user, now, at=at, name=name, start=first)
    then = first + queries.SHOWN
    return {
        "rows": [{**_row(one), "has_card": one.pk in shown.with_card} for one in shown.people],
        "count": shown.all,
        "without": len(shown.people) - len(shown.with_card),
        "at": at,
        "name": name,
        "then": then if then < shown.all else None,
        "services": [row for row in services if row.closed_at is None],
        "narrowed": at is not None or name,
    }


def _row(young_person: YoungPerson) -> dict[str, object]:
    return {
        "id": young_person.pk,
        "name": queries.name_of(young_person),
        "age": queries.age(young_person, timezone.localdate()),
        "team": young_person.service.name,
        "home": young_person.home.name if young_person.home else "",
    }


@for_role(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def one(request: WorkerRequest, young_person_id: UUID) -> HttpResponse:
    """One young person: team, home, named worker, card, leaving."""
    now = timezone.now()
    young_person = queries.young_person_to_set_up(request.user, young_person_id, now)
    if request.POST.get("go") == "left":
        return leaves(request, young_person, now)
    named = [row.worker for row in current_named(young_person, now)]
    form = People(
        request.POST or None,
        services=queries.services_to_set_up(request.user, now),
        workers=_workers(request.user),
        initial={
            "team": str(young_person.service_id),
            "home": str(young_person.home_id or ""),
            "named": str(named[0].pk) if named else "",
            **{field: str(worker.pk) for field, worker in zip(DEPUTIES, named[1:], strict=False)},
        },
    )
    if form.is_valid() and (team := form.service("team")):
        try:
            home = form.service("home")
            seen = request.POST.get("seen")
            move_young_person(young_person, team, form.people(), now, request.user, home=home, seen=seen)
        except NotNow:
            say(request, "Somebody else changed this a moment ago. Look at it as it is now.", "error")
        except NobodyToHandTo:
            say(request, "Something promised to them would have nobody there. Nothing has changed.", "error")
        else:
            say(request, "Changed. What was promised to them goes on.")
        return redirect("set_up_young_person", young_person.pk)
    context = {
        **frame_of(request, "set_up_young_people", now),
        **_row(young_person),
        "form": form,
        "named": named,
        "seen": where_they_are(young_person, now),
    }
    return render(request, "administrator/young_person.html", context, status=422 if form.errors else 200)
