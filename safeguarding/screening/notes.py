"""Notes beside a hit. They help a person read it; no note ever removes a hit or slows anyone down."""

from __future__ import annotations

from safeguarding.screening.matching import Hit
from safeguarding.screening.tokens import BREAK, Tokens

NEGATED = "negated"
PAST = "may be about the past"
SOMEONE_ELSE = "may be about someone else"
QUOTED = "quoted, or someone else's words"
JOKE = "may be said as a joke"
GUESSED = "spelling guessed"

BEFORE, AFTER = 6, 5
NEGATIONS = frozenset("not no never nothing nobody none without neither nor".split())
PAST_WORDS = frozenset("ago before previous previously once year yesterday younger little".split())
PAST_PHRASES = ("use to", "last year", "back then", "long time", "old home", "at my old")

OTHERS = frozenset(
    "friend mate cousin classmate bestie girl boy someone somebody he she they sister brother".split()
)
MINE = frozenset("i me my myself we us our".split())
QUOTING = frozenset("say said quote song lyric film movie book story show series called".split())
JOKES = frozenset("joke lol lmao haha hahaha rofl jk banter kidding pmsl lolz xd".split()) | {
    "😂",
    "🤣",
    "😆",
}


def notes_for(hit: Hit, tokens: Tokens, text: str) -> tuple[str, ...]:
    """What a person may want to know about this hit, in a fixed order."""
    words = tokens.words
    before = _same_sentence(words[max(0, hit.first - BEFORE) : hit.first])
    inside = words[hit.first : hit.last]
    after = words[hit.last : hit.last + AFTER]
    around = before + inside + after
    said = " ".join(around)
    notes = []
    if NEGATIONS.intersection(before[-4:] + inside):
        notes.append(NEGATED)
    if PAST_WORDS.intersection(around) or any(phrase in said for phrase in PAST_PHRASES):
        notes.append(PAST)
    if OTHERS.intersection(before + inside) and not MINE.intersection(inside):
        notes.append(SOMEONE_ELSE)
    if _in_quotes(text, tokens.starts[hit.first]) or QUOTING.intersection(before[-3:]):
        notes.append(QUOTED)
    if JOKES.intersection(around):
        notes.append(JOKE)
    if any(place in tokens.guessed for place in range(hit.first, hit.last)):
        notes.append(GUESSED)
    return tuple(notes)


def _same_sentence(words: list[str]) -> list[str]:
    for place in range(len(words) - 1, -1, -1):
        if words[place] == BREAK:
            return words[place + 1 :]
    return words


def _in_quotes(text: str, start: int) -> bool:
    if text.count('"', 0, start) % 2:
        return True
    return text.count("“", 0, start) > text.count("”", 0, start)
