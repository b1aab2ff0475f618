"""What a page of figures says, from made rows."""

from voice.participation import findings
from voice.participation.intervals import Counts
from voice.participation.periods import Period, named
from voice.participation.published import Row
from voice.participation.reports import answers, profile_of, trend
from voice.participation.types import PARTS, WORKERS, Measure


def row(measure: Measure, period: str, yes: int, no: int, *, version: int = 1, since: str = "") -> Row:
    return Row(
        measure, period, Counts(yes, no, 1, 7.8), beside=4,
        starts_on=named(since or period).starts, ends_on=named(period).ends, version=version,
    )  # fmt: skip


def quarters(count: int) -> list[Period]:
    every = [named("2022-Q1")]
    while len(every) < count:
        every.append(every[-1].next)
    return every


def series(shares: list[int], *, versions: list[int] | None = None) -> dict[Measure, dict[str, Row]]:
    """Of a hundred heard each quarter, so many felt heard."""
    versions = versions or [1] * len(shares)
    found = zip(quarters(len(shares)), shares, versions, strict=True)
    rows = {p.name: row(Measure.HEARD, p.name, yes, 100 - yes, version=v) for p, yes, v in found}
    return {Measure.HEARD: rows}


CALM = [50, 54, 48, 52, 49, 53, 47, 51, 50, 52, 48, 51]


def test_under_twelve_periods_change_cannot_be_told_from_chance() -> None:
    report = trend(series(CALM[:6]), Measure.HEARD, quarters(6))
    assert report.finding == "Too few periods yet to tell change from chance."
    assert report.picture is not None and report.picture.limits == ()


def test_calm_figures_move_no_more_than_chance_would_make_them() -> None:
    report = trend(series(CALM), Measure.HEARD, quarters(12))
    assert report.finding == "It moves no more than chance would make it."
    assert report.picture is not None and len(report.picture.limits) == 2


def test_a_changed_question_begins_a_new_line_and_new_limits() -> None:
    jump = series([*CALM, 80, 82, 79], versions=[1] * 12 + [2] * 3)
    report = trend(jump, Measure.HEARD, quarters(15))
    assert report.picture is not None
    assert len(report.picture.lines) == 2
    assert report.signal is None, "another question is no change"
    same = trend(series([*CALM, 80, 82, 79]), Measure.HEARD, quarters(15))
    assert same.signal is not None and same.signal.up


def test_a_period_without_a_figure_is_said_to_be_without() -> None:
    table = series([50, 60, 55])
    del table[Measure.HEARD]["2022-Q2"]
    report = trend(table, Measure.HEARD, quarters(3))
    assert report.table.rows[1][:2] == ("Apr to Jun 2022", "too few to show")


def test_answers_that_were_carried_forward_are_told() -> None:
    table = {Measure.HEARD: {"2022-Q2": row(Measure.HEARD, "2022-Q2", 8, 4, since="2022-Q1")}}
    report = trend(table, Measure.HEARD, quarters(2))
    assert report.table.rows[1][-1] == "with answers since Jan to Mar 2022; small number, read with care"
    assert report.finding.endswith("Small number, read with care.")


def test_who_was_not_sure_is_shown_in_large_units_only() -> None:
    assert answers(row(Measure.HEARD, "2022-Q1", 60, 39)) == []
    stripes = answers(row(Measure.HEARD, "2022-Q1", 60, 40))
    assert [stripe.name for stripe in stripes] == ["Yes", "Not, or only a bit", "Not sure, or skipped"]


def parts(**shares: int) -> dict[Measure, dict[str, Row]]:
    return {Measure(p): {"2022-Q1": row(Measure(p), "2022-Q1", yes, 100 - yes)} for p, yes in shares.items()}


def test_the_lowest_part_is_named_only_where_it_is_clear_of_the_highest() -> None:
    clear = profile_of(parts(told=80, heard=60, back=30), "2022-Q1")
    assert clear.finding == "Lowest: told what was decided and why."
    alike = profile_of(parts(told=52, heard=50, back=47), "2022-Q1")
    assert (alike.finding, alike.lowest) == ("No part stands out from the others.", None)


def test_all_parts_together_need_four() -> None:
    assert profile_of(parts(told=80, heard=60, back=40), "2022-Q1").index == ""
    assert profile_of(parts(told=80, heard=60, back=40, said=60), "2022-Q1").index == "6 in 10"


def test_workers_stand_beside_the_part_they_answered() -> None:
    table = parts(heard=50) | {WORKERS[Measure.HEARD]: parts(w_heard=80)[WORKERS[Measure.HEARD]]}
    ((_, _, shown),) = profile_of(table, "2022-Q1").rows
    assert shown.workers is not None and shown.workers > shown.value


def test_the_page_begins_with_the_change_and_then_the_lowest_part() -> None:
    table = series([*CALM, 80, 82, 79])
    last = quarters(15)[-1].name
    table |= {part: {last: row(part, last, 30, 70)} for part in PARTS if part is Measure.BACK}
    heard = trend(table, Measure.HEARD, quarters(15))
    said = findings.involvement(heard, profile_of(table, last))
    assert said == "More felt heard. Least often they were told what was decided and why."


def test_with_no_change_and_no_low_part_the_page_begins_with_the_figure() -> None:
    heard = trend(series(CALM), Measure.HEARD, quarters(12))
    said = findings.involvement(heard, profile_of(series(CALM), quarters(12)[-1].name))
    assert said.startswith("Between ") and said.endswith(" in 100 felt heard")


def test_the_other_side_of_the_response_rate_is_who_was_not_heard() -> None:
    table = {Measure.REPLIED: {"2022-Q1": row(Measure.REPLIED, "2022-Q1", 64, 36)}}
    replied = trend(table, Measure.REPLIED, quarters(1))
    assert findings.not_heard(replied) == "About 36 in 100 of those asked have not replied"
