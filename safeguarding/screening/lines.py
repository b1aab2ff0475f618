"""One JSON line in, one JSON line out: the screening of many lines, each person's own days in order."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from safeguarding.screening.engine import screen_safely
from safeguarding.screening.types import PastDay, Rulebook, ScreeningInput, ScreeningResult

# A day may also be a number: the days since some first day.
FIRST_DAY = date(2000, 1, 1)
MOST_DAYS = 1_000_000


class BadLine(ValueError):
    """A line that is not what was asked for. The message has the line's number, never its words."""


def screen_lines(lines: Iterable[str], rulebook: Rulebook) -> Iterator[str]:
    """A result line for each line, in the order given. Lines with the same `young_person` are one person's
    history in `day` order, so all lines are read before the first result. Raises BadLine."""
    entries = [read_line(line, number) for number, line in enumerate(lines, start=1) if line.strip()]
    in_day_order = sorted(range(len(entries)), key=lambda place: (entries[place][1] or date.min, place))
    results: dict[int, str] = {}
    histories: dict[str, list[PastDay]] = {}
    for place in in_day_order:
        entry, day = entries[place]
        person = entry.get("young_person")
        history = histories.setdefault(str(person), []) if person is not None else []
        result = screen_safely(
            ScreeningInput(
                text=entry["text"],
                language=str(entry.get("lang") or "en"),
                answers=(),
                history=tuple(history),
                rulebook=rulebook,
                local_words=frozenset(),
                day=day,
            )
        )
        said = tuple((reason.rule, int(reason.heading)) for reason in result.reasons)
        # Without days each line counts as a day of its own: a missing date must not hide a repeat.
        history.append(PastDay(day or date.min + timedelta(days=place), said))
        results[place] = json.dumps(result_line(entry["id"], result), ensure_ascii=False)
    yield from (results[place] for place in range(len(entries)))


def read_line(line: str, number: int) -> tuple[dict[str, Any], date | None]:
    """The entry and its day. Raises BadLine."""
    try:
        entry = json.loads(line)
    except ValueError:
        raise BadLine(f"line {number} is not JSON") from None
    if not isinstance(entry, dict) or "id" not in entry or not isinstance(entry.get("text"), str):
        raise BadLine(f"line {number} needs an id and a text")
    if entry.get("day") is None:
        return entry, None
    if isinstance(entry["day"], int):
        return entry, FIRST_DAY + timedelta(days=max(0, min(entry["day"], MOST_DAYS)))
    try:
        return entry, date.fromisoformat(str(entry["day"])[:10])
    except ValueError:
        raise BadLine(f"line {number}: the day must be a number or like 2026-01-31") from None


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
