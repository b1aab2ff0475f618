"""A rulebook made ready for matching: one tree of phrases, and for each phrase the patterns it takes part in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from safeguarding.screening.lexicon import common, endings, lexicon
from safeguarding.screening.patterns import (
    LONGEST_PHRASE,
    MOST_WORDS_BETWEEN,
    Pattern,
    PatternError,
    Phrase,
    read_groups,
    read_pattern,
)
from safeguarding.screening.spelling import Speller, never_guessing
from safeguarding.screening.tokens import tokenise
from safeguarding.screening.types import Rule

# The rule number of an everyday saying.
NO_RULE = -1
# Neighbours in most patterns begin at most so many words apart; in all of them at most FARTHEST.
CLOSE = 6
FARTHEST = MOST_WORDS_BETWEEN + LONGEST_PHRASE


@dataclass(frozen=True, slots=True)
class Waiting:
    """A pattern of one rule, looked at where its rarest element (the anchor) stands with its neighbours near.
    The elements are sets of phrase numbers; `longest` has the words in each one's longest phrase."""

    rule: int
    elements: tuple[frozenset[int], ...]
    longest: tuple[int, ...]
    gaps: tuple[int, ...]
    anchor: int


@dataclass(slots=True, eq=False)
class Node:
    """A place in the tree of phrases. `term` is set where a phrase ends, `saying` where an everyday saying
    ends ("hit the roof"). The others are sets of patterns, one bit for each: those whose anchor this phrase
    is, those in whose element next before the anchor it is, and next after (the ones that may stand far from
    it by themselves), and those in whose rarest and next rarest other element it is."""

    term: int | None = None
    saying: bool = False
    anchors: int = 0
    before: int = 0
    far_before: int = 0
    after: int = 0
    far_after: int = 0
    other: int = 0
    another: int = 0
    next: dict[str, Node] = field(default_factory=dict)


@dataclass(slots=True)
class Matcher:
    """Everything matching needs. Built once per rulebook and never changed afterwards. In sets of patterns
    the bits follow `patterns`: those of rules first, then from `sayings_from` the everyday sayings with words
    between ("beat me ... at chess"). `nothing_before` and `nothing_after` are the patterns that begin or end with
    their anchor, `nothing_else` and `one_else` those with no or at most one element besides it and its
    neighbours."""

    rules: tuple[Rule, ...]
    rules_by_id: dict[str, Rule]
    speller: Speller
    root: dict[str, Node]
    patterns: tuple[Waiting, ...]
    sayings_from: int
    nothing_before: int
    nothing_after: int
    nothing_else: int
    one_else: int
    answer_rules: tuple[Rule, ...]
    together_rules: tuple[Rule, ...]


def canonical_phrase(written: str) -> Phrase:
    """A rule's own words, read the way a young person's are (but never repaired)."""
    return tuple(tokenise(written, never_guessing()).words)


def compile_rules(rules: Sequence[Rule], groups: Mapping[str, list[str]], sayings: Sequence[str]) -> Matcher:
    """A matcher for these rules. Raises PatternError, its message beginning with the rule's id."""
    read = read_groups(groups, canonical_phrase)
    found: list[tuple[int, Pattern]] = []
    for number, rule in enumerate(rules):
        for line in rule.terms:
            try:
                found += [(number, pattern) for pattern in read_pattern(line, read, canonical_phrase)]
            except PatternError as problem:
                raise PatternError(f"{rule.id}: {problem}") from problem
    said = [pattern for line in sayings for pattern in read_pattern(line, read, canonical_phrase)]
    return _build(tuple(rules), found, said)


