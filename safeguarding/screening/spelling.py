"""One-edit spelling repair towards the words of the rules, guarded by the list of ordinary words.

An ordinary word is never touched: only a word that nobody knows can be read as a rule's word. All
deletions of each rule word are indexed once (the SymSpell idea), so a repair costs some look-ups.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from safeguarding.screening.lexicon import lexicon

SHORTEST = 4
VOWELS = frozenset("aeiouy")
# Short words that may be glued to a neighbour ("helpme", "ihate").
GLUE = frozenset(
    "i me my he she we us it is to in of at up am do no go so on an be by if or im the him her his".split()
)


# Letters that sound alike, tried in this order: what is left is how a word sounds, roughly.
SOUNDS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        ("^kn", "n"),
        ("^wr", "r"),
        ("sch", "sk"),
        ("ph", "f"),
        ("wh", "w"),
        ("ck|q", "k"),
        ("igh", "i"),
        ("gh", ""),
        ("tch", "ch"),
        ("dg", "j"),
        ("c(?=[eiy])", "s"),
        ("c(?!h)", "k"),
        ("x", "ks"),
        ("z", "s"),
        ("[eiu]r(?![aeiouy])", "r"),
        ("e$", ""),
        ("ee|ea|ie|ei|eo|e", "e"),
        ("oo|ou|ow|oa|o|u", "o"),
        ("ai|ay|au|aw|a", "a"),
        ("[iy]+", "i"),
        (r"(.)\1+", r"\1"),
    )
)


def sound_of(word: str) -> str:
    """How a word sounds, roughly: two spellings of one word mostly come out the same ("howse", "house")."""
    for pattern, sound in SOUNDS:
        word = pattern.sub(sound, word)
    return word


def deletions(word: str) -> set[str]:
    """The word with each one letter left out."""
    return {word[:place] + word[place + 1 :] for place in range(len(word))}


class Speller:
    """Knows words (`known`: written form to canonical words) and repairs towards `rule_words`."""

    def __init__(self, known: dict[str, tuple[str, ...]], rule_words: Iterable[str]) -> None:
        self.known = known
        # Most words are known and stand for one; and what unfamiliar ones came to is not puzzled over again.
        self.plain = {
            form: canonical[0]
            for form, canonical in known.items()
            if len(canonical) == 1 and form[0].isalnum()
        }
        self.understood: dict[str, tuple[tuple[str, ...], bool, bool]] = {}
        self._index: dict[str, tuple[str, ...]] = {}
        self._rule_words = frozenset(word for word in rule_words if len(word) >= SHORTEST and word.isalpha())
        self._sounds: dict[str, str] = {}
        for word in sorted(self._rule_words):
            self._sounds.setdefault(sound_of(word), word)
            for shorter in deletions(word):
                self._index[shorter] = (*self._index.get(shorter, ()), word)

    def repair(self, word: str) -> tuple[str, ...] | None:
        """The canonical words of the nearest rule word one edit away; None if there is none."""
        if len(word) < SHORTEST or not word.isalpha():
            return None
        near: set[str] = set(self._index.get(word, ()))
        for shorter in deletions(word):
            if shorter in self._rule_words:
                near.add(shorter)
            near.update(self._index.get(shorter, ()))
        costs = sorted((cost, found) for found in near if (cost := edit_cost(word, found)) is not None)
        return self.known[costs[0][1]] if costs else None

    def sounded(self, word: str) -> tuple[str, ...] | None:
        """The canonical words of a rule word that sounds the same; None if there is none."""
        if len(word) < SHORTEST or not word.isalpha():
            return None
        meant = self._sounds.get(sound_of(word))
        # The first letter must agree, or be another letter for the same sound.
        return self.known[meant] if meant is not None and meant[0] in (word[0], "k", "w") else None

    def apart(self, word: str) -> tuple[str, ...] | None:
        """Two known words written as one, one of them a small word."""
        if not 5 <= len(word) <= 14:
            return None
        for place in range(1, len(word)):
            first, second = word[:place], word[place:]
            if (first in GLUE and len(second) > 3) or (second in GLUE and len(first) > 3 and len(second) > 1):
                left, right = self.known.get(first), self.known.get(second)
                if left is not None and right is not None:
                    return left + right
        return None


@cache
def never_guessing() -> Speller:
    """Knows the words of the lexicon and repairs nothing: for what is written by authors of rules, and names."""
    return Speller(lexicon(), ())


def edit_cost(written: str, meant: str) -> int | None:
    """How far apart two words are if they are one edit apart, smaller is likelier; None if further apart.

    The first letter must agree (people rarely miss it), except when the first two changed places.
    """
    if len(written) == len(meant):
        differing = [
            place for place, pair in enumerate(zip(written, meant, strict=True)) if pair[0] != pair[1]
        ]
        if len(differing) == 2 and differing[1] == differing[0] + 1:
            first, second = differing
            swapped = written[first] == meant[second] and written[second] == meant[first]
            return 0 if swapped and len(written) >= SHORTEST else None
        if len(differing) != 1 or differing[0] == 0:
            return None
        both_vowels = written[differing[0]] in VOWELS and meant[differing[0]] in VOWELS
        # Four-letter words have too many neighbours to change a consonant freely.
        return 1 if both_vowels else (3 if len(written) > 4 else None)
    longer, shorter = (written, meant) if len(written) > len(meant) else (meant, written)
    if len(longer) - len(shorter) != 1 or written[0] != meant[0]:
        return None
    place = next((i for i, letter in enumerate(shorter) if letter != longer[i]), len(shorter))
    if longer[place + 1 :] != shorter[place:]:
        return None
    doubled = place > 0 and longer[place] == longer[place - 1]
    return 0 if doubled else 2
