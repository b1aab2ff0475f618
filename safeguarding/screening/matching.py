"""Finding the rules' patterns among canonical words: one pass, and a small bounded look around each find."""

from __future__ import annotations

from dataclasses import dataclass

from safeguarding.screening.compiled import Matcher, Node, Waiting, Wakes
from safeguarding.screening.patterns import MOST_WORDS_BETWEEN
from safeguarding.screening.tokens import BREAK

# More places for one rule would not tell a person more.
MOST_HITS = 3
# The words in a rule's longest phrase that may stand before its anchor.
LONGEST_PHRASE = 8
# Overlapping places are shown as one, but not as a whole page.
LONGEST_HIT = 40
# Empty places after the last word: no look ahead reaches further.
SPARE = MOST_WORDS_BETWEEN * 2
# Looks at a pattern in one screening. Ordinary writing needs some hundreds; only writing made to be costly
# reaches this, and then the result says that a person must read it.
MOST_LOOKS = 150_000


@dataclass(frozen=True, slots=True)
class Hit:
    """A rule's number, and its first and last word (excluded)."""

    rule: int
    first: int
    last: int


@dataclass(slots=True)
class Found:
    """`looks` counts the work done; `complete` is False when it had to stop."""

    hits: list[Hit]
    looks: int
    complete: bool


def find(words: list[str], matcher: Matcher, order: tuple[range, ...]) -> Found:
    """All rules' hits, searching the ranges of `words` in the order given."""
    at, woken, quieting, covered, present = _phrases(words, matcher.root, order)
    hits: dict[int, list[Hit]] = {}
    looks = _cover(words, quieting, covered, at, present)
    possible: dict[int, list[Waiting]] = {}
    for first, last, patterns in woken:
        # Part of an everyday saying; the rest of the words are still searched.
        if covered[first] >= last:
            continue
        left = possible.get(id(patterns))
        if left is None:
            left = possible[id(patterns)] = patterns.possible(present)
        for waiting in left:
            seen = hits.get(waiting.rule)
            if seen is not None and (len(seen) >= MOST_HITS or _inside(first, last, seen)):
                continue
            looks += 1
            span = _whole(waiting, first, last, at)
            if span is None:
                continue
            hit = Hit(waiting.rule, *span)
            if seen is None:
                hits[waiting.rule] = [hit]
            else:
                _add(seen, hit)
        if looks > MOST_LOOKS:
            return Found(_flat(hits), looks, False)
    return Found(_flat(hits), looks, True)


Woken = list[tuple[int, int, Wakes]]
Places = list[list[tuple[int, int]] | None]


def _phrases(
    words: list[str], root: dict[str, Node], order: tuple[range, ...]
) -> tuple[Places, Woken, Woken, list[int], int]:
    """For each place the phrases starting there; those that wake patterns, in search order; those that may
    begin a saying; where sayings end; and a bit for every needed element that is present."""
    count = len(words)
    # Some empty places after the last word spare every look ahead a check.
    at: Places = [None] * (count + SPARE)
    covered = [0] * count
    woken: Woken = []
    quieting: Woken = []
    present = 0
    get = root.get
    for stretch in order:
        for place in stretch:
            node = get(words[place])
            if node is None:
                continue
            here: list[tuple[int, int]] = []
            last = place + 1
            while True:
                if node.term is not None:
                    here.append((node.term, last))
                    present |= node.elements
                    if node.wakes is not None:
                        woken.append((place, last, node.wakes))
                    if node.quiets is not None:
                        quieting.append((place, last, node.quiets))
                if node.saying:
                    for inside in range(place, last):
                        covered[inside] = max(covered[inside], last)
                following = node.next.get(words[last]) if node.next and last < count else None
                if following is None:
                    break
                node = following
                last += 1
            if here:
                at[place] = here
    return at, woken, quieting, covered, present


def _cover(words: list[str], quieting: Woken, covered: list[int], at: Places, present: int) -> int:
    """Mark the words of every saying that has words between; the number of looks that took. A saying stays
    inside one sentence: what is said afterwards must not hide what was said before."""
    looks = 0
    for first, last, patterns in quieting:
        for waiting in patterns.possible(present):
            if looks < MOST_LOOKS:
                looks += 1
                span = _whole(waiting, first, last, at)
                if span is not None and BREAK not in words[span[0] : span[1]]:
                    for inside in range(*span):
                        covered[inside] = max(covered[inside], span[1])
    return looks


def _whole(waiting: Waiting, first: int, last: int, at: Places) -> tuple[int, int] | None:
    """The first and last word of the whole pattern around its anchor, or None. All ways of placing the
    elements are followed together, so the work is bounded by the words between them."""
    elements, gaps, anchor = waiting.elements, waiting.gaps, waiting.anchor
    ends = [last]
    for index in range(anchor + 1, len(elements)):
        ends = _after(ends, gaps[index - 1], elements[index], at)
        if not ends:
            return None
    starts = [first]
    for index in range(anchor - 1, -1, -1):
        starts = _before(starts, gaps[index], elements[index], at)
        if not starts:
            return None
    return max(starts), min(ends)


def _after(ends: list[int], gap: int, element: frozenset[int], at: Places) -> list[int]:
    found = []
    one = len(ends) == 1
    for place in range(ends[0], ends[-1] + gap + 1):
        here = at[place]
        if here is not None:
            for term, last in here:
                if term in element and (one or any(end <= place <= end + gap for end in ends)):
                    found.append(last)
    found.sort()
    return found


def _before(starts: list[int], gap: int, element: frozenset[int], at: Places) -> list[int]:
    found = []
    # A phrase of a few words may begin further back than the gap and still end inside it.
    for place in range(max(starts[0] - gap - LONGEST_PHRASE, 0), starts[-1]):
        here = at[place]
        if here is not None:
            for term, last in here:
                if term in element and any(start - gap <= last <= start for start in starts):
                    found.append(place)
    return found


def _inside(first: int, last: int, seen: list[Hit]) -> bool:
    return any(hit.first <= first and last <= hit.last for hit in seen)


def _add(seen: list[Hit], hit: Hit) -> None:
    """Keep separate places apart and let overlapping ones be one."""
    for index, old in enumerate(seen):
        if hit.first < old.last and old.first < hit.last:
            first, last = min(old.first, hit.first), max(old.last, hit.last)
            if last - first <= LONGEST_HIT:
                seen[index] = Hit(hit.rule, first, last)
            return
    seen.append(hit)


def _flat(hits: dict[int, list[Hit]]) -> list[Hit]:
    return sorted(
        (hit for found in hits.values() for hit in found), key=lambda hit: (hit.first, hit.last, hit.rule)
    )
