"""A worker named as the one who does it ("asha hit me"): rules can't know names, so it is found here."""

from collections.abc import Sequence
from dataclasses import replace

from safeguarding.screening.names import Mention
from safeguarding.screening.types import Heading, Reason, ScreeningResult
from voice.contributions.as_worker import with_names_read
from voice.contributions.hearing import Given, hear

# Something done to them: somebody in charge may have done it.
DONE = frozenset(
    {
        Heading.HURT_OR_THREATENED,
        Heading.NOT_LOOKED_AFTER,
        Heading.HOME_NOT_SAFE,
        Heading.PRESSURED,
        Heading.MOVED_AROUND,
    }
)
# What may stand between the name and what was done. Not "he" or "that": "i told asha he hit me" is about him.
BEFORE = frozenset(
    "always also and did even has have had is just keep keeps kept often really was who will".split()
)
# Somebody else who did it, where the reason's own place begins with them.
ANOTHER = frozenset(
    "he she they it someone somebody my dad daddy mum mam mom stepdad brother sister boyfriend uncle".split()
)
AFTER = frozenset("by from of off".split())
STATEMENT = "Names a worker beside what was done. Someone in charge may be meant."


def hear_whole(given: Given | None, mentions: Sequence[Mention]) -> ScreeningResult:
    """Screen it all, those whom the words name by name or role included. Pure; only ever adds to ``hear``."""
    result = hear(given)
    if given is None:
        return result
    return with_those_in_charge(given.words.text, with_names_read(result, given, mentions), mentions)


def with_those_in_charge(words: str, result: ScreeningResult, mentions: Sequence[Mention]) -> ScreeningResult:
    """The same result, with a reason of heading 5 for each worker named as the one who did something."""
    found = {
        (mention.start, reason.urgency.rank): _reason(mention, reason)
        for mention in mentions
        for reason in result.reasons
        if reason.heading in DONE and _did_it(words, mention, reason) and not _said_already(result, mention)
    }
    if not found:
        return result
    reasons = result.reasons + tuple(reason for _, reason in sorted(found.items(), key=lambda item: item[0]))
    headings = tuple(sorted({*result.headings, Heading.SOMEONE_IN_CHARGE}))
    return replace(result, reasons=reasons, headings=headings)


def _said_already(result: ScreeningResult, mention: Mention) -> bool:
    """A rule has found them there as somebody in charge."""
    return any(
        reason.heading == Heading.SOMEONE_IN_CHARGE
        and reason.start is not None
        and reason.end is not None
        and reason.start < mention.end
        and mention.start < reason.end
        for reason in result.reasons
    )


def _did_it(words: str, mention: Mention, reason: Reason) -> bool:
    if reason.start is None or reason.end is None:
        return False
    if mention.start < reason.end and reason.start < mention.end:
        return True
    if mention.end <= reason.start:
        first = words[reason.start : reason.end].casefold().split()[:1]
        return ANOTHER.isdisjoint(first) and _only(words[mention.end : reason.start], BEFORE)
    return bool(words[reason.end : mention.start].split()) and _only(words[reason.end : mention.start], AFTER)


def _only(between: str, small: frozenset[str]) -> bool:
    """At most two small words, and no end of a sentence."""
    said = between.casefold().split()
    return len(said) <= 2 and set(said) <= small


def _reason(mention: Mention, reason: Reason) -> Reason:
    return replace(
        reason,
        rule="worker-named",
        version=1,
        heading=Heading.SOMEONE_IN_CHARGE,
        klass="N",
        start=mention.start,
        end=mention.end,
        statement=STATEMENT,
        notes=(),
    )
