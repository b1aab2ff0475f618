"""Questions asked of question sets. They hold nothing about anybody, so anybody may ask."""

from datetime import date

from django.db.models import Prefetch

from safeguarding.people.models import YoungPerson
from safeguarding.people.queries import age_tier
from voice.questions.languages import falls_back
from voice.questions.models import Question, QuestionSet
from voice.questions.types import Tier


def current_set(key: str, tier: Tier | str) -> QuestionSet | None:
    """The published version of a set for an age tier, its questions fetched with it; None without one."""
    questions = Question.objects.order_by("position").prefetch_related("texts")
    rows = QuestionSet.objects.filter(key=key, tier=tier, published_at__isnull=False, ended_at__isnull=True)
    return rows.prefetch_related(Prefetch("questions", queryset=questions)).first()


def set_for(young_person: YoungPerson, key: str, today: date) -> QuestionSet | None:
    """The current set for their age."""
    return current_set(key, age_tier(young_person, today))


def questions_of(question_set: QuestionSet) -> list[Question]:
    """In order, with their texts."""
    if "questions" in getattr(question_set, "_prefetched_objects_cache", {}):
        return list(question_set.questions.all())
    return list(question_set.questions.order_by("position").prefetch_related("texts"))


def text(question: Question, language: str) -> str:
    """The question in this language, or in the nearest that has it."""
    texts = {row.language: row.text for row in question.texts.all()}
    return next((texts[code] for code in falls_back(language) if code in texts), question.code)
