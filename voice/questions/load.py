"""Loads the question sets of the data folder as rows. A changed set becomes a new version."""

import tomllib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import Max

from voice.questions.models import Question, QuestionSet, QuestionText
from voice.questions.types import Part, Scale, Tier

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True)
class Written:
    """One question as the file says it. Equal when nothing a young person meets has changed."""

    code: str
    part: str
    picture: str
    texts: tuple[tuple[str, str], ...]


def load(now: datetime, folder: Path = DATA) -> int:
    """How many sets got a new version.

    Raises KeyError or ValueError for a file that can't be used; then nothing is loaded.
    """
    changed = 0
    with transaction.atomic():
        for file in sorted(folder.glob("*.toml")):
            content = tomllib.loads(file.read_text(encoding="utf-8"))
            for tier in content["tier"]:
                changed += _load_tier(content["key"], tier, now)
    return changed


def _load_tier(key: str, written: dict[str, Any], now: datetime) -> bool:
    tier, scale = Tier(written["tier"]), Scale(written["scale"])
    questions = [_written(question) for question in written["question"]]
    versions = QuestionSet.objects.filter(key=key, tier=tier)
    current = versions.filter(published_at__isnull=False, ended_at__isnull=True).first()
    if current is not None:
        if current.scale == scale and stored(current) == questions:
            return False
        current.ended_at = now
        current.save(update_fields=["ended_at"])
    last = versions.aggregate(last=Max("version"))["last"] or 0
    new = QuestionSet.objects.create(key=key, tier=tier, scale=scale, version=last + 1, published_at=now)
    for position, question in enumerate(questions):
        row = Question.objects.create(
            set=new, position=position, code=question.code, part=question.part, picture=question.picture
        )
        QuestionText.objects.bulk_create(
            QuestionText(question=row, language=language, text=text) for language, text in question.texts
        )
    return True


def _written(question: dict[str, Any]) -> Written:
    part = Part(question["part"]) if question["part"] else ""
    return Written(question["code"], part, question["picture"], tuple(sorted(question["text"].items())))


def stored(question_set: QuestionSet) -> list[Written]:
    """A set's questions as they stand in the database, in the form they are compared in."""
    return [
        Written(
            question.code,
            question.part,
            question.picture,
            tuple(sorted((text.language, text.text) for text in question.texts.all())),
        )
        for question in question_set.questions.order_by("position").prefetch_related("texts")
    ]
