"""My young people: who they are, what is promised to them, and what they said, without a word of it."""

import uuid
from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from frontend.desk.frame import frame
from frontend.desk.lines import link_to, title_of
from frontend.desk.times import clock_time, left, when, when_exactly
from frontend.guards import WorkerRequest, for_worker
from frontend.staff.desk import say
from safeguarding.concerns.queries import concerns_behind
from safeguarding.people.access import current_named
from safeguarding.people.actions import reset_lock
from safeguarding.people.models import YoungPerson
from safeguarding.people.queries import my_young_people, name_of, portrait_of
from safeguarding.people.types import NotAllowed
from safeguarding.promises import queries as promised
from safeguarding.promises.pages import InboxRow
from voice.decisions.queries import decisions_of


def mine(request: WorkerRequest, young_person_id: uuid.UUID, now: datetime) -> YoungPerson:
    """One of the worker's own young people. Raises NotAllowed."""
    for row in my_young_people(request.user, now):
        if row.pk == young_person_id:
            return row
    raise NotAllowed("young person")


@require_safe
@for_worker
def people(request: WorkerRequest) -> HttpResponse:
    """Each with how many promises of this worker's wait, the soonest time first."""
    now = timezone.now()
    young_people = my_young_people(request.user, now)
    waiting: dict[uuid.UUID, list[InboxRow]] = {}
    for row in promised.inbox(request.user, now):
        waiting.setdefault(row.young_person.pk, []).append(row)
    rows = [_person(row, waiting.get(row.pk, []), now) for row in young_people]
    busy = sum(1 for row in rows if row["many"])
    heading = (
        ngettext("One of them waits for you", "%(many)s of them wait for you", busy) % {"many": busy}
        if busy
        else _("Nobody waits for you")
    )
    return render(
        request,
        "worker/people.html",
        {**frame(request, now, "work_people"), "rows": rows, "heading": heading},
    )


def _person(young_person: YoungPerson, waiting: list[InboxRow], now: datetime) -> dict[str, Any]:
    soonest = waiting[0] if waiting else None
    return {
        "name": name_of(young_person),
        "href": reverse("work_person", args=[young_person.pk]),
        "many": len(waiting),
        "next": title_of(soonest.promise).split(" · ")[0] if soonest else "",
        "when": when(soonest.due, now) if soonest else "",
        "left": soonest.left if soonest else 0,
        "late": bool(soonest and soonest.told < now),
        "time_left": left(soonest.due, now) if soonest else "",
    }


@require_safe
@for_worker
def person(request: WorkerRequest, young_person_id: uuid.UUID) -> HttpResponse:
    """One of them: the promises in this worker's name, decisions, and who else is there for them."""
    now = timezone.now()
    young_person = mine(request, young_person_id, now)
    rows = [row for row in promised.inbox(request.user, now) if row.young_person.pk == young_person.pk]
    concerns = concerns_behind({row.about for row in rows})
    context = {
        **frame(request, now, "work_people"),
        "name": name_of(young_person),
        "young_person": young_person,
        "groups": [{"title": "", "rows": [_promise(row, concerns, now) for row in rows]}] if rows else [],
        "decisions": decisions_of(request.user, young_person, now),
        "named": [
            {
                "name": row.worker.known_as,
                "portrait": portrait_of(row.worker),
                "role": _("deputy") if row.position else _("named worker"),
            }
            for row in current_named(young_person, now)
        ],
    }
    return render(request, "worker/person.html", context)


@require_POST
@for_worker
def reset_pictures(request: WorkerRequest, young_person_id: uuid.UUID) -> HttpResponse:
    """They forgot their four pictures, and are here in person: they choose new ones. They can see who did this."""
    now = timezone.now()
    young_person = mine(request, young_person_id, now)
    try:
        reset_lock(young_person, request.user, now)
    except NotAllowed:
        # Why is not said: it may be what they never learn of.
        say(request, _("That can’t be done from your desk. Another of their workers can do it."), "error")
    else:
        say(
            request,
            _("Done. They choose four new pictures when they next say something, by this time tomorrow."),
        )
    return redirect("work_person", young_person_id)


def _promise(row: InboxRow, concerns: dict[Any, Any], now: datetime) -> dict[str, Any]:
    return {
        "id": row.promise.pk,
        "when": when(row.due, now),
        "time_left": left(row.due, now),
        "left": row.left,
        "late": row.told < now,
        "title": title_of(row.promise),
        "if_not": row.if_not[0] if row.if_not else "",
        "if_not_when": when_exactly(row.if_not[1], now) if row.if_not else clock_time(row.due),
        "href": link_to(row.promise, concerns),
    }
