"""From words as typed to canonical words, each with its exact place in the original.

Nothing here changes the original. One written word may stand for several canonical ones ("dunno" is
"do not know"); they share its place.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

from safeguarding.screening.spelling import Speller

# A word; or one emoji; or the end of a sentence. The classes never overlap, so matching is linear.
# Joiners inside a word: apostrophes of every keyboard, signs that stand for letters, invisible characters
# and accents typed as separate marks.
JOINERS = "'’‘ʼ`´@$*!\u00ad\u0300-\u036f\u200b-\u200d\u2060\ufeff"
EMOJI = "\U0001f000-\U0001f3fa\U0001f400-\U0001faff\u2600-\u27bf\u2b50\u203c\u2049"
TOKEN = re.compile(rf"(\w+(?:[{JOINERS}]{{1,4}}\w+)*)|([{EMOJI}])|([.!?\n…]+)")
INVISIBLE = re.compile("[\u00ad\u0300-\u036f\u200b-\u200d\u2060\ufeff]")
APOSTROPHES = str.maketrans(dict.fromkeys("’‘ʼ`´", "'"))
STRETCHED = re.compile(r"(.)\1{2,}")
DOUBLED = re.compile(r"(.)\1+")
SIGNS = str.maketrans(
    {"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s", "!": "i"}
)
HAS_SIGN = re.compile(r"[0-9@$!]")
BREAK = "."
# Longer runs of letters are not words; repairing them would only cost time.
LONGEST_WORD = 32
# Different unfamiliar words worth trying to understand; writing with more is unreadable anyway.
MOST_UNFAMILIAR = 4_000


@dataclass(slots=True)
class Tokens:
    """Parallel lists: canonical word, start and end in the original, and whether its spelling was guessed.
    `BREAK` entries stand for the end of a sentence and match nothing."""

    words: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    guessed: set[int] = field(default_factory=set)
    written: int = 0
    unknown: list[str] = field(default_factory=list)
    longest_unknown_run: int = 0
    emoji: int = 0
    foreign_letters: int = 0

    def note_unknown(self, raw: str, run: int) -> None:
        """A word nobody recognises, the `run`th in a row."""
        self.unknown.append(raw)
        self.longest_unknown_run = max(run, self.longest_unknown_run)
        self.foreign_letters += foreign_letters(raw)


def tokenise(text: str, speller: Speller) -> Tokens:
    """The canonical words of `text` with their places. Time is linear in its length."""
    out = Tokens()
    words, starts, ends = out.words, out.starts, out.ends
    known = speller.known
    memo: dict[str, tuple[tuple[str, ...], bool, bool]] = {}
    run = 0
    for found in TOKEN.finditer(text):
        start, end = found.span()
        kind = found.lastindex
        if kind == 1:
            raw = found.group().lower()
            canonical = known.get(raw)
            if canonical is None:
                if raw not in memo:
                    memo[raw] = (
                        understand(raw, speller) if len(memo) < MOST_UNFAMILIAR else ((raw,), False, False)
                    )
                canonical, guessed, recognised = memo[raw]
                if guessed:
                    out.guessed.update(range(len(words), len(words) + len(canonical)))
                run = 0 if recognised else run + 1
                if run:
                    out.note_unknown(raw, run)
            else:
                run = 0
            out.written += 1
            for word in canonical:
                words.append(word)
                starts.append(start)
                ends.append(end)
        else:
            words.append(found.group() if kind == 2 else BREAK)
            starts.append(start)
            ends.append(end)
            out.emoji += kind == 2
    return out


def understand(raw: str, speller: Speller) -> tuple[tuple[str, ...], bool, bool]:
    """What an unfamiliar written word stands for: canonical words, was it guessed, is it recognised."""
    if raw.isdigit():
        return (raw,), False, True
    if len(raw) > LONGEST_WORD * 4:
        return (raw[:LONGEST_WORD],), False, False
    plain = cleaned(raw)
    for form in spellings(plain):
        canonical = speller.known.get(form)
        if canonical is not None:
            return canonical, False, True
    squeezed = STRETCHED.sub(r"\1\1", plain.replace("'", ""))
    if len(squeezed) <= LONGEST_WORD:
        repaired = speller.sounded(squeezed) or speller.repair(squeezed) or speller.apart(squeezed)
        if repaired is not None:
            return repaired, True, True
    parts = [part for part in re.split(r"[!*@$_]+", plain) if part]
    if len(parts) > 1:
        return split_apart(parts, speller)
    return (squeezed,), False, squeezed.isdigit()


def cleaned(raw: str) -> str:
    """Without accents, invisible characters and keyboard differences."""
    if raw.isascii():
        return raw
    decomposed = unicodedata.normalize("NFKD", raw.translate(APOSTROPHES))
    return INVISIBLE.sub("", decomposed).lower()


def spellings(plain: str) -> list[str]:
    """Other ways to read the same letters, likeliest first. A handful at most."""
    forms = [plain]
    if "'" in plain:
        base, _, tail = plain.rpartition("'")
        forms += [plain.replace("'", "")] + ([base] if tail == "s" else [])
    if STRETCHED.search(plain):
        twice = STRETCHED.sub(r"\1\1", plain)
        forms += [STRETCHED.sub(r"\1", plain), twice, DOUBLED.sub(r"\1", plain)]
    if HAS_SIGN.search(plain) and any(letter.isalpha() for letter in plain):
        lettered = plain.translate(SIGNS)
        forms += [lettered, plain.replace("1", "l").translate(SIGNS), DOUBLED.sub(r"\1", lettered)]
    if "_" in plain:
        forms.append(plain.strip("_"))
    return forms + [form + "g" for form in forms if form.endswith("in")]


def split_apart(parts: list[str], speller: Speller) -> tuple[tuple[str, ...], bool, bool]:
    """Words glued by signs, read one by one ("hi!there")."""
    canonical: list[str] = []
    recognised = True
    for part in parts[:LONGEST_WORD]:
        known = speller.known.get(part)
        recognised = recognised and known is not None
        canonical.extend(known or (part,))
    return tuple(canonical), False, recognised


def foreign_letters(raw: str) -> int:
    """How many letters are in a script that the rules cannot read."""
    if raw.isascii():
        return 0
    return sum(
        1
        for letter in raw[:LONGEST_WORD]
        if letter.isalpha() and not unicodedata.name(letter, "").startswith("LATIN")
    )
