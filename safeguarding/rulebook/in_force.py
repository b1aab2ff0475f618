"""What a service adds to the shipped rulebook, as Send needs it: compiled once for each edition.

Send asks for the edition numbers of the young person's service and those above it, beside what it asks anyway.
Rules and words are read and compiled again only when a number is new to this process.
"""

import uuid
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from threading import Lock

from safeguarding.people.access import line_of
from safeguarding.people.models import Service
from safeguarding.prepared import Prepared
from safeguarding.prepared.asking import Asked
from safeguarding.rulebook.loader import BrokenRule
from safeguarding.rulebook.models import Edition, LocalWord, RuleVersion
from safeguarding.rulebook.types import NOTHING_ADDED, Additions, State, Written
from safeguarding.rulebook.writing import book_of, book_of_sound, rule_of
from safeguarding.screening.types import Rule

Editions = Sequence[tuple[uuid.UUID, int]]
EDITIONS = Prepared(
    lambda services: Edition.objects.filter(service_id__in=services).values_list("service_id", "number")
)
MOST = 64  # services' additions kept in memory, about 2 MB each
UNREADABLE = (BrokenRule, ValueError, KeyError, TypeError)
_kept: OrderedDict[tuple[tuple[uuid.UUID, int], ...], Additions] = OrderedDict()
_lock = Lock()


def edition_asked(service: Service) -> Asked:
    """For ``prepared.together``: the edition numbers that hold for this service's young people."""
    return EDITIONS.asked(services=line_of(service))


def additions(service: Service) -> Additions:
    """What holds for this service's young people now."""
    return additions_of(EDITIONS(services=line_of(service)))


def additions_of(editions: Editions) -> Additions:
    """The same, from edition numbers read before; no query unless one of them is new here."""
    key = tuple(sorted(editions))
    if not key:
        return NOTHING_ADDED
    with _lock:
        if key in _kept:
            _kept.move_to_end(key)
            return _kept[key]
    made = _read([service for service, _ in key], ".".join(str(number) for _, number in key))
    with _lock:
        _kept[key] = made
        while len(_kept) > MOST:
            _kept.popitem(last=False)
    return made


def forget() -> None:
    """Read everything again the next time: a restored copy may use an edition number for something else."""
    with _lock:
        _kept.clear()


def rules_in_force(services: Iterable[uuid.UUID]) -> list[RuleVersion]:
    """The versions in force of these services' own rules, those that look for nothing left out."""
    rows = RuleVersion.objects.filter(
        rule__service_id__in=list(services), state=State.IN_FORCE, withdraws=False
    )
    return list(rows.select_related("rule__service", "written_by", "published_by").order_by("rule_id"))


def as_rule(version: RuleVersion) -> Rule:
    """The rule as screening knows it. Raises BrokenRule."""
    reviewer = version.published_by.name if version.published_by else ""
    written = Written.from_json(version.written)
    return rule_of(written, version.rule.code, version.number, version.written_by.name, reviewer)


def readable(version: RuleVersion) -> Rule | None:
    """The same; None when the row can't be read any more."""
    try:
        return as_rule(version)
    except UNREADABLE:
        return None


def broken_among(versions: Iterable[RuleVersion]) -> frozenset[str]:
    """The codes of those that can't be read any more, because the shipped groups or the row changed."""
    found = {version.rule.code: readable(version) for version in versions}
    sound = _sound(tuple(rule for rule in found.values() if rule is not None))
    return frozenset(found) - sound


@lru_cache(maxsize=16)
def _sound(rules: tuple[Rule, ...]) -> frozenset[str]:
    book = book_of_sound(rules)
    return frozenset(rule.id for rule in book.rules) if book is not None else frozenset()


def _read(services: list[uuid.UUID], edition: str) -> Additions:
    words = LocalWord.objects.filter(service_id__in=services, removed_at__isnull=True)
    known = frozenset(words.values_list("word", flat=True))
    versions = rules_in_force(services)
    if not versions:
        return Additions(edition=edition, words=known)
    try:
        return Additions(edition, book_of([as_rule(version) for version in versions]), known)
    except UNREADABLE:
        # The shipped groups changed under it, or the row did. What it looked for, a person looks for until
        # a lead has mended it: nothing is left out in silence.
        return Additions(edition=edition, words=known, broken=True)
