"""Screening with a service's own rules beside the shipped ones. Own rules only ever add reasons.

They have a matcher of their own: a word that an own rule teaches can't change how the shipped rules read a
misspelling, and so can't mute one.
"""

from collections.abc import Sequence
from dataclasses import replace

from safeguarding.rulebook.types import Additions
from safeguarding.screening.engine import ERROR, screen_safely
from safeguarding.screening.readable import TOO_LONG
from safeguarding.screening.together import together_reasons
from safeguarding.screening.types import Reason, ScreeningInput, ScreeningResult, Urgency, most_urgent

LAST = 2**31


def screen_with(given: ScreeningInput, own: Additions) -> ScreeningResult:
    """The shipped rules' reasons and the own ones', by place in the words. ``given.rulebook`` is the shipped one.

    Never raises: whatever goes wrong inside means "a person reads it today".
    """
    result = screen_safely(given)
    if own.broken:
        return _read_today(result)
    if own.book is None:
        return result
    try:
        return _with_own(given, result, own)
    except Exception:  # any fault at all must end with a person, never with a reason lost
        return _read_today(result)


def _with_own(given: ScreeningInput, result: ScreeningResult, own: Additions) -> ScreeningResult:
    assert own.book is not None
    added = screen_safely(replace(given, rulebook=own.book))
    if added.unreadable_because == ERROR:
        return _read_today(result)
    if not added.reasons and added.unreadable_because != TOO_LONG:
        return result
    reasons = [*result.reasons, *added.reasons]
    reasons += _together_now(given, reasons)
    reasons.sort(key=lambda reason: LAST if reason.start is None else reason.start)
    whole = replace(
        result,
        urgency=most_urgent([result.urgency, *(reason.urgency for reason in reasons)]),
        headings=tuple(sorted({reason.heading for reason in reasons})),
        reasons=tuple(reasons),
    )
    return _read_today(whole, TOO_LONG) if added.unreadable_because == TOO_LONG else whole


def _together_now(given: ScreeningInput, reasons: Sequence[Reason]) -> list[Reason]:
    """Counts that are reached only now that the own rules' signs stand beside the others."""
    there = {reason.rule for reason in reasons}
    signs = [reason for reason in reasons if reason.source != "history"]
    rules = [rule for rule in given.rulebook.matcher.together_rules if rule.id not in there]
    return together_reasons(rules, signs, given.history, given.day)


def _read_today(result: ScreeningResult, because: str = ERROR) -> ScreeningResult:
    return replace(
        result,
        urgency=most_urgent([result.urgency, Urgency.TODAY]),
        readable=False,
        unreadable_because=result.unreadable_because or because,
    )
