"""A rulebook made ready for matching: one tree of phrases, and for each phrase the patterns it wakes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from safeguarding.screening.lexicon import common, endings, lexicon
from safeguarding.screening.patterns import Pattern, PatternError, Phrase, read_groups, read_pattern
from safeguarding.screening.spelling import Speller
from safeguarding.screening.tokens import tokenise
from safeguarding.screening.types import Rule

# The rule number of an everyday saying.
NO_RULE = -1


@dataclass(frozen=True, slots=True)
class Waiting:
    """A pattern of one rule, looked at when its rarest element (the anchor) has been found. `also` has a
    bit for each phrase of its next rarest: without one of them in the words there is no need to look."""

    rule: int
    elements: tuple[frozenset[int], ...]
    gaps: tuple[int, ...]
    anchor: int
    also: int


@dataclass(slots=True)
class Node:
    """A place in the tree of phrases. `term` is set where a phrase ends, `saying` where an everyday saying
    ends ("hit the roof"), `wakes` holds the patterns to look at, and `quiets` the sayings with words between
    ("beat me ... at chess")."""

    term: int | None = None
    bit: int = 0
    saying: bool = False
    wakes: tuple[Waiting, ...] = ()
    quiets: tuple[Waiting, ...] = ()
    next: dict[str, Node] = field(default_factory=dict)


@dataclass(slots=True)
class Matcher:
    """Everything matching needs. Built once per rulebook and never changed afterwards."""

    rules: tuple[Rule, ...]
    rules_by_id: dict[str, Rule]
    speller: Speller
    root: dict[str, Node]
    answer_rules: tuple[Rule, ...]
    together_rules: tuple[Rule, ...]


def canonical_phrase(written: str) -> Phrase:
    """A rule's own words, read the way a young person's are (but never repaired)."""
    return tuple(tokenise(written, Speller(lexicon(), ())).words)


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
    wakes: dict[int, list[Waiting]] = {}
    quiets: dict[int, list[Waiting]] = {}
    for rule, pattern in found:
        waiting = _waiting(rule, pattern, numbers)
        for term in sorted(waiting.elements[waiting.anchor]):
            wakes.setdefault(term, []).append(waiting)
    for pattern in said:
        if any(pattern.gaps):
            waiting = _waiting(NO_RULE, pattern, numbers)
            for term in sorted(waiting.elements[waiting.anchor]):
                quiets.setdefault(term, []).append(waiting)
    for phrase, number in numbers.items():
        node = _plant(root, phrase)
        node.term, node.bit = number, 1 << number
        node.wakes = tuple(dict.fromkeys(wakes.get(number, ())))
        node.quiets = tuple(dict.fromkeys(quiets.get(number, ())))
    for pattern in said:
        if not any(pattern.gaps):
            for phrase in _every_way(pattern):
                _plant(root, phrase).saying = True
    return Matcher(
        rules=rules,
        rules_by_id={rule.id: rule for rule in rules},
        speller=_speller(numbers),
        root=root,
        answer_rules=tuple(rule for rule in rules if rule.answers),
        together_rules=tuple(rule for rule in rules if rule.together is not None),
    )


def _waiting(rule: int, pattern: Pattern, numbers: dict[Phrase, int]) -> Waiting:
    """The pattern by its phrases' numbers, to be woken by its rarest element."""
    elements = tuple(
        frozenset(numbers.setdefault(phrase, len(numbers)) for phrase in sorted(element))
        for element in pattern.elements
    )
    rarest = sorted(range(len(elements)), key=lambda place: (commonness(pattern.elements[place]), place))
    also = bits(elements[rarest[min(1, len(rarest) - 1)]])
    return Waiting(rule, elements, pattern.gaps, rarest[0], also)


def bits(terms: frozenset[int]) -> int:
    """A set of phrases as one number, so that "any of these?" is a single step."""
    return sum(1 << term for term in terms)


def commonness(element: frozenset[Phrase]) -> float:
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
