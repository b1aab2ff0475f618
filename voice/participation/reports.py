"""What a page of figures holds, from release tables only: findings in words, pictures, the table behind."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from safeguarding.people.models import Service
from voice.participation import charts, xmr
from voice.participation.figures import Figure, between, figure, in_words
from voice.participation.funnel import Place, funnel, pool_small
from voice.participation.funnel_chart import FunnelChart, funnel_chart
from voice.participation.intervals import share
from voice.participation.periods import Period, named
from voice.participation.pictures import ProfileRow, Stripe, profile, stacked
from voice.participation.published import Row, Table
from voice.participation.types import MEANS, PARTS, WORKERS, Measure

LEAST_PARTS = 4  # an index of fewer would hide which part it leaves out
LARGE = 100  # "not sure" is shown only from so many heard
LEAST_UNITS = 5  # a funnel of fewer says nothing
POOLED = "Smaller teams, put together"

TREND_HEADS = ("Period", "About", "Likely between", "How many", "Remarks")
UNIT_HEADS = ("Part of the service", "About", "Likely between", "How many", "Beside the others")


@dataclass(frozen=True)
class Sheet:
    """The table behind a picture, without columns that would be empty."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class TrendReport:
    """One measure over time."""

    measure: Measure
    title: str
    finding: str
    picture: charts.Trend | None
    table: Sheet
    latest: Figure | None
    period: Period | None
    signal: xmr.Found | None = None


@dataclass(frozen=True)
class UnitsReport:
    """The parts of a service beside each other: a table, and a funnel where there are enough of them."""

    table: Sheet
    funnel: FunnelChart | None


@dataclass(frozen=True)
class ProfileReport:
    """The six parts of one period, and their plain mean where at least four are known."""

    finding: str
    lowest: Measure | None  # only where its interval is clear of the highest
    rows: tuple[tuple[Measure, str, ProfileRow], ...]
    index: str


def trend(
    table: Table, measure: Measure, periods: Sequence[Period], changes: Mapping[str, str] | None = None
) -> TrendReport:
    """One measure of a unit over every closed period; `changes` are labels of what was changed, by period."""
    rows = table.get(measure, {})
    shown = [rows.get(period.name) for period in periods]
    if not any(shown):
        nothing = "Nothing can be shown yet: fewer than ten were heard in each period."
        return TrendReport(measure, measure.label, nothing, None, Sheet((), ()), None, None)
    chart = xmr.chart([share(row.counts) for row in _since_changed(shown)])
    points = [
        charts.TrendPoint(
            label=period.short,
            figure=figure(row.counts) if row else None,
            change=(changes or {}).get(period.name, ""),
            fresh=_fresh(shown, at),
        )
        for at, (period, row) in enumerate(zip(periods, shown, strict=True))
    ]
    last = max(at for at, row in enumerate(shown) if row)
    latest = points[last].figure
    assert latest is not None
    return TrendReport(
        measure=measure,
        title=f"{measure.label}: {between(latest)}",
        finding=_finding(latest, chart, periods[last]),
        picture=charts.trend(points, _shifted(chart, shown)),
        table=_sheet(TREND_HEADS, [_trend_row(p, row) for p, row in zip(periods, shown, strict=True)]),
        latest=latest,
        period=periods[last],
        signal=chart.found[0] if chart and chart.found else None,
    )


def profile_of(table: Table, period: str) -> ProfileReport:
    """The six parts in one period. The lowest is named only where its interval is clear of the highest."""
    found = {part: figure(table[part][period].counts) for part in PARTS if period in table.get(part, {})}
    theirs = {part: table.get(measure, {}).get(period) for part, measure in WORKERS.items()}
    seen = {part.value: figure(row.counts) for part, row in theirs.items() if row}
    rows = profile({part.value: shown for part, shown in found.items()}, seen)
    finding, lowest = "Nothing can be shown for this period.", None
    if found:
        low, high = min(found, key=lambda m: found[m].value), max(found, key=lambda m: found[m].value)
        lowest = low if found[low].high < found[high].low else None
        finding = f"Lowest: {MEANS[low]}." if lowest else "No part stands out from the others."
    return ProfileReport(
        finding=finding,
        lowest=lowest,
        rows=tuple((Measure(row.part), MEANS[Measure(row.part)], row) for row in rows),
        index=in_words(round(fmean([f.value for f in found.values()]) * 20) / 20)
        if len(found) >= LEAST_PARTS
        else "",
    )


