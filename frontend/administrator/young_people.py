"""Young people: who they are and who is there for them. Nothing they said is here."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from frontend.administrator.forms import DEPUTIES, AddYoungPerson, People, WhoTheyAre
from frontend.administrator.left import leaves
from frontend.administrator.tabs import frame_of
from frontend.guards import WorkerRequest
from frontend.staff.desk import say
from frontend.staff.roles import for_role
from safeguarding.people import queries
from safeguarding.people.access import current_named
from safeguarding.people.actions import add_young_person, set_who_they_are
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
    """One young person: who they are, team, home, named worker, card, leaving."""
    now, go = timezone.now(), request.POST.get("go", "move")
    young_person = queries.young_person_to_set_up(request.user, young_person_id, now)
    if go == "left":
        return leaves(request, young_person, now)
    posted = request.POST or None
    form = _people(request, young_person, posted if go == "move" else None, now)
    who = WhoTheyAre(
        posted if go == "who" else None,
        initial={"name": queries.name_of(young_person), "born_year": young_person.born_year},
    )
    if form.is_valid() and (team := form.service("team")):
        _move(request, young_person, form, team, now)
        return redirect("set_up_young_person", young_person.pk)
    if who.is_valid():
        given = who.cleaned_data
        set_who_they_are(
            young_person, given["name"], given["born_year"], given["reference"], now, request.user
        )
        say(request, "Changed.")
        return redirect("set_up_young_person", young_person.pk)
    context = {
        **frame_of(request, "set_up_young_people", now),
        **_row(young_person),
        "form": form,
        "who": who,
        "named": [row.worker for row in current_named(young_person, now)],
        "seen": where_they_are(young_person, now),
    }
    status = 422 if form.errors or who.errors else 200
    return render(request, "administrator/young_person.html", context, status=status)


def _people(request: WorkerRequest, young_person: YoungPerson, posted: Any, now: datetime) -> People:
    named = [row.worker for row in current_named(young_person, now)]
    return People(
        posted,
        services=queries.services_to_set_up(request.user, now),
        workers=_workers(request.user),
        initial={
            "team": str(young_person.service_id),
            "home": str(young_person.home_id or ""),
            "named": str(named[0].pk) if named else "",
            **{field: str(worker.pk) for field, worker in zip(DEPUTIES, named[1:], strict=False)},
        },
    )


def _move(
    request: WorkerRequest, young_person: YoungPerson, form: People, team: Service, now: datetime
) -> None:
    home, seen = form.service("home"), request.POST.get("seen")
    try:
        move_young_person(young_person, team, form.people(), now, request.user, home=home, seen=seen)
    except NotNow:
        say(request, "Somebody else changed this a moment ago. Look at it as it is now.", "error")
    except NobodyToHandTo:
        say(request, "Something promised to them would have nobody there. Nothing has changed.", "error")
    else:
        say(request, "Changed. What was promised to them goes on.")
