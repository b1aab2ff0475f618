"""``make evaluate``: how well the shipped rules read lines written by hand, for both halves.

The open half may be read while rules are written; its missed and falsely raised lines are listed. The
held-back half is only counted: a line of it is never printed. `--totals` leaves out the tables.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence

from tests.screening import measures
from tests.screening.measures import RANK, Judged

HALVES = ("open", "held_back")


def totals(lines: Sequence[Judged], histories: Sequence[Judged]) -> list[str]:
    """The figures that have a target, one a line."""
    ordinary = "ordinary_shared"
    rows = [
        f"lines: {len(lines)}, of them worries {sum(line.worry for line in lines)}",
        f"sensitivity, now and today: {measures.sensitivity(lines, 'now', 'today')}",
        f"sensitivity, soon: {measures.sensitivity(lines, 'soon')}",
        f"'now' raised less than today: {len(measures.now_below_today(lines))}",
        f"false alarms, ordinary: {measures.false_alarms(lines, 'ordinary')}",
        f"false alarms, ordinary that shares the words: {measures.false_alarms(lines, ordinary)}",
    ]
    rows += [
        f"precision if {prevalence:.0%} of lines were worries: {measures.precision(lines, prevalence):.3f}"
        for prevalence in measures.PREVALENCES
    ]
    if histories:
        rows += [
            f"histories: {len({line.history for line in histories})}, days {len(histories)}",
            f"days to raise, raised far enough: {measures.sensitivity(histories, 'now', 'today', 'soon')}",
            f"quiet histories in which something was raised: {measures.quiet_histories(histories)}",
        ]
    return rows


def tables(lines: Sequence[Judged]) -> list[str]:
    """Confusion by urgency, then headings, then ways of writing."""
    counted = Counter((line.expected, line.got) for line in lines)
    rows = ["", "expected \\ raised " + "".join(f"{name:>8}" for name in RANK)]
    rows += [f"{expected:<18}" + "".join(f"{counted[expected, got]:>8}" for got in RANK) for expected in RANK]
    rows += ["", "heading: caught / shown under that heading"]
    rows += [
        f"  {heading:>2}: {caught} / {shown}"
        for heading, (caught, shown) in measures.by_heading(lines).items()
    ]
    rows += ["", "way of writing: caught"]
    rows += [f"  {way}: {caught}" for way, caught in measures.by_way(lines).items()]
    return rows


def wrong(lines: Sequence[Judged]) -> list[str]:
    """Lines missed, and ordinary lines raised."""
    missed = [line for line in lines if line.worry and not line.caught]
    raised = [line for line in lines if line.raised and not line.worry]
    return [
        "",
        f"missed ({len(missed)}):",
        *(f"  {line.expected} {list(line.headings)}, raised {line.got}: {line.text}" for line in missed),
        f"falsely raised ({len(raised)}):",
        *(f"  {line.got} by {', '.join(line.rules) or 'unreadable'}: {line.text}" for line in raised),
    ]


def main(arguments: Sequence[str]) -> None:
    """Print both halves."""
    for half in HALVES:
        lines, histories = measures.judged(half)
        print(f"== {half.replace('_', ' ')} half ==")
        print("\n".join(totals(lines, histories)))
        if "--totals" not in arguments:
            print("\n".join(tables(lines)))
            if half == "open":
                print("\n".join(wrong(lines)))
        print()


if __name__ == "__main__":
    main(sys.argv[1:])
