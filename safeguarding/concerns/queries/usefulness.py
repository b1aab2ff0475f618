"""How useful each rule has been, as the people who looked said. Never switches a rule off: shows it its reviewer."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Window
from django.db.models.functions import RowNumber

from safeguarding.concerns.models import Reason
from safeguarding.people.access import services_under
from safeguarding.people.models import Worker
from safeguarding.people.types import Role, Route

LAST = 20
SELDOM = 5  # useful in fewer than 1 in so many of the last 20


@dataclass(frozen=True)
class Usefulness:
    """Of its last ``said`` outcomes (20 at most) in which somebody said so, a rule was useful in ``useful``."""

    useful: int
    said: int

    @property
    def seldom(self) -> bool:
        """It goes before its reviewer."""
        return self.said >= LAST and self.useful * SELDOM < self.said


NEVER_SAID = Usefulness(0, 0)


def usefulness(lead: Worker, now: datetime) -> dict[tuple[str, int], Usefulness]:
    """By rule and version, over the services this lead is responsible for.

    A new version begins anew. Concerns outside the service's own line are not among them.
    """
    services = services_under(lead, Role.LEAD, now) if lead.is_active else ()
    rows = Reason.objects.filter(
        useful__isnull=False, concern__service__in=services, concern__route=Route.USUAL
    )
    newest_first = Window(
        RowNumber(),
        partition_by=[F("rule"), F("rule_version")],
        order_by=[F("concern__opened_at").desc(), F("pk").desc()],
    )
    last = rows.annotate(place=newest_first).filter(place__lte=LAST)
    return _counted(last.values_list("rule", "rule_version", "useful"))


def _counted(rows: Iterable[tuple[str, int, bool | None]]) -> dict[tuple[str, int], Usefulness]:
    said: dict[tuple[str, int], list[bool]] = {}
    for rule, version, useful in rows:
        said.setdefault((rule, version), []).append(bool(useful))
    return {key: Usefulness(sum(marks), len(marks)) for key, marks in said.items()}
