"""What screening needs, loaded before it into one frozen input; and the screening, outside any query."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.utils import timezone

from safeguarding.concerns.models import Reason as StoredReason
from safeguarding.people.models import YoungPerson
from safeguarding.prepared import Asked, Prepared, together
from safeguarding.rulebook.in_force import Editions, additions_of, edition_asked
from safeguarding.rulebook.loader import BrokenRule, shipped
from safeguarding.rulebook.screened import screen_with
from safeguarding.rulebook.types import Additions
from safeguarding.screening.engine import ERROR, UNREAD
from safeguarding.screening.readable import TOO_LONG
from safeguarding.screening.types import (
    AnswerGiven,
    PastDay,
    Reason,
    ScreeningInput,
    ScreeningResult,
    Urgency,
    most_urgent,
)
from voice.contributions.around import Around
from voice.contributions.board import BOARD
from voice.contributions.models import Noticed
from voice.contributions.types import DraftBody

Found = tuple[datetime, str, int]  # when, which rule, under which heading
REMEMBERED = timedelta(days=366)  # the longest a rule may count back over
REASONS = Prepared(
    lambda young_person, since: StoredReason.objects.filter(
        concern__young_person=young_person, concern__opened_at__gte=since
    ).values_list("concern__opened_at", "rule", "heading")
)
QUIET = Prepared(
    lambda young_person, since: Noticed.objects.filter(young_person=young_person, at__gte=since).values_list(
        "at", "rule", "heading"
    )
)


@dataclass(frozen=True)
class Given:
    """Everything screening may look at: their words, and what else they wrote on the way."""

    words: ScreeningInput
    beside: tuple[ScreeningInput, ...]  # how to reach them, who must not know
    own: Additions  # the service's own rules


def given_for(
    young_person: YoungPerson, said: DraftBody, people: Sequence[Around], now: datetime
) -> Given | None:
    """Load it. No query comes after it until the transaction begins. None: there is no rulebook."""
    try:
        rulebook = shipped()
    except BrokenRule:
        return None  # a person reads everything today until it is mended
    history, editions = _loaded(young_person, now)
    own = additions_of(editions)
    words = ScreeningInput(
        text=said.words,
        language=said.language,
        answers=answers_given(said),
        history=history,
        rulebook=rulebook,
        local_words=local_words(young_person, people) | own.words,
        day=timezone.localtime(now).date(),
    )
    board = ". ".join(BOARD[code] for code in said.pictures if code in BOARD)
    texts = [text for text in (said.reach, said.must_not_know, board) if text.strip()]
    beside = tuple(replace(words, text=text, answers=(), history=()) for text in texts)
    return Given(words, beside, own)


def answers_given(said: DraftBody) -> tuple[AnswerGiven, ...]:
    """What they tapped, in the codes that rules know: answers, pictures from the board, that they want to talk."""
    tapped = [*sorted(said.answers.items()), *((code, "yes") for code in said.pictures)]
    tapped += [("board", code) for code in said.pictures] + ([("talk", "yes")] if said.talk_to else [])
    return tuple(AnswerGiven(question, value) for question, value in tapped)


def history_of(young_person: YoungPerson, now: datetime) -> tuple[PastDay, ...]:
    """What the rules found before in what this young person said, day by day."""
    loud, quiet, _ = together(*history_asked(young_person, now))
    return _days(loud, quiet)


def _loaded(young_person: YoungPerson, now: datetime) -> tuple[tuple[PastDay, ...], Editions]:
    """That, and the editions of the own rules that hold for them, asked together."""
    loud, quiet, editions = together(*history_asked(young_person, now))
    return _days(loud, quiet), editions


def _days(loud: list[Found], quiet: list[Found]) -> tuple[PastDay, ...]:
    days: dict[date, set[tuple[str, int]]] = {}
    for at, rule, heading in loud + quiet:
        days.setdefault(timezone.localtime(at).date(), set()).add((rule, heading))
    return tuple(PastDay(day, tuple(sorted(rules))) for day, rules in sorted(days.items()))


def history_asked(young_person: YoungPerson, now: datetime) -> tuple[Asked, Asked, Asked]:
    """What ``given_for`` asks: what the rules found before, and the editions of the service's own rules."""
    key, since = young_person.pk, now - REMEMBERED
    return (
        REASONS.asked(young_person=key, since=since),
        QUIET.asked(young_person=key, since=since),
        edition_asked(young_person.service),
    )


def local_words(young_person: YoungPerson, people: Sequence[Around]) -> frozenset[str]:
    """Names of the people and places around them, which no dictionary has: no text is unreadable for those.

    They mute no rule.
    """
    places = [young_person.service.name, young_person.home.name if young_person.home else ""]
    names = [name for person in people for name in (person.worker.name, *person.called)]
    return frozenset(word for text in (*places, *names) for word in text.casefold().split())


def hear(given: Given | None) -> ScreeningResult:
    """Screen it all. Pure; whatever goes wrong inside means "a person reads it today"."""
    if given is None:
        return UNREAD
    result = screen_with(given.words, given.own)
    for text in given.beside:
        result = _with(result, screen_with(text, given.own))
    return result


def _with(result: ScreeningResult, beside: ScreeningResult) -> ScreeningResult:
    """Reasons found beside the words count, but have no place in them.

    Names and times are not sentences: that they can't be read as such says nothing. A fault does, and a text too long
    for the rules: a person reads it.
    """
    reasons = result.reasons + tuple(without_places(reason) for reason in beside.reasons)
    faulty = beside.unreadable_because in (ERROR, TOO_LONG)
    urgencies = [result.urgency, *(reason.urgency for reason in beside.reasons)]
    return ScreeningResult(
        urgency=most_urgent([*urgencies, Urgency.TODAY] if faulty else urgencies),
        headings=tuple(sorted({reason.heading for reason in reasons})),
        reasons=reasons,
        readable=result.readable and not faulty,
        unreadable_because=result.unreadable_because or (beside.unreadable_because if faulty else None),
    )


def without_places(reason: Reason) -> Reason:
    """The same reason, found in something that is not the words as they were typed."""
    return replace(reason, start=None, end=None)


def asks_for_a_person(reasons: tuple[Reason, ...]) -> bool:
    """True when a reason has a clock of its own; signs without one wait for others to come beside them."""
    return any(reason.urgency is not Urgency.NONE for reason in reasons)


def version_of(given: Given | None) -> str:
    """What a contribution keeps of the rulebook that screened it: "3", or "3+7" with a service's own rules."""
    if given is None:
        return ""
    version = str(given.words.rulebook.version)
    return f"{version}+{given.own.edition}"[:40] if given.own.edition else version
