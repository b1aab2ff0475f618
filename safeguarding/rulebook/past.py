"""A draft tried on what was said before: what it would have raised, and what would not have been raised.

What was said stands on the floor above, which tells this room how to come by it (``register``). Words are opened
in memory for as long as it takes to screen them; nothing but ids and urgencies comes out.
"""

import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice

from safeguarding.people.access import line_of
from safeguarding.people.models import Service, Worker
from safeguarding.rulebook.in_force import as_rule, readable, rules_in_force
from safeguarding.rulebook.loader import rules_hit, shipped
from safeguarding.rulebook.models import RuleVersion
from safeguarding.rulebook.screened import screen_with
from safeguarding.rulebook.types import Additions
from safeguarding.rulebook.writing import book_of_sound
from safeguarding.screening.types import AnswerGiven, Rule, ScreeningInput, most_urgent

BACK = timedelta(days=366)
MOST = 30_000  # the newest so many: a try is a page that somebody waits for
KEPT = 5_000  # differences kept to be listed; the rest are counted


@dataclass(frozen=True, slots=True)
class Said:
    """One contribution of the past, opened."""

    id: uuid.UUID
    sent_at: datetime
    text: str
    language: str
    answers: tuple[AnswerGiven, ...] = ()


@dataclass(frozen=True, slots=True)
class Result:
    """What a try came to. ``differences``: id, urgency as it is, urgency as it would be."""

    read: int
    since: datetime
    found: int
    differences: list[tuple[str, str, str]]


# What this worker may read of words said under this service since then, newest first.
Source = Callable[[Worker, Service, datetime, datetime], Iterator[Said]]
_sources: list[Source] = []


def register(source: Source) -> None:
    """Tell this room where what was said is kept. Once, by the floor above."""
    if source not in _sources:
        _sources.append(source)


def try_version(worker: Worker, version: RuleVersion, now: datetime) -> Result:
    """Screen the past with this version and without it. Counts over several days are not tried.

    The last year, or the newest 30,000 contributions of it.
    """
    service = version.rule.service
    others, was = [], None
    for row in rules_in_force(line_of(service)):
        if row.rule_id == version.rule_id:
            was = readable(row)
        elif (rule := readable(row)) is not None:
            others.append(rule)
    will = None if version.withdraws else as_rule(version)
    changed = [rule for rule in (was, will) if rule is not None]
    probe = book_of_sound(changed)
    before, after = _beside(others, was), _beside(others, will)
    differences: list[tuple[str, str, str]] = []
    read, found, since = 0, 0, now - BACK
    for source in _sources:
        for said in islice(source(worker, service, now - BACK, now), MOST):
            read += 1
            if read == MOST:
                since = said.sent_at
            if probe is None or not rules_hit(said.text, probe.matcher):
                continue  # neither the old version nor the new one says anything about it
            found += 1
            as_is, would_be = _urgency(said, before), _urgency(said, after)
            if as_is != would_be:
                differences.append((str(said.id), as_is, would_be))
    return Result(read, since, found, differences)


def _beside(others: Sequence[Rule], rule: Rule | None) -> Additions:
    rules = [*others, *([rule] if rule is not None else [])]
    return Additions(edition="tried", book=book_of_sound(rules))


def _urgency(said: Said, own: Additions) -> str:
    """Of the reasons only: that something can't be read at all has nothing to do with this rule."""
    given = ScreeningInput(said.text, said.language, said.answers, (), shipped(), frozenset())
    return most_urgent(reason.urgency for reason in screen_with(given, own).reasons).value
