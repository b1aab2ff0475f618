"""Six months of the fictional authority: meetings, what was said about them, what became of it."""

from datetime import date, datetime, time, timedelta
from functools import partial
from random import Random
from uuid import UUID

from django.utils import timezone

from config.demo_data import words
from config.demo_data.after import after_saying
from config.demo_data.people import Town
from config.demo_data.saying import CHANGED_IN, say
from config.demo_data.timeline import Happening, Timeline, working
from safeguarding.people.access import current_named
from safeguarding.people.models import Service, Worker, YoungPerson
from voice.contributions.types import About
from voice.decisions.actions import answer_as_worker, ask_involvement, record_decided, write_decision
from voice.decisions.models import Decision
from voice.decisions.types import AskedWay
from voice.participation.actions import close_due
from voice.participation.changes import change_done, write_change
from voice.participation.models import ReleasePeriod
from voice.participation.types import Measure
from voice.questions.types import Part

MONTHS = 6
INVITED = (0.74, 0.66, 0.44, 0.4)  # of a team's young people have a meeting in a month
REPLY = 0.88
WORRIES_A_MONTH = 3
FREE_A_MONTH = 4

# Unit, part, label on the chart, what was said, what was done or why not, and whether it can't be.
WRITTEN_CHANGES = (
    ("service", Measure.HEARD, "You speak first", "They talk before we do.",
     "In each meeting the young person speaks first, before any adult.", False),
    ("team", Measure.BACK, "Letter after each meeting", "Nobody tells us what was decided.",
     "Within a week of each meeting your worker writes to you, in plain words.", False),
    ("service", Measure.ASKED, "Choosing the day", "Let us choose the day of our meetings.",
     "We ask you for a day first. We can’t when a court sets it.", True),
)  # fmt: skip


def first_of_month(day: date, back: int) -> date:
    """The first day of the month ``back`` months before ``day``'s."""
    months = day.year * 12 + day.month - 1 - back
    return date(months // 12, months % 12 + 1, 1)


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """A moment of that day, local time."""
    return timezone.make_aware(datetime.combine(day, time(hour, minute)))


def plan(town: Town, line: Timeline, rng: Random) -> None:
    """Everything that will happen in all the months, put on the timeline."""
    today = timezone.localtime(line.ends).date()
    for month in range(MONTHS + 1):
        first = first_of_month(today, MONTHS - month)
        days = (first_of_month(first, -1) - first).days
        for place, team in enumerate(town.teams):
            _meetings(town, line, rng, team, place, month, first, days)
        for _ in range(FREE_A_MONTH):
            young_person = _somebody(town, rng)
            text = rng.choice(words.FREE)
            line.at(_after_school(first, days, rng), _free(line, town, young_person, text))
        for number in range(WORRIES_A_MONTH):
            text = words.WORRIES[(month * WORRIES_A_MONTH + number) % len(words.WORRIES)]
            line.at(_after_school(first, days, rng), _free(line, town, _somebody(town, rng), text))
        # In the first night of a month the one before is closed.
        line.at(at(first, 4), close_due)
    _changes(town, line, today)


def _somebody(town: Town, rng: Random) -> YoungPerson:
    maya = town.cast["Maya"]
    return rng.choice([young for there in town.young.values() for young in there if young != maya])


def _after_school(first: date, days: int, rng: Random) -> datetime:
    return at(first + timedelta(days=rng.randrange(days)), rng.randint(15, 21), rng.randint(0, 59))


def _meetings(
    town: Town, line: Timeline, rng: Random, team: Service, place: int, month: int, first: date, days: int
) -> None:
    for young_person in town.young[team]:
        if young_person == town.cast["Maya"] or rng.random() > INVITED[place]:
            continue
        day = first + timedelta(days=rng.randrange(days - 6))
        meeting = working(at(day, rng.randint(9, 15)), 0.5)
        line.at(meeting, _meeting(line, town, young_person, place, month))


def _meeting(line: Timeline, town: Town, young_person: YoungPerson, place: int, month: int) -> Happening:
    """The named worker writes the decision down and asks how it felt; most young people say."""
    rng = line.rng

    def happens(now: datetime) -> None:
        worker = current_named(young_person, now)[0].worker
        title = rng.choice(words.TITLES)
        decision = write_decision(worker, young_person, title, timezone.localtime(now).date(), now)
        ask_involvement(worker, decision, rng.choice([AskedWay.CARD, AskedWay.CARD, AskedWay.IN_PERSON]), now)
        if rng.random() < 0.6:
            line.at(line.soon(now, 6, 30), _decided(decision, rng))
        if rng.random() < 0.75:
            line.at(line.soon(now, 2, 20), _worker_answers(decision, rng))
        if rng.random() < REPLY:
            line.at(line.evening(now, 1, 5), _about_it(line, town, decision, place, month))

    return happens


def _decided(decision: Decision, rng: Random) -> Happening:
    def happens(now: datetime) -> None:
        changed = rng.choice(words.CHANGED)
        record_decided(
            decision.made_by,
            decision,
            view=rng.choice(words.VIEWS),
            decided=rng.choice(words.DECIDED),
            changed=changed,
            why_not="" if changed else words.WHY_NOT,
            now=now,
        )

    return happens


def _worker_answers(decision: Decision, rng: Random) -> Happening:
    """Workers see themselves a little kinder than they are seen: that is the gap."""

    def happens(now: datetime) -> None:
        values = {part: rng.choice("3444555") for part in Part}
        answer_as_worker(decision.made_by, decision, values, now)

    return happens


def _about_it(line: Timeline, town: Town, decision: Decision, place: int, month: int) -> Happening:
    def happens(now: datetime) -> None:
        young_person = decision.young_person
        said = say(young_person, About.DECISION, now, line.rng, decision=decision, team=place, month=month)
        after_saying(line, town, said)

    return happens


def _free(line: Timeline, town: Town, young_person: YoungPerson, text: str) -> Happening:
    def happens(now: datetime) -> None:
        after_saying(line, town, say(young_person, About.FREE, now, line.rng, text=text))

    return happens


def _changes(town: Town, line: Timeline, today: date) -> None:
    """What managers changed because of the figures, and one thing they can't."""
    lena, units = town.workers["Lena"], {"team": town.teams[0], "service": town.services[0]}
    first = first_of_month(today, MONTHS - CHANGED_IN)

    def promised(now: datetime) -> None:
        last = ReleasePeriod.objects.order_by("-starts_on").first()
        if last is None:
            return
        due = timezone.localtime(now).date() + timedelta(days=14)
        for unit, measure, label, said, did, cannot in WRITTEN_CHANGES:
            made = write_change(
                lena, units[unit], measure=measure, period=last.name, label=label,
                said=said, did=did, cannot=cannot, due_on=due, now=now,
            )  # fmt: skip
            if not cannot:
                line.at(at(due, 12), partial(_done, lena, made.pk, due))

    line.at(at(first + timedelta(days=3), 11), promised)


def _done(manager: Worker, change_id: UUID, day: date, now: datetime) -> None:
    change_done(manager, change_id, day, now)
