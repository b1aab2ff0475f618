"""Who is named in the words? Names, nicknames, names one slip away, and roles ("my social worker").

Pure: the caller says who the readers are; this only says whose name or role stands where, so that a young
person can be asked "Can Asha see this?".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from safeguarding.screening.lexicon import lexicon
from safeguarding.screening.spelling import edit_cost, never_guessing
from safeguarding.screening.tokens import Tokens, tokenise

# Short names have too many ordinary neighbours to be guessed at.
SHORTEST_GUESS = 4
TITLES = frozenset("mr mrs miss ms mx dr sir mister auntie uncle".split())


@dataclass(frozen=True, slots=True)
class Mention:
    """`key` is the caller's own name for the person; the place is in the words as typed, end excluded."""

    key: str
    start: int
    end: int


def named_in(text: str, people: tuple[tuple[str, tuple[str, ...]], ...]) -> tuple[Mention, ...]:
    """Every mention of these people, in the order of the words.

    `people` pairs the caller's key with everything the person may be called: full name, first name, nickname,
    role ("social worker", "the manager"). A name of several words also counts by each of its words, a role
    only whole. Misspelt by one letter counts unless the word is an ordinary one.
    """
    said = tokenise(text, never_guessing())
    written = _written(text, said)
    strange = [word for word in written if word not in lexicon()]
    found: set[tuple[int, int, str]] = set()
    for key, names in people:
        for name in names:
            for first, last in _places(name, said, written, strange):
                found.add((said.starts[first], said.ends[last - 1], key))
    return tuple(Mention(key, start, end) for start, end, key in _widest(found))


def _written(text: str, said: Tokens) -> dict[str, list[int]]:
    """Each different word as it stands there, in small letters and without "'s", with its places."""
    written: dict[str, list[int]] = {}
    for place, (start, end) in enumerate(zip(said.starts, said.ends, strict=True)):
        word = text[start:end].casefold().removesuffix("'s").removesuffix("’s")
        written.setdefault(word, []).append(place)
    return written


@lru_cache(maxsize=4_096)
def _canonical(name: str) -> tuple[str, ...]:
    """A worker's name in canonical words: the same few are looked for again and again."""
    return tuple(word for word in tokenise(name, never_guessing()).words if word != "the")


def _places(
    name: str, said: Tokens, written: dict[str, list[int]], strange: list[str]
) -> Iterator[tuple[int, int]]:
    canonical = _canonical(name)
    if not canonical:
        return
    size = len(canonical)
    for first, word in enumerate(said.words):
        if word == canonical[0] and tuple(said.words[first : first + size]) == canonical:
            yield first, first + size
    if _is_role(name):
        return
    for part in name.casefold().replace("-", " ").split():
        if part not in TITLES and len(part) > 1:
            for word in {part, *strange}:
                if word == part or _like(word, part):
                    yield from ((place, place + 1) for place in written.get(word, ()))


def _is_role(name: str) -> bool:
    """A role is written in small letters ("social worker"); a name begins with a capital."""
    return name == name.lower()


def _like(word: str, name: str) -> bool:
    """A word nobody knows that may be this name, misspelt or of several."""
    if word.removesuffix("s") == name:
        return True
    return min(len(word), len(name)) >= SHORTEST_GUESS and edit_cost(word, name) is not None


def _widest(found: set[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Without mentions that lie inside a wider one of the same person."""
    return sorted(
        (start, end, key)
        for start, end, key in found
        if not any(
            other == key and (first, last) != (start, end) and first <= start and end <= last
            for first, last, other in found
        )
    )
