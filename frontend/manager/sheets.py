"""Figures as a spreadsheet: CSV with its notes, and nothing in it that a spreadsheet would run."""

import csv
from io import StringIO

from safeguarding.people.models import Service
from voice.participation.figures import figure, in_words
from voice.participation.published import Table

NOTES = (
    "Every figure is protected: when the period closed, a few were added or taken away by chance.",
    "Likely between: 95 times in 100 the true share lies there. Under 30 heard: read with care.",
    "Nobody appears in a figure of fewer than ten young people.",
)
HEADS = ("Measure", "Period", "From", "To", "About", "Share", "Low", "High", "How many heard")
_RUN = ("=", "+", "-", "@", "\t", "\r")


def csv_of(unit: Service, table: Table) -> str:
    """One row a measure and period, then the notes."""
    out = StringIO()
    rows = csv.writer(out)
    rows.writerow([plain(unit.name)])
    rows.writerow(HEADS)
    rows.writerows(figure_rows(table))
    for note in NOTES:
        rows.writerow([note])
    return out.getvalue()


def figure_rows(table: Table) -> list[tuple[str, ...]]:
    """Every figure as it is shown, by measure, oldest period first."""
    found: list[tuple[str, ...]] = []
    for measure, by_period in sorted(table.items()):
        for period, row in by_period.items():
            shown = figure(row.counts)
            found.append(
                (
                    measure.label,
                    period,
                    row.starts_on.isoformat(),
                    row.ends_on.isoformat(),
                    in_words(shown.value, fine=shown.fine),
                    f"{shown.value:.2f}",
                    f"{shown.low:.2f}",
                    f"{shown.high:.2f}",
                    shown.band,
                )
            )
    return found


def plain(text: str) -> str:
    """Text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_RUN) else text
