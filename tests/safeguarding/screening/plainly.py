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
    said = _said(words, matcher, there)
    found: dict[int, set[Span]] = {}
    for waiting in matcher.patterns[: matcher.sayings_from]:
        for first, last, _ in _anchors(waiting, there):
            span = _span(waiting, first, last, there)
            if span is None or covered[first] >= last:
                continue
            around = [own for own in said if own.issuperset(range(first, last))]
            if not any(_all_inside(waiting, (first, last), there, own) for own in around):
                found.setdefault(waiting.rule, set()).add(span)
    return found


def _said(words: Sequence[str], matcher: Matcher, there: list[tuple[int, int, int]]) -> list[set[int]]:
    """The words of each everyday saying that has words between, and of each only where it is narrowest."""
    said: list[set[int]] = []
    for waiting in matcher.patterns[matcher.sayings_from :]:
        spans = {_span(waiting, first, last, there) for first, last, _ in _anchors(waiting, there)}
        whole = {span for span in spans if span is not None and BREAK not in words[span[0] : span[1]]}
        for span in whole:
            if not any(span[0] <= a and b <= span[1] and (a, b) != span for a, b in whole):
                ways = _ways(waiting, there, span)
                said.append({place for way in ways for one in way for place in range(*one)})
    return said


def _ways(waiting: Waiting, there: list[tuple[int, int, int]], span: Span) -> list[list[Span]]:
    """Every way to place the elements from the beginning of this span to its end."""
    ways: list[list[Span]] = [
        [(a, b)] for a, b, term in there if a == span[0] and term in waiting.elements[0]
    ]
    for gap, element in zip(waiting.gaps, waiting.elements[1:], strict=True):
        steps = {(a, b) for a, b, term in there if term in element and b <= span[1]}
        ways = [[*way, one] for way in ways for one in steps if 0 <= one[0] - way[-1][1] <= gap]
    return [way for way in ways if way[-1][1] == span[1]]


def _all_inside(waiting: Waiting, anchor: Span, there: list[tuple[int, int, int]], own: set[int]) -> bool:
    """True if no way to place the pattern around this anchor needs a word that is not the saying's."""
    for step in (-1, 1):
        ends = {anchor}
        place = waiting.anchor
        while 0 <= place + step < len(waiting.elements):
            gap = waiting.gaps[place + min(step, 0)]
            element = waiting.elements[place + step]
            place += step
            # From places that are the saying's own; the first step out of them decides.
            near = {
                (a, b)
                for a, b, term in there
                if term in element
                and any(0 <= (a - end[1] if step > 0 else end[0] - b) <= gap for end in ends)
            }
            inside = {one for one in near if own.issuperset(range(*one))}
            out = {one for one in near - inside if not any(one[0] < b and a < one[1] for a, b in inside)}
            if any(_goes_on(waiting, place, one, step, there) for one in out):
                return False
            ends = inside
    return True


def _goes_on(waiting: Waiting, place: int, one: Span, step: int, there: list[tuple[int, int, int]]) -> bool:
    """True if the rest of the pattern stands on this side of the phrase too."""
    ends = {one}
    while 0 <= place + step < len(waiting.elements):
        gap, element = waiting.gaps[place + min(step, 0)], waiting.elements[place + step]
        place += step
        ends = {
            (a, b)
            for a, b, term in there
            if term in element and any(0 <= (a - end[1] if step > 0 else end[0] - b) <= gap for end in ends)
        }
    return bool(ends)


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
