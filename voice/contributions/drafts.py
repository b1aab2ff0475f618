"""Drafts: what is not sent yet. One is open for each young person; each page's POST saves into it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from safeguarding.people.models import YoungPerson
from safeguarding.trail.actions import change
from safeguarding.vault import envelope
from voice.contributions import sealed_drafts
from voice.contributions.errors import DraftGone, NothingSaid
from voice.contributions.models import Contribution, Draft
from voice.contributions.permission import hold
from voice.contributions.sealed_drafts import body, save
from voice.contributions.submitting import submit_contribution
from voice.contributions.types import About, DraftBody, IfLeave
from voice.decisions.models import Decision
from voice.questions.models import QuestionSet
from voice.questions.queries import set_for
from voice.questions.types import CORE

__all__ = [
    "begin",
    "begin_after",
    "begin_anew",
    "body",
    "draft_of",
    "kept_drafts",
    "leave",
    "let_go",
    "lock_chosen",
    "open_draft",
    "save",
    "take_up",
    "throw_away",
]
TYPED = ("words", "reach", "must_not_know")


def begin(
    young_person: YoungPerson,
    about: About,
    now: datetime,
    decision: Decision | None = None,
    session_key: str = "",
    topic: QuestionSet | None = None,
) -> Draft:
    """The open draft of this session, or a new one. One from another sitting is left as its owner chose.

    ``topic`` is the set they chose, if it is about one.
    """
    gone = _open(young_person)
    if gone is not None and not sealed_drafts.may_see(gone, session_key, unlocked=False):
        leave(gone, now)
    with change(now):
        hold(young_person)  # two taps on "start" make one draft
        there = _open(young_person)
        if there is not None:
            wanted = (about, decision.pk if decision else None)
            same = (there.about, there.decision_id) == wanted and topic in (None, there.question_set)
            if same and sealed_drafts.may_see(there, session_key, unlocked=False):
                return there
            _set_aside(there, now)
        return _new(young_person, about, now, decision, session_key, topic)


def begin_anew(
    young_person: YoungPerson,
    about: About,
    changes: dict[str, Any],
    now: datetime,
    decision: Decision | None = None,
    session_key: str = "",
    if_leave: str = "",
) -> Draft | None:
    """A draft for what was typed on a page whose own draft is sent or gone. None when nothing was typed.

    The same post twice begins one. Another open one is kept in its place, as with ``begin``.
    """
    typed = {name: changes[name] for name in TYPED if changes.get(name, "").strip()}
    if not typed:
        return None
    with change(now):
        hold(young_person)
        for row in sealed_drafts.drafts_of(young_person).filter(sent_at__isnull=True, about=about):
            there = body(row)
            mine = sealed_drafts.may_see(row, session_key, unlocked=False)
            if mine and all(getattr(there, name) == text for name, text in typed.items()):
                return take_up(row, session_key, now)
        other = _open(young_person)
        if other is not None:
            _set_aside(other, now)
        draft = _new(young_person, about, now, decision, session_key)
        return save(draft, typed | {"if_leave": if_leave}, now)


def begin_after(draft: Draft, changes: dict[str, Any], now: datetime, session_key: str) -> Draft | None:
    """As ``begin_anew``, beside a draft that was sent meanwhile. None when it says nothing that is not sent."""
    new = {name: text for name, text in changes.items() if name in TYPED and text != _sent_text(draft, name)}
    return begin_anew(
        draft.young_person, About(draft.about), new, now, draft.decision, session_key, draft.if_leave
    )


def _sent_text(draft: Draft, field: str) -> str:
    """What was sent of ``draft`` in this field."""
    row = Contribution.objects.filter(draft_id=draft.pk).select_related("words").first()
    if row is None:
        return ""
    if field == "words":
        words = getattr(row, "words", None)
        return envelope.open_sealed(words, "sealed_text") if words is not None else ""
    return envelope.open_sealed(row, f"sealed_{field}") if getattr(row, f"sealed_{field}") else ""


def _new(
    young_person: YoungPerson,
    about: About,
    now: datetime,
    decision: Decision | None,
    session_key: str,
    topic: QuestionSet | None = None,
) -> Draft:
    today = timezone.localtime(now).date()
    draft = Draft(
        young_person=young_person,
        about=about,
        decision=decision,
        question_set=set_for(young_person, CORE, today) if about == About.DECISION else topic,
        session_digest=sealed_drafts.session_digest(session_key),
        begun_at=now,
        saved_at=now,
    )
    said = DraftBody(language=young_person.language, reading_help=young_person.reading_help)
    sealed_drafts.seal_body(draft, said)
    draft.save(force_insert=True)
    return draft


def _set_aside(draft: Draft, now: datetime) -> None:
    if not body(draft).says_something:
        throw_away(draft, now)
        return
    draft.set_aside_at = now
    draft.save(update_fields=["set_aside_at"])


def _open(young_person: YoungPerson) -> Draft | None:
    return sealed_drafts.open_of(young_person)


def open_draft(young_person: YoungPerson, session_key: str, *, unlocked: bool = False) -> Draft | None:
    """The open draft, if this session wrote it or the picture lock is open."""
    draft = _open(young_person)
    return draft if draft is not None and sealed_drafts.may_see(draft, session_key, unlocked) else None


def draft_of(
    young_person: YoungPerson, draft_id: UUID | str, session_key: str, *, unlocked: bool = False
) -> Draft | None:
    """One draft by id, sent or not, under the same rule: the page after a second Send asks with it."""
    try:
        key = draft_id if isinstance(draft_id, UUID) else UUID(draft_id)
    except ValueError:  # it came with a form, which can hold anything
        return None
    draft = sealed_drafts.one_of(young_person, key)
    return draft if draft is not None and sealed_drafts.may_see(draft, session_key, unlocked) else None


def kept_drafts(young_person: YoungPerson) -> list[Draft]:
    """Kept from other sittings, newest first. Ask only after the picture lock was opened."""
    rows = sealed_drafts.drafts_of(young_person).filter(sent_at__isnull=True, set_aside_at__isnull=False)
    return [row for row in rows.order_by("-saved_at") if sealed_drafts.lock_opens(row)]


def lock_chosen(young_person: YoungPerson, session_key: str, now: datetime) -> None:
    """The session's own drafts are there at the moment a lock is chosen: it is for them too."""
    mine = sealed_drafts.session_digests(session_key)
    rows = Draft.objects.filter(young_person=young_person, sent_at__isnull=True, session_digest__in=mine)
    rows.update(saved_at=now)


