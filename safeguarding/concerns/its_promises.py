"""Which promises belong to a concern, and which ladder they climb."""

import uuid
from collections.abc import Iterable

from django.db.models import Q, QuerySet

from safeguarding.concerns.models import Concern, Plan
from safeguarding.people.types import Route
from safeguarding.promises.models import Promise
from safeguarding.promises.types import Climb, PromiseKind

About = tuple[str, uuid.UUID]
CLIMBS = {Route.USUAL: Climb.USUAL, Route.INDEPENDENT: Climb.INDEPENDENT, Route.ADVOCATE: Climb.ADVOCATE}


def climb_of(concern: Concern) -> Climb:
    """The ladder this concern's promises climb after the first."""
    return CLIMBS[Route(concern.route)]


def second_climb_of(concern: Concern) -> Climb:
    """The ladder of whoever checks an outcome: outside the service's own line it stays outside."""
    return Climb.SECOND if concern.route == Route.USUAL else climb_of(concern)


def held_through(concern: Concern) -> list[About]:
    """What a promise may be about so that keeping it means working on this concern."""
    plans = Plan.objects.filter(concern=concern).values_list("pk", flat=True)
    return [("concern", concern.pk), *(("plan", plan) for plan in plans)]


def about_any(things: Iterable[About]) -> Q:
    """A filter for promises about any of these; no larger for many than for one."""
    ids: dict[str, list[uuid.UUID]] = {}
    for kind, key in things:
        ids.setdefault(kind, []).append(key)
    found = Q(pk__in=[])
    for kind, keys in ids.items():
        found |= Q(about_kind=kind, about_id__in=keys)
    return found


def open_promises(concern: Concern) -> QuerySet[Promise]:
    """Its open promises to look, to act and to look again on a chosen day, the next one first."""
    rows = Promise.objects.filter(
        about_any(held_through(concern)), kept_at__isnull=True, ended_at__isnull=True
    )
    on_a_day = Q(kind=PromiseKind.REVIEW, about_kind="concern")
    rows = rows.filter(Q(kind__in=[PromiseKind.LOOK, PromiseKind.ACT]) | on_a_day)
    return rows.select_related("keeper", "rota").order_by("next_action_at")
