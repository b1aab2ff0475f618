"""Their words, heard once more as if each name of a worker said "my worker".

Rules can't know names: "my worker scares me" has a rule, "joy scares me" has none. What is found this way is
only ever added, and stands where it was typed.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from safeguarding.rulebook.screened import screen_with
from safeguarding.screening.engine import ERROR
from safeguarding.screening.names import Mention
from safeguarding.screening.types import Heading, Reason, ScreeningResult, Urgency, most_urgent
from voice.contributions.hearing import Given

ROLE = "my worker"
SAYS_SO = "The words name a worker. Read as “my worker”:"
LONGEST_STATEMENT = 300
# "my social worker joy": the role stands there already, and goes with the name.
ROLE_BEFORE = re.compile(
    r"\b(?:(?:my|our|the)\s+)?(?:(?:social|key|support|case|care)\s*)?worker\s+$", re.IGNORECASE
)
POSSESSIVE = re.compile(r"['’ʼ`´]s$", re.IGNORECASE)
# Whoever comes straight after the name did it, not the one named: "joy my dad hit me".
ANOTHER = frozenset(
    "my a the our someone somebody dad daddy mum mam mom stepdad brother sister boyfriend uncle".split()
)
# "i told joy she hit me": told of another. Without the telling, "joy she hit me" is about Joy.
OR_THEM = frozenset("he she they it that".split())
TELLING = frozenset("ask asked asking tell telling told said say text texted to rang with".split())
NEAR = 3


@dataclass(frozen=True)
class _Piece:
    """One name: where it stands as typed, and where "my worker" stands in its place."""

    typed: tuple[int, int]
    read: tuple[int, int]


def with_names_read(result: ScreeningResult, given: Given, mentions: Sequence[Mention]) -> ScreeningResult:
    """The same result, and what the rules find when each name is read as "my worker". It never takes anything away."""
    if not mentions:
        return result
    typed = given.words.text
    text, pieces = _read_as_role(typed, mentions)
    heard = screen_with(replace(given.words, text=text), given.own)
    if heard.unreadable_because == ERROR:
        return replace(
            result,
            urgency=most_urgent([result.urgency, Urgency.TODAY]),
            readable=False,
            unreadable_because=result.unreadable_because or ERROR,
        )
    added = tuple(_new(result, heard, text, pieces))
    if not added:
        return result
    reasons = tuple(sorted(result.reasons + added, key=_place))
    return replace(
        result,
        urgency=most_urgent([result.urgency, *(reason.urgency for reason in added)]),
        headings=tuple(sorted({reason.heading for reason in reasons})),
        reasons=reasons,
    )


def _place(reason: Reason) -> tuple[bool, int]:
    return reason.start is None, reason.start or 0


def _read_as_role(typed: str, mentions: Sequence[Mention]) -> tuple[str, list[_Piece]]:
    """The words with "my worker" for each name, and where each stands in both."""
    parts: list[str] = []
    pieces: list[_Piece] = []
    at = length = 0
    for start, end in _apart(typed, mentions):
        parts.append(typed[at:start])
        length += start - at
        owner = POSSESSIVE.search(typed[start:end])
        role = ROLE + (owner.group() if owner else "")
        parts.append(role)
        pieces.append(_Piece((start, end), (length, length + len(role))))
        at, length = end, length + len(role)
    return "".join([*parts, typed[at:]]), pieces


def _apart(typed: str, mentions: Sequence[Mention]) -> Iterator[tuple[int, int]]:
    """The places of the names, in order, those that touch joined into one."""
    last: tuple[int, int] | None = None
    for first, end in sorted({(mention.start, mention.end) for mention in mentions}):
        role = ROLE_BEFORE.search(typed, last[1] if last else 0, first)
        start = role.start() if role else first
        if last is not None and not typed[last[1] : start].strip():
            last = (last[0], max(last[1], end))
            continue
        if last is not None:
            yield last
        last = (start, end)
    if last is not None:
        yield last


def _new(
    result: ScreeningResult, heard: ScreeningResult, text: str, pieces: Sequence[_Piece]
) -> Iterator[Reason]:
    there = {reason.rule for reason in result.reasons if reason.start is None}
    known = [(reason.rule, reason.start, reason.end) for reason in result.reasons if reason.start is not None]
    for reason in heard.reasons:
        if reason.start is None or reason.end is None:
            if reason.source == "history" and reason.rule not in there:
                yield reason
            continue
        named = [piece for piece in pieces if piece.read[0] < reason.end and reason.start < piece.read[1]]
        if not named or (reason.heading == Heading.SOMEONE_IN_CHARGE and _by_another(text, reason, named)):
            continue
        start, end = _as_typed(reason.start, pieces, 0), _as_typed(reason.end, pieces, 1)
        if not any(
            rule == reason.rule and first is not None and last is not None and first < end and start < last
            for rule, first, last in known
        ):
            yield _said(reason, start, end)


def _by_another(text: str, reason: Reason, named: Sequence[_Piece]) -> bool:
    """True when the words say straight after each name who else did it."""
    return all(_another_after(text, piece, reason) for piece in named)


def _another_after(text: str, piece: _Piece, reason: Reason) -> bool:
    after = text[piece.read[1] : reason.end].casefold().split()[:1]
    if not ANOTHER.isdisjoint(after):
        return True
    before = re.split(r"[.!?\n]", text[: piece.read[0]])[-1].casefold().split()[-NEAR:]
    return not OR_THEM.isdisjoint(after) and not TELLING.isdisjoint(before)


def _as_typed(place: int, pieces: Sequence[_Piece], side: int) -> int:
    """A place in what was read, in the words as typed; inside a name it is that name's start or end."""
    moved = 0
    for piece in pieces:
        if place < piece.read[0] or (side and place == piece.read[0]):
            break
        if place < piece.read[1]:
            return piece.typed[side]
        moved = piece.typed[1] - piece.read[1]
    return place + moved


def _said(reason: Reason, start: int, end: int) -> Reason:
    statement = f"{SAYS_SO} {reason.statement}"
    return replace(reason, start=start, end=end, statement=statement[:LONGEST_STATEMENT])