def take_up(draft: Draft, session_key: str, now: datetime) -> Draft:
    """Go on with a kept draft in this session; another open one is kept in its place.

    Raises DraftGone or AlreadySent.
    """
    with change(now):
        hold(draft.young_person)
        there = _open(draft.young_person)
        if there is not None and there.pk != draft.pk:
            _set_aside(there, now)

        def mine_now(row: Draft) -> None:
            row.set_aside_at = None
            row.session_digest = sealed_drafts.session_digest(session_key)
            row.saved_at = now
            row.save(update_fields=["set_aside_at", "session_digest", "saved_at"])

        return sealed_drafts.with_locked(draft, mine_now)


def let_go(young_person: YoungPerson, session_key: str) -> None:
    """They left: what they wrote is no session's now. No page found again brings it back, only the lock does."""
    mine = sealed_drafts.session_digests(session_key)
    Draft.objects.filter(young_person=young_person, session_digest__in=mine).update(session_digest=None)


def throw_away(draft: Draft, now: datetime) -> None:
    """Gone, and not to be had back. One that was sent stays what it is."""
    with change(now):
        Draft.objects.filter(pk=draft.pk, sent_at__isnull=True).delete()


def leave(draft: Draft, now: datetime) -> None:
    """They left: do what they chose (send, keep or throw away)."""
    row = sealed_drafts.drafts_of(draft.young_person).filter(pk=draft.pk, sent_at__isnull=True).first()
    if row is None:
        return
    if row.if_leave == IfLeave.SEND:
        try:
            submit_contribution(row.young_person, row, now)
        except (NothingSaid, DraftGone):
            throw_away(row, now)
    elif row.if_leave == IfLeave.THROW:
        throw_away(row, now)
