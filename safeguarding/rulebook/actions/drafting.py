"""Writing a rule. A draft changes nothing; it may still be wrong, and says where."""

import uuid
from datetime import datetime

from django.db.models import Max

from safeguarding.people.models import Service, Worker
from safeguarding.people.types import NotAllowed
from safeguarding.rulebook.errors import Changed
from safeguarding.rulebook.models import OwnRule, RuleVersion
from safeguarding.rulebook.permission import draft_to_write, must_keep_rules, rule_to_keep
from safeguarding.rulebook.types import State, Written
from safeguarding.rulebook.writing import tidy
from safeguarding.trail import types as trail
from safeguarding.trail.actions import change, record
from safeguarding.trail.types import TrailType


def write_rule(worker: Worker, service: Service, written: Written, now: datetime) -> RuleVersion:
    """A new rule's first draft. Raises NotAllowed."""
    with change(now):
        must_keep_rules(worker, service, now)
        rule = OwnRule.objects.create(service=service, made_at=now)
        return _draft(worker, rule, tidy(written), now)


def write_again(
    worker: Worker, version_id: uuid.UUID, written: Written, seen: datetime, now: datetime
) -> RuleVersion:
    """Change a draft that this person saw as it was at ``seen``. Raises NotAllowed, Changed."""
    with change(now):
        row = draft_to_write(worker, version_id, now, hold=True)
        if row.written_at != seen or row.withdraws:
            raise Changed
        tidied = tidy(written)
        row.written, row.heading = tidied.as_json(), tidied.heading
        row.written_by, row.written_at = worker, now
        row.save(update_fields=["written", "heading", "written_by", "written_at"])
        _note(TrailType.RULE_WRITTEN, worker, row)
    return row


def begin_change(worker: Worker, rule_id: uuid.UUID, now: datetime) -> RuleVersion:
    """A draft of the next version, as the rule is now; the draft there is, if there is one. Raises NotAllowed."""
    with change(now):
        rule = rule_to_keep(worker, rule_id, now)
        return _open_draft(rule) or _draft(worker, rule, Written.from_json(_newest(rule).written), now)


def begin_withdrawal(worker: Worker, rule_id: uuid.UUID, now: datetime) -> RuleVersion:
    """A draft from which on the rule looks for nothing: tried and published like any other.

    Raises NotAllowed, Changed (a draft waits already, or it looks for nothing as it is).
    """
    with change(now):
        rule = rule_to_keep(worker, rule_id, now)
        newest = _newest(rule)
        if _open_draft(rule) is not None or newest.withdraws:
            raise Changed
        return _draft(worker, rule, Written.from_json(newest.written), now, withdraws=True)


def throw_away(worker: Worker, version_id: uuid.UUID, now: datetime) -> None:
    """The draft is gone; what is in force stays in force. Raises NotAllowed."""
    with change(now):
        row = draft_to_write(worker, version_id, now, hold=True)
        _note(TrailType.RULE_THROWN_AWAY, worker, row)
        rule = row.rule
        row.delete()
        if not rule.versions.exists():
            rule.delete()


def _newest(rule: OwnRule) -> RuleVersion:
    row = rule.versions.filter(state=State.IN_FORCE).first()
    if row is None:
        raise NotAllowed("rule")  # only a draft so far: there is nothing to change or withdraw
    return row


def _open_draft(rule: OwnRule) -> RuleVersion | None:
    return rule.versions.filter(state=State.DRAFT).first()


def _draft(
    worker: Worker, rule: OwnRule, written: Written, now: datetime, *, withdraws: bool = False
) -> RuleVersion:
    last = rule.versions.aggregate(last=Max("number"))["last"] or 0
    row = RuleVersion.objects.create(
        rule=rule,
        number=last + 1,
        state=State.DRAFT,
        withdraws=withdraws,
        heading=written.heading,
        written=written.as_json(),
        written_by=worker,
        written_at=now,
    )
    _note(TrailType.RULE_WRITTEN, worker, row)
    return row


def _note(type: TrailType, worker: Worker, row: RuleVersion) -> None:
    record(
        type,
        trail.worker(worker.pk),
        about=("rule_version", row.pk),
        rule=row.rule.code,
        version=row.number,
        withdraws=row.withdraws,
    )
