"""A story told in order: things happen at their time, and the clocks tick in between, as they would have."""

import heapq
import itertools
from collections.abc import Callable
from datetime import datetime, time, timedelta
from random import Random

from django.utils import timezone

from safeguarding.concerns.types import ConcernError
from safeguarding.people.types import NotAllowed
from safeguarding.promises.clocks import tick
from safeguarding.promises.models import Promise
from safeguarding.promises.models_promises import OPEN
from safeguarding.promises.types import PromiseError
from voice.contributions.errors import ContributionError
from voice.decisions.actions import DecisionError
from voice.moderation.errors import ModerationError
from voice.replies.errors import ReplyError

# Two people had the same idea, or somebody was left out meanwhile: in a story that is no disaster.
TOO_LATE = (
    ConcernError, NotAllowed, PromiseError, ContributionError, DecisionError, ModerationError, ReplyError,
)  # fmt: skip
Happening = Callable[[datetime], object]


class Timeline:
    """What will happen, soonest first, until ``ends``; what would happen later has not happened yet."""

    def __init__(self, ends: datetime, rng: Random) -> None:
        self.ends = ends
        self.rng = rng
        self._coming: list[tuple[datetime, int, Happening]] = []
        self._order = itertools.count()

    def at(self, moment: datetime, happening: Happening) -> None:
        """``happening(moment)`` when its time comes."""
        heapq.heappush(self._coming, (moment, next(self._order), happening))

    def run(self) -> None:
        """Let everything happen up to the end, and the clocks tick whenever something is due."""
        while self._coming and self._coming[0][0] <= self.ends:
            moment, _, happening = heapq.heappop(self._coming)
            self._clocks(moment)
            try:
                happening(moment)
            except TOO_LATE:
                continue
        self._clocks(self.ends)

    def _clocks(self, until: datetime) -> None:
        while True:
            due = (
                Promise.objects.filter(OPEN, next_action_at__lte=until)
                .order_by("next_action_at")
                .values_list("next_action_at", flat=True)
                .first()
            )
            if due is None:
                return
            tick(due)

    def soon(self, moment: datetime, least: float, most: float) -> datetime:
        """Between ``least`` and ``most`` working hours after ``moment``, roughly."""
        return working(moment, self.rng.uniform(least, most))

    def evening(self, moment: datetime, least: int, most: int) -> datetime:
        """After school, between ``least`` and ``most`` days later."""
        day = timezone.localtime(moment) + timedelta(days=self.rng.randint(least, most))
        return day.replace(
            hour=self.rng.randint(15, 20), minute=self.rng.randint(0, 59), second=0, microsecond=0
        )


def working(moment: datetime, hours: float) -> datetime:
    """``hours`` of a nine-to-five week later. Holidays don't matter to a story."""
    here = timezone.localtime(moment)
    left = timedelta(hours=hours)
    while True:
        opens, closes = (datetime.combine(here.date(), time(hour), tzinfo=here.tzinfo) for hour in (9, 17))
        here = max(here, opens)
        if here.weekday() < 5 and here < closes:
            if here + left <= closes:
                return here + left
            left -= closes - here
        here = datetime.combine(here.date() + timedelta(days=1), time(9), tzinfo=here.tzinfo)
