"""Who may write, try and publish a service's own rules: safeguarding leads over it, and nobody else."""

import uuid
from datetime import datetime

from django.db.models import QuerySet

from safeguarding.people.access import Act, line_of, may, services_under, workers_with
from safeguarding.people.actions import facts_over
from safeguarding.people.models import Service, Worker
from safeguarding.people.types import NotAllowed, Role, ServiceKind
from safeguarding.rulebook.models import OwnRule, RuleVersion
from safeguarding.rulebook.types import State


def must_keep_rules(worker: Worker, service: Service, now: datetime) -> None:
    """Raises NotAllowed unless ``worker`` is a safeguarding lead over ``service`` now."""
    if not may(Act.KEEP_RULES, facts_over(worker, service, now)):
        raise NotAllowed("rulebook")


def services_to_keep(worker: Worker, now: datetime) -> QuerySet[Service]:
    """Services a lead may write rules for: where the post is and everything below, but homes, by their names."""
    rows = services_under(worker, Role.LEAD, now) if worker.is_active else Service.objects.none()
    return rows.exclude(kind=ServiceKind.HOME).order_by("path")


def services_that_count(worker: Worker, now: datetime) -> set[uuid.UUID]:
    """Those, and everything above them: their rules hold for the lead's young people too."""
    return {key for service in services_to_keep(worker, now) for key in line_of(service)}


def draft_to_write(
    worker: Worker, version_id: uuid.UUID, now: datetime, *, hold: bool = False
) -> RuleVersion:
    """A draft this lead may write, try and publish; ``hold`` keeps its rule still until the change ends.

    Raises NotAllowed, also when it is no draft any more.
    """
    found = RuleVersion.objects.filter(pk=version_id).values_list("rule_id", flat=True).first()
    if found is None:
        raise NotAllowed("rule")
    if hold:
        list(OwnRule.objects.select_for_update().filter(pk=found))
    rows = RuleVersion.objects.select_related("rule__service", "written_by")
    row = rows.filter(pk=version_id, state=State.DRAFT).first()
    if row is None:
        raise NotAllowed("rule")
    must_keep_rules(worker, row.rule.service, now)
    return row


def rule_to_keep(worker: Worker, rule_id: uuid.UUID, now: datetime) -> OwnRule:
    """A rule this lead may change or withdraw, held still until the change ends. Raises NotAllowed."""
    rows = OwnRule.objects.select_for_update(of=("self",)).select_related("service")
    row = rows.filter(pk=rule_id).first()
    if row is None:
        raise NotAllowed("rule")
    must_keep_rules(worker, row.service, now)
    return row


def others_who_may(worker: Worker, service: Service, now: datetime) -> list[Worker]:
    """The other safeguarding leads over ``service``: any of them may publish what ``worker`` wrote."""
    return [other for other in workers_with(Role.LEAD, service, now) if other.pk != worker.pk]
