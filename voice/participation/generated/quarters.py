"""A quarter of a made-up authority: decisions, who was asked, what they answered, who read it and when."""

import math
from collections import defaultdict
from datetime import datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from safeguarding.promises.models import Promise
from safeguarding.promises.types import Climb, Clock, PromiseKind
from voice.contributions.models import Answer, Contribution
from voice.contributions.types import About
from voice.decisions.models import Asked, Decision, WorkerAnswer
from voice.participation.generated.authority import Made, Team, key
from voice.participation.generated.rows import write
from voice.participation.types import PARTS
from voice.questions.models import QuestionSet
from voice.questions.types import Scale
from voice.replies.models import Reply
from voice.replies.types import ReplyState

LEVELS = dict(zip(PARTS, (0.9, 0.6, 0.8, 0.4, -0.2, -0.6), strict=True))  # log odds of a favourable answer
CHANGE = 0.9  # what a service that changed something gained, in log odds
_DAYS = 88
_FIELDS: dict[type, tuple[str, ...]] = {
    Decision: ("id", "young_person_id", "service_id", "made_by_id", "made_at", "meets_on", "decided_at"),
    Asked: ("decision_id", "young_person_id", "team_id", "at"),
    Promise: ("id", "kind", "climb", "young_person_id", "service_id", "about_id", "made_at", "since", "due_at",
              "kept_at", "kept_by_id"),
    Contribution: ("id", "young_person_id", "service_id", "decision_id", "sent_at", "draft_id", "reading_id",
                   "moderation_id"),
    Answer: ("contribution_id", "young_person_id", "team_id", "question", "part", "value", "given_at"),
    Reply: ("id", "contribution_id", "by_id", "written_at", "delivered_at"),
    WorkerAnswer: ("decision_id", "worker_id", "part", "value", "given_at"),
}  # fmt: skip
Rows = dict[type, list[tuple[Any, ...]]]


def quarter(
    random: Random, made: Made, questions: QuestionSet, begins: datetime, *, changed: frozenset[int]
) -> int:
    """Write one quarter; how many answers young people gave. `changed` are services that had changed something."""
    rows: Rows = defaultdict(list)
    for team in made.teams:
        for who in team.here:
            _decision(random, rows, team, who, begins, CHANGE if team.service in changed else 0.0)
    same: dict[type, dict[str, Any]] = {
        Decision: {"sealed_title": b"generated"},
        Asked: {"way": "card"},
        Promise: {
            "clock": Clock.ORDINARY,
            "about_kind": "contribution",
            "ladder_id": made.ladder.pk,
            "avoid": [],
        },
        Contribution: {"about": About.DECISION, "language": "en", "question_set_id": questions.pk},
        Answer: {"scale": Scale.FIVE},
        Reply: {"sealed_text": b"generated", "state": ReplyState.DELIVERED, "way": "here"},
        WorkerAnswer: {},
    }
    for model, names in _FIELDS.items():
        write(model, names, rows[model], **same[model])
    return len(rows[Answer])


def _decision(random: Random, rows: Rows, team: Team, who: UUID, begins: datetime, changed: float) -> None:
    at = begins + timedelta(days=random.random() * _DAYS)
    decision, worker = key(random), random.choice(team.staff)
    day = at + timedelta(days=random.randint(-3, 20))
    decided = day + timedelta(days=random.expovariate(1 / 9))
    rows[Decision].append((decision, who, team.pk, worker, at, day.date(), decided))
    if random.random() < 0.85:
        rows[Asked].append((decision, who, team.pk, at))
    if random.random() < 0.2:
        rows[WorkerAnswer] += [
            (decision, worker, part.value, _value(random, LEVELS[part] + 0.8), at) for part in PARTS
        ]
    if random.random() < team.replies:
        _sitting(random, rows, team, who, decision, at, changed)


def _sitting(
    random: Random, rows: Rows, team: Team, who: UUID, decision: UUID, at: datetime, changed: float
) -> None:
    sent = at + timedelta(days=random.random() * 3)
    contribution, reading, moderation = key(random), key(random), key(random)
    worker = random.choice(team.staff)
    read = sent + timedelta(hours=random.expovariate(1 / 14))
    for pk, climb, kept in ((reading, Climb.USUAL.value, read), (moderation, Climb.MODERATORS.value, read)):
        due = sent + timedelta(hours=36)
        rows[Promise].append(
            (pk, PromiseKind.READ.value, climb, who, team.pk, contribution, sent, sent, due, kept, worker)
        )
    rows[Contribution].append((contribution, who, team.pk, decision, sent, key(random), reading, moderation))
    own = random.gauss(team.better + changed, 0.6)
    rows[Answer] += [
        (contribution, who, team.pk, part.value, part.value, _value(random, LEVELS[part] + own), sent)
        for part in PARTS
    ]
    answered = sent + timedelta(days=random.lognormvariate(1.6, 0.8))
    answer = key(random)
    rows[Promise].append(
        (answer, PromiseKind.ANSWER.value, Climb.USUAL.value, who, team.pk, contribution, sent, sent,
         sent + timedelta(days=10), answered, worker)
    )  # fmt: skip
    rows[Reply].append((key(random), contribution, worker, answered, answered))


def _value(random: Random, log_odds: float) -> str:
    if random.random() < 0.07:
        return "not_sure"
    favourable = random.random() < 1 / (1 + math.exp(-log_odds))
    return random.choice("445" if favourable else "1233")
