"""Question sets that administrators write: drafts, versions, publishing, and which a service offers."""

import uuid
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Max

from safeguarding.people.actions.permission import By, actor_of, must_set_up
from safeguarding.people.models import Service, Worker
from safeguarding.people.types import NotAllowed, NotNow
from safeguarding.trail.actions import change, record
from safeguarding.trail.types import TrailType
from voice.questions.load import SetWritten, Written, store, stored, write_questions
from voice.questions.models import QuestionSet, SetChoice
from voice.questions.queries import current_set, in_full
from voice.questions.reading import TooHard, too_hard
from voice.questions.types import CORE, SAFETY, SCALE_OF, Tier
from voice.questions.words import beside_options, scale_options

LEAST, MOST = 1, 6
OWN_PLACE = 100  # after everything that came with the product


class NotReadable(ValueError):
    """Some sentences are too hard for young people. ``found`` names them."""

    def __init__(self, found: list[TooHard]) -> None:
        super().__init__("too hard")
        self.found = found


@dataclass(frozen=True)
class AskedHere:
    """One question as an administrator wrote it. ``safety``: a code of SAFETY, if a low answer is about safety."""

    text: str
    picture: str
    easy: str = ""
    safety: str = ""
    code: str = ""  # of the question it was in the version before, so that answers can be put side by side


@dataclass(frozen=True)
class Draft:
    """A whole set as an administrator wrote it."""

    title: str
    picture: str
    tier: Tier
    questions: tuple[AskedHere, ...]


def write_set(service: Service, draft: Draft, now: datetime, by: Worker) -> QuestionSet:
    """A new set of a service, not published yet. Raises NotAllowed, NotReadable; NotNow "number" or "twice"."""
    with change(now):
        must_set_up(by, service, now)
        key = f"own_{uuid.uuid4().hex[:12]}"
        row = store([(_checked(draft, key), 1)], None, service=service)[0]
        _record(row, by, "question_set_written")
    return row


def change_set(row: QuestionSet, draft: Draft, now: datetime, by: Worker) -> QuestionSet:
    """Other words for a draft. A published version never changes: NotNow "published". Raises as ``write_set``."""
    with change(now):
        row = _held(row, now, by)
        if row.published_at is not None:
            raise NotNow("published")
        one = _checked(replace(draft, tier=Tier(row.tier)), row.key)
        row.titles, row.picture = dict(one.titles), one.picture
        row.save(update_fields=["titles", "picture"])
        row.questions.all().delete()
        write_questions([(row, one.questions)])
        _record(row, by, "question_set_written")
    return row


def publish(row: QuestionSet, now: datetime, by: Worker) -> QuestionSet:
    """Young people are asked this from now on; the version before it ends. What was answered stays as it was asked.

    Raises NotAllowed, NotReadable; NotNow "published".
    """
    with change(now):
        row = _held(row, now, by)
        if row.published_at is not None:
            raise NotNow("published")
        found = _hard(stored(in_full(row)))
        if found:
            raise NotReadable(found)
        before = current_set(row.key, row.tier)
        if before is not None:
            before.ended_at = now
            before.save(update_fields=["ended_at"])
        row.published_at = now
        row.save(update_fields=["published_at"])
        _record(row, by, "question_set_published")
    return row


def new_version(row: QuestionSet, now: datetime, by: Worker, tier: Tier | None = None) -> QuestionSet:
    """A draft that says what ``row`` says, to be changed: its next version, or the same for another age.

    There is one draft for each age: asked again, it is that one. Raises NotAllowed.
    """
    with change(now):
        row = _held(row, now, by)
        wanted = tier or Tier(row.tier)
        versions = QuestionSet.objects.filter(key=row.key, tier=wanted)
        draft = versions.filter(published_at__isnull=True).first()
        if draft is not None:
            return draft
        last = versions.aggregate(last=Max("version"))["last"] or 0
        same = replace(stored(in_full(row)), tier=wanted, scale=SCALE_OF[wanted])
        return store([(same, last + 1)], None, service=row.service)[0]


