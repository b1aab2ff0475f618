"""How other rooms find a concern from what they hold."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable

from safeguarding.concerns.its_promises import held_through
from safeguarding.concerns.models import AdviceQuestion, Concern, Outcome, Plan
from safeguarding.concerns.shown import ToldFaster
from safeguarding.vault.envelope import open_sealed

About = tuple[str, uuid.UUID]


def concern_of(from_: About) -> Concern | None:
    """The concern this contribution made. The caller has checked who is asking."""
    rows = Concern.objects.select_related(
        "young_person__service", "young_person__home", "young_person__data_key"
    )
    return rows.filter(from_kind=from_[0], from_id=from_[1]).first()


def concerns_behind(things: Iterable[About]) -> dict[About, Concern]:
    """The concern each of these (concern, plan, outcome, advice question, contribution) belongs to, if any.

    At most five queries, however many things. The caller has checked who is asking.
    """
    ids: dict[str, set[uuid.UUID]] = {}
    for kind, key in things:
        ids.setdefault(kind, set()).add(key)
    found: dict[About, Concern] = {}
    for concern in Concern.objects.filter(pk__in=ids.get("concern", ())):
        found["concern", concern.pk] = concern
    for concern in Concern.objects.filter(from_kind="contribution", from_id__in=ids.get("contribution", ())):
        found["contribution", concern.from_id] = concern
    for plan in Plan.objects.filter(pk__in=ids.get("plan", ())).select_related("concern"):
        found["plan", plan.pk] = plan.concern
    for outcome in Outcome.objects.filter(pk__in=ids.get("outcome", ())).select_related("concern"):
        found["outcome", outcome.pk] = outcome.concern
    for asked in AdviceQuestion.objects.filter(pk__in=ids.get("advice_question", ())).select_related(
        "concern"
    ):
        found["advice_question", asked.pk] = asked.concern
    return found


def read_through(from_: About) -> list[About]:
    """What else a promise may be about so that keeping it means reading this contribution's words."""
    concern = concern_of(from_)
    if concern is None:
        return []
    outcomes = Outcome.objects.filter(concern=concern, review__isnull=False).values_list("pk", flat=True)
    return [*held_through(concern), *(("outcome", outcome) for outcome in outcomes)]


def asked_about(from_: About) -> list[About]:
    """Questions put to specialists about it. The caller has checked who is asking."""
    rows = AdviceQuestion.objects.filter(concern__from_kind=from_[0], concern__from_id=from_[1])
    return [("advice_question", key) for key in rows.values_list("pk", flat=True)]


def told_faster(kind: str, ids: Collection[uuid.UUID]) -> dict[uuid.UUID, list[ToldFaster]]:
    """By what it came from: each time a worker did not wait for the young person's pace, as they are told of it."""
    found: dict[uuid.UUID, list[ToldFaster]] = defaultdict(list)
    rows = Plan.objects.filter(concern__from_kind=kind, concern__from_id__in=ids, told_faster=True)
    for row in rows.select_related("made_by", "concern").order_by("made_at"):
        told = ToldFaster(row.made_by, open_sealed(row, "sealed_faster"), row.made_at)
        found[row.concern.from_id].append(told)
    return found
