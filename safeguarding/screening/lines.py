"""One JSON line in, one JSON line out: the screening of many lines, each person's own days in order."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from safeguarding.screening.engine import screen_safely
from safeguarding.screening.types import PastDay, Rulebook, ScreeningInput, ScreeningResult

# A day may also be a number: the days since some first day.
FIRST_DAY = date(2000, 1, 1)
MOST_DAYS = 1_000_000
# One person's past that is kept while reading: more than a year of one line a day.
MOST_PAST = 400


class BadLine(ValueError):
    """A line that is not what was asked for. The message says what is wrong, never its words."""

    def __init__(self, message: str, line_id: object = None) -> None:
        super().__init__(message)
        self.line_id = line_id


@dataclass(frozen=True, slots=True)
class Entry:
    """One line as read."""

    line_id: str | int | float
    text: str
    language: str
    young_person: str | None
    day: date | None


def screen_lines(lines: Iterable[str | bytes], rulebook: Rulebook) -> Iterator[str]:
    """A result line for each line that is not empty, in the order given. Lines with the same `young_person`
    are one person's history in `day` order, so all lines are read before the first result. A line that can't
    be read gets {"id", "line", "error"} in its place, and the rest go on."""
    results: list[str] = []
    entries: list[tuple[int, Entry]] = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            entries.append((len(results), read_line(line)))
            results.append("")
        except BadLine as problem:
            results.append(json.dumps({"id": problem.line_id, "line": number, "error": str(problem)}))
    entries.sort(key=lambda entry: (entry[1].day or date.min, entry[0]))
    histories: dict[str, deque[PastDay]] = {}
    for place, entry in entries:
        past = None
        if entry.young_person is not None:
            past = histories.setdefault(entry.young_person, deque(maxlen=MOST_PAST))
        result = _screened(entry, past or (), rulebook)
        if past is not None and result.reasons:
            said = tuple((reason.rule, int(reason.heading)) for reason in result.reasons)
            # Without days each line counts as a day of its own: a missing date must not hide a repeat.
            past.append(PastDay(entry.day or date.min + timedelta(days=place), said))
        results[place] = json.dumps(result_line(entry.line_id, result))
    yield from results


def _screened(entry: Entry, past: Iterable[PastDay], rulebook: Rulebook) -> ScreeningResult:
    return screen_safely(
        ScreeningInput(
            text=entry.text,
            language=entry.language,
            answers=(),
            history=tuple(past),
            rulebook=rulebook,
            local_words=frozenset(),
            day=entry.day,
        )
    )


def read_line(line: str | bytes) -> Entry:
    """The entry on this line. Raises BadLine."""
    try:
        written = json.loads(line)
    # Nesting thousands deep is refused by Python in a way of its own.
    except (ValueError, RecursionError):
        raise BadLine("not JSON") from None
    if not isinstance(written, dict):
        raise BadLine("not an object with an id and a text")
    line_id = written.get("id")
    if isinstance(line_id, bool) or not isinstance(line_id, str | int | float):
        raise BadLine("the id must be text or a number")
    person = written.get("young_person")
    if person is not None and (isinstance(person, bool) or not isinstance(person, str | int)):
        raise BadLine("young_person must be text or a number", line_id)
    if not isinstance(written.get("text"), str):
        raise BadLine("the text is missing or is not text", line_id)
    language = written.get("lang")
    if language is not None and not isinstance(language, str):
        raise BadLine("lang must be text, like en", line_id)
    return Entry(
        line_id=line_id,
        text=written["text"],
        language=language or "en",
        young_person=None if person is None else str(person),
        day=_day(written.get("day"), line_id),
    )


def _day(day: object, line_id: object) -> date | None:
    if day is None:
        return None
    if isinstance(day, int) and not isinstance(day, bool):
        return FIRST_DAY + timedelta(days=max(0, min(day, MOST_DAYS)))
    try:
        return date.fromisoformat(str(day)[:10])
    except ValueError:
        raise BadLine("the day must be a number or like 2026-01-31", line_id) from None


def result_line(line_id: object, result: ScreeningResult) -> dict[str, object]:
    """What is written for one result."""
    return {
        "id": line_id,
        "urgency": result.urgency.value,
        "headings": [int(heading) for heading in result.headings],
        "reasons": [
            {
                "rule": reason.rule,
                "version": reason.version,
                "heading": int(reason.heading),
                "class": reason.klass,
                "urgency": reason.urgency.value,
                "source": reason.source,
                "start": reason.start,
                "end": reason.end,
                "statement": reason.statement,
                "notes": list(reason.notes),
            }
            for reason in result.reasons
        ],
        "readable": result.readable,
    }
