"""Screening: words in, reasons out. It decides how fast a person looks, never whether.

Pure and deterministic: no clock, no database, no settings. The same input gives the same result.
"""

from __future__ import annotations

from bisect import bisect_left

from safeguarding.screening.matching import Found, find
from safeguarding.screening.notes import notes_for
from safeguarding.screening.readable import LONGEST, why_not
from safeguarding.screening.together import answer_reasons, capped, together_reasons
from safeguarding.screening.tokens import Tokens, tokenise
from safeguarding.screening.types import (
    Reason,
    ScreeningInput,
    ScreeningResult,
    Urgency,
    most_urgent,
)

ERROR = "error"
UNREAD = ScreeningResult(
    urgency=Urgency.TODAY, headings=(), reasons=(), readable=False, unreadable_because=ERROR
)


def screen(given: ScreeningInput) -> ScreeningResult:
    """The reasons a person should look at this, and how fast. Linear in the length of the words."""
    matcher = given.rulebook.matcher
    tokens = tokenise(given.text, matcher.speller)
    found = find(tokens.words, matcher, search_order(tokens, len(given.text)))
    reasons = _word_reasons(given, tokens, found)
    reasons += answer_reasons(matcher.answer_rules, given.answers)
    reasons += together_reasons(matcher.together_rules, reasons, given.history, given.day)
    because = why_not(given, tokens, found)
    urgencies = [reason.urgency for reason in reasons]
    if because is not None:
        urgencies.append(Urgency.TODAY)
    return ScreeningResult(
        urgency=most_urgent(urgencies),
        headings=tuple(sorted({reason.heading for reason in reasons})),
        reasons=tuple(reasons),
        readable=because is None,
        unreadable_because=because,
    )


def screen_safely(given: ScreeningInput) -> ScreeningResult:
    """As `screen`, and whatever goes wrong inside means "a person reads it today"."""
    try:
        return screen(given)
    except Exception:  # any fault at all must end with a person, never with words unread
        return UNREAD


def search_order(tokens: Tokens, length: int) -> tuple[range, ...]:
    """The whole text; in very long writing its beginning and its end first, where people say what matters,
    so that running out of patience in the middle loses the least."""
    count = len(tokens.words)
    if length <= LONGEST:
        return (range(count),)
    head = bisect_left(tokens.starts, LONGEST)
    tail = max(head, bisect_left(tokens.starts, length - LONGEST))
    return range(head), range(tail, count), range(head, tail)


def _word_reasons(given: ScreeningInput, tokens: Tokens, found: Found) -> list[Reason]:
    rules = given.rulebook.rules
    reasons = []
    for hit in found.hits:
        rule = rules[hit.rule]
        reasons.append(
            Reason(
                rule=rule.id,
                version=rule.version,
                heading=rule.heading,
                klass=rule.klass,
                urgency=capped(rule.klass, rule.urgency),
                source="words",
                start=tokens.starts[hit.first],
                end=tokens.ends[hit.last - 1],
                statement=rule.statement,
                notes=notes_for(hit, tokens, given.text),
            )
        )
    return reasons
