"""Where the elements of one pattern stand: the whole of it around its anchor, and what is next to a phrase of it."""

from __future__ import annotations

from collections.abc import Iterator

from safeguarding.screening.compiled import Waiting

# A phrase's first and last word (excluded); a pattern's.
Span = tuple[int, int]
# For each word the phrases starting there: their number and where they end.
Places = list[list[tuple[int, int]] | None]


def bits_of(patterns: int) -> list[int]:
    """The numbers of the bits that are set, rising."""
    bits = []
    while patterns:
        highest = patterns.bit_length() - 1
        bits.append(highest)
        patterns ^= 1 << highest
    bits.reverse()
    return bits


def whole(waiting: Waiting, first: int, last: int, at: Places) -> tuple[int, int] | None:
    """The first and last word of the whole pattern around its anchor, or None. All ways of placing the
    elements are followed together, so the work is bounded by the words between them."""
    elements, gaps, anchor = waiting.elements, waiting.gaps, waiting.anchor
    starts = [first]
    for index in range(anchor - 1, -1, -1):
        starts = _before(starts, gaps[index], waiting.longest[index], elements[index], at)
        if not starts:
            return None
    ends = [last]
    for index in range(anchor + 1, len(elements)):
        ends = _after(ends, gaps[index - 1], elements[index], at)
        if not ends:
            return None
    return max(starts), min(ends)


def _after(ends: list[int], gap: int, element: frozenset[int], at: Places) -> list[int]:
    """The ends, rising, of the element's phrases that begin at one of these ends or up to `gap` words later."""
    found = []
    lowest = ends[0]
    one = ends[-1] == lowest
    for place in range(lowest, ends[-1] + gap + 1):
        here = at[place]
        if here is not None:
            for term, last in here:
                if term in element and (one or any(end <= place <= end + gap for end in ends)):
                    found.append(last)
    if len(found) > 1:
        found.sort()
    return found


def _before(starts: list[int], gap: int, longest: int, element: frozenset[int], at: Places) -> list[int]:
    """The starts, rising, of the element's phrases that end at one of these starts or up to `gap` words earlier."""
    found = []
    one = len(starts) == 1
    highest = starts[-1]
    # A phrase of a few words may begin further back than the gap and still end inside it.
    for place in range(max(starts[0] - gap - longest, 0), highest):
        here = at[place]
        if here is not None:
            for term, last in here:
                if term in element and (
                    highest - gap <= last <= highest
                    if one
                    else any(start - gap <= last <= start for start in starts)
                ):
                    found.append(place)
    return found


def next_to(waiting: Waiting, index: int, phrase: Span, step: int, at: Places) -> Iterator[Span]:
    """The phrases of the element one step (-1 or 1) from element `index`, whose own phrase is this one."""
    first, last = phrase
    element = waiting.elements[index + step]
    if step > 0:
        gap = waiting.gaps[index]
        around = range(last, last + gap + 1)
    else:
        gap = waiting.gaps[index - 1]
        around = range(max(first - gap - waiting.longest[index - 1], 0), first)
    for place in around:
        for term, end in at[place] or ():
            if term in element and (step > 0 or first - gap <= end <= first):
                yield place, end
