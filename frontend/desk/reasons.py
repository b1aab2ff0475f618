"""Reasons as a page shows them: one line a heading, with its places in the words.

Ten rules may see the same thing in one sentence: whoever reads should see the sentence first.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from frontend.desk.wording import HEADINGS, NOTES
from safeguarding.concerns.models import Reason
from safeguarding.screening.types import Heading

LONGEST_PLACE = 60
Span = tuple[int, int]


@dataclass(frozen=True)
class Group:
    """All reasons of one heading: a number, what each says (once), and where in the words they stand."""

    number: int
    title: str
    says: tuple[str, ...]
    places: tuple[str, ...]
    spans: tuple[Span, ...]
    reasons: tuple[Reason, ...]


def grouped(reasons: Sequence[Reason], words: str) -> list[Group]:
    """One group a heading, numbered by where the first of it stands; those without a place last."""
    by_heading: dict[int, list[Reason]] = {}
    for reason in sorted(reasons, key=lambda row: (row.start is None, row.start or 0, row.end or 0)):
        by_heading.setdefault(reason.heading, []).append(reason)
    return [_group(number, rows, words) for number, rows in enumerate(by_heading.values(), start=1)]


def marks(groups: Sequence[Group]) -> list[tuple[int, int, int]]:
    """Every place once, with the number of its heading."""
    return [(start, end, group.number) for group in groups for start, end in group.spans]


def _group(number: int, rows: Sequence[Reason], words: str) -> Group:
    placed = [(row.start, row.end) for row in rows if row.start is not None and row.end is not None]
    spans = _joined(placed, words)
    return Group(
        number=number,
        title=str(HEADINGS[Heading(rows[0].heading)]),
        says=tuple(dict.fromkeys(_says(row) for row in rows)),
        places=tuple(dict.fromkeys(_short(words[start:end]) for start, end in spans)),
        spans=tuple(spans),
        reasons=tuple(rows),
    )


def _says(reason: Reason) -> str:
    return " ".join([reason.statement, *(str(NOTES.get(note, note)) for note in reason.notes)])


def _joined(spans: Sequence[Span], words: str) -> list[Span]:
    """Places that overlap, or have only a space between them, are one."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and (start <= found[-1][1] or not words[found[-1][1] : start].strip()):
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def _short(text: str) -> str:
    said = " ".join(text.split())
    return said if len(said) <= LONGEST_PLACE else f"{said[: LONGEST_PLACE - 1].rstrip()}…"
