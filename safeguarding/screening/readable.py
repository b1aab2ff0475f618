"""Can the rules read this at all? What they cannot read, a person reads today."""

from __future__ import annotations

from safeguarding.screening.matching import Found
from safeguarding.screening.spelling import Speller
from safeguarding.screening.tokens import Tokens
from safeguarding.screening.types import ScreeningInput

# The longest writing that is screened in full.
LONGEST = 20_000
ENOUGH = 0.6
# A whole stretch nobody recognises may be a sentence in another language inside an English one.
LONGEST_STRETCH = 6
FOREIGN_LETTERS = 4
ALPHABET = "abcdefghijklmnopqrstuvwxyz"

TOO_LONG = "too long"
LANGUAGE = "language"
SCRIPT = "script"
WORDS = "words"


def why_not(given: ScreeningInput, tokens: Tokens, found: Found) -> str | None:
    """The reason these words cannot be screened fully; None when they can. No words at all is readable."""
    if len(given.text) > LONGEST or not found.complete:
        return TOO_LONG
    if not given.text.strip():
        return None
    if not speaks(given.language, given.rulebook.languages):
        return LANGUAGE
    if tokens.foreign_letters >= FOREIGN_LETTERS:
        return SCRIPT
    return None if _recognised(given, tokens) else WORDS


def speaks(language: str, languages: frozenset[str]) -> bool:
    """True for "en", "en-GB" or an easy form of a language that the rulebook has rules in."""
    return language.lower().replace("_", "-").split("-")[0] in languages


def _recognised(given: ScreeningInput, tokens: Tokens) -> bool:
    if not tokens.written:
        return _pictures_understood(given, tokens)
    if not tokens.unknown:
        return True
    local = {word.lower() for word in given.local_words}
    strange = [word for word in tokens.unknown if word not in local]
    allowed = tokens.written * (1 - ENOUGH)
    if len(strange) <= allowed and tokens.longest_unknown_run < LONGEST_STRETCH:
        return True
    # Only now is it worth asking whether the strange words are ordinary ones with a slip in them.
    speller = given.rulebook.matcher.speller
    checked = {word: nearly_known(word, speller) for word in dict.fromkeys(strange)}
    still = [word for word in strange if not checked[word]]
    return len(still) <= allowed and (
        len(still) < LONGEST_STRETCH or tokens.longest_unknown_run < LONGEST_STRETCH
    )


def _pictures_understood(given: ScreeningInput, tokens: Tokens) -> bool:
    """Only emoji or only numbers and marks: readable unless every picture is one the rules don't know."""
    if not tokens.emoji:
        return not any(not char.isascii() and not char.isspace() for char in given.text)
    known = given.rulebook.matcher.speller.known
    return all(word in known for word in tokens.words if not word.isascii())


def nearly_known(word: str, speller: Speller) -> bool:
    """One slip away from an ordinary word. Short words have too many neighbours to tell."""
    if not 5 <= len(word) <= 20 or not word.isascii():
        return False
    known = speller.known
    for place in range(len(word) + 1):
        head, tail = word[:place], word[place:]
        if tail and (head + tail[1:] in known or head + tail[1:2] + tail[:1] + tail[2:] in known):
            return True
        if any(head + letter + tail in known or head + letter + tail[1:] in known for letter in ALPHABET):
            return True
    return False
