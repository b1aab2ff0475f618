"""Screening one text with the shipped rulebook, the short way."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from safeguarding.rulebook.loader import shipped
from safeguarding.screening.engine import screen
from safeguarding.screening.types import AnswerGiven, PastDay, ScreeningInput, ScreeningResult

LINES = Path(__file__).parent / "lines"


def given(
    text: str,
    language: str = "en",
    answers: tuple[AnswerGiven, ...] = (),
    history: tuple[PastDay, ...] = (),
    local_words: frozenset[str] = frozenset(),
    day: date | None = None,
) -> ScreeningInput:
    return ScreeningInput(text, language, answers, history, shipped(), local_words, day)


def screened(text: str, **more: object) -> ScreeningResult:
    return screen(given(text, **more))  # type: ignore[arg-type]  # passes the keywords of `given` on


def rules_in(result: ScreeningResult) -> set[str]:
    return {reason.rule for reason in result.reasons}


def spans(text: str, rule: str) -> list[str]:
    """The words a rule marked, cut out of the text as typed."""
    return [text[r.start : r.end] for r in screened(text).reasons if r.rule == rule and r.start is not None]


def lines_of(name: str) -> Iterator[str]:
    for line in (LINES / name).read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield line.strip()