def _build(rules: tuple[Rule, ...], found: list[tuple[int, Pattern]], said: list[Pattern]) -> Matcher:
    root: dict[str, Node] = {}
    numbers: dict[Phrase, int] = {}
    waiting = [_waiting(rule, pattern, numbers) for rule, pattern in dict.fromkeys(found)]
    sayings_from = len(waiting)
    waiting += [_waiting(NO_RULE, pattern, numbers) for pattern in dict.fromkeys(said) if any(pattern.gaps)]
    nodes = [_plant(root, phrase) for phrase in numbers]
    for term, node in enumerate(nodes):
        node.term = term
    nothing_before, nothing_after, nothing_else, one_else = _mark(waiting, list(numbers), nodes)
    for pattern in said:
        if not any(pattern.gaps):
            for phrase in _every_way(pattern):
                _plant(root, phrase).saying = True
    return Matcher(
        rules=rules,
        rules_by_id={rule.id: rule for rule in rules},
        speller=_speller(numbers),
        root=root,
        patterns=tuple(waiting),
        sayings_from=sayings_from,
        nothing_before=nothing_before,
        nothing_after=nothing_after,
        nothing_else=nothing_else,
        one_else=one_else,
        answer_rules=tuple(rule for rule in rules if rule.answers),
        together_rules=tuple(rule for rule in rules if rule.together is not None),
    )


def _waiting(rule: int, pattern: Pattern, numbers: dict[Phrase, int]) -> Waiting:
    """The pattern with numbers for its phrases, given out in order."""
    elements = tuple(
        frozenset(numbers.setdefault(phrase, len(numbers)) for phrase in sorted(element))
        for element in pattern.elements
    )
    longest = tuple(max(map(len, element)) for element in pattern.elements)
    anchor = min(range(len(elements)), key=lambda place: commonness(pattern.elements[place]))
    return Waiting(rule, elements, longest, pattern.gaps, anchor)


def _mark(waiting: Sequence[Waiting], phrases: Sequence[Phrase], nodes: Sequence[Node]) -> tuple[int, ...]:
    """Tell every phrase which patterns it takes part in; the patterns with nothing before their anchor, with
    nothing after it, with nothing else and with not more than one thing else."""
    nothing = [0, 0, 0, 0]
    for number, one in enumerate(waiting):
        bit = 1 << number
        anchor = one.anchor
        for term in one.elements[anchor]:
            nodes[term].anchors |= bit
        for side, place, first in (("before", anchor - 1, anchor - 1), ("after", anchor + 1, anchor)):
            if not 0 <= place < len(one.elements):
                nothing[side == "after"] |= bit
                continue
            name = side if one.gaps[first] + one.longest[first] <= CLOSE else f"far_{side}"
            _put(bit, one.elements[place], name, nodes)
        others = sorted(
            (element for place, element in enumerate(one.elements) if abs(place - anchor) > 1),
            key=lambda element: commonness({phrases[term] for term in element}),
        )
        for name, element in zip(("other", "another"), others, strict=False):
            _put(bit, element, name, nodes)
        for count in range(len(others), 2):
            nothing[2 + count] |= bit
    return tuple(nothing)


def _put(bit: int, element: frozenset[int], name: str, nodes: Sequence[Node]) -> None:
    for term in element:
        setattr(nodes[term], name, getattr(nodes[term], name) | bit)


def commonness(element: Iterable[Phrase]) -> float:
    """How often an element will turn up in ordinary writing, roughly: searches start from the rarest."""
    frequent = common()
    total = 0.0
    for phrase in element:
        total += min(100.0 if word in frequent else 1.0 for word in phrase) / 3.0 ** (len(phrase) - 1)
    return total


def _plant(root: dict[str, Node], phrase: Phrase) -> Node:
    node = root.setdefault(phrase[0], Node())
    for word in phrase[1:]:
        node = node.next.setdefault(word, Node())
    return node


def _every_way(pattern: Pattern) -> list[Phrase]:
    ways: list[Phrase] = [()]
    for element in pattern.elements:
        ways = [way + phrase for way in ways for phrase in sorted(element)]
        if len(ways) > 4000:
            raise PatternError("an everyday saying stands for too many phrases")
    return ways


def _speller(numbers: Mapping[Phrase, int]) -> Speller:
    """Knows the lexicon and the rules' own words, and repairs towards every written form of those."""
    wanted = {word for phrase in numbers for word in phrase}
    strange = sorted(word for word in wanted if word not in lexicon())
    known = {form: (word,) for word in strange for form in (*endings(word), word)} | lexicon()
    forms = {form for form, canonical in known.items() if len(canonical) == 1 and canonical[0] in wanted}
    return Speller(known, forms)
