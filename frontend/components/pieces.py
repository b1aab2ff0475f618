"""Cutting somebody's words into pieces: underlined for a reason, struck out, or let out as a quote."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True)
class Piece:
    """A run of the words, shown in one way. Joined in order, the texts are the words exactly as typed."""

    text: str
    reason: bool = False
    numbers: tuple[int, ...] = ()
    struck: bool = False
    instead: str = ""
    quote: bool = False


def pieces(
    words: str,
    reasons: Sequence[tuple[int, int, int]] = (),
    redactions: Sequence[tuple[int, int, str]] = (),
    quotes: Sequence[tuple[int, int]] = (),
) -> list[Piece]:
    """The words cut where anything begins or ends.

    Each mark is (start, end, ...) counted in characters, end not included: reasons carry their number (shown
    once, after their last character), redactions what stands instead. Marks may overlap; what lies outside
    the words is cut off.
    """
    spans = [(start, end) for start, end, _ in (*reasons, *redactions)] + list(quotes)
    cuts = sorted({0, len(words), *(min(max(place, 0), len(words)) for span in spans for place in span)})
    shown = []
    for start, end in pairwise(cuts):
        shown.append(
            Piece(
                text=words[start:end],
                reason=any(begin <= start and end <= stop for begin, stop, _ in reasons),
                numbers=tuple(
                    number for begin, stop, number in reasons if begin < min(stop, len(words)) == end
                ),
                struck=any(begin <= start and end <= stop for begin, stop, _ in redactions),
                instead=next(
                    (word for begin, stop, word in redactions if begin < min(stop, len(words)) == end), ""
                ),
                quote=any(begin <= start and end <= stop for begin, stop in quotes),
            )
        )
    return shown
