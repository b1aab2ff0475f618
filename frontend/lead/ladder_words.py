"""What the pages about ladders call things: which there are, who stands on a rung, what is wrong with one."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from safeguarding.promises.dry_run import Need
from safeguarding.promises.ladder_checks import Problem
from safeguarding.promises.models import Rung
from safeguarding.promises.types import Channel, Climb, Clock, PromiseKind, RungWho, WaitIn

LOOKING = (PromiseKind.LOOK, PromiseKind.READ)


@dataclass(frozen=True)
class Shown:
    """One ladder as a lead knows it: it may stand for two kinds of promise that always climb alike."""

    label: Any
    kinds: tuple[PromiseKind, ...]
    clock: Clock
    climb: Climb

    @property
    def need(self) -> Need:
        return Need(self.kinds[0], self.clock, self.climb)


ACT, ANSWER = (PromiseKind.ACT,), (PromiseKind.ANSWER,)
SHOWN: dict[str, Shown] = {
    "now": Shown(lazy("Now"), LOOKING, Clock.NOW, Climb.USUAL),
    "today": Shown(lazy("Today"), LOOKING, Clock.TODAY, Climb.USUAL),
    "soon": Shown(lazy("Soon"), LOOKING, Clock.SOON, Climb.USUAL),
    "safe": Shown(lazy("I am not safe"), LOOKING, Clock.NOW, Climb.HELP_NOW),
    "reading": Shown(lazy("Reading"), LOOKING, Clock.ORDINARY, Climb.USUAL),
    "act-now": Shown(lazy("Act, now"), ACT, Clock.NOW, Climb.USUAL),
    "act-today": Shown(lazy("Act, today"), ACT, Clock.TODAY, Climb.USUAL),
    "answering": Shown(lazy("Answering"), ANSWER, Clock.ORDINARY, Climb.USUAL),
    "outside": Shown(lazy("Outside the service"), LOOKING, Clock.NOW, Climb.INDEPENDENT),
}
WHO = {
    RungWho.NAMED_WORKER: (lazy("Named worker"), lazy("in working hours"), "someone", 1),
    RungWho.DEPUTY: (lazy("Deputy"), lazy("if away or silent"), "someone", 2),
    RungWho.DUTY_ROTA: (lazy("Team on call"), lazy("whoever is on shift"), "team", 3),
    RungWho.LEAD: (lazy("Safeguarding lead"), lazy("until answered"), "someone", 4),
    RungWho.INDEPENDENT_ROTA: (lazy("Independent rota"), lazy("outside the service"), "team", 3),
    RungWho.OUTSIDE_PHONE: (lazy("Outside team"), lazy("rung by who is on call"), "team", 3),
    RungWho.CHOSEN: (lazy("Who said they would"), lazy("in the plan"), "someone", 1),
}
OTHERS = (lazy("Somebody else"), "", "team", 3)
CHANNELS = {Channel.INBOX: lazy("inbox"), Channel.EMAIL: lazy("email"), Channel.SMS: lazy("text message")}
UNITS = {
    WaitIn.CLOCK: lazy("minutes"),
    WaitIn.WORKING: lazy("minutes of working time"),
    WaitIn.WORKING_DAYS: lazy("working days"),
}
WRONG = {
    "none": lazy("A ladder without a rung asks nobody."),
    "not_on_this_ladder": lazy("They may not stand on this ladder."),
    "same_twice": lazy("They are asked on a rung below already, so this rung is never new to anybody."),
    "wait": lazy("Give it a wait: at least one, at most a week of minutes or 30 working days."),
    "no_number": lazy("An outside team needs a telephone number."),
    "nobody_to_ring": lazy("An outside team can’t come first: somebody must be asked who can ring it."),
    "too_many": lazy("More than eight rungs: nobody would get to the last in time."),
    "wrong_top": lazy(
        "The last rung is asked again and again until a person answers. It must stay who it is."
    ),
    "slower": lazy("Slower than the clock young people are shown now. They will be shown the new one."),
    "empty": lazy("Reaches nobody at any hour of the next 14 days. Take it out, or mend its rota."),
    "shadowed": lazy("Reaches only people who were asked before it, at every hour of the next 14 days."),
}


def who(name: str) -> tuple[Any, Any, str, int]:
    """Name, line, portrait and tint of whoever stands on a rung."""
    return WHO.get(RungWho(name), OTHERS)


def wait(rung: Rung) -> str:
    """2 hours; 15 min of working time; 1 working day."""
    if rung.wait_in == WaitIn.WORKING_DAYS:
        return ngettext("%s working day", "%s working days", rung.wait) % rung.wait
    hours, minutes = divmod(rung.wait, 60)
    much = _("%s min") % rung.wait if minutes else ngettext("%s hour", "%s hours", hours) % hours
    return _("%s of working time") % much if rung.wait_in == WaitIn.WORKING else much


def stretch(first: datetime, last: datetime) -> str:
    """Sat 28, 03:00-05:00; a day ends at 24:00."""
    return f"{first:%a} {first.day}, {first:%H}:00–{last.hour + 1:02}:00"


def say(problem: Problem) -> str:
    """One problem in plain words, with where it is."""
    if problem.code in ("hours_lost", "hours_nobody"):
        first = timezone.localtime(problem.hours[0])
        many = ngettext("One hour", "%(many)s hours", len(problem.hours)) % {"many": len(problem.hours)}
        start = _("%(hours)s would reach nobody, the first on %(when)s.") % {
            "hours": many,
            "when": stretch(first, first),
        }
        lost = _("The ladder as it is reaches somebody then.")
        return f"{start} {lost if problem.code == 'hours_lost' else _('So does the ladder as it is.')}"
    if problem.code == "unreachable":
        return _("Only their inbox reaches %(who)s: no email address, no telephone.") % {
            "who": ", ".join(problem.names)
        }
    text = str(WRONG[problem.code])
    return text if problem.rung is None else _("Rung %(n)s. %(text)s") % {"n": problem.rung + 1, "text": text}
