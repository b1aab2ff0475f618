"""A ladder's rungs as form fields, and back. It works without a script: each button posts the whole form."""

from typing import Any

from django.http import QueryDict

from frontend.lead import ladder_words as words
from safeguarding.promises.ladder_checks import MAY_STAND, MOST_RUNGS
from safeguarding.promises.models import Rung
from safeguarding.promises.types import Climb, RungWho, WaitIn

LONGEST_WAIT = 100_000  # what no rung has, so that the checks say so


def rungs_from(posted: QueryDict) -> list[Rung]:
    """The rungs that were posted, in order; what can't be read becomes something the checks refuse."""
    found: list[Rung] = []
    for index in range(MOST_RUNGS + 1):
        who = posted.get(f"who-{index}")
        if who not in RungWho.values:
            continue
        wait, unit = posted.get(f"wait-{index}", ""), posted.get(f"unit-{index}", "")
        found.append(
            Rung(
                position=len(found),
                who=who,
                wait=min(int(wait), LONGEST_WAIT) if wait.isdecimal() and wait.isascii() else 0,
                wait_in=unit if unit in WaitIn.values else WaitIn.CLOCK,
                two_channels=f"two-{index}" in posted,
                phone=posted.get(f"phone-{index}", "").strip()[:30] if who == RungWho.OUTSIDE_PHONE else "",
            )
        )
    return found


def changed(rungs: list[Rung], pressed: str) -> list[Rung]:
    """The rungs after a button: "add", "up-2", "remove-2". Anything else changes nothing."""
    what, _dash, which = pressed.partition("-")
    index = int(which) if which.isdecimal() else -1
    if what == "add" and len(rungs) <= MOST_RUNGS:
        # Below the top, which stays who it is.
        rungs.insert(max(len(rungs) - 1, 0), Rung(who=RungWho.DUTY_ROTA, wait=15, wait_in=WaitIn.CLOCK))
    elif what == "remove" and 0 <= index < len(rungs):
        del rungs[index]
    elif what == "up" and 0 < index < len(rungs):
        rungs[index - 1], rungs[index] = rungs[index], rungs[index - 1]
    for position, rung in enumerate(rungs):
        rung.position = position
    return rungs


def as_fields(rungs: list[Rung], climb: Climb) -> list[dict[str, Any]]:
    """What the template needs to draw each rung's fields."""
    return [
        {
            "index": rung.position,
            "number": rung.position + 1,
            "who": [(who, words.who(who)[0], who == rung.who) for who in _may(climb, rung)],
            "wait": rung.wait or "",
            "units": [(unit, label, unit == rung.wait_in) for unit, label in words.UNITS.items()],
            "two": rung.two_channels,
            "phone": rung.phone,
            "is_phone": rung.who == RungWho.OUTSIDE_PHONE,
            "can_rise": rung.position > 0,
        }
        for rung in rungs
    ]


def _may(climb: Climb, rung: Rung) -> list[str]:
    may = [str(who) for who in MAY_STAND[climb]]
    return may if rung.who in may else [*may, str(rung.who)]
