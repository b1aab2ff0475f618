"""How often the rules miss something, from the 1 in 20 unflagged contributions that somebody checked."""

import uuid
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import exp, lgamma, log, log1p

from django.db.models import QuerySet

from safeguarding.people.models import Worker
from safeguarding.rulebook.models import RulesCheck
from safeguarding.rulebook.permission import services_to_keep

BACK = timedelta(days=366)
DOUBT = 0.05  # the true rate is above its upper bound with this chance at most
STEPS = 40
NOT_SAID = 0  # stands for "under no heading that anybody named"


@dataclass(frozen=True)
class Estimate:
    """Of ``checked`` contributions in which no rule asked for a look, ``missed`` held something all the same."""

    checked: int
    missed: int

    @property
    def upper(self) -> float | None:
        """The most the rate may be, 0 to 1; None while nothing was checked."""
        return upper_bound(self.missed, self.checked) if self.checked else None


@dataclass(frozen=True)
class Missed:
    """One contribution of which somebody said that no rule caught it. Not a word of it."""

    contribution_id: uuid.UUID
    headings: tuple[int, ...]
    at: datetime
    by: Worker


def estimates(lead: Worker, now: datetime) -> tuple[Estimate, dict[int, Estimate]]:
    """All together, and by heading, over the last year and the services this lead keeps the rules of.

    Only the 1 in 20 count, whoever of their readers saw what was missed. What went outside the service's own
    line is not among them.
    """
    rows = _rows(lead, now)
    checked = set(rows.filter(sampled=True).values_list("contribution_id", flat=True))
    missed: set[uuid.UUID] = set()
    under: set[tuple[int, uuid.UUID]] = set()
    for contribution, headings in rows.filter(missed=True).values_list("contribution_id", "headings"):
        if contribution in checked:
            missed.add(contribution)
            under |= {(heading, contribution) for heading in headings or [NOT_SAID]}
    by_heading = Counter(heading for heading, _ in under)
    many = len(checked)
    return Estimate(many, len(missed)), {
        heading: Estimate(many, by_heading[heading]) for heading in range(NOT_SAID, 21)
    }


def said_missed(lead: Worker, now: datetime) -> list[Missed]:
    """Everything of which a reader said that no rule caught it, newest first; the 1 in 20 and the rest.

    The floor above says which of them this lead may open.
    """
    rows = _rows(lead, now).filter(missed=True).select_related("by").order_by("-at", "-pk")
    return [Missed(row.contribution_id, tuple(row.headings), row.at, row.by) for row in rows]


def upper_bound(missed: int, checked: int) -> float:
    """The upper 95 % bound of a rate: 3/n when none was found, else exact (binomial). From 0 to 1."""
    if missed == 0:
        return min(1.0, 3 / checked)
    if missed >= checked:
        return 1.0
    low, high = missed / checked, 1.0
    for _ in range(STEPS):
        middle = (low + high) / 2
        if _at_most(missed, checked, middle) > DOUBT:
            low = middle
        else:
            high = middle
    return high


def _at_most(missed: int, checked: int, rate: float) -> float:
    """The chance of so many or fewer, at this rate."""
    if not 0 < rate < 1:
        return 0.0 if rate >= 1 else 1.0
    return sum(
        exp(
            lgamma(checked + 1)
            - lgamma(found + 1)
            - lgamma(checked - found + 1)
            + found * log(rate)
            + (checked - found) * log1p(-rate)
        )
        for found in range(missed + 1)
    )


def _rows(lead: Worker, now: datetime) -> QuerySet[RulesCheck]:
    return RulesCheck.objects.filter(
        service__in=services_to_keep(lead, now).values("pk"), at__gte=now - BACK, outside=False
    )
