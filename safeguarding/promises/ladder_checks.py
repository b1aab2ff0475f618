"""What is wrong with a ladder before it is published: what refuses it, and what a lead must have read first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from safeguarding.promises import channels
from safeguarding.promises.defaults import rungs_for
from safeguarding.promises.dry_run import NOBODY, DryRun, Need
from safeguarding.promises.models import Rung
from safeguarding.promises.types import Channel, Climb, RungWho, WaitIn, pages

MOST_RUNGS = 8
LONGEST = {WaitIn.CLOCK: 7 * 24 * 60, WaitIn.WORKING: 5 * 8 * 60, WaitIn.WORKING_DAYS: 30}
LINE = (
    RungWho.CHOSEN,
    RungWho.NAMED_WORKER,
    RungWho.DEPUTY,
    RungWho.DUTY_ROTA,
    RungWho.OUTSIDE_PHONE,
    RungWho.LEAD,
)
# Who may stand on which ladder: nobody is put where the young person was told they would not be.
MAY_STAND: dict[Climb, tuple[RungWho, ...]] = {
    Climb.USUAL: LINE,
    Climb.HELP_NOW: (RungWho.DUTY_ROTA, RungWho.OUTSIDE_PHONE, RungWho.LEAD),
    Climb.INDEPENDENT: (RungWho.CHOSEN, RungWho.INDEPENDENT_ROTA),
    Climb.ADVOCATE: (RungWho.CHOSEN, RungWho.ADVOCATES),
    Climb.MODERATORS: (RungWho.MODERATORS, RungWho.LEAD),
    Climb.REPLIES: (RungWho.MODERATORS, RungWho.LEAD),
    Climb.ADVISER: (RungWho.CHOSEN, RungWho.LEAD),
    Climb.SECOND: (RungWho.LEAD,),
}


@dataclass(frozen=True)
class Problem:
    """A code and where it is. ``refuses``: it can't be published so; otherwise it must have been read."""

    code: str
    refuses: bool
    rung: int | None = None
    hours: tuple[datetime, ...] = ()
    names: tuple[str, ...] = ()


def problems(need: Need, rungs: Sequence[Rung], tried: DryRun | None, before: DryRun | None) -> list[Problem]:
    """Everything wrong with these rungs, what refuses first. ``before`` is the ladder they would replace."""
    if not rungs:
        return [Problem("none", True)]
    found = _of_rungs(need, rungs) + _of_whole(need, rungs)
    if tried is not None:
        found += _of_hours(rungs, tried, before)
    return sorted(found, key=lambda one: not one.refuses)


def _of_rungs(need: Need, rungs: Sequence[Rung]) -> list[Problem]:
    found: list[Problem] = []
    seen: set[tuple[str, str]] = set()
    for rung in rungs:
        here = rung.position
        if rung.who not in MAY_STAND[need.climb]:
            found.append(Problem("not_on_this_ladder", True, here))
        if (rung.who, rung.phone) in seen:
            found.append(Problem("same_twice", True, here))
        if not 0 < rung.wait <= LONGEST[WaitIn(rung.wait_in)]:
            found.append(Problem("wait", True, here))
        if rung.who == RungWho.OUTSIDE_PHONE:
            if not any(letter.isdigit() for letter in rung.phone):
                found.append(Problem("no_number", True, here))
            if here == 0:
                found.append(Problem("nobody_to_ring", True, here))
        seen.add((rung.who, rung.phone))
    return found


def _of_whole(need: Need, rungs: Sequence[Rung]) -> list[Problem]:
    found: list[Problem] = []
    if len(rungs) > MOST_RUNGS:
        found.append(Problem("too_many", True))
    usual = rungs_for(need.kind, need.clock, need.climb)
    # The top repeats until a person acknowledges: it must be whom the others rely on, never a telephone.
    if rungs[-1].who != usual[-1].who:
        found.append(Problem("wrong_top", True, rungs[-1].position))
    if pages(need.kind, need.clock) and (rungs[0].wait_in != WaitIn.CLOCK or rungs[0].wait > usual[0].wait):
        found.append(Problem("slower", False, 0))
    return found


def _of_hours(rungs: Sequence[Rung], tried: DryRun, before: DryRun | None) -> list[Problem]:
    found: list[Problem] = []
    nobody = tried.at(NOBODY)
    new = nobody - before.at(NOBODY) if before is not None else nobody
    if new:
        found.append(Problem("hours_lost", True, hours=tuple(sorted(new))))
    elif nobody:
        found.append(Problem("hours_nobody", False, hours=tuple(sorted(nobody))))
    for rung in rungs:
        if rung.who == RungWho.CHOSEN:
            continue  # who that will be is not known yet
        of_rung = tried.of_rungs[rung.position]
        if not of_rung.hours:
            found.append(Problem("empty", True, rung.position))
        elif not of_rung.new and rung.position < rungs[-1].position:
            found.append(Problem("shadowed", False, rung.position))
    unreachable = sorted(
        worker.known_as
        for worker in tried.people.values()
        if channels.available(True, worker) == [Channel.INBOX]
    )
    if unreachable:
        found.append(Problem("unreachable", False, names=tuple(unreachable)))
    return found
