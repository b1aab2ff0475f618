"""Answers, and counts over days: signs that say little alone are shown together when they come together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from safeguarding.screening.types import AnswerGiven, PastDay, Reason, Rule, Together, Urgency

ANY = "*"


def answer_reasons(rules: Iterable[Rule], answers: Sequence[AnswerGiven]) -> list[Reason]:
    """One reason for each rule with a chosen answer among its codes."""
    given = [(answer.question.casefold(), answer.value.casefold()) for answer in answers]
    return [
        _reason(rule, "answer")
        for rule in rules
        if rule.answers and any(_same(wanted, answer) for wanted in rule.answers for answer in given)
    ]


def _same(wanted: tuple[str, str], answer: tuple[str, str]) -> bool:
    return wanted[0] in (ANY, answer[0]) and wanted[1] == answer[1]


def together_reasons(
    rules: Iterable[Rule], now: Sequence[Reason], history: Sequence[PastDay], day: date | None
) -> list[Reason]:
    """Reasons for counts that are reached. A count never fires from the past alone: something in these
    words or answers must take part."""
    today = [(reason.rule, int(reason.heading)) for reason in now]
    reasons = []
    for rule in rules:
        if rule.together is None:
            continue
        wanted = rule.together
        taking_part = [found for found in today if found[1] in wanted.headings]
        if not taking_part:
            continue
        past = [
            (past_day.day, found)
            for past_day in history
            if recent(past_day.day, day, wanted.days)
            for found in past_day.rules
            if found[1] in wanted.headings
        ]
        if counted(wanted, taking_part, past) >= wanted.at_least:
            reasons.append(_reason(rule, "history"))
    return reasons


def recent(past: date, day: date | None, days: int) -> bool:
    """Within `days` days before `day`. Without a day everything is recent; later days are out of order and
    count too, because a wrong clock must not hide a repeat."""
    if days == 0:
        return False
    return day is None or past >= day - timedelta(days=days)


def counted(
    wanted: Together, today: Sequence[tuple[str, int]], past: Sequence[tuple[date, tuple[str, int]]]
) -> int:
    """How many different headings, rules or days; this contribution is a day of its own."""
    if wanted.distinct == "day":
        return 1 + len({past_day for past_day, _ in past})
    place = 1 if wanted.distinct == "heading" else 0
    return len({found[place] for found in today} | {found[place] for _, found in past})


def _reason(rule: Rule, source: str) -> Reason:
    return Reason(
        rule=rule.id,
        version=rule.version,
        heading=rule.heading,
        klass=rule.klass,
        urgency=rule.urgency,
        source="answer" if source == "answer" else "history",
        start=None,
        end=None,
        statement=rule.statement,
        notes=(),
    )


def capped(rule_class: str, urgency: Urgency) -> Urgency:
    """A class W sign alone is never "now"."""
    return Urgency.TODAY if rule_class == "W" and urgency is Urgency.NOW else urgency
