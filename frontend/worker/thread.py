"""The thread across a contribution or a concern: what was kept, what is promised now, and what if not."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from frontend.desk.times import part_left, when_exactly
from safeguarding.people.models import Worker
from safeguarding.promises import queries as promised
from safeguarding.promises.actions.moving import QUIET
from safeguarding.promises.models import Promise
from safeguarding.promises.pages import Ahead
from safeguarding.promises.types import PromiseKind

Knot = dict[str, Any]
SHOWN_AHEAD = 2
TO_DO = {
    (PromiseKind.READ, "contribution"): lazy("Read it"),
    (PromiseKind.LOOK, "concern"): lazy("Write the plan"),
    (PromiseKind.ACT, "plan"): lazy("Do what the plan says"),
    (PromiseKind.ACT, "concern"): lazy("Check that it arrived"),
    (PromiseKind.ANSWER, "contribution"): lazy("Answer"),
    (PromiseKind.REVIEW, "outcome"): lazy("A second person checks the outcome"),
    (PromiseKind.REVIEW, "plan"): lazy("A second person checks why they were not told"),
}
DONE = {
    PromiseKind.READ: lazy("read it"),
    PromiseKind.LOOK: lazy("looked"),
    PromiseKind.ACT: lazy("says it is done"),
    PromiseKind.ANSWER: lazy("answered"),
    PromiseKind.REVIEW: lazy("checked it"),
    PromiseKind.ADVISE: lazy("gave advice"),
}


def thread(
    name: str, sent_at: datetime, promises: Sequence[Promise], me: Worker, now: datetime
) -> list[Knot]:
    """From "Maya sent it" to what the ladder would do next; ``promises`` in the order they were made."""
    knots = [
        {
            "state": "kept",
            "strong": _("%(name)s sent it") % {"name": name},
            "when": when_exactly(sent_at, now),
        }
    ]
    knots += [_kept(row, me, now) for row in promises if row.kept_at is not None]
    still = [row for row in promises if row.is_open]
    for number, row in enumerate(sorted(still, key=_next)):
        if row.taken_by is not None and row.taken_until is not None and row.taken_until > now:
            when = when_exactly(row.taken_until - QUIET, now)
            knots.append({"state": "kept", "strong": _got_it(row.taken_by, me), "when": when})
        knots.append(_open(row, me, now, again=_looked(promises)))
        if number == 0:
            steps = [
                step for step in promised.ahead(row, now) if step.worker is None or step.worker != row.keeper
            ]
            knots += [_ahead(step, now) for step in steps[:SHOWN_AHEAD]]
    return knots


def who(worker: Worker | None, me: Worker) -> str:
    """You, or what young people call them."""
    if worker is None:
        return _("Somebody")
    return _("You") if worker.pk == me.pk else worker.known_as


def _next(promise: Promise) -> datetime:
    return promise.next_action_at or promise.due_at


def _got_it(worker: Worker, me: Worker) -> str:
    if worker.pk == me.pk:
        return _("You have got this")
    return _("%(name)s has got this") % {"name": worker.known_as}


def _kept(promise: Promise, me: Worker, now: datetime) -> Knot:
    return {
        "state": "kept",
        "strong": f"{who(promise.kept_by, me)} {DONE[PromiseKind(promise.kind)]}",
        "when": when_exactly(promise.kept_at or promise.made_at, now),
    }


def _looked(promises: Sequence[Promise]) -> bool:
    """Somebody has looked and planned before: what is open now is a look to see how it went."""
    return any(row.kind == PromiseKind.LOOK and row.kept_at is not None for row in promises)


def _open(promise: Promise, me: Worker, now: datetime, again: bool) -> Knot:
    task = TO_DO.get((PromiseKind(promise.kind), promise.about_kind), _("Keep it"))
    if again and promise.kind == PromiseKind.LOOK:
        task = _("Look again")
    until = _next(promise)
    late = promise.due_at < now
    has = promise.keeper.known_as if promise.keeper and promise.keeper_id != me.pk else ""
    has = promise.rota.name if promise.rota else has
    quiet = promise.taken_until is not None and promise.taken_until > now
    return {
        "state": "late" if late else "now",
        "left": part_left(promise.made_at, until, now),
        "strong": task,
        "text": _("by %(time)s") % {"time": when_exactly(promise.due_at if late else until, now)},
        "when": _("pages stay quiet until then") if quiet else has,
    }


def _ahead(step: Ahead, now: datetime) -> Knot:
    return {
        "state": "next",
        "lead": _("If not:"),
        "strong": step.name or _("nobody"),
        "when": when_exactly(step.at, now),
    }
