"""Promises as knots on a thread, in true words: who, what, by when, and what became of it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from frontend.young_person.reading import by, by_after, by_only, when
from frontend.young_person.words import Words
from safeguarding.promises.pages import Ahead
from safeguarding.promises.types import PromiseKind, RungWho
from voice.contributions.pages import PromiseShown

TEAMS = {RungWho.INDEPENDENT_ROTA: "team_outside", RungWho.MODERATORS: "team_readers"}


def _acts(kind: PromiseKind) -> str:
    return "reads" if kind == PromiseKind.READ else "looks"


def name(promise: PromiseShown) -> str:
    """Who has it: a person's name, or a team's with the one who is on now."""
    on_now = [person.known_as for person in promise.others]
    if promise.person.worker_id is None and on_now:
        return on_now[0]
    return promise.person.known_as


def heading(promise: PromiseShown, now: datetime, words: Words) -> str:
    """ "Sent. Asha will read it today by 4."""
    key = "sent_will_read" if promise.kind == PromiseKind.READ else "sent_will_look"
    return words.say(key, who=name(promise), by=by(promise.due, now, words))


def sent_knots(
    sent_at: datetime,
    promise: PromiseShown,
    steps: Sequence[Ahead],
    now: datetime,
    words: Words,
    others: Sequence[PromiseShown] = (),
) -> list[dict[str, Any]]:
    """What was sent, who looks at or reads it, who else reads it (``others``), and who is next if they don't."""
    acts = _acts(promise.kind)
    who = words.say("reads_it" if acts == "reads" else "looks", who=name(promise))
    knots: list[dict[str, Any]] = [
        {"state": "kept", "strong": words["you_sent"], "text": when(sent_at, now, words)},
        {
            "state": "now",
            "left": left(sent_at, promise.due, now),
            "strong": who,
            "text": by_only(promise.due, now, words),
        },
    ]
    knots += [_reads_too(row, sent_at, now, words) for row in others]
    steps = _others(steps, name(promise))
    if not steps and promise.kind != PromiseKind.READ:
        again = words.say("asked_again", who=name(promise))
        knots.append({"state": "next", "lead": words["if_not"], "strong": again, "text": words["boss_told"]})
    for number, step in enumerate(steps[:2]):
        until = steps[number + 1].at if number == 0 and len(steps) > 1 else None
        knots.append(_if_not(step, until, promise, now, words))
    return knots


def _reads_too(promise: PromiseShown, sent_at: datetime, now: datetime, words: Words) -> dict[str, Any]:
    """Somebody else reads it as well, on a time of their own."""
    return {
        "state": "now",
        "left": left(sent_at, promise.due, now),
        "strong": words.say("reads_it", who=name(promise)),
        "text": by_only(promise.due, now, words),
    }


def _others(steps: Sequence[Ahead], who: str) -> list[Ahead]:
    """Who would be asked next, each other person once: nobody is asked "if not" after themselves."""
    found: list[Ahead] = []
    for step in steps:
        if step.name != who and step.name not in {one.name for one in found}:
            found.append(step)
    return found


def _if_not(
    step: Ahead, until: datetime | None, promise: PromiseShown, now: datetime, words: Words
) -> dict[str, Any]:
    # A team's name is no name to a young person: what its people are to them is said instead.
    team = TEAMS.get(step.who) if step.worker is None else None
    who = words[team] if team else step.name or words["their_boss"]
    if step.who == RungWho.LEAD or until is None:
        return {"state": "next", "lead": words["we_tell"], "strong": f"{who}.", "text": words["boss_told"]}
    text = words.say(f"{_acts(promise.kind)}_by", by=by_after(until, promise.due, now, words))
    return {"state": "next", "lead": words["if_not"], "strong": who, "text": text}


def left(start: datetime, end: datetime, now: datetime) -> float:
    """The part of the time still left, 1 to 0."""
    whole = (end - start).total_seconds()
    return max(0.0, min(1.0, (end - now).total_seconds() / whole)) if whole > 0 else 0.0


def promise_knot(promise: PromiseShown, now: datetime, words: Words) -> dict[str, Any]:
    """One promise in a list: will do, did, or was late; and that a late one was passed on."""
    if promise.kept_at is not None:
        who = promise.kept_by.known_as if promise.kept_by else name(promise)
        did = words.say("promise_kept", who=who, did=words[f"did_{promise.kind}"])
        late = f" {words['promise_was_late']}" if promise.missed else ""
        return {"state": "kept", "strong": did, "text": when(promise.kept_at, now, words) + late}
    will = words[f"will_{promise.kind}"] if not promise.by_moderator else words["will_read_too"]
    will = words.say("promise_will", who=name(promise), will=will)
    if promise.missed:
        return {
            "state": "late",
            "strong": words["promise_late_line"],
            "text": words.say("promise_told", who=name(promise)),
        }
    return {"state": "now", "left": 1, "strong": will, "text": by(promise.due, now, words)}


def in_order(promises: Sequence[PromiseShown]) -> list[PromiseShown]:
    """As a thread runs: what was kept, by when it was; then what is to come, soonest first."""
    return sorted(promises, key=lambda row: (row.kept_at is None, row.kept_at or row.due))
