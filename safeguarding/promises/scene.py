"""What the ladders need to know, each loaded once for any number of promises and only when first asked for.

Who is reached is worked out from it without a query (``who.py``), so one inbox costs as many queries as one
row.
"""

import uuid
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from functools import cached_property

from safeguarding.people.access import wishes
from safeguarding.people.models import LeftOut, Worker, WorkerLeave
from safeguarding.people.types import Role
from safeguarding.prepared import Asked, Prepared, together
from safeguarding.promises.models import Promise, Rota, Rung
from safeguarding.promises.staff import Ids, OnShift, Staff
from safeguarding.promises.times import Calendar
from safeguarding.promises.types import Climb
from safeguarding.trail.actions import memory

RUNGS = Prepared(lambda ladders: Rung.objects.filter(ladder__in=ladders).order_by("position"))
LEFT_OUT = Prepared(
    lambda young_people: LeftOut.objects.filter(
        young_person__in=young_people, lifted_at__isnull=True
    ).values_list("young_person_id", "worker_id", "only_about")
)
OUTSIDE = Prepared(
    lambda contributions: Promise.objects.filter(
        contribution_id__in=contributions, climb=Climb.INDEPENDENT
    ).values_list("contribution_id", flat=True)
)


def outside_asked(contributions: Ids) -> Asked:
    """Which of these contributions went outside the service's own line."""
    return OUTSIDE.asked(contributions=contributions)


class Scene:
    """Everybody around some promises. The promises need not be saved yet."""

    def __init__(self, promises: Sequence[Promise], now: datetime, staff: Staff | None = None) -> None:
        self.now = now
        self.promises = promises
        self.staff = staff if staff is not None and staff.knows(promises, now) else Staff(promises, now)

    @property
    def lines(self) -> dict[uuid.UUID, list[uuid.UUID]]:
        return self.staff.lines

    @property
    def calendars(self) -> dict[uuid.UUID, Calendar]:
        return self.staff.calendars

    @property
    def named(self) -> dict[uuid.UUID, list[tuple[int, Worker]]]:
        return self.staff.named

    @property
    def rotas(self) -> dict[tuple[uuid.UUID, str], Rota]:
        return self.staff.rotas

    @property
    def shifts(self) -> dict[uuid.UUID, list[OnShift]]:
        return self.staff.shifts

    @property
    def leaves(self) -> dict[uuid.UUID, list[WorkerLeave]]:
        return self.staff.leaves

    def holding(self, promise: Promise, role: Role) -> list[Worker]:
        """Active workers with a role over the promise's team, nearest post first."""
        return self.staff.holding(promise, role)

    def ladder(self, ladder_id: uuid.UUID) -> list[Rung]:
        """The rungs of a ladder, lowest first."""
        known: list[Rung] | None = memory().get(("rungs", ladder_id))
        if known is not None:
            return known  # it was found in this change
        if ladder_id not in self._rungs:
            wanted = {promise.ladder_id for promise in self.promises} | {ladder_id}
            self._rungs.update({pk: [] for pk in wanted})
            for rung in RUNGS(ladders=wanted):
                self._rungs[rung.ladder_id].append(rung)
        return self._rungs[ladder_id]

    def try_ladder(self, ladder_id: uuid.UUID, rungs: Sequence[Rung]) -> None:
        """As if ``ladder_id`` had these rungs: nothing is stored."""
        self._rungs[ladder_id] = list(rungs)

    @cached_property
    def _rungs(self) -> dict[uuid.UUID, list[Rung]]:
        return {}

    @cached_property
    def _left_out(self) -> dict[uuid.UUID, list[tuple[uuid.UUID, uuid.UUID | None]]]:
        found: dict[uuid.UUID, list[tuple[uuid.UUID, uuid.UUID | None]]] = defaultdict(list)
        young_people = {promise.young_person_id for promise in self.promises}
        if len(young_people) == 1:
            one = next(iter(young_people))
            found[one] = [(worker, about) for worker, about, _ in wishes(one)]
            return found
        for young_person, worker, about in LEFT_OUT(young_people=young_people):
            found[young_person].append((worker, about))
        return found

    def out(self, promise: Promise) -> Ids:
        """Everyone this promise never goes to: left out, avoided, or (Help now) the home's own staff."""
        found = {uuid.UUID(str(worker)) for worker in promise.avoid}
        for worker, about in self._left_out[promise.young_person_id]:
            if about is None or about == promise.contribution_id:
                found.add(worker)
        return found | self.staff.home_staff(promise) if promise.climb == Climb.HELP_NOW else found

    @cached_property
    def _outside(self) -> Ids:
        contributions = {promise.contribution_id for promise in self.promises if promise.contribution_id}
        return {pk for pk in together(outside_asked(contributions))[0] if pk is not None}

    def for_independents_only(self, promise: Promise) -> bool:
        """What it is about went outside the service's own line, so nobody in that line hears of it either."""
        return promise.climb == Climb.INDEPENDENT or promise.contribution_id in self._outside
