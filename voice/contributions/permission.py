"""Who may do what to a contribution: the facts for the one policy in ``people.access``."""

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from safeguarding.concerns.queries import read_through
from safeguarding.people.access import Act, Facts, facts_about, may
from safeguarding.people.models import Worker, YoungPerson
from safeguarding.people.types import NotAllowed, Route
from safeguarding.promises import queries as promised
from safeguarding.promises.moves import hold_young_person
from voice.contributions.models import Contribution


def contributions() -> QuerySet[Contribution]:
    """With what opening one needs."""
    return Contribution.objects.select_related(
        "young_person__service",
        "young_person__home",
        "young_person__data_key",
        "service",
        "decision",
        "question_set",
        "reading",
        "moderation",
        "words",
    )


def hold(young_person: YoungPerson) -> None:
    """Hold their row until the transaction ends, before any other row of theirs: always in this order."""
    if not hold_young_person(young_person.pk):
        raise YoungPerson.DoesNotExist


def facts_for(worker: Worker, contribution: Contribution, now: datetime) -> Facts:
    """What the policy needs to know about this worker and these words."""
    about = ("contribution", contribution.pk)
    return facts_about(
        worker,
        contribution.young_person,
        now,
        route=Route(contribution.route),
        contribution_id=contribution.pk,
        holds=promised.holds(worker, [about, *read_through(about)], now),
    )


def must(act: Act, worker: Worker, contribution_id: UUID | str, now: datetime) -> Contribution:
    """The contribution, for somebody who may do this to it. Raises NotAllowed."""
    row = contributions().filter(pk=contribution_id).first()
    if row is None or not may(act, facts_for(worker, row, now)):
        raise NotAllowed("contribution")
    return row
