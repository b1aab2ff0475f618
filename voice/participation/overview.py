"""Tables over several measures or units: the six parts beside their workers', my units, the ledger, overdue work."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from safeguarding.people.models import Service
from voice.participation.figures import between, figure, in_words, sentence
from voice.participation.periods import named
from voice.participation.published import Row, Spent, Table
from voice.participation.reports import Sheet
from voice.participation.types import MEANS, PARTS, WHAT, WORKERS, Measure

SHOWN = (Measure.HEARD, Measure.BACK, Measure.REPLIED, Measure.READ, Measure.ANSWERED)
NONE = "too few to show"
GAP_HEADS = (
    "Part",
    "What it asks",
    "Young people",
    "Likely between",
    "How many",
    "Their workers",
    "How many workers",
)
LEDGER_HEADS = ("Period", "What", "Blocks", "Epsilon for one answer", "Epsilon for somebody in everything")
KINDS = (("read", "To be read"), ("answer", "To be answered"))


def gap(table: Table, period: str) -> Sheet:
    """The six parts of one period: what young people said beside what their workers said."""
    rows = []
    for part in PARTS:
        ours, theirs = table.get(part, {}).get(period), table.get(WORKERS[part], {}).get(period)
        rows.append((part.label, MEANS[part], *_three(ours), *_of_workers(theirs)))
    return Sheet(GAP_HEADS, tuple(rows))


def gap_finding(table: Table, period: str) -> str:
    """Where workers see it better than young people, said only where the two intervals are apart."""
    wider = []
    for part in PARTS:
        ours, theirs = table.get(part, {}).get(period), table.get(WORKERS[part], {}).get(period)
        if ours and theirs and figure(theirs.counts).low > figure(ours.counts).high:
            wider.append(part.label)
    if wider:
        return f"Workers think better of it than young people do: {', '.join(wider)}."
    return "Nowhere is it certain that workers and young people see it differently."


def side_by_side(units: Sequence[Service], rows: Mapping[UUID, Mapping[Measure, Row]]) -> Sheet:
    """My units, in the order of the tree: no league table."""
    heads = ("Unit", *(measure.label for measure in SHOWN), "How many heard")
    return Sheet(heads, tuple(_unit_row(one, rows.get(one.pk, {})) for one in units))


def units_finding(rows: Mapping[Measure, Row]) -> str:
    """The lowest figure of the topmost unit, as a sentence without its full stop."""
    known = [(figure(row.counts).value, measure) for measure, row in rows.items()]
    if not known:
        return "No figures yet"
    _, lowest = min(known)
    return sentence(figure(rows[lowest].counts), WHAT[lowest]).rstrip(".")


def ledger_sheet(spent: Sequence[Spent]) -> Sheet:
    """What each measure of each period has cost, readable."""
    return Sheet(
        LEDGER_HEADS,
        tuple(
            (
                named(one.period).words,
                one.measure.label,
                str(one.blocks),
                f"{one.epsilon:.2f}",
                f"{one.together:.2f}",
            )
            for one in spent
        ),
    )


def overdue_sheet(units: Sequence[Service], late: Mapping[UUID, Mapping[str, int]]) -> Sheet:
    """Overdue work by unit: promises of staff, nothing of any young person."""
    heads = ("Unit", *(label for _, label in KINDS))
    return Sheet(
        heads,
        tuple((one.name, *(str(late.get(one.pk, {}).get(kind, 0)) for kind, _ in KINDS)) for one in units),
    )


def overdue_finding(late: Mapping[UUID, Mapping[str, int]]) -> str:
    """How many are late, in words."""
    read, answer = (sum(one.get(kind, 0) for one in late.values()) for kind, _ in KINDS)
    if not read and not answer:
        return "Nothing is late to be read or answered"
    said = [f"{count} late to be {what}" for count, what in ((read, "read"), (answer, "answered")) if count]
    return ", ".join(said).capitalize()


def _unit_row(one: Service, rows: Mapping[Measure, Row]) -> tuple[str, ...]:
    """Where each true figure likely is: beside each other, points alone would be read as a ranking."""
    heard = rows.get(Measure.HEARD)
    cells = (between(figure(rows[measure].counts)) if measure in rows else NONE for measure in SHOWN)
    return (one.name, *cells, figure(heard.counts).band if heard else "")


def _three(row: Row | None) -> tuple[str, str, str]:
    if row is None:
        return NONE, "", ""
    shown = figure(row.counts)
    if shown.says_nothing:
        return "too few to say", "", shown.band
    return in_words(shown.value, fine=shown.fine), between(shown), shown.band


def _of_workers(row: Row | None) -> tuple[str, str]:
    if row is None:
        return NONE, ""
    about, _, band = _three(row)
    return about, band
