"""What an everyday saying with words between may hide: its own words, never what stands between them.

"my brother beat me ... at chess" is no worry. But somebody may say what happened to them inside such a stretch, so
a rule's place is hidden only if every word the rule needs there is a word of the saying itself.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from safeguarding.screening.compiled import Matcher, Waiting
from safeguarding.screening.placing import Places, Span, bits_of, next_to, whole
from safeguarding.screening.tokens import BREAK

# The words of one saying, by their places.
Own = frozenset[int]


def own_words(
    words: Sequence[str],
    possible: Sequence[tuple[int, int, int]],
    at: Places,
    matcher: Matcher,
    most_looks: int,
) -> tuple[Mapping[int, list[Own]], int]:
    """For each word the sayings it is a word of, and the looks that took. A saying stays inside one sentence:
    what is said afterwards must not hide what was said before."""
    found: dict[int, set[Span]] = {}
    looks = 0
    for first, last, patterns in possible:
        for number in bits_of(patterns >> matcher.sayings_from):
            if looks >= most_looks:
                break
            looks += 1
            span = whole(matcher.patterns[matcher.sayings_from + number], first, last, at)
            if span is not None and BREAK not in words[span[0] : span[1]]:
                found.setdefault(number, set()).add(span)
    own: dict[int, list[Own]] = {}
    for number, spans in found.items():
        for span in _narrowest(spans):
            said = _words_of(matcher.patterns[matcher.sayings_from + number], span, at)
            for place in said:
                own.setdefault(place, []).append(said)
    return own, looks


def _narrowest(spans: set[Span]) -> list[Span]:
    """Without those around another: in "hit me and hit me with a snowball" only the second is the saying."""
    kept: list[Span] = []
    for first, last in sorted(spans, key=lambda span: (-span[0], span[1])):
        if not kept or last < kept[-1][1]:
            kept.append((first, last))
    return kept


def _words_of(saying: Waiting, span: Span, at: Places) -> Own:
    """The words that are part of the saying, where it begins and ends just here."""
    ways = [{(span[0], last) for term, last in at[span[0]] or () if term in saying.elements[0]}]
    for index in range(len(saying.elements) - 1):
        ways.append({to for one in ways[-1] for to in next_to(saying, index, one, 1, at) if to[1] <= span[1]})
    kept = {one for one in ways[-1] if one[1] == span[1]}
    said = {place for one in kept for place in range(*one)}
    for index in range(len(ways) - 2, -1, -1):
        kept = {one for one in ways[index] if not kept.isdisjoint(next_to(saying, index, one, 1, at))}
        said |= {place for one in kept for place in range(*one)}
    return frozenset(said)


def hidden(waiting: Waiting, first: int, last: int, at: Places, sayings: Sequence[Own]) -> bool:
    """True if one of these sayings holds every word of the pattern around this anchor, however it is placed."""
    return any(
        own.issuperset(range(first, last)) and not _reaches_out(waiting, (first, last), at, own)
        for own in sayings
    )


def _reaches_out(waiting: Waiting, anchor: Span, at: Places, own: Own) -> bool:
    """True if the pattern, which is whole here, can be placed with a word that is not the saying's."""
    count = len(waiting.elements)
    for step, indexes in ((-1, range(waiting.anchor, 0, -1)), (1, range(waiting.anchor, count - 1))):
        inside, outside = {anchor}, set[Span]()
        for index in indexes:
            reached = {to for one in inside for to in next_to(waiting, index, one, step, at)}
            farther = {to for one in outside for to in next_to(waiting, index, one, step, at)}
            inside = {one for one in reached if own.issuperset(range(*one))}
            # "can not" around a "not" of the saying is no other place.
            outside = farther | {one for one in reached - inside if not _overlaps(one, inside)}
        if outside:
            return True
    return False


def _overlaps(one: Span, others: Collection[Span]) -> bool:
    return any(one[0] < last and first < one[1] for first, last in others)
