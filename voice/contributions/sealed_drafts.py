"""A draft's sealed body: opening, saving, and who may see it again."""

import json
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet, TextChoices

from safeguarding.concerns.types import Pace
from safeguarding.people.lock_resets import last_reset
from safeguarding.people.models import NamedWorker, PictureLock, Worker, YoungPerson
from safeguarding.people.queries import PERSON_NOW
from safeguarding.prepared import Asked, Prepared, together, updating, write
from safeguarding.vault import digests, envelope, keys
from voice.contributions.around import OF_NAMED_WORKER, Around, Say, mentions_of, names_of
from voice.contributions.board import BOARD
from voice.contributions.errors import AlreadySent, DraftGone
from voice.contributions.models import Draft
from voice.contributions.types import AnswerWay, DraftBody, IfLeave, TalkTo, WithMe
from voice.questions.languages import is_known

Choice = TypeVar("Choice", bound=TextChoices)
FIELD = "sealed_body"
WITH_ITS_PERSON = ("young_person__data_key", "young_person__service", "young_person__home")
ONE = Prepared(
    lambda key, young_person: Draft.objects.filter(pk=key, young_person=young_person).select_related(
        "decision", "question_set"
    )
)
OPEN = Prepared(
    lambda young_person: Draft.objects.filter(
        young_person=young_person, sent_at__isnull=True, set_aside_at__isnull=True
    ).select_related("decision", "question_set")
)
LOCKED = Prepared(
    lambda key: (
        Draft.objects.select_for_update(of=("self",))
        .select_related("decision", "question_set")
        .filter(pk=key)
    )
)


def body(draft: Draft) -> DraftBody:
    """What it says so far."""
    keys.unwrapped(draft.young_person.data_key)  # it came beside the draft: nothing is asked for it
    kept: dict[str, Any] = json.loads(envelope.open_sealed(draft, FIELD))
    return DraftBody().merged(kept)


def seal_body(draft: Draft, said: DraftBody) -> None:
    """Put ``said`` into the draft, sealed; the caller saves it."""
    # Not escaped: escaping would join two halves of a broken character that came apart.
    text = json.dumps(asdict(said), ensure_ascii=False)
    draft.sealed_body = envelope.seal(draft.young_person.data_key, draft, FIELD, text)
    draft.if_leave = choice(IfLeave, said.if_leave, "")


def save(draft: Draft, changes: dict[str, Any], now: datetime) -> Draft:
    """Merge one page's ``changes`` into the draft as it stands now. Raises DraftGone or AlreadySent."""

    def change_it(row: Draft) -> None:
        seal_body(row, body(row).merged(changes))
        row.saved_at = now
        write(updating(row, "sealed_body", "if_leave", "saved_at"))

    return with_locked(draft, change_it)


def with_locked(draft: Draft, change_it: Callable[[Draft], None]) -> Draft:
    """Change an unsent draft while nobody else can. Inside a transaction of the caller's or of its own."""
    with transaction.atomic():
        row = locked(draft)
        if row is None:
            raise DraftGone
        if row.sent_at is not None:
            raise AlreadySent
        change_it(row)
    return row


def locked(draft: Draft) -> Draft | None:
    """The row as it is now, held still until the transaction ends; None if it was thrown away."""
    rows, people = together(*locked_asked(draft))
    return _of(rows[0], people[0]) if rows and people else None


def locked_asked(draft: Draft) -> tuple[Asked, Asked]:
    """What ``locked`` asks."""
    return LOCKED.asked(key=draft.pk), PERSON_NOW.asked(key=draft.young_person_id)


def open_of(young_person: YoungPerson) -> Draft | None:
    """The one that is open."""
    return _of(next(iter(together(open_asked(young_person.pk))[0]), None), young_person)


def open_asked(young_person_id: UUID) -> Asked:
    """What ``open_of`` asks."""
    return OPEN.asked(young_person=young_person_id)


def one_asked(young_person_id: UUID, key: UUID) -> Asked:
    """What ``one_of`` asks."""
    return ONE.asked(key=key, young_person=young_person_id)


def one_of(young_person: YoungPerson, key: UUID) -> Draft | None:
    """One of theirs, sent or not."""
    return _of(next(iter(together(one_asked(young_person.pk, key))[0]), None), young_person)


def _of(draft: Draft | None, young_person: YoungPerson) -> Draft | None:
    # They come beside it: one question of seven tables takes PostgreSQL as long to plan as ten short ones.
    if draft is not None:
        draft.young_person = young_person
    return draft


def session_digest(session_key: str) -> bytes | None:
    """What a draft keeps of the session that wrote it."""
    return next(iter(session_digests(session_key)), None)


def session_digests(session_key: str) -> list[bytes]:
    """As whatever a draft may keep it; nothing without a session."""
    return digests.token_digests("draft session", session_key) if session_key else []


def may_see(draft: Draft, session_key: str, unlocked: bool) -> bool:
    """The session that wrote it, or the picture lock."""
    if digests.is_one_of(draft.session_digest, session_digests(session_key)):
        return True
    return unlocked and lock_opens(draft)


def lock_opens(draft: Draft) -> bool:
    """Whether their picture lock is for this draft.

    Whoever holds the card can choose the first lock: it is for what was kept since. For what is older, their
    lock was taken off since with their worker, in person; and that worker is not whom it names. Four words (no lock)
    open everything of a drop-in's.
    """
    lock = PictureLock.objects.filter(young_person=draft.young_person_id).first()
    if lock is None or draft.saved_at >= lock.made_at:
        return True
    reset = last_reset(draft.young_person)
    return reset is not None and reset.at >= draft.saved_at and not _names(draft, reset.by)


def _names(draft: Draft, worker_id: UUID | None) -> bool:
    worker = Worker.objects.filter(pk=worker_id).first() if worker_id else None
    if worker is None:
        return True
    first = NamedWorker.objects.filter(worker=worker, young_person=draft.young_person_id, position=0).exists()
    them = Around(worker, names_of(worker), OF_NAMED_WORKER if first else ())
    return bool(mentions_of(body(draft).written, [them], Say.ROLE))


def drafts_of(young_person: YoungPerson) -> QuerySet[Draft]:
    """Their drafts with what opening one needs."""
    rows = Draft.objects.filter(young_person=young_person)
    return rows.select_related(*WITH_ITS_PERSON, "decision", "question_set")


def choice(of: type[Choice], value: str, otherwise: str) -> str:
    """``value`` if it is one of the choices: a form can send anything."""
    return value if value in of.values else otherwise


def tidied(said: DraftBody) -> DraftBody:
    """With every choice either a known one or its default, so that nothing strange reaches a plain column."""
    return said.merged(
        {
            "language": said.language if is_known(said.language) else "en",
            "pace": choice(Pace, said.pace, ""),
            "with_me": choice(WithMe, said.with_me, ""),
            "talk_to": choice(TalkTo, said.talk_to, ""),
            "pictures": [code for code in said.pictures if code in BOARD],
            "answer_way": choice(AnswerWay, said.answer_way, AnswerWay.HERE),
        }
    )
