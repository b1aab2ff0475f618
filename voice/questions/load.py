"""Loads the question sets of the data folder as rows. A changed set becomes a new version."""

import tomllib
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import Prefetch

from voice.questions.models import Question, QuestionSet, QuestionText
from voice.questions.types import CORE, Part, Scale, Tier

DATA = Path(__file__).parent / "data"
Texts = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class OptionWritten:
    """One of a question's own options."""

    value: str
    picture: str
    labels: Texts

    def as_json(self) -> dict[str, Any]:
        return {"value": self.value, "picture": self.picture, "labels": dict(self.labels)}


@dataclass(frozen=True)
class Written:
    """One question as the file says it. Equal when nothing a young person meets has changed."""

    code: str
    part: str
    picture: str
    texts: Texts
    options: tuple[OptionWritten, ...] = ()


@dataclass(frozen=True)
class SetWritten:
    """A whole set for one age."""

    key: str
    tier: Tier
    scale: Scale
    questions: tuple[Written, ...]
    titles: Texts = ()
    picture: str = ""
    place: int = field(default=0, compare=False)  # where it stands in a list is nothing anybody answers


def load(now: datetime, folder: Path = DATA) -> int:
    """How many sets got a new version.

    Raises KeyError or ValueError for a file that can't be used; then nothing is loaded.
    """
    written = written_in(folder)
    with transaction.atomic():
        versions = _versions({one.key for one in written})
        changed = [one for one in written if not _is_current(one, versions[one.key, one.tier])]
        store([(one, _next(versions[one.key, one.tier], now)) for one in changed], now)
    return len(changed)


def written_in(folder: Path = DATA) -> list[SetWritten]:
    """The sets as the files of a folder say them, one for each age. Raises KeyError or ValueError."""
    return [
        one
        for file in sorted(folder.glob("*.toml"))
        for one in _sets(tomllib.loads(file.read_text(encoding="utf-8")))
    ]


def _sets(content: dict[str, Any]) -> list[SetWritten]:
    key, picture, place = content["key"], content.get("picture", ""), content.get("place", 0)
    return [
        SetWritten(
            key,
            Tier(tier["tier"]),
            Scale(tier["scale"]),
            tuple(_written(question, key) for question in tier["question"]),
            _texts(tier.get("title", {})),
            picture,
            place,
        )
        for tier in content["tier"]
    ]


def _written(question: dict[str, Any], key: str) -> Written:
    part = Part(question["part"]) if question["part"] else ""
    options = tuple(
        OptionWritten(option["value"], option["picture"], _texts(option["label"]))
        for option in question.get("options", [])
    )
    if part and (key != CORE or options):
        raise ValueError("a part is counted: it is asked in the core, on its scale, and nowhere else")
    return Written(question["code"], part, question["picture"], _texts(question["text"]), options)


def _texts(texts: dict[str, str]) -> Texts:
    return tuple(sorted(texts.items()))


Versions = dict[tuple[str, str], list[QuestionSet]]


def _versions(keys: set[str]) -> Versions:
    rows = QuestionSet.objects.filter(key__in=keys).order_by("version")
    questions = Question.objects.order_by("position").prefetch_related("texts")
    found: Versions = defaultdict(list)
    for row in rows.prefetch_related(Prefetch("questions", queryset=questions)):
        found[row.key, row.tier].append(row)
    return found


def _is_current(one: SetWritten, versions: list[QuestionSet]) -> bool:
    current = _current(versions)
    return current is not None and stored(current) == one


def _current(versions: list[QuestionSet]) -> QuestionSet | None:
    return next((row for row in versions if row.published_at and not row.ended_at), None)


def _next(versions: list[QuestionSet], now: datetime) -> int:
    """The number of the version that comes now. The one before it ends."""
    current = _current(versions)
    if current is not None:
        current.ended_at = now
        current.save(update_fields=["ended_at"])
    return 1 + max((row.version for row in versions), default=0)


def store(
    written: list[tuple[SetWritten, int]], published: datetime | None, **more: Any
) -> list[QuestionSet]:
    """Rows of these sets with their version numbers, in a few statements however many there are."""
    sets = [
        QuestionSet(
            key=one.key,
            tier=one.tier,
            scale=one.scale,
            version=version,
            titles=dict(one.titles),
            picture=one.picture,
            place=one.place,
            published_at=published,
            **more,
        )
        for one, version in written
    ]
    QuestionSet.objects.bulk_create(sets)
    pairs = [(row, one.questions) for row, (one, _) in zip(sets, written, strict=True)]
    write_questions(pairs)
    return sets


def write_questions(pairs: list[tuple[QuestionSet, tuple[Written, ...]]]) -> None:
    """The questions of sets that have none yet."""
    asked = [
        (
            Question(
                set=row,
                position=position,
                code=question.code,
                part=question.part,
                picture=question.picture,
                options=[option.as_json() for option in question.options],
            ),
            question.texts,
        )
        for row, questions in pairs
        for position, question in enumerate(questions)
    ]
    Question.objects.bulk_create([question for question, _ in asked])
    QuestionText.objects.bulk_create(
        QuestionText(question=question, language=language, text=text)
        for question, texts in asked
        for language, text in texts
    )


def stored(question_set: QuestionSet) -> SetWritten:
    """A set as it stands in the database, in the form it is compared in. Its questions were fetched with it."""
    return SetWritten(
        question_set.key,
        Tier(question_set.tier),
        Scale(question_set.scale),
        tuple(
            Written(
                question.code,
                question.part,
                question.picture,
                _texts({text.language: text.text for text in question.texts.all()}),
                tuple(
                    OptionWritten(option["value"], option["picture"], _texts(option["labels"]))
                    for option in question.options
                ),
            )
            for question in question_set.questions.all()
        ),
        _texts(question_set.titles),
        question_set.picture,
        question_set.place,
    )
