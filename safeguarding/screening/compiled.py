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
    """A pattern of one rule, looked at when its rarest element (the anchor) has been found. `also` is the bit
    of its next rarest element and `every` those of all its elements: without a phrase of each in the words
    there is no need to look."""

    rule: int
    elements: tuple[frozenset[int], ...]
    gaps: tuple[int, ...]
    anchor: int
    also: int
    every: int


@dataclass(frozen=True, slots=True)
class Wakes:
    """The patterns one phrase wakes, by the bit of the other element they need. `needs` is all those bits,
    so the cost of a word depends on what stands around it and not on the number of rules."""

    needs: int
    by_also: dict[int, tuple[Waiting, ...]]

    def possible(self, present: int) -> list[Waiting]:
        """Those whose other element is among the words."""
        left: list[Waiting] = []
        bits = self.needs & present
        while bits:
            lowest = bits & -bits
            left += [one for one in self.by_also[lowest] if one.every & present == one.every]
            bits ^= lowest
        return left


@dataclass(slots=True)
class Node:
    """A place in the tree of phrases. `term` is set where a phrase ends, `saying` where an everyday saying
    ends ("hit the roof"), `wakes` holds the patterns to look at, and `quiets` the sayings with words between
    ("beat me ... at chess"). `elements` has the bit of every element the phrase belongs to."""

    term: int | None = None
    elements: int = 0
    saying: bool = False
    wakes: Wakes | None = None
    quiets: Wakes | None = None
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
    index = _Index()
    wakes: dict[int, list[Waiting]] = {}
    quiets: dict[int, list[Waiting]] = {}
    for rule, pattern in found:
        index.wait(wakes, rule, pattern)
    for pattern in said:
        if any(pattern.gaps):
            index.wait(quiets, NO_RULE, pattern)
    for phrase, number in index.numbers.items():
        node = _plant(root, phrase)
        node.term, node.elements = number, index.elements_of.get(number, 0)
        node.wakes, node.quiets = _wakes(wakes.get(number)), _wakes(quiets.get(number))
    for pattern in said:
        if not any(pattern.gaps):
            for phrase in _every_way(pattern):
                _plant(root, phrase).saying = True
    return Matcher(
        rules=rules,
        rules_by_id={rule.id: rule for rule in rules},
        speller=_speller(index.numbers),
        root=root,
        answer_rules=tuple(rule for rule in rules if rule.answers),
        together_rules=tuple(rule for rule in rules if rule.together is not None),
    )


@dataclass(slots=True)
class _Index:
    """Numbers for phrases and bits for the elements that patterns need, given out in order."""

    numbers: dict[Phrase, int] = field(default_factory=dict)
    needed: dict[frozenset[int], int] = field(default_factory=dict)
    elements_of: dict[int, int] = field(default_factory=dict)

    def wait(self, waits: dict[int, list[Waiting]], rule: int, pattern: Pattern) -> None:
        """Put the pattern under every phrase of its rarest element."""
        elements = tuple(
            frozenset(self.numbers.setdefault(phrase, len(self.numbers)) for phrase in sorted(element))
            for element in pattern.elements
        )
        rarest = sorted(range(len(elements)), key=lambda place: (commonness(pattern.elements[place]), place))
        bits = [self._bit(element) for element in elements]
        every = 0
        for bit in bits:
            every |= bit
        also = bits[rarest[min(1, len(rarest) - 1)]]
        waiting = Waiting(rule, elements, pattern.gaps, rarest[0], also, every)
        for term in sorted(elements[rarest[0]]):
            waits.setdefault(term, []).append(waiting)

    def _bit(self, element: frozenset[int]) -> int:
        if element not in self.needed:
            bit = self.needed[element] = 1 << len(self.needed)
            for term in element:
                self.elements_of[term] = self.elements_of.get(term, 0) | bit
        return self.needed[element]


def _wakes(waiting: list[Waiting] | None) -> Wakes | None:
    if not waiting:
        return None
    by_also: dict[int, list[Waiting]] = {}
    for one in dict.fromkeys(waiting):
        by_also.setdefault(one.also, []).append(one)
    return Wakes(sum(by_also), {bit: tuple(group) for bit, group in by_also.items()})


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
