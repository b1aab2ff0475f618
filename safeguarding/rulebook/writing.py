"""A service's own rule: from what a person wrote to a rule of the loader's kind, with the loader's checks."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import Any

from safeguarding.rulebook.loader import (
    SHIPPED,
    BrokenRule,
    failed_examples,
    rules_hit,
    sayings_of,
    shipped,
)
from safeguarding.rulebook.reading import read_rule
from safeguarding.rulebook.types import Problem, Written
from safeguarding.screening.compiled import canonical_phrase, compile_rules
from safeguarding.screening.patterns import (
    MOST_WORDS_BETWEEN,
    PatternError,
    Phrase,
    read_groups,
    read_pattern,
)
from safeguarding.screening.types import Heading, Rule, Rulebook

LANGUAGE = "en"
STATEMENT = 300  # letters, as a reason keeps it
LINE = 300
MOST_LINES = 100  # of words, and of examples, in one rule
STANDS_IN = "own-draft"
# What a refusal of the loader is about, by how it begins.
FIELDS = {
    "class must": "klass",
    "a class": "urgency",
    "urgency": "urgency",
    "statement": "statement",
    "source": "source",
    "it looks for nothing": "terms",
    "a rule about words": "match",
}


@cache
def _shared() -> tuple[dict[str, list[str]], list[str], Mapping[str, frozenset[Phrase]]]:
    """Groups and everyday sayings of the shipped rulebook: own rules may use the ones, and know the others."""
    groups = tomllib.loads((SHIPPED / "groups.toml").read_text(encoding="utf-8"))["groups"]
    return groups, sayings_of(SHIPPED), read_groups(groups, canonical_phrase)


def tidy(written: Written) -> Written:
    """Without empty lines and with single spaces."""

    def lines(given: Sequence[str]) -> tuple[str, ...]:
        return tuple(" ".join(line.split()) for line in given if line.strip())

    return Written(
        heading=written.heading,
        klass=written.klass,
        urgency=written.urgency,
        statement=" ".join(written.statement.split()),
        source=" ".join(written.source.split()),
        terms=lines(written.terms),
        near=written.near,
        match=lines(written.match),
        no_match=lines(written.no_match),
    )


def rule_of(
    written: Written, code: str = STANDS_IN, version: int = 1, author: str = "?", reviewer: str = "?"
) -> Rule:
    """The rule. Raises BrokenRule as the loader does."""
    entry: dict[str, Any] = {
        "id": code,
        "version": version,
        "class": written.klass,
        "urgency": written.urgency,
        "statement": written.statement,
        "source": written.source,
        "terms": [*written.terms, *(near.pattern for near in written.near)],
        "match": list(written.match),
        "no_match": list(written.no_match),
    }
    shared = {"author": author, "reviewer": reviewer, "language": LANGUAGE}
    try:
        heading = Heading(written.heading)
    except ValueError:
        raise BrokenRule("heading must be a number from 1 to 20") from None
    return read_rule(entry, shared, heading)


def book_of(rules: Sequence[Rule]) -> Rulebook:
    """These rules as a rulebook of their own, with the shipped one's groups, sayings and languages.

    Raises BrokenRule, its message beginning with the rule's id when one of them is to blame.
    """
    groups, sayings, _ = _shared()
    book = shipped()
    try:
        matcher = compile_rules(rules, groups, sayings)
    except PatternError as problem:
        raise BrokenRule(str(problem)) from problem
    return Rulebook(book.version, tuple(rules), book.languages, matcher)


def problems_of(written: Written) -> tuple[Problem, ...]:
    """Everything that keeps it from being published, line by line; empty when its own examples hold too."""
    found = [*_too_much(written), *_lines(written)]
    try:
        rule = rule_of(written)
    except BrokenRule as problem:
        return (*found, Problem(_field(str(problem)), 0, str(problem)))
    if found:
        return tuple(found)
    return tuple(_examples(written, book_of([rule])))


def book_of_sound(rules: Sequence[Rule]) -> Rulebook | None:
    """As ``book_of``, without the rules that can't be read any more; None when none is left."""
    sound = list(rules)
    while sound:
        try:
            return book_of(sound)
        except BrokenRule as problem:
            broken = str(problem).partition(":")[0]
            left = [rule for rule in sound if rule.id != broken]
            if len(left) == len(sound):
                raise  # no rule is to blame: the shipped groups are broken
            sound = left
    return None


@lru_cache(maxsize=16)
def problems_beside(rule: Rule, others: tuple[Rule, ...]) -> tuple[Problem, ...]:
    """What goes wrong only when this rule is in force beside these: an example of one of them fails then.

    Kept for the next look at the same draft: beside a thousand rules it takes seconds.
    """
    there = book_of_sound(others)
    if there is None:
        return ()
    before = set(failed_examples(there.matcher))
    after = failed_examples(book_of([*there.rules, rule]).matcher)
    return tuple(
        Problem("together", 0, text) for text in dict(item for item in after if item not in before).values()
    )


def _too_much(written: Written) -> Iterator[Problem]:
    if len(written.statement) > STATEMENT:
        yield Problem("statement", 0, f"keep it under {STATEMENT} letters")
    if len(written.source) > LINE:
        yield Problem("source", 0, f"keep it under {LINE} letters")
    for field in ("terms", "match", "no_match"):
        lines: tuple[str, ...] = getattr(written, field)
        if len(lines) > MOST_LINES:
            yield Problem(field, 0, f"keep it to {MOST_LINES} lines")
        for number, line in enumerate(lines, 1):
            if len(line) > LINE:
                yield Problem(field, number, f"keep it under {LINE} letters")


def _lines(written: Written) -> Iterator[Problem]:
    """Each line of words read by itself, so that every wrong one is named."""
    _, _, groups = _shared()
    for number, near in enumerate(written.near, 1):
        if not near.first or not near.second:
            yield Problem("near", number, "needs words on both sides")
        elif not 1 <= near.within <= MOST_WORDS_BETWEEN:
            yield Problem("near", number, f"at most {MOST_WORDS_BETWEEN} words may stand between")
    lines = [("terms", number, line) for number, line in enumerate(written.terms, 1)]
    lines += [("near", number, near.pattern) for number, near in enumerate(written.near, 1) if _whole(near)]
    for field, number, line in lines:
        try:
            read_pattern(line, groups, canonical_phrase)
        except PatternError as problem:
            yield Problem(field, number, str(problem))


def _whole(near: Any) -> bool:
    return bool(near.first and near.second) and 1 <= near.within <= MOST_WORDS_BETWEEN


def _examples(written: Written, book: Rulebook) -> Iterator[Problem]:
    for number, text in enumerate(written.match, 1):
        if not rules_hit(text, book.matcher):
            yield Problem("match", number, "the rule must find this one and does not")
    for number, text in enumerate(written.no_match, 1):
        if rules_hit(text, book.matcher):
            yield Problem("no_match", number, "the rule must leave this one alone and finds it")


def _field(problem: str) -> str:
    return next((field for start, field in FIELDS.items() if problem.startswith(start)), "whole")
