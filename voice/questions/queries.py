"""Questions asked of question sets. They hold nothing about anybody, so anybody may ask."""

import uuid
from datetime import date

from django.db.models import Prefetch, Q

from safeguarding.people.access import line_of
from safeguarding.people.models import Service, YoungPerson
from safeguarding.people.queries import age_tier
from voice.questions.languages import falls_back
from voice.questions.models import Question, QuestionSet, SetChoice
from voice.questions.types import CORE, Scale, Tier
from voice.questions.words import Option, option, scale_options


def current_set(key: str, tier: Tier | str) -> QuestionSet | None:
    """The published version of a set for an age tier, its questions fetched with it; None without one."""
    questions = Question.objects.order_by("position").prefetch_related("texts")
    rows = QuestionSet.objects.filter(key=key, tier=tier, published_at__isnull=False, ended_at__isnull=True)
    return rows.prefetch_related(Prefetch("questions", queryset=questions)).first()


def in_full(question_set: QuestionSet) -> QuestionSet:
    """The same version with its questions and texts, as they are now."""
    questions = Question.objects.order_by("position").prefetch_related("texts")
    return QuestionSet.objects.prefetch_related(Prefetch("questions", queryset=questions)).get(
        pk=question_set.pk
    )


def sets_to_offer(service: Service) -> list[QuestionSet]:
    """Every version an administrator of a service may look at: what came with us, and what was written at or above it.

    Ended ones are left out. By place, then by age.
    """
    rows = QuestionSet.objects.filter(ended_at__isnull=True).exclude(key=CORE)
    rows = rows.filter(Q(service__isnull=True) | Q(service__in=line_of(service)))
    ages = list(Tier)
    return sorted(rows, key=lambda row: (row.place, row.key, ages.index(Tier(row.tier)), row.version))


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
    return _best({row.language: row.text for row in question.texts.all()}, language) or question.code


def title(question_set: QuestionSet, language: str) -> str:
    """What a set is called where they choose."""
    return _best(question_set.titles, language) or question_set.key


def topics_for(young_person: YoungPerson, today: date) -> list[QuestionSet]:
    """The sets they may choose: of their age, and offered by their service."""
    service = young_person.service
    rows = QuestionSet.objects.filter(
        tier=age_tier(young_person, today), published_at__isnull=False, ended_at__isnull=True
    ).exclude(key=CORE)
    offers = offered_keys(service, {row.key: row.service_id for row in rows})
    return sorted((row for row in rows if row.key in offers), key=lambda row: (row.place, row.published_at))


def offered_keys(service: Service, sets: dict[str, uuid.UUID | None]) -> set[str]:
    """Which of these sets a service offers: by its own choice, or the nearest one above it.

    ``sets`` says whose each one is. Where nobody chose, what came with the product is offered, and what
    administrators wrote is not. A set of another service is never offered.
    """
    line = line_of(service)
    choices: dict[str, tuple[int, bool]] = {}
    for row in SetChoice.objects.filter(service__in=line, key__in=sets):
        near = line.index(row.service_id)
        if row.key not in choices or near < choices[row.key][0]:
            choices[row.key] = near, row.is_on
    return {
        key
        for key, owner in sets.items()
        if choices.get(key, (0, owner is None))[1] and (owner is None or owner in line)
    }


def topic(young_person: YoungPerson, key: str, today: date) -> QuestionSet | None:
    """One of those they may choose, or None: a form can send anything."""
    row = next((row for row in topics_for(young_person, today) if row.key == key), None)
    return row and current_set(row.key, row.tier)


def options(question: Question, scale: str, language: str) -> list[Option]:
    """What can be tapped: the points of ``scale``, lowest first, or the question's own things in their order."""
    if not question.options:
        return scale_options(scale, language)
    return [
        Option(own["value"], _best(own["labels"], language), None, own["picture"]) for own in question.options
    ]


def tapped(question: Question | None, scale: str, value: str, language: str) -> Option:
    """What an answer says: one of the question's own options, or of the scale it was given on."""
    own = options(question, scale, language) if question is not None and scale == Scale.PICK else []
    return next((found for found in own if found.value == value), option(scale, value, language))


def _best(texts: dict[str, str], language: str) -> str:
    return next((texts[code] for code in falls_back(language) if code in texts), "")
