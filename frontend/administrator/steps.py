"""The steps from nothing to an open service, in order, each with what is there, what is missing, and its page.

Nothing is kept of how far somebody came: it is found afresh each time, so anybody can go on where it stands.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from frontend.desk.lines import number
from safeguarding.responsibility.readiness import Check, Finding

# By check: when it is there, when it is missing, and what puts it right.
WORDS: dict[str, tuple[str, str, str]] = {
    Check.HOURS: (
        "Working hours are set",
        "Nobody has said when the working day begins and ends",
        "Say it for the service, or for all of the agency.",
    ),
    Check.LEAD: ("A safeguarding lead is there", "No safeguarding lead", "Give somebody the post."),
    Check.MODERATORS: ("Somebody reads as a moderator", "Nobody reads as a moderator", "Give the post."),
    Check.PEOPLE: ("Young people are here", "No young people yet", "Add them, or bring a file."),
    Check.NAMED: (
        "Every young person has a named worker",
        "{count} without a named worker",
        "Choose one on the young person’s page.",
    ),
    Check.INDEPENDENT: (
        "The independent people stand outside this service",
        "Nobody independent, or one of them also works in this service",
        "Give the post, above the service, to people who have no other post in it.",
    ),
    Check.NIGHTS: (
        "The independent rota covers every hour of 14 days, nights too",
        "{count} hours of the next 14 days have nobody on the independent rota",
        "Make the rota above the service, and put people on it day and night.",
    ),
    Check.LADDERS: (
        "Every ladder reaches somebody at every hour of 14 days",
        "{count} hours of the next 14 days reach nobody on some ladder",
        "Every ladder ends with the lead: a lead, and people on the rotas, fill it.",
    ),
    Check.DRILL: (
        "A night drill passed in the last 90 days",
        "No night drill has passed in the last 90 days",
        "Start one between 22:00 and 06:00. Somebody has to answer it.",
    ),
    Check.SECOND: (
        "Two leads can check each other",
        "Only one lead: nobody beside them checks an outcome",
        "It can open without.",
    ),
    Check.ADVOCATE: ("An advocate takes messages", "No advocate takes messages", "It can open without."),
    Check.CARDS: (
        "Everybody has a card",
        "{count} without a card",
        "You can print them before it opens.",
    ),
    "safety_strings": (
        "The safety words of every language that is switched on are signed off",
        "{count} language{s} switched on with safety words that nobody has signed off",
        "Have them read and signed off, or switch the language off.",
    ),
}


@dataclass(frozen=True)
class Place:
    """A page on which a step is done. ``for_leads``: a lead's own page, which an administrator does not have."""

    label: str
    url_name: str
    of_service: bool = False  # its address has the service's id
    for_leads: bool = False


@dataclass(frozen=True)
class Step:
    """One step: what it is about, and where it is done."""

    title: str
    places: tuple[Place, ...]
    checks: tuple[str, ...] = ()


STEPS = (
    Step("The service, its teams and homes", (Place("The service", "set_up_service", of_service=True),)),
    Step(
        "People",
        (
            Place("Workers", "set_up_workers"),
            Place("Young people", "set_up_young_people"),
            Place("Bring a file", "set_up_files"),
        ),
        (Check.LEAD, Check.MODERATORS, Check.PEOPLE, Check.NAMED, Check.SECOND, Check.ADVOCATE),
    ),
    Step("Working hours", (Place("Working hours", "set_up_hours", of_service=True),), (Check.HOURS,)),
    Step("Ladders", (Place("Ladders", "lead_ladders", for_leads=True),), (Check.LADDERS,)),
    Step(
        "Rotas, the independent one too",
        (Place("Rotas", "lead_rotas"),),
        (Check.INDEPENDENT, Check.NIGHTS),
    ),
    Step("A drill at night", (Place("Drills", "lead_drills", for_leads=True),), (Check.DRILL,)),
    Step("Languages and safety words", (Place("Languages", "set_up_languages"),), ("safety_strings",)),
    Step("Cards", (Place("Young people", "set_up_young_people"),), (Check.CARDS,)),
)


@dataclass(frozen=True)
class Shown:
    """One finding in words."""

    text: str
    how: str  # empty when it is there
    ok: bool
    must: bool


@dataclass
class StepShown:
    """A step as it stands."""

    number: int
    title: str
    places: tuple[Place, ...]
    findings: list[Shown] = field(default_factory=list)
    is_next: bool = False

    @property
    def missing(self) -> int:
        """How many things that must be there are not."""
        return sum(row.must and not row.ok for row in self.findings)

    @property
    def can_wait(self) -> int:
        """How many things are not there, without which it can open."""
        return sum(not row.must and not row.ok for row in self.findings)


def in_words(finding: Finding) -> Shown:
    """A finding of a room we have no words for says its code."""
    there, missing, how = WORDS.get(finding.check, (finding.check, finding.check, ""))
    text = there
    if not finding.ok:
        text = missing.format(count=number(finding.count), s="" if finding.count == 1 else "s")
    return Shown(text, "" if finding.ok else how, finding.ok, finding.must)


def steps_of(findings: Iterable[Finding]) -> list[StepShown]:
    """Every step in order, what is missing first in each. What belongs to none stands in one more at the end."""
    found = {row.check: row for row in findings}
    shown = []
    for step in STEPS:
        rows = [found.pop(check) for check in step.checks if check in found]
        shown.append((step, rows))
    if found:
        shown.append((Step("What else is needed", ()), list(found.values())))
    result = [
        StepShown(
            place,
            step.title,
            step.places,
            sorted(map(in_words, rows), key=lambda row: (row.ok, not row.must)),
        )
        for place, (step, rows) in enumerate(shown, start=1)
    ]
    for one in result:
        if one.missing:
            one.is_next = True
            break
    return result
