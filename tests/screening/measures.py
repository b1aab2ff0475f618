"""What is counted about a half of the lines, and how sure a count makes us. No rule is read here."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt
from pathlib import Path

from safeguarding.rulebook.loader import shipped
from safeguarding.screening.lines import screen_lines

LINES = Path(__file__).parent
RANK = {"now": 0, "today": 1, "soon": 2, "none": 3}
# A line is caught when it is raised at least this far: "now" and "today" lines to today, "soon" lines to soon.
ENOUGH = {"now": 1, "today": 1, "soon": 2}
PREVALENCES = (0.5, 0.1, 0.03)


@dataclass(frozen=True)
class Judged:
    """One line with what was expected of it and what the rules made of it."""

    text: str
    way: str
    history: str
    expected: str
    headings: tuple[int, ...]
    got: str
    got_headings: tuple[int, ...]
    rules: tuple[str, ...]

    @property
    def worry(self) -> bool:
        """True when somebody should look sooner."""
        return self.expected != "none"

    @property
    def raised(self) -> bool:
        """True when the rules want somebody to look sooner."""
        return self.got != "none"

    @property
    def caught(self) -> bool:
        """Raised far enough for what it says."""
        return self.worry and RANK[self.got] <= ENOUGH[self.expected]


@dataclass(frozen=True)
class Share:
    """So many of so many, with the Wilson interval that holds the truth 95 times in 100."""

    hits: int
    of: int

    @property
    def rate(self) -> float:
        """0 to 1; 0 of 0 is 0."""
        return self.hits / self.of if self.of else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """The lower and upper bound; (0, 1) when nothing was counted."""
        if not self.of:
            return 0.0, 1.0
        z = 1.96
        middle = self.rate + z * z / (2 * self.of)
        spread = z * sqrt(self.rate * (1 - self.rate) / self.of + z * z / (4 * self.of * self.of))
        scale = 1 + z * z / self.of
        return max(0.0, (middle - spread) / scale), min(1.0, (middle + spread) / scale)

    def __str__(self) -> str:
        low, high = self.interval
        return f"{self.rate:.3f} ({low:.3f} to {high:.3f}), {self.hits} of {self.of}"


def judged(half: str) -> tuple[list[Judged], list[Judged]]:
    """The single lines of this half, and the lines of its histories, screened. Empty if the half is missing."""
    single: list[Judged] = []
    histories: list[Judged] = []
    for file in sorted((LINES / half).glob("*.jsonl")):
        rows = [json.loads(line) for line in file.read_text("utf-8").splitlines() if line.strip()]
        asked = [
            json.dumps({key: row[key] for key in ("id", "text", "young_person", "day") if key in row})
            for row in rows
        ]
        for row, line in zip(rows, screen_lines(asked, shipped()), strict=True):
            (histories if "history" in row else single).append(_judge(row, json.loads(line)))
    return single, histories


def _judge(row: dict[str, object], result: dict[str, object]) -> Judged:
    reasons: Iterable[dict[str, str]] = result["reasons"]  # type: ignore[assignment]  # as screen_lines writes it
    return Judged(
        text=str(row["text"]),
        way=str(row.get("way", "")),
        history=str(row.get("history", "")),
        expected=str(row["urgency"]),
        headings=tuple(row.get("headings") or ()),  # type: ignore[arg-type]  # numbers, as the lines are written
        got=str(result["urgency"]),
        got_headings=tuple(result["headings"]),  # type: ignore[arg-type]  # numbers, as screen_lines writes them
        rules=tuple(dict.fromkeys(reason["rule"] for reason in reasons)),
    )


def sensitivity(lines: Sequence[Judged], *urgencies: str) -> Share:
    """The share of lines of these urgencies that were caught."""
    wanted = [line for line in lines if line.expected in urgencies]
    return Share(sum(line.caught for line in wanted), len(wanted))


def false_alarms(lines: Sequence[Judged], way: str | None = None) -> Share:
    """The share of ordinary lines that were raised; `way` keeps to one kind of them."""
    ordinary = [line for line in lines if not line.worry and way in (None, line.way)]
    return Share(sum(line.raised for line in ordinary), len(ordinary))


def now_below_today(lines: Sequence[Judged]) -> list[Judged]:
    """Lines that must be looked at now and were raised less than today."""
    return [line for line in lines if line.expected == "now" and RANK[line.got] > RANK["today"]]


def precision(lines: Sequence[Judged], prevalence: float) -> float:
    """Of 100 raised lines, how many would be worries if this share of all lines were: the rates measured
    here (any worry raised, any ordinary line raised), weighed by the prevalence."""
    worries = [line for line in lines if line.worry]
    true = prevalence * Share(sum(line.raised for line in worries), len(worries)).rate
    false = (1 - prevalence) * false_alarms(lines).rate
    return true / (true + false) if true + false else 0.0


def by_heading(lines: Sequence[Judged]) -> dict[int, tuple[Share, Share]]:
    """For each heading expected: the share caught, and the share shown under that very heading."""
    found: dict[int, list[tuple[bool, bool]]] = defaultdict(list)
    for line in lines:
        for heading in line.headings:
            found[heading].append((line.caught, heading in line.got_headings))
    return {
        heading: (
            Share(sum(c for c, _ in marks), len(marks)),
            Share(sum(h for _, h in marks), len(marks)),
        )
        for heading, marks in sorted(found.items())
    }


def by_way(lines: Sequence[Judged]) -> dict[str, Share]:
    """For each way of writing a worry, the share caught."""
    found: dict[str, list[bool]] = defaultdict(list)
    for line in lines:
        if line.worry:
            found[line.way].append(line.caught)
    return {way: Share(sum(marks), len(marks)) for way, marks in sorted(found.items())}


def quiet_histories(lines: Sequence[Judged]) -> Share:
    """Of the histories in which nothing is expected, the share in which something was raised."""
    people: dict[str, list[Judged]] = defaultdict(list)
    for line in lines:
        people[line.history].append(line)
    quiet = [days for days in people.values() if not any(day.worry for day in days)]
    return Share(sum(any(day.raised for day in days) for days in quiet), len(quiet))
