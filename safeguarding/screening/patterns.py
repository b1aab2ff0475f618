"""The small language in which rules say what to look for, and its reading.

    plain words            "not safe here" - next to each other, in any form ("isn't safe here")
    a|b|c                  any of these words
    (one thing|another)    any of these phrases; may hold <groups>
    <family>               a named group of the rulebook
    word?                  may be missing
    A ~4 B                 B after A with at most 4 words between
    A &4 B                 A and B in either order with at most 4 words between

The end of a sentence counts as a word between, and next-to-each-other never crosses it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import permutations, product

Phrase = tuple[str, ...]
PIECE = re.compile(r"\(([^()]*)\)(\??)|<([a-z_]+)>(\??)|([~&])(\d+)|([^\s()<>~&]+)")
MOST_WORDS_BETWEEN = 12
LONGEST_PHRASE = 8
MOST_VARIANTS = 64


class PatternError(ValueError):
    """A pattern that cannot be read; the message says why."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """Elements in order; `gaps[i]` is how many words may stand between element i and the next."""

    elements: tuple[frozenset[Phrase], ...]
    gaps: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Item:
    phrases: frozenset[Phrase]
    optional: bool


def read_groups(
    written: Mapping[str, list[str]], canonical: Callable[[str], Phrase]
) -> dict[str, frozenset[Phrase]]:
    """The phrases of every named group; groups may name groups, not in a circle."""
    done: dict[str, frozenset[Phrase]] = {}

    def phrases_of(name: str, above: tuple[str, ...]) -> frozenset[Phrase]:
        if name in above:
            raise PatternError(f"group <{name}> names itself")
        if name not in written:
            raise PatternError(f"there is no group <{name}>")
        if name not in done:
            found: set[Phrase] = set()
            for entry in written[name]:
                if entry.startswith("<"):
                    found |= phrases_of(entry.strip("<>"), (*above, name))
                else:
                    found.add(_phrase(entry, canonical))
            done[name] = frozenset(found)
        return done[name]

    for name in written:
        phrases_of(name, ())
    return done


def read_pattern(
    written: str, groups: Mapping[str, frozenset[Phrase]], canonical: Callable[[str], Phrase]
) -> tuple[Pattern, ...]:
    """The patterns one line stands for (optional words and either-order written out)."""
    items, seps = _split(written, groups, canonical)
    variants: list[Pattern] = []
    for chosen in product(*[(True, False) if item.optional else (True,) for item in items]):
        kept: list[frozenset[Phrase]] = []
        kept_seps: list[tuple[str, int]] = []
        pending = ("~", 0)
        for index, item in enumerate(items):
            sep = seps[index - 1] if index else ("~", 0)
            pending = sep if sep[1] > pending[1] or sep[0] == "&" else pending
            if not chosen[index]:
                continue
            if kept:
                kept_seps.append(pending)
            kept.append(item.phrases)
            pending = ("~", 0)
        if not kept:
            raise PatternError(f"nothing is left of {written!r} when its optional words are missing")
        variants.extend(_orders(kept, kept_seps))
    if len(variants) > MOST_VARIANTS:
        raise PatternError(f"{written!r} stands for {len(variants)} patterns; write it as several lines")
    return tuple(dict.fromkeys(variants))


def _split(
    written: str, groups: Mapping[str, frozenset[Phrase]], canonical: Callable[[str], Phrase]
) -> tuple[list[_Item], list[tuple[str, int]]]:
    items: list[_Item] = []
    seps: list[tuple[str, int]] = []
    waiting: tuple[str, int] | None = None
    place = 0
    for piece in PIECE.finditer(written):
        if written[place : piece.start()].strip():
            raise PatternError(f"cannot read {written[place : piece.start()].strip()!r} in {written!r}")
        place = piece.end()
        bracket, bracket_opt, group, group_opt, sep, width, word = piece.groups()
        if sep:
            if not items or waiting is not None or not 0 < int(width) <= MOST_WORDS_BETWEEN:
                raise PatternError(f"{sep}{width} is out of place or too wide in {written!r}")
            waiting = (sep, int(width))
            continue
        if bracket is not None:
            item = _Item(_alternatives(bracket, groups, canonical), bool(bracket_opt))
        elif group:
            item = _Item(_group(group, groups), bool(group_opt))
        else:
            item = _Item(_alternatives(word.rstrip("?"), groups, canonical), word.endswith("?"))
        if items:
            seps.append(waiting or ("~", 0))
        waiting = None
        items.append(item)
    if written[place:].strip() or waiting is not None or not items:
        raise PatternError(f"cannot read the end of {written!r}")
    return items, seps


def _alternatives(
    written: str, groups: Mapping[str, frozenset[Phrase]], canonical: Callable[[str], Phrase]
) -> frozenset[Phrase]:
    phrases: set[Phrase] = set()
    for part in (piece.strip() for piece in written.split("|")):
        if part.startswith("<") and part.endswith(">"):
            phrases |= _group(part.strip("<>"), groups)
        else:
            phrases.add(_phrase(part, canonical))
    return frozenset(phrases)


def _group(name: str, groups: Mapping[str, frozenset[Phrase]]) -> frozenset[Phrase]:
    if name not in groups:
        raise PatternError(f"there is no group <{name}>")
    return groups[name]


def _phrase(written: str, canonical: Callable[[str], Phrase]) -> Phrase:
    phrase = canonical(written)
    if not phrase:
        raise PatternError(f"{written!r} holds no word")
    if len(phrase) > LONGEST_PHRASE:
        raise PatternError(f"{written!r} is more than {LONGEST_PHRASE} words; put ~1 between some of them")
    return phrase


def _orders(elements: list[frozenset[Phrase]], seps: list[tuple[str, int]]) -> list[Pattern]:
    """One pattern for each order; `&` joins whole stretches, so A &3 B C may be "B C ... A"."""
    stretches: list[list[int]] = [[0]]
    widths: list[int] = []
    for index, (sep, width) in enumerate(seps, start=1):
        if sep == "&":
            stretches.append([index])
            widths.append(width)
        else:
            stretches[-1].append(index)
    if len(stretches) > 3:
        raise PatternError("at most two & in one pattern")
    patterns = []
    for order in permutations(range(len(stretches))):
        sequence: list[frozenset[Phrase]] = []
        gaps: list[int] = []
        for position, stretch_number in enumerate(order):
            stretch = stretches[stretch_number]
            if position:
                gaps.append(max(widths))
            sequence += [elements[index] for index in stretch]
            gaps += [seps[index][1] for index in stretch[:-1]]
        patterns.append(_joined(sequence, gaps))
    return patterns


def _joined(elements: list[frozenset[Phrase]], gaps: list[int]) -> Pattern:
    """Neighbouring single phrases with nothing between become one phrase: fewer places to look."""
    joined = [elements[0]]
    kept_gaps: list[int] = []
    for gap, element in zip(gaps, elements[1:], strict=True):
        if gap == 0 and len(joined[-1]) == 1 and len(element) == 1:
            (left,), (right,) = joined[-1], element
            if len(left) + len(right) <= LONGEST_PHRASE:
                joined[-1] = frozenset({left + right})
                continue
        kept_gaps.append(gap)
        joined.append(element)
    return Pattern(tuple(joined), tuple(kept_gaps))
