"""What a moderator has marked so far: names struck out, and the part to let out. The form carries it.

Places are code points of the words as typed; a mark that does not fit the words is dropped, never guessed.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.http import QueryDict

from voice.moderation.errors import WrongPlace
from voice.moderation.letting_out import LONGEST_LABEL, redacted

Redaction = tuple[int, int, str]


@dataclass(frozen=True)
class Marks:
    """Redactions in the order of the words, and where the quote begins and ends."""

    redactions: tuple[Redaction, ...] = ()
    quote: tuple[int, int] | None = None

    def fields(self) -> list[tuple[str, str]]:
        """Names and values of the hidden fields that carry them to the next page."""
        shown = [("redaction", f"{start}:{end}:{label}") for start, end, label in self.redactions]
        return shown + ([("quote", f"{self.quote[0]}:{self.quote[1]}")] if self.quote else [])


def parse(post: QueryDict, length: int) -> Marks:
    """The marks a form carries, without any that do not fit words of ``length`` code points."""
    redactions: list[Redaction] = []
    for text in post.getlist("redaction"):
        start, end, label = (*text.split(":", 2), "", "")[:3]
        if place := _place(start, end, length):
            redactions = _add(redactions, [place], label)
    start, _, end = post.get("quote", "").partition(":")
    return Marks(tuple(redactions), _place(start, end, length))


def _place(start: str, end: str, length: int) -> tuple[int, int] | None:
    if not (start.isdecimal() and end.isdecimal() and len(start) < 8 and len(end) < 8):
        return None
    return (int(start), int(end)) if int(start) < int(end) <= length else None


def _add(redactions: Iterable[Redaction], places: Iterable[tuple[int, int]], label: str) -> list[Redaction]:
    """A later mark takes the place of those it overlaps."""
    new = [(start, end, label.strip()[:LONGEST_LABEL] or "left out") for start, end in places]
    kept = [old for old in redactions if not any(old[0] < end and start < old[1] for start, end, _ in new)]
    return sorted([*kept, *new])


def find(words: str, text: str) -> list[tuple[int, int]]:
    """Every place where ``text`` stands in ``words`` as whole words, whatever its capitals."""
    text = text.strip()
    if not text:
        return []
    # Line breaks and double spaces that were typed differ from what a person copies.
    pattern = r"\s+".join(re.escape(part) for part in text.split())
    before = r"(?<!\w)" if text[0].isalnum() else ""
    after = r"(?!\w)" if text[-1].isalnum() else ""
    return [match.span() for match in re.finditer(before + pattern + after, words, re.IGNORECASE)]


def chosen(post: QueryDict, words: str) -> list[tuple[int, int]]:
    """What was picked: the selection a script measured, or every place of the words that were typed."""
    typed = post.get("picked", "")
    place = _place(post.get("picked_start", ""), post.get("picked_end", ""), len(words))
    if place and words[place[0] : place[1]].split() == typed.split():
        return [place]
    return find(words, typed)


def strike(marks: Marks, words: str, places: list[tuple[int, int]], label: str) -> Marks:
    """Strike them out, and every other place with the same text: a name left once is a name told."""
    everywhere = [place for start, end in places for place in find(words, words[start:end])] or places
    return replace(marks, redactions=tuple(_add(marks.redactions, {*places, *everywhere}, label)))


def unstrike(marks: Marks, number: str) -> Marks:
    """Take the redaction at this place in the list off again."""
    if not number.isdecimal():
        return marks
    kept = [row for place, row in enumerate(marks.redactions) if place != int(number)]
    return replace(marks, redactions=tuple(kept))


def goes_out(words: str, marks: Marks) -> str:
    """The line as it would be let out; empty while there is none, or while a strike cuts its edge in two."""
    if marks.quote is None:
        return ""
    try:
        return redacted(words, marks.redactions, marks.quote)
    except WrongPlace:
        return ""
