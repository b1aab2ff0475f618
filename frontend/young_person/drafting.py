"""A page of a draft: find it, save what was typed, go on. Shared by every page between the topic and Send."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect

from frontend.guards import person_asked, young_person_id_of
from frontend.young_person import flow, page, parse
from frontend.young_person.bringing import bring_since
from frontend.young_person.leave import typed_since
from frontend.young_person.lock_rules import WayBack, may_choose, way_back
from frontend.young_person.people_shown import readers_now
from frontend.young_person.sitting import Sitting, View, draft_on_page, go_on_with, sitting
from safeguarding.prepared import Asked, ahead
from voice.contributions import drafts
from voice.contributions.errors import AlreadySent, ContributionError, DraftGone
from voice.contributions.models import Draft
from voice.contributions.queries import named_readers
from voice.contributions.sealed_drafts import one_asked, open_asked
from voice.contributions.types import About, DraftBody, IfLeave
from voice.questions.queries import questions_of

P = ParamSpec("P")
NOT_SENT = {IfLeave.SEND: "not_sent_send", IfLeave.THROW: "not_sent_throw"}
# What is kept is only worth something to whoever can come back to it.
NOT_SENT_KEEP = {
    WayBack.OWN: "not_sent_keep",
    WayBack.ASK: "not_sent_keep_ask",
    WayBack.NONE: "not_sent_keep_none",
}


@dataclass
class Drafting:
    """A sitting with its open draft."""

    here: Sitting
    draft: Draft
    body: DraftBody

    @property
    def path(self) -> str:
        return self.here.request.path

    def pages(self) -> list[str]:
        """Every page of this draft in order."""
        return flow.steps(
            flow.Facts(
                questions=len(questions_of(self.draft.question_set)) if self.draft.question_set else 0,
                to_advocate=self.draft.about == About.ADVOCATE,
                about=self.draft.about,
                named=len(self.here.session.get("named", [])),
                choose_lock=may_choose(self.here),
                helped=flow.is_helped(self.draft.question_set),
            )
        )

    def save(self) -> None:
        """Keep what this page's form says."""
        changes = parse.changes(self.here.request.POST)
        if changes:
            self.draft = drafts.save(self.draft, changes, self.here.now)
            self.body = drafts.body(self.draft)

    def go_on(self) -> HttpResponse:
        """After saving: back, to their worker, or on to the next page."""
        go = self.here.request.POST.get("go")
        if go == "worker":
            return redirect("my_worker")
        return redirect((flow.before if go == "back" else flow.after)(self.path, self.pages()))

    def leave_unsaved(self) -> HttpResponse:
        """On to the next page without keeping what this one says."""
        return redirect(flow.after(self.path, self.pages()))

    @property
    def not_sent(self) -> str:
        """ "Not sent yet. Exit will keep it.": on every page until Send."""
        chosen = IfLeave(self.body.if_leave or IfLeave.KEEP)
        return self.here.words[NOT_SENT.get(chosen) or NOT_SENT_KEEP[way_back(self.here)]]

    @property
    def not_sent_short(self) -> str:
        """The same in one line, for a page whose answers and numbers to ring fill a small phone."""
        chosen = IfLeave(self.body.if_leave or IfLeave.KEEP)
        keeps = "not_sent_lost" if way_back(self.here) is WayBack.NONE else "not_sent_keep"
        return self.here.words[NOT_SENT.get(chosen) or keeps]

    def show(self, template: str, *parts: str, **context: Any) -> HttpResponse:
        """The page, with "not sent yet" and Back."""
        shown: dict[str, Any] = {
            "saved_text": self.not_sent,
            "can_go_back": True,
            "can_skip": True,
            "saves": True,
        }
        if self.here.session.get("sent_now") and not context.get("notice"):
            context["notice"] = self.here.session.pop("sent_now")
            parts += ("notice",)
        if self.here.session.get("sent_since") is not None and not context.get("notice"):
            context["notice"] = self.here.words[self.here.session.pop("sent_since")]
            parts += ("notice",)
        return page.show(self.here, template, "saved", *parts, **(shown | context))


def remember_named(here: Sitting, draft: Draft, body: DraftBody) -> None:
    """Readers whom the words name are asked about one by one, in the order they are shown."""
    if draft.about == About.ADVOCATE:
        return
    people = [reader.worker for reader in readers_now(here, draft.about)]
    here.session["named"] = [str(worker.pk) for worker in named_readers(body, people)]


def _draft(here: Sitting) -> Draft | None:
    """The open draft; for a post the one its page is of, which is the open one from then on."""
    if here.request.method != "POST":
        return here.draft()
    told = here.posted()
    if told is None or not told.draft_id:
        return None  # never into whatever draft happens to be open
    draft = drafts.draft_of(here.young_person, told.draft_id, here.key, unlocked=here.unlocked)
    if draft is not None and draft.set_aside_at is not None and draft.sent_at is None:
        with suppress(ContributionError):  # sent or thrown away this very moment: the view finds that out
            draft = drafts.take_up(draft, here.key, here.now)
        go_on_with(here.request, draft)
        remember_named(here, draft, drafts.body(draft))
    return draft


def _too_late(here: Sitting, draft: Draft | None) -> HttpResponse:
    """The page's draft is sent, or gone. What was typed on it is kept in a new one, and they are told so."""
    changes = parse.changes(here.request.POST)
    told = here.posted()
    if_leave = here.session.get("if_leave", "")
    new = typed_since(told, draft, changes, here.now, if_leave) or bring_since(
        here.request, told, draft, here.now
    )
    if new is not None:
        go_on_with(here.request, new)
        kept = "kept_page_since" if if_leave == IfLeave.THROW else "kept_since"
        here.session["sent_since"] = "sent_since" if draft is not None else kept
        remember_named(here, new, drafts.body(new))
        return redirect(here.request.path)
    return redirect("sent_again" if draft is not None or here.session.get("sent") else "home")


def drafting(view: Callable[Concatenate[Drafting, P], HttpResponseBase]) -> View[P]:
    """Only with a draft of this sitting. Without one: what was sent in this sitting, or home."""

    @wraps(view)
    def found(here: Sitting, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        draft = _draft(here)
        if draft is None or draft.sent_at is not None:
            return _too_late(here, draft)
        here.page_draft = draft
        try:
            return view(Drafting(here, draft, drafts.body(draft)), *args, **kwargs)
        except AlreadySent:
            return _too_late(here, draft)
        except DraftGone:
            return _too_late(here, None)

    return _asked_at_once(sitting(found))


def _asked_at_once(view: View[P]) -> View[P]:
    """Whose session it is, and the draft its page is of, in one message."""

    @wraps(view)
    def ahead_of(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        with ahead(*_person_and_draft(request)):
            return view(request, *args, **kwargs)

    return ahead_of


def _person_and_draft(request: HttpRequest) -> list[Asked]:
    key = young_person_id_of(request)
    if key is None:
        return []
    if request.method != "POST":
        return [*person_asked(request), open_asked(key)]
    draft = draft_on_page(request)
    return [*person_asked(request), one_asked(key, draft)] if draft else []
