"""The attack by linear and integer programming: what must each answer be, given everything that was published?

Each answer is two variables, favourable and not favourable, at most one of them 1. Each published count is a sum of
variables within bounds. An answer is recovered when its smallest and its largest possible value are the same.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import highspy

_NEAR = 1e-6


@dataclass(frozen=True)
class Count:
    """So many of these answers are of this kind (0 favourable, 1 not favourable), from low to high."""

    answers: frozenset[int]
    kind: int
    low: float
    high: float


def recovered(
    answers: int,
    counts: Iterable[Count],
    *,
    known: Mapping[int, tuple[int, int]] | None = None,
    targets: Collection[int],
    whole: bool = False,
) -> dict[int, int]:
    """Favourable (1) or not (0) for each target that is fixed.

    `known` is what insiders said, in both variables; `whole` asks for whole numbers only.
    Raises ValueError when nothing fits what was published: then the bounds were wrong, and nothing is learnt.
    """
    model = _model(answers, counts, known or {}, whole)
    low: dict[int, float] = dict.fromkeys(targets, 2.0)
    high: dict[int, float] = dict.fromkeys(targets, -1.0)
    for target in targets:
        for sense in (highspy.ObjSense.kMinimize, highspy.ObjSense.kMaximize):
            seen = low[target] <= _NEAR if sense == highspy.ObjSense.kMinimize else high[target] >= 1 - _NEAR
            if not seen:
                _look(model, target, sense, low, high)
    return {
        target: round(low[target]) for target in targets if low[target] >= 1 - _NEAR or high[target] <= _NEAR
    }


def _look(
    model: Any, target: int, sense: highspy.ObjSense, low: dict[int, float], high: dict[int, float]
) -> None:
    """Push one answer as far as it goes; the answers of everybody else in that solution count as seen too."""
    model.changeColCost(2 * target, 1.0)
    model.changeObjectiveSense(sense)
    model.run()
    status, solution = model.getModelStatus(), list(model.getSolution().col_value)
    model.changeColCost(2 * target, 0.0)  # after reading: a change forgets the solution
    if status != highspy.HighsModelStatus.kOptimal:
        raise ValueError("nothing fits what was published")
    for one, lowest in low.items():
        low[one], high[one] = min(lowest, solution[2 * one]), max(high[one], solution[2 * one])


def _model(answers: int, counts: Iterable[Count], known: Mapping[int, tuple[int, int]], whole: bool) -> Any:
    model: Any = highspy.Highs()  # type: ignore[no-untyped-call]  # highspy has no types here
    model.setOptionValue("output_flag", False)
    model.setOptionValue("threads", 1)
    for answer in range(answers):
        for value in known.get(answer, (None, None)):
            model.addVar(0.0 if value is None else float(value), 1.0 if value is None else float(value))
        model.addRow(0.0, 1.0, 2, [2 * answer, 2 * answer + 1], [1.0, 1.0])
    if whole:
        for column in range(2 * answers):
            model.changeColIntegrality(column, highspy.HighsVarType.kInteger)
    for count in counts:
        columns = [2 * answer + count.kind for answer in sorted(count.answers)]
        model.addRow(count.low, count.high, len(columns), columns, [1.0] * len(columns))
    return model