def throw_away(row: QuestionSet, now: datetime, by: Worker) -> None:
    """A draft is gone. Raises NotAllowed; NotNow "published"."""
    with change(now):
        row = _held(row, now, by)
        if row.published_at is not None:
            raise NotNow("published")
        row.delete()


def stop(row: QuestionSet, now: datetime, by: Worker) -> None:
    """Nobody is asked this any more. What was answered stays. Raises NotAllowed."""
    with change(now):
        row = _held(row, now, by)
        if row.published_at is not None and row.ended_at is None:
            row.ended_at = now
            row.save(update_fields=["ended_at"])
            _record(row, by, "question_set_stopped")


def switch_set(service: Service, key: str, now: datetime, by: By, *, is_on: bool) -> None:
    """Offer a set to the young people of a service and below, or no longer. Raises NotAllowed; NotNow "core"."""
    with change(now):
        must_set_up(by, service, now)
        if key == CORE:
            raise NotNow("core")
        row = QuestionSet.objects.filter(key=key).select_related("service").first()
        if row is None or (row.service is not None and not service.path.startswith(row.service.path)):
            raise NotAllowed("question set")
        SetChoice.objects.update_or_create(
            service=service, key=key, defaults={"is_on": is_on, "changed_at": now}
        )
        what = "question_set_on" if is_on else "question_set_off"
        record(TrailType.SERVICE_CHANGED, actor_of(by), about=("service", service.pk), what=what, set=key)


def _held(row: QuestionSet, now: datetime, by: Worker) -> QuestionSet:
    """The set as it is now, held. One that came with the product nobody changes."""
    held = QuestionSet.objects.select_for_update().filter(pk=row.pk).first()
    if held is None or held.service is None:
        raise NotAllowed("question set")
    must_set_up(by, held.service, now)
    return held


def _checked(draft: Draft, key: str) -> SetWritten:
    """The draft in the form sets are kept in, if young people can read it and the rules know its codes."""
    if not LEAST <= len(draft.questions) <= (3 if draft.tier is Tier.FOUR else MOST):
        raise NotNow("number")
    codes = [one.safety for one in draft.questions if one.safety]
    if len(set(codes)) != len(codes) or not set(codes) <= set(SAFETY):
        raise NotNow("twice")
    one = SetWritten(
        key,
        draft.tier,
        SCALE_OF[draft.tier],
        _questions(draft),
        (("en", draft.title),),
        draft.picture,
        OWN_PLACE,
    )
    found = _hard(one)
    if found:
        raise NotReadable(found)
    return one


def _questions(draft: Draft) -> tuple[Written, ...]:
    taken = {one.code for one in draft.questions}
    fresh = (f"q{number}" for number in range(1, 100) if f"q{number}" not in taken)
    found = []
    for one in draft.questions:
        own = one.code if one.code and one.code not in SAFETY else ""
        texts = [("en", one.text)] + ([("en-easy", one.easy)] if one.easy else [])
        found.append(Written(one.safety or own or next(fresh), "", one.picture, tuple(texts)))
    return tuple(found)


def _hard(one: SetWritten) -> list[TooHard]:
    found = []
    for question in one.questions:
        for language, text in question.texts:
            own = [dict(option.labels).get("en", "") for option in question.options]
            labels = own or [option.label for option in scale_options(one.scale, language)]
            labels += [option.label for option in beside_options(language)]
            found.append(too_hard(text, labels))
    titles = [too_hard(text, []) for _, text in one.titles]
    return [hard for hard in [*titles, *found] if hard is not None]


def _record(row: QuestionSet, by: Worker, what: str) -> None:
    about = ("service", row.service_id) if row.service_id else None
    record(
        TrailType.SERVICE_CHANGED,
        actor_of(by),
        about=about,
        what=what,
        set=row.key,
        tier=row.tier,
        version=row.version,
    )
