"""Finding the rules' patterns among canonical words.

One walk through the words finds the phrases that rules use. Then, for all patterns at once (one bit each), what
stands near each phrase says which patterns could be there; only those are looked at, one by one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from safeguarding.screening.compiled import CLOSE, FARTHEST, Matcher, Node
from safeguarding.screening.patterns import MOST_WORDS_BETWEEN
from safeguarding.screening.placing import Places, bits_of, whole
from safeguarding.screening.sayings import hidden, own_words

# More places for one rule would not tell a person more.
MOST_HITS = 3
# Overlapping places are shown as one, but not as a whole page.
LONGEST_HIT = 40
# Empty places after the last word: no look ahead reaches further.
SPARE = MOST_WORDS_BETWEEN * 2
# Looks at a pattern in one screening. Ordinary writing needs some dozens; only writing made to be costly
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


# A phrase's first and last word (excluded), and where it ends in the tree.
Seen = tuple[int, int, Node]


def find(words: list[str], matcher: Matcher, order: tuple[range, ...]) -> Found:
    """All rules' hits, searching the ranges of `words` in the order given."""
    at, seen, covered = _phrases(words, matcher.root)
    possible = _possible(seen, matcher)
    own, looks = own_words(words, possible, at, matcher, MOST_LOOKS)
    hits: dict[int, list[Hit]] = {}
    rules_only = (1 << matcher.sayings_from) - 1
    patterns_of = matcher.patterns
    for first, last, patterns in possible if len(order) == 1 else _in_order(possible, order):
        # Part of an everyday saying, word for word; the rest of the words are still searched.
        if covered[first] >= last:
            continue
        sayings = own.get(first)
        for number in bits_of(patterns & rules_only):
            waiting = patterns_of[number]
            known = hits.get(waiting.rule)
            if known is not None and (len(known) >= MOST_HITS or _inside(first, last, known)):
                continue
            looks += 1
            span = whole(waiting, first, last, at)
            if span is None or (sayings and hidden(waiting, first, last, at, sayings)):
                continue
            hit = Hit(waiting.rule, *span)
            if known is None:
                hits[waiting.rule] = [hit]
            else:
                _add(known, hit)
        if looks > MOST_LOOKS:
            return Found(_flat(hits), looks, False)
    return Found(_flat(hits), looks, True)


def _phrases(words: list[str], root: dict[str, Node]) -> tuple[Places, list[Seen], list[int]]:
    """For each place the phrases starting there; all of them in order; and for each word where the everyday
    saying, word for word, around it ends."""
    count = len(words)
    # Some empty places after the last word spare every look ahead a check.
    at: Places = [None] * (count + SPARE)
    covered = [0] * count
    seen: list[Seen] = []
    get = root.get
    for place, word in enumerate(words):
        node = get(word)
        if node is None:
            continue
        here: list[tuple[int, int]] = []
        last = place + 1
        while True:
            if node.term is not None:
                here.append((node.term, last))
                seen.append((place, last, node))
            if node.saying:
                for inside in range(place, last):
                    covered[inside] = max(covered[inside], last)
            if not node.next or last >= count:
                break
            following = node.next.get(words[last])
            if following is None:
                break
            node = following
            last += 1
        if here:
            at[place] = here
    return at, seen, covered


def _possible(seen: Sequence[Seen], matcher: Matcher) -> list[tuple[int, int, int]]:
    """The places of anchors with the patterns that could be there: those with a phrase of the element before
    near before it, one of the element after near after it, and the others anywhere. Every pattern that is there
    is among them."""
    left = _after_neighbours(seen, matcher.nothing_before)
    if not left:
        return []
    other, another = matcher.nothing_else, matcher.one_else
    for node in {id(node): node for _, _, node in seen}.values():
        other |= node.other
        another |= node.another
    return _before_neighbours(seen, left, matcher.nothing_after, other & another)


def _after_neighbours(seen: Sequence[Seen], always: int) -> dict[int, int]:
    """For each phrase, by its number in `seen`, the patterns whose anchor it is and whose neighbour came before:
    the close ones up to CLOSE words before and perhaps a little further, the far ones up to FARTHEST. What
    came is forgotten some words at a time."""
    left: dict[int, int] = {}
    recent = older = oldest = far = farther = turn = far_turn = 0
    near = always
    for number, (first, _, node) in enumerate(seen):
        if first >= turn:
            recent, older, oldest = 0, recent, older
            turn = first + CLOSE // 2
            if first >= far_turn:
                far, farther = 0, far
                far_turn = first + FARTHEST
            near = always | older | oldest | far | farther
        if node.anchors and (patterns := node.anchors & near):
            left[number] = patterns
        if node.before:
            recent |= node.before
            near |= node.before
        if node.far_before:
            far |= node.far_before
            near |= node.far_before
    return left


def _before_neighbours(
    seen: Sequence[Seen], left: dict[int, int], always: int, elsewhere: int
) -> list[tuple[int, int, int]]:
    """Of what is left those whose other neighbour comes after, in the same way, walking backwards."""
    found: list[tuple[int, int, int]] = []
    recent = older = oldest = far = farther = 0
    turn = far_turn = seen[-1][0]
    near = always
    for number in range(len(seen) - 1, -1, -1):
        first, last, node = seen[number]
        if first <= turn:
            recent, older, oldest = 0, recent, older
            turn = first - CLOSE // 2
            if first <= far_turn:
                far, farther = 0, far
                far_turn = first - FARTHEST
            near = always | older | oldest | far | farther
        if number in left and (patterns := left[number] & near & elsewhere):
            found.append((first, last, patterns))
        if node.after:
            recent |= node.after
            near |= node.after
        if node.far_after:
            far |= node.far_after
            near |= node.far_after
    found.reverse()
    return found


def _in_order(
    possible: Sequence[tuple[int, int, int]], order: Sequence[range]
) -> Iterator[tuple[int, int, int]]:
    for stretch in order:
        yield from (one for one in possible if one[0] in stretch)


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
