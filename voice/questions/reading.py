"""How hard a question is to read: the same gate for what comes with us and for what administrators write.

Spache's formula counts words a sentence and words that are not easy; the result is a school grade. It is made for
English alone.
"""

import warnings
from collections.abc import Sequence
from dataclasses import dataclass

MOST_STRING, MOST_PAGE, MOST_WORDS = 4.0, 3.0, 15


@dataclass(frozen=True)
class TooHard:
    """A sentence that is over a limit, and by which measure: "words", "sentence" or "page"."""

    text: str
    measure: str
    value: float


def grade(text: str) -> float:
    """Spache's reading grade of a text."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # textstat 0.7.4 still asks for pkg_resources
        import textstat  # noqa: PLC0415 - it reads a dictionary: only who writes questions waits for that
    return float(textstat.spache_readability(text))


def page_grade(question: str, labels: Sequence[str]) -> float:
    """The grade of a question's page: what is asked and everything to tap, each a sentence."""
    return grade(". ".join([question.rstrip("?. "), *labels]) + ".")


def too_hard(question: str, labels: Sequence[str]) -> TooHard | None:
    """Why a question can't be asked like this, or None."""
    words = len(question.split())
    if words > MOST_WORDS:
        return TooHard(question, "words", words)
    if (found := grade(question)) > MOST_STRING:
        return TooHard(question, "sentence", found)
    if (found := page_grade(question, labels)) > MOST_PAGE:
        return TooHard(question, "page", found)
    return None