def by_unit(apart: Mapping[Service, Row], pooled: Row | None, children: Sequence[Service]) -> UnitsReport:
    """Every part of the service, also those without a figure; the pooled ones last."""
    counts = {unit.name: row.counts for unit, row in apart.items()}
    points = funnel(counts) if len(pool_small(counts)) >= LEAST_UNITS else []
    places = {point.name: point.place for point in points}
    rows = []
    for child in children:
        if child in apart:
            beside = _PLACES[places[child.name]] if child.name in places else ""
            rows.append((child.name, *_cells(figure(apart[child].counts)), beside))
        else:
            rows.append((child.name, "too few to show", "", "", ""))
    if pooled:
        rows.append((POOLED, *_cells(figure(pooled.counts)), ""))
    return UnitsReport(_sheet(UNIT_HEADS, rows), funnel_chart(points))


def answers(row: Row) -> list[Stripe]:
    """All answers to one part as a bar; only for large units, because it shows who was not sure."""
    if row.counts.heard < LARGE:
        return []
    kinds = {
        "Yes": row.counts.favourable,
        "Not, or only a bit": row.counts.not_favourable,
        "Not sure, or skipped": row.beside,
    }
    return stacked(kinds, fine=True)


_PLACES = {
    Place.WITHIN: "as chance and ordinary variety would have it",
    Place.ABOVE: "above what chance would have it",
    Place.BELOW: "below what chance would have it",
}


def _since_changed(rows: Sequence[Row | None]) -> list[Row]:
    """The rows since the question set last changed: older ones are not the same question."""
    known = [row for row in rows if row]
    return [row for row in known if row.version == known[-1].version]


def _fresh(rows: Sequence[Row | None], at: int) -> bool:
    row, before = rows[at], [earlier for earlier in rows[:at] if earlier]
    return bool(row and before and before[-1].version != row.version)


def _shifted(chart: xmr.Chart | None, rows: Sequence[Row | None]) -> xmr.Chart | None:
    """The chart's places counted from the first figure shown, not from the last change of questions."""
    if chart is None:
        return None
    by = sum(row is not None for row in rows) - len(_since_changed(rows))
    found = tuple(xmr.Found(f.signal, tuple(at + by for at in f.points), f.up) for f in chart.found)
    return xmr.Chart(chart.middle, chart.lower, chart.upper, found)


def _finding(shown: Figure, chart: xmr.Chart | None, period: Period) -> str:
    parts = [xmr.words(found, period=period.kind) for found in chart.found[:1]] if chart else []
    if not parts and chart and chart.upper is not None:
        parts = ["It moves no more than chance would make it."]
    elif not parts:
        parts = ["Too few periods yet to tell change from chance."]
    if shown.small:
        parts.append("Small number, read with care.")
    return " ".join(parts)


def _trend_row(period: Period, row: Row | None) -> tuple[str, ...]:
    if row is None:
        return (period.words, "too few to show", "", "", "")
    shown = figure(row.counts)
    remarks = []
    if row.starts_on < period.starts:
        remarks.append(f"with answers since {_first_period(row, period).words}")
    if shown.small:
        remarks.append("small number, read with care")
    return (period.words, *_cells(shown), "; ".join(remarks))


def _sheet(heads: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> Sheet:
    kept = [at for at in range(len(heads)) if any(row[at] for row in rows)]
    return Sheet(tuple(heads[at] for at in kept), tuple(tuple(row[at] for at in kept) for row in rows))


def _first_period(row: Row, period: Period) -> Period:
    first = named(period.name)
    while first.starts > row.starts_on:
        first = first.before
    return first


def _cells(shown: Figure) -> tuple[str, str, str]:
    if shown.says_nothing:
        return "too few to say", "", shown.band
    return in_words(shown.value, fine=shown.fine), between(shown), shown.band
