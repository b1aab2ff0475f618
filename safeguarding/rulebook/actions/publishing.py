"""Trying a rule on the past, and publishing it: never by the person who wrote it last."""

import uuid
from datetime import datetime

from safeguarding.people.access import line_of
from safeguarding.people.models import Service, Worker
from safeguarding.rulebook.actions.editions import next_edition
from safeguarding.rulebook.errors import Changed, NotTried, NotWhole, SecondPerson
from safeguarding.rulebook.in_force import as_rule, readable, rules_in_force
from safeguarding.rulebook.models import RuleVersion, Tried
from safeguarding.rulebook.past import KEPT, try_version
from safeguarding.rulebook.permission import draft_to_write
from safeguarding.rulebook.types import Problem, State, Written
from safeguarding.rulebook.writing import problems_beside, problems_of
from safeguarding.trail import types as trail
from safeguarding.trail.actions import change, record
from safeguarding.trail.types import TrailType


def try_on_past(worker: Worker, version_id: uuid.UUID, now: datetime) -> Tried:
    """Screen what this lead may read of the last year with the draft and without it. No word is shown to anybody.

    Raises NotAllowed, NotWhole, Changed (somebody wrote it again meanwhile).
    """
    row = draft_to_write(worker, version_id, now)
    must_be_whole(row)
    result = try_version(worker, row, now)
    with change(now):
        still = draft_to_write(worker, version_id, now, hold=True)
        if still.written_at != row.written_at:
            raise Changed
        tried, _ = Tried.objects.update_or_create(
            version=still,
            defaults={
                "by": worker,
                "at": now,
                "of_written_at": row.written_at,
                "since": result.since,
                "read": result.read,
                "found": result.found,
                "differences": [list(line) for line in result.differences[:KEPT]],
                "differ": len(result.differences),
            },
        )
        record(
            TrailType.RULE_TRIED,
            trail.worker(worker.pk),
            about=("rule_version", row.pk),
            rule=row.rule.code,
            read=result.read,
        )
    return tried


def publish(worker: Worker, version_id: uuid.UUID, seen: datetime, now: datetime) -> RuleVersion:
    """From the next contribution on it is in force. ``seen``: when the draft this person read was written.

    Raises NotAllowed, Changed, SecondPerson, NotWhole, NotTried.
    """
    with change(now):
        row = draft_to_write(worker, version_id, now, hold=True)
        # Two publishers of one service come one after the other: each checks its rule beside the other's.
        list(Service.objects.select_for_update().filter(pk=row.rule.service_id))
        if row.written_at != seen:
            raise Changed
        if row.written_by_id == worker.pk:
            raise SecondPerson
        must_be_whole(row)
        if not is_tried(row):
            raise NotTried
        row.rule.versions.filter(state=State.IN_FORCE).update(state=State.BEFORE)
        row.state, row.published_by, row.published_at = State.IN_FORCE, worker, now
        row.save(update_fields=["state", "published_by", "published_at"])
        next_edition(row.rule.service)
        record(
            TrailType.RULE_WITHDRAWN if row.withdraws else TrailType.RULE_PUBLISHED,
            trail.worker(worker.pk),
            about=("rule_version", row.pk),
            rule=row.rule.code,
            version=row.number,
        )
    return row


def is_tried(row: RuleVersion) -> bool:
    """It was tried on the past as it is written now."""
    tried = Tried.objects.filter(version=row).first()
    return tried is not None and tried.of_written_at == row.written_at


def must_be_whole(row: RuleVersion) -> None:
    """Its own examples hold, and everybody else's beside it. Raises NotWhole."""
    if row.withdraws:
        return
    problems = problems_of(Written.from_json(row.written)) or _beside_the_others(row)
    if problems:
        raise NotWhole(problems)


def _beside_the_others(row: RuleVersion) -> tuple[Problem, ...]:
    others = [
        rule
        for version in rules_in_force(line_of(row.rule.service))
        if version.rule_id != row.rule_id and (rule := readable(version)) is not None
    ]
    return problems_beside(as_rule(row), tuple(others))
