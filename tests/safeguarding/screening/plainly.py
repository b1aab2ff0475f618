"""The slow way to find the rules' patterns: every pattern tried at every place, with nothing left out beforehand."""

from collections.abc import Sequence
from functools import cache

from safeguarding.screening.compiled import Matcher, Node, Waiting
from safeguarding.screening.tokens import BREAK

Span = tuple[int, int]


@cache
def _phrases(of: int, matcher_root: tuple[tuple[str, Node], ...]) -> dict[tuple[str, ...], Node]:
    found: dict[tuple[str, ...], Node] = {}

    def walk(node: Node, words: tuple[str, ...]) -> None:
        found[words] = node
        for word, following in node.next.items():
            walk(following, (*words, word))

    for word, node in matcher_root:
        walk(node, (word,))
    return found


def spans_of_rules(words: Sequence[str], matcher: Matcher) -> dict[int, set[Span]]:
    """For each rule number every place where one of its patterns is, as `find` reckons a place."""
    there, covered = _everything(words, matcher)
    for waiting in matcher.patterns[matcher.sayings_from :]:
        for first, last, _ in _anchors(waiting, there):
            span = _span(waiting, first, last, there)
            if span is not None and BREAK not in words[span[0] : span[1]]:
                for inside in range(*span):
                    covered[inside] = max(covered[inside], span[1])
    found: dict[int, set[Span]] = {}
    for waiting in matcher.patterns[: matcher.sayings_from]:
        for first, last, _ in _anchors(waiting, there):
            if covered[first] < last and (span := _span(waiting, first, last, there)) is not None:
                found.setdefault(waiting.rule, set()).add(span)
    return found


def _everything(words: Sequence[str], matcher: Matcher) -> tuple[list[tuple[int, int, int]], list[int]]:
    phrases = _phrases(id(matcher), tuple(matcher.root.items()))
    there: list[tuple[int, int, int]] = []
    covered = [0] * len(words)
    for first in range(len(words)):
        for last in range(first + 1, min(first + 30, len(words)) + 1):
            node = phrases.get(tuple(words[first:last]))
            if node is not None and node.term is not None:
                there.append((first, last, node.term))
            if node is not None and node.saying:
                for inside in range(first, last):
                    covered[inside] = max(covered[inside], last)
    return there, covered


def _anchors(waiting: Waiting, there: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    return [one for one in there if one[2] in waiting.elements[waiting.anchor]]


def _span(waiting: Waiting, first: int, last: int, there: list[tuple[int, int, int]]) -> Span | None:
    """The nearest beginning and the nearest end of the pattern around this anchor."""
    starts, ends = {first}, {last}
    for place in range(waiting.anchor - 1, -1, -1):
        gap, element = waiting.gaps[place], waiting.elements[place]
        starts = {a for a, b, term in there if term in element and any(0 <= s - b <= gap for s in starts)}
    for place in range(waiting.anchor + 1, len(waiting.elements)):
        gap, element = waiting.gaps[place - 1], waiting.elements[place]
        ends = {b for a, b, term in there if term in element and any(0 <= a - e <= gap for e in ends)}
    return (max(starts), min(ends)) if starts and ends else None
