"""What is going on right now, so that every face has something to show whenever the product is started."""

from datetime import datetime, timedelta
from random import Random

from django.utils import timezone

from config.demo_data import words
from config.demo_data.people import Town
from config.demo_data.saying import say
from config.demo_data.timeline import Happening, Timeline
from safeguarding.concerns.actions import ask_advice, make_plan
from safeguarding.concerns.models import Concern
from safeguarding.concerns.queries import concern_of
from safeguarding.people.models import Worker, YoungPerson
from safeguarding.promises.actions import take
from safeguarding.promises.queries import who_has
from voice.contributions.models import Contribution
from voice.contributions.queries import open_words
from voice.contributions.types import About, AnswerWay
from voice.decisions.actions import ask_involvement, write_decision
from voice.decisions.types import AskedWay
from voice.replies.actions import write_reply


def plan(town: Town, line: Timeline, rng: Random) -> None:
    """The last hours before the story ends."""
    asha = town.workers["Asha"]
    maya, kai, noor, dylan = (town.cast[name] for name in ("Maya", "Kai", "Noor", "Dylan"))
    second, third = town.young[town.teams[1]], town.young[town.teams[2]]

    def ago(minutes: int, happening: Happening) -> None:
        line.at(line.ends - timedelta(minutes=minutes), happening)

    def ask_maya(now: datetime) -> None:
        meeting = write_decision(asha, maya, "Your meeting about school", timezone.localtime(now).date(), now)
        ask_involvement(asha, meeting, AskedWay.CARD, now)

    def answer_noor(now: datetime) -> None:
        said = _said(noor, words.MIXED[4], now, rng)
        ago(170, lambda then: open_words(asha, said.pk, then))
        ago(35, lambda then: write_reply(asha, said, words.ANSWERS[1], AnswerWay.HERE, then))

    ago(21 * 60, _planned_by(asha, noor, line, rng))
    ago(300, lambda now: _in_hand(line, town, _said(second[3], words.WORRIES[2], now, rng)))
    ago(240, ask_maya)
    ago(180, answer_noor)
    ago(150, lambda now: _in_hand(line, town, _said(dylan, words.WORRIES[1], now, rng), ask=True))
    ago(120, lambda now: _said(kai, words.FREE[5], now, rng))
    ago(60, lambda now: say(third[5], About.ADVOCATE, now, rng, text=words.TO_ADVOCATE[1]))
    ago(55, lambda now: _said(dylan, words.GLAD[3], now, rng))
    ago(40, lambda now: _said(kai, words.IN_CHARGE[0], now, rng))
    ago(25, lambda now: _said(noor, words.WORRIES[0], now, rng))
    for place, team in enumerate(town.teams[1:]):
        ago(90 - 15 * place, _a_line(town.young[team][7], words.FREE[place], rng))


def _planned_by(worker: Worker, young_person: YoungPerson, line: Timeline, rng: Random) -> Happening:
    """Said yesterday and planned an hour later: whatever the hour, this worker has something to do today."""

    def happens(now: datetime) -> None:
        said = _said(young_person, words.WORRIES[2], now, rng)
        line.at(now + timedelta(hours=1), lambda then: planned(said, then))

    def planned(said: Contribution, now: datetime) -> None:
        concern = concern_of(("contribution", said.pk))
        if concern is None:
            return
        open_words(worker, said.pk, now)
        what, speak = words.PLANS[0]
        make_plan(worker, concern, what, speak, line.ends + timedelta(hours=3), worker, now)

    return happens


def _a_line(young_person: YoungPerson, text: str, rng: Random) -> Happening:
    return lambda now: _said(young_person, text, now, rng)


def _said(young_person: YoungPerson, text: str, now: datetime, rng: Random) -> Contribution:
    return say(young_person, About.FREE, now, rng, text=text)


def _in_hand(line: Timeline, town: Town, said: Contribution, *, ask: bool = False) -> None:
    """Somebody has got this: it is planned, and maybe a specialist is asked."""

    def happens(now: datetime) -> None:
        concern = concern_of(("contribution", said.pk))
        there = who_has(concern.look, now) if concern is not None else []
        if concern is None or not there:
            return
        open_words(there[0], said.pk, now)
        take(concern.look, there[0], now)
        what, speak = words.PLANS[2]
        make_plan(there[0], concern, what, speak, line.ends + timedelta(hours=3), there[0], now)
        if ask:
            _ask(town, there[0], concern, now)

    line.at(said.sent_at + timedelta(minutes=20), happens)


def _ask(town: Town, worker: Worker, concern: Concern, now: datetime) -> None:
    question = "They got a phone from people they hardly know. How do we ask about it gently?"
    chosen = "Some older guys keep offering me lifts after school."
    basis = "To keep a child safe; the young person was told first."
    ask_advice(worker, concern, town.workers["Priya"], question, chosen, basis, now + timedelta(days=3), now)
