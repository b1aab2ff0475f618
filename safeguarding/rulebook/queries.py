"""Questions asked of the rulebook. Each takes the lead who asks; to everybody else there is nothing."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from safeguarding.people.models import Service, Worker
from safeguarding.people.types import NotAllowed
from safeguarding.rulebook.actions.publishing import is_tried, must_be_whole
from safeguarding.rulebook.errors import NotWhole
from safeguarding.rulebook.in_force import broken_among, rules_in_force
from safeguarding.rulebook.loader import BrokenRule, shipped
from safeguarding.rulebook.models import LocalWord, OwnRule, RuleVersion, Tried
from safeguarding.rulebook.permission import (
    draft_to_write,
    others_who_may,
    services_that_count,
    services_to_keep,
)
from safeguarding.rulebook.types import OWN, Problem, State, Written
from safeguarding.screening.types import Rule


@dataclass(frozen=True)
class RuleRow:
    """One rule in force: shipped, or a service's own."""

    code: str
    heading: int
    klass: str
    urgency: str
    statement: str
    version: int
    reviewer: str
    service: str = ""  # whose own it is; empty for a shipped one
    broken: bool = False  # it can't be read any more: everything is read by a person today until it is mended


@dataclass(frozen=True)
class OwnRuleShown:
    """A service's own rule with all its versions."""

    rule: OwnRule
    newest: RuleVersion  # in force; the first draft while there is nothing else
    written: Written
    history: list[RuleVersion]  # published ones, newest first
    draft: RuleVersion | None
    may_keep: bool
    broken: bool

    @property
    def in_force(self) -> bool:
        return self.newest.state == State.IN_FORCE and not self.newest.withdraws


@dataclass(frozen=True)
class DraftShown:
    """A draft, what is wrong with it, and what it came to when it was tried."""

    version: RuleVersion
    written: Written
    was: RuleVersion | None  # the version in force
    problems: tuple[Problem, ...]
    tried: Tried | None  # as it is written now
    mine: bool  # this person wrote it last: somebody else publishes it
    others: list[Worker]  # who else may


def rules(lead: Worker, now: datetime) -> list[RuleRow]:
    """Every rule in force for this lead's young people, by urgency. Raises BrokenRule when the shipped ones are."""
    rows = [_row(rule) for rule in shipped().rules]
    own = rules_in_force(services_that_count(lead, now))
    broken = broken_among(own)
    rows += [_own_row(version, version.rule.code in broken) for version in own]
    ranks = {"now": 0, "today": 1, "soon": 2, "none": 3}
    return sorted(rows, key=lambda row: (row.heading, ranks.get(row.urgency, 9), row.statement.casefold()))


def shipped_rule(code: str) -> Rule:
    """A shipped rule. Raises NotAllowed, BrokenRule."""
    try:
        return shipped().rule(code)
    except KeyError:
        raise NotAllowed("rule") from None


def own_rule(lead: Worker, code: str, now: datetime) -> OwnRuleShown:
    """One own rule that holds for this lead's young people, or that they may write. Raises NotAllowed."""
    try:
        key = uuid.UUID(code.removeprefix(OWN))
    except ValueError:
        raise NotAllowed("rule") from None
    rows = OwnRule.objects.filter(service_id__in=services_that_count(lead, now)).select_related("service")
    rule = rows.filter(pk=key).first()
    if rule is None:
        raise NotAllowed("rule")
    versions = list(rule.versions.select_related("written_by", "published_by").order_by("-number"))
    may_keep = services_to_keep(lead, now).filter(pk=rule.service_id).exists()
    history = [version for version in versions if version.state != State.DRAFT]
    draft = next((version for version in versions if version.state == State.DRAFT), None)
    newest = next((version for version in history if version.state == State.IN_FORCE), draft)
    if newest is None or (not history and not may_keep):
        raise NotAllowed("rule")
    in_force = newest.state == State.IN_FORCE and not newest.withdraws
    return OwnRuleShown(
        rule,
        newest,
        Written.from_json(newest.written),
        history,
        draft if may_keep else None,
        may_keep,
        in_force and rule.code in broken_among([newest]),
    )


def draft(lead: Worker, version_id: uuid.UUID, now: datetime) -> DraftShown:
    """A draft this lead may write, try and publish. Raises NotAllowed."""
    row = draft_to_write(lead, version_id, now)
    problems: tuple[Problem, ...] = ()
    try:
        must_be_whole(row)
    except NotWhole as wrong:
        problems = wrong.problems
    versions = row.rule.versions.select_related("written_by", "published_by")
    return DraftShown(
        version=row,
        written=Written.from_json(row.written),
        was=versions.filter(state=State.IN_FORCE).first(),
        problems=problems,
        tried=Tried.objects.select_related("by").get(version=row) if is_tried(row) else None,
        mine=row.written_by_id == lead.pk,
        others=others_who_may(lead, row.rule.service, now),
    )


def drafts(lead: Worker, now: datetime) -> list[RuleVersion]:
    """Drafts that wait in this lead's services, oldest first."""
    services = services_to_keep(lead, now).values("pk")
    rows = RuleVersion.objects.filter(state=State.DRAFT, rule__service__in=services)
    return list(rows.select_related("rule__service", "written_by").order_by("written_at", "pk"))


def services(lead: Worker, now: datetime) -> list[Service]:
    """Those this lead may write rules and words for, from the top down."""
    return list(services_to_keep(lead, now))


def words(lead: Worker, now: datetime) -> list[LocalWord]:
    """Local words that count for this lead's young people, by word."""
    rows = LocalWord.objects.filter(service_id__in=services_that_count(lead, now), removed_at__isnull=True)
    return list(rows.select_related("service", "added_by").order_by("word", "service__path"))


def statements(found: Collection[tuple[str, int]]) -> dict[str, str]:
    """What own rules said at the versions that fired: their hits keep their words. Not for deciding who may see it."""
    numbers = {uuid.UUID(code.removeprefix(OWN)): number for code, number in found if code.startswith(OWN)}
    if not numbers:
        return {}
    rows = RuleVersion.objects.filter(rule_id__in=numbers).select_related("rule")
    return {row.rule.code: row.written["statement"] for row in rows if numbers[row.rule_id] == row.number}


def _row(rule: Rule) -> RuleRow:
    return RuleRow(
        rule.id,
        int(rule.heading),
        rule.klass,
        rule.urgency.value,
        rule.statement,
        rule.version,
        rule.reviewer,
    )


def _own_row(version: RuleVersion, broken: bool) -> RuleRow:
    written = Written.from_json(version.written)
    return RuleRow(
        code=version.rule.code,
        heading=written.heading,
        klass=written.klass,
        urgency=written.urgency,
        statement=written.statement,
        version=version.number,
        reviewer=version.published_by.name if version.published_by else "",
        service=version.rule.service.name,
        broken=broken,
    )


__all__ = [
    "BrokenRule",
    "DraftShown",
    "OwnRuleShown",
    "RuleRow",
    "draft",
    "drafts",
    "own_rule",
    "rules",
    "services",
    "shipped_rule",
    "statements",
    "words",
]
