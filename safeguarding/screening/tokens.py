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
TOKEN = re.compile(rf"\w+(?:[{JOINERS}]{{1,4}}\w+)*|[{EMOJI}]|[.!?\n…]+")
PICTURE = re.compile(f"[{EMOJI}]")
INVISIBLE = re.compile("[\u00ad\u0300-\u036f\u200b-\u200d\u2060\ufeff]")
APOSTROPHES = str.maketrans(dict.fromkeys("’‘ʼ`´", "'"))
STRETCHED = re.compile(r"(.)\1{2,}")
DOUBLED = re.compile(r"(.)\1+")
SIGNS = str.maketrans(
    {"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s", "!": "i"}
)
# A time of day: "4am" is no "I am".
TIME = re.compile(r"\d{1,2}[ap]m")
HAS_SIGN = re.compile(r"[0-9@$!]")
BREAK = "."
ENDINGS = frozenset(".!?\n…")
# Longer runs of letters are not words; repairing them would only cost time.
LONGEST_WORD = 32
# Different unfamiliar words worth trying to understand; writing with more is unreadable anyway.
MOST_UNFAMILIAR = 4_000

# What an unfamiliar word stands for: canonical words, was it guessed, is it recognised.
Understood = tuple[tuple[str, ...], bool, bool]


@dataclass(slots=True)
class Tokens:
    """The canonical words, and those whose spelling was guessed. `BREAK` entries stand for the end of a
    sentence and match nothing. `widths` has the written words that stand for another number of canonical
    ones than one: from those the places in `text` are found, when they are wanted. `text` is as typed, in
    small letters where that keeps every place."""

    text: str
    words: list[str] = field(default_factory=list)
    widths: dict[int, int] = field(default_factory=dict)
    guessed: set[int] = field(default_factory=set)
    written: int = 0
    unknown: list[str] = field(default_factory=list)
    longest_unknown_run: int = 0
    emoji: int = 0
    foreign_letters: int = 0
    _places: tuple[list[int], list[int]] | None = None

    @property
    def starts(self) -> list[int]:
        """Where each canonical word starts in the text as typed."""
        return self._found()[0]

    @property
    def ends(self) -> list[int]:
        """Where each canonical word ends in the text as typed (excluded)."""
        return self._found()[1]

    def _found(self) -> tuple[list[int], list[int]]:
        if self._places is None:
            starts: list[int] = []
            ends: list[int] = []
            for number, found in enumerate(TOKEN.finditer(self.text)):
                start, end = found.span()
                for _ in range(self.widths.get(number, 1)):
                    starts.append(start)
                    ends.append(end)
            self._places = starts, ends
        return self._places


def tokenise(text: str, speller: Speller) -> Tokens:
    """The canonical words of `text`. Time is linear in its length."""
    # A few capitals are more than one small letter; then places would not be those of the words as typed.
    small = text.lower()
    out = Tokens(small if len(small) == len(text) else text)
    words = out.words
    plain = speller.plain
    written = TOKEN.findall(out.text)
    strange: dict[int, str] = {}
    memo: dict[str, Understood] = {}
    for number, raw in enumerate(written):
        word = plain.get(raw)
        if word is not None:
            words.append(word)
            continue
        if raw[0] in ENDINGS:
            words.append(BREAK)
            continue
        if PICTURE.match(raw):
            words.append(raw)
            out.emoji += 1
            continue
        canonical, guessed, recognised = _read(raw.lower(), speller, memo)
        if guessed:
            out.guessed.update(range(len(words), len(words) + len(canonical)))
        if not recognised:
            strange[number] = raw.lower()
        if len(canonical) != 1:
            out.widths[number] = len(canonical)
        words.extend(canonical)
    out.written = len(written) - words.count(BREAK) - out.emoji
    if strange:
        _note_strange(out, written, strange)
    return out


def _read(raw: str, speller: Speller, memo: dict[str, Understood]) -> Understood:
    canonical = speller.known.get(raw)
    if canonical is not None:
        return canonical, False, True
    if raw not in memo:
        memo[raw] = _remembered(raw, speller) if len(memo) < MOST_UNFAMILIAR else ((raw,), False, False)
    return memo[raw]


def _remembered(raw: str, speller: Speller) -> Understood:
    """The same word is misspelt the same way again and again: what it came to is kept with the speller."""
    kept: Understood | None = speller.understood.get(raw)
    if kept is None:
        kept = understand(raw, speller)
        if len(raw) <= LONGEST_WORD:
            if len(speller.understood) >= MOST_UNFAMILIAR:
                speller.understood.clear()
            speller.understood[raw] = kept
    return kept


def _note_strange(out: Tokens, written: list[str], strange: dict[int, str]) -> None:
    """Words nobody recognises: which, how many in a row, and in which letters."""
    run = 0
    last = -1
    for number, raw in strange.items():
        between = written[last + 1 : number] if run else []
        run = run + 1 if all(one[0] in ENDINGS or PICTURE.match(one) for one in between) else 1
        last = number
        out.unknown.append(raw)
        out.longest_unknown_run = max(run, out.longest_unknown_run)
        out.foreign_letters += foreign_letters(raw)


def understand(raw: str, speller: Speller) -> Understood:
    """What an unfamiliar written word stands for: canonical words, was it guessed, is it recognised."""
    if raw.isdigit() or TIME.fullmatch(raw):
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


def split_apart(parts: list[str], speller: Speller) -> Understood:
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
