"""The words screening knows: an ordinary word list, families of forms, and other ways of writing them.

A canonical word is the plain form a rule is compared with: "hitting", "hits" and "hittin" are all "hit";
"didn't", "didnt" and "didnae" are all "do not". Rules pass through the same table, so a rule's author
writes ordinary English.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "wordlists"
VOWELS = "aeiou"


def _lines(name: str) -> list[str]:
    text = (FOLDER / name).read_text(encoding="utf-8")
    return [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]


def endings(word: str) -> set[str]:
    """The regular -s, -ed, -ing forms of a word (and -in', as people say it)."""
    if len(word) < 3 or not word.isalpha():
        return set()
    last, before = word[-1], word[-2]
    if last == "e":
        stem = word[:-1]
        forms = {word + "s", word + "d", stem + "ing", stem + "in"}
    elif last == "y" and before not in VOWELS:
        forms = {word[:-1] + "ies", word[:-1] + "ied", word + "ing", word + "in"}
    else:
        forms = {word + ("es" if word.endswith(("s", "x", "z", "ch", "sh")) else "s")}
        # "stop" gives "stopped", "visit" gives "visited", and longer words are not worth deciding.
        doubles = (
            last not in VOWELS + "wxy" and before in VOWELS and (len(word) == 3 or word[-3] not in VOWELS)
        )
        if doubles:
            forms |= {word + last + ending for ending in ("ed", "ing", "in")}
        if not doubles or len(word) > 4:
            forms |= {word + "ed", word + "ing", word + "in"}
    return forms


def _more_endings(word: str) -> set[str]:
    """Forms that are words of their own (-er, -est, -ly, -y): known, but not the same word to a rule."""
    if len(word) < 4 or not word.isalpha():
        return set()
    stem = word[:-1] if word[-1] in "ey" else word
    y_stem = word[:-1] + "i" if word[-1] == "y" else stem
    return {y_stem + "er", y_stem + "ers", y_stem + "est", y_stem + "ly", word + "ly", y_stem + "ness"}


@cache
def lexicon() -> dict[str, tuple[str, ...]]:
    """Every known way of writing a word, and the canonical word or words it stands for."""
    bases = {word for name in ("easy.txt", "own.txt") for line in _lines(name) for word in line.split()}
    table: dict[str, tuple[str, ...]] = {}
    for word in sorted(bases):
        for form in _more_endings(word):
            table.setdefault(form, (form,))
    for word in bases:
        table[word] = (word,)
    # The list holds some forms as well as their plain word ("pulled", "pull"): shorter words come last
    # here, so that a form leads to the plainest word.
    for word in sorted(bases, key=lambda base: (-len(base), base)):
        for form in endings(word):
            table[form] = table.get(word, (word,))
    for line in _lines("families.txt"):
        head, *forms = line.split()
        for form in (head, *forms, *(() if forms else endings(head))):
            table[form] = (head,)
    for line in [line for name in ("dialects.txt", "variants.txt", "voices.txt") for line in _lines(name)]:
        written, _, meant = line.partition("=")
        canonical = tuple(word for part in meant.split() for word in table.get(part, (part,)))
        for form in written.split():
            table[form] = canonical
    return table


@cache
def common() -> frozenset[str]:
    """Canonical words so frequent that no search should start from them."""
    return frozenset(word for line in _lines("frequent.txt") for word in line.split())
