"""What fictional young people answer and say."""

from datetime import datetime
from random import Random

from config.demo_data import words
from safeguarding.people.models import YoungPerson
from voice.contributions import drafts
from voice.contributions.actions import submit_contribution
from voice.contributions.models import Contribution, Draft
from voice.contributions.types import About, AnswerWay, IfLeave, WithMe
from voice.decisions.models import Decision
from voice.questions.queries import questions_of
from voice.questions.types import Beside, Part, Scale

# The share that says yes at the start of the story. What they say makes least difference, so far below the rest
# that a manager's first page nearly always says so, whatever was added to protect the figures.
AT_FIRST = {
    Part.TOLD: 0.86,
    Part.ASKED: 0.63,
    Part.SAID: 0.68,
    Part.HEARD: 0.55,
    Part.COUNTED: 0.1,
    Part.BACK: 0.38,
}
BY_TEAM = (0.08, -0.06, 0.02, -0.1)
EACH_MONTH = 0.015
# From this month the first team writes to everybody after a meeting, and its service lets them speak first.
CHANGED_IN = 3
BY_CHANGE = 0.3
ASIDE = [str(code) for code in (Beside.NOT_SURE, Beside.NOT_SURE, Beside.SKIP, Beside.DOES_NOT_FIT)]
PACES = ("just_tell", "talk_first", "not_yet", "do_something")


def answers(draft: Draft, team: int, month: int, rng: Random) -> tuple[dict[str, str], float]:
    """One answer for each question, and how glad they are from 0 to 1."""
    given: dict[str, str] = {}
    glad = counted = 0
    if draft.question_set is None:
        return {}, 0.5
    for question in questions_of(draft.question_set):
        beside = rng.random()
        if beside < 0.09:
            given[question.code] = rng.choice(
                [Beside.NOT_SURE, Beside.NOT_SURE, Beside.SKIP, Beside.DOES_NOT_FIT]
            )
            continue
        part = Part(question.part)
        chance = AT_FIRST[part] + BY_TEAM[team] + EACH_MONTH * month
        if part is Part.BACK and team == 0 and month >= CHANGED_IN:
            chance += BY_CHANGE
        if part is Part.HEARD and team < 2 and month >= CHANGED_IN:
            chance += BY_CHANGE / 2
        yes = rng.random() < chance
        counted, glad = counted + 1, glad + yes
        if draft.question_set.scale == Scale.THREE:
            given[question.code] = "3" if yes else rng.choice("12")
        else:
            given[question.code] = rng.choice("45") if yes else rng.choice("1233")
    return given, glad / max(counted, 1)


def speak(glad: float, rng: Random) -> str:
    """Something in their own words, or nothing."""
    if rng.random() < 0.3:
        return ""
    return rng.choice(words.GLAD if glad > 0.65 else words.MIXED if glad > 0.35 else words.SORRY)


def say(
    young_person: YoungPerson,
    about: About,
    now: datetime,
    rng: Random,
    *,
    text: str = "",
    decision: Decision | None = None,
    team: int = 0,
    month: int = 0,
) -> Contribution:
    """One sitting, from the first page to Send."""
    draft = drafts.begin(young_person, about, now, decision, "")
    given, glad = answers(draft, team, month, rng)
    changes = {
        "answers": given,
        "words": text or (speak(glad, rng) if about == About.DECISION else ""),
        "pace": rng.choice(PACES) if text else rng.choice(PACES[:2]),
        "with_me": rng.choice([WithMe.NOBODY, WithMe.NOBODY, WithMe.SOMEONE_OK]),
        "reach": rng.choice(["", "", *words.REACH]),
        "answer_way": AnswerWay.IN_PERSON if rng.random() < 0.15 else AnswerWay.HERE,
        "quote_ok": rng.random() < 0.45,
        "if_leave": IfLeave.KEEP,
    }
    return submit_contribution(young_person, drafts.save(draft, changes, now), now)
