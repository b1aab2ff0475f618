"""What the larger pages of a worker show: one function a page, which joins what the rooms give."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from frontend.desk.frame import frame
from frontend.desk.times import when_exactly
from frontend.desk.wording import NOTE_TITLES, OUTCOMES
from frontend.guards import WorkerRequest
from frontend.worker import concern_forms, next_step
from frontend.worker.reply_form import ReplyForm
from frontend.worker.said import said
from frontend.worker.thread import who
from safeguarding.concerns.queries import concern_for, concern_of
from safeguarding.concerns.shown import ConcernPage
from safeguarding.concerns.types import PASSED_ON, Pace
from safeguarding.people.models import Worker
from safeguarding.people.types import NotAllowed
from voice.contributions.pages import WordsPage
from voice.contributions.queries import open_words
from voice.replies.queries import replies_to

Forms = dict[str, forms.Form]


@dataclass(frozen=True)
class Trouble:
    """What could not be done, beside what was typed."""

    form: str = ""
    bound: forms.Form | None = None
    problem: str = ""


def page_of(worker: Worker, contribution_id: uuid.UUID, now: datetime) -> uuid.UUID | None:
    """The concern on whose page this worker reads a contribution, if there is one they may work on."""
    concern = concern_of(("contribution", contribution_id))
    if concern is None:
        return None
    try:
        return concern_for(worker, concern.pk, now).concern.pk
    except NotAllowed:
        return None


def contribution_page(
    request: WorkerRequest, contribution_id: uuid.UUID, now: datetime, trouble: Trouble = Trouble()
) -> dict[str, Any]:
    """A contribution without a concern of the worker's: words and answer. Opening it is a look."""
    words = open_words(request.user, contribution_id, now)
    context = {
        **frame(request, now, "inbox"),
        **said(words, request.user, now),
        **_reply(words, request.user, now, trouble),
        "problem": trouble.problem,
    }
    return context | {"next_step": next_step.of_contribution(context)}


def concern_page(
    request: WorkerRequest, concern_id: uuid.UUID, now: datetime, trouble: Trouble = Trouble()
) -> dict[str, Any]:
    """A concern with the words it came from, and all a worker can do about it. Opening it is a look."""
    before = concern_for(request.user, concern_id, now)
    words = open_words(request.user, before.concern.from_id, now)
    page = concern_for(request.user, concern_id, now)  # the look may have kept a promise
    given = {trouble.form: trouble.bound} if trouble.bound is not None else {}
    return {
        **frame(request, now, "inbox"),
        **said(words, request.user, now, page.promises),
        **_reply(words, request.user, now, trouble),
        **_forms(page, request.user, given),
        "problem": trouble.problem,
        "opened_form": trouble.form,
        "concern": page,
        "seen": before.came,  # what came while the page was put together may be missing from it
        **_steps(page, request.user, now),
        "receiver": _receiver(page),
        "plans": [_plan(row, request.user, now) for row in page.plans],
        "notes": [_note(row, request.user, now) for row in page.notes],
        "outcomes": [_outcome(row, request.user, now) for row in page.outcomes],
        "callout": _callout(page, words.name),
        "quiet_pace": page.concern.pace in (Pace.TALK_FIRST, Pace.NOT_YET),
    }


def _steps(page: ConcernPage, me: Worker, now: datetime) -> dict[str, Any]:
    """What is to be done now. Whose outcome waits for a second person has done their part: nothing asks again."""
    current = page.current
    take = page.waiting is None and _asks_to_be_taken(page, me, now)
    plan = page.waiting is None and current is not None and current.about_kind == "concern"
    act = current is not None and current.about_kind == "plan"
    receipt = page.waiting is not None and page.waiting.agreed is not False and _awaits_receipt(page)
    step = next_step.of_concern(page, take=take, plan=plan, act=act, receipt=receipt)
    return {"show_take": take, "to_plan": plan, "to_act": act, "receipt": receipt, "next_step": step}


def _forms(page: ConcernPage, me: Worker, given: dict[str, Any]) -> Forms:
    made: Forms = {
        "plan": concern_forms.PlanForm(page, me, prefix="plan"),
        "done": concern_forms.DoneForm(prefix="done"),
        "note": concern_forms.NoteForm(prefix="note"),
        "advice": concern_forms.AdviceForm(page, prefix="advice"),
        "hand": concern_forms.HandOverForm(page, prefix="hand"),
        "outcome": concern_forms.OutcomeForm(prefix="outcome"),
        "second": concern_forms.SecondForm(prefix="second"),
        "check": concern_forms.CheckForm(prefix="check"),
        "receipt": concern_forms.ReceiptForm(prefix="receipt"),
    }
    return {f"{name}_form": given.get(name, form) for name, form in made.items()}


def _reply(words: WordsPage, me: Worker, now: datetime, trouble: Trouble) -> dict[str, Any]:
    written = replies_to(me, words.contribution, now)
    waiting = any(row.state in ("waiting", "to_tell") for row in written)
    bound = trouble.bound if trouble.form == "reply" else None
    return {
        "replies": written,
        "reply_waits": waiting,
        "reply_form": bound or ReplyForm(prefix="reply", initial={"way": words.contribution.answer_way}),
        "answer_by": when_exactly(words.answer.due_at, now) if words.answer and words.answer.is_open else "",
    }


def _taken(page: ConcernPage, now: datetime) -> bool:
    row = page.current
    return row is not None and row.taken_until is not None and row.taken_until > now


def _asks_to_be_taken(page: ConcernPage, me: Worker, now: datetime) -> bool:
    """Nobody has got it now, and it waits for a plan, or for somebody else than this worker to act."""
    row = page.current
    return (
        row is not None and not _taken(page, now) and (row.about_kind == "concern" or row.keeper_id != me.pk)
    )


def _awaits_receipt(page: ConcernPage) -> bool:
    row = page.waiting
    return row is not None and row.kind in PASSED_ON and (row.review_id is None or row.agreed is True)


def _receiver(page: ConcernPage) -> str:
    """Whom the outcome that waits was passed on to."""
    waits = page.waiting.pk if page.waiting else None
    return next((shown.receiver for shown in page.outcomes if shown.row.pk == waits), "")


def _plan(row: Any, me: Worker, now: datetime) -> dict[str, Any]:
    return {
        "row": row,
        "who": who(row.doer, me),
        "by": when_exactly(row.by, now),
        "made_by": who(row.made_by, me),
    }


def _note(row: Any, me: Worker, now: datetime) -> dict[str, Any]:
    kind = NOTE_TITLES[row.kind]
    return {"row": row, "who": who(row.by, me), "kind": kind, "when": when_exactly(row.at, now)}


def _outcome(shown: Any, me: Worker, now: datetime) -> dict[str, Any]:
    row = shown.row
    return {
        "shown": shown,
        "what": OUTCOMES[row.kind],
        "who": who(row.by, me),
        "when": when_exactly(row.at, now),
        "second": who(row.second, me) if row.second_id else "",
        "waits": row.review_id is not None and row.agreed is None,
        "refused": row.agreed is False,
    }


def _callout(page: ConcernPage, name: str) -> str:
    named = {"name": name}
    if page.concern.pace == Pace.TALK_FIRST:
        return _("%(name)s asked to talk first. If you can’t wait, write why. They will be told.") % named
    if page.concern.pace == Pace.NOT_YET:
        return _("%(name)s asked for “not yet”. If you can’t wait, write why. They will be told.") % named
    return ""
