"""Exit: do as they chose with what was typed, end the session, leave nothing on the phone, go away."""

import logging
from contextlib import suppress
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from frontend.posted import take_in
from frontend.young_person import later, parse
from frontend.young_person.bringing import bring
from frontend.young_person.sitting import Told, of, told_by
from voice.contributions import drafts
from voice.contributions.errors import AlreadySent, ContributionError, DraftGone
from voice.contributions.models import Draft
from voice.contributions.types import About, IfLeave
from voice.decisions.queries import to_ask_about

log = logging.getLogger(__name__)


@csrf_exempt  # it must work on a page whose session or form token has died
def leave(request: HttpRequest) -> HttpResponse:
    """Leave, by a post of the page's own form or by the address alone. It never fails to leave."""
    now = timezone.now()
    try:
        take_in(request)
        _do_as_they_chose(request, now)
    except OperationalError:
        later.start(lambda: _do_as_they_chose(request, now))
    except Exception as error:  # whatever happens, the page must go away
        log.error("leaving: %s", type(error).__name__)  # the kind only: a message could carry what was typed
        with suppress(Exception):
            request.session.flush()
    response = _blank_first() if _is_form_of_a_page(request) else HttpResponseRedirect(settings.EXIT_TO)
    response.delete_cookie(settings.SESSION_COOKIE_NAME, samesite="Lax")
    response["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return response


def _is_form_of_a_page(request: HttpRequest) -> bool:
    """Sent by the page itself, without a script: a script fetches, and then loads the address in its place."""
    return request.method == "POST" and request.headers.get("Sec-Fetch-Mode") == "navigate"


def _blank_first() -> HttpResponse:
    """A blank page that goes on to the neutral one by itself.

    Clearing reaches what the browser keeps for Back, but a page that is only just being left gets there after the
    clearing: measured, one redirect straight away showed it again. From here on it is there to be cleared.
    """
    return HttpResponse('<!doctype html><title> </title><meta http-equiv="refresh" content="0;url=/exit">')


def _do_as_they_chose(request: HttpRequest, now: datetime) -> None:
    told, here = told_by(request) if request.method == "POST" else None, of(request)
    of_page = save_page(request, now)
    open_now = drafts.open_draft(here.young_person, here.key) if here else None
    for draft in {row.pk: row for row in (of_page, open_now) if row}.values():
        with suppress(ContributionError):  # sent or thrown away, as they chose
            drafts.leave(draft, now)
    if told is not None:
        drafts.let_go(told.young_person, told.key)
    if here is not None:
        drafts.let_go(here.young_person, here.key)
    if request.session.session_key:
        request.session.flush()


def save_page(request: HttpRequest, now: datetime) -> Draft | None:
    """Keep what the posted page says in its draft; the page's own token says which. None when it has none."""
    told = told_by(request) if request.method == "POST" else None
    if told is None:
        return None
    changes, draft = parse.changes(request.POST), told.draft()
    if draft is None:
        return _afresh(request, told, changes, now)
    try:
        if draft.sent_at is not None:
            raise AlreadySent
        draft = drafts.save(draft, changes, now) if changes else draft
        bring(request, draft, now)  # a page whose session has died can bring a recording too
        # From another tab than the last: it is the one they go on with.
        return draft if draft.set_aside_at is None else drafts.take_up(draft, told.key, now)
    except AlreadySent:
        return typed_since(told, draft, changes, now) or draft
    except DraftGone:
        return _afresh(request, told, changes, now)


def _afresh(request: HttpRequest, told: Told, changes: dict[str, Any], now: datetime) -> Draft | None:
    """Its draft is gone. Only within its own sitting: they may have left, and have thrown it away."""
    here = of(request)
    mine = here is not None and here.key == told.key and here.session.get("if_leave") != IfLeave.THROW
    return typed_since(told, None, changes, now) if mine else None


def typed_since(
    told: Told | None, draft: Draft | None, changes: dict[str, Any], now: datetime, if_leave: str = ""
) -> Draft | None:
    """A new draft of what was typed on a page whose own draft is sent, or (None) gone; None if nothing was.

    ``if_leave``: what they chose in this sitting, which holds for the new one too.
    """
    if told is None or told.about not in About.values:
        return None
    if draft is not None:
        return drafts.begin_after(draft, changes, now, told.key)
    about = About(told.about)
    decision = to_ask_about(told.young_person) if about is About.DECISION else None
    about = About.FREE if about is About.DECISION and decision is None else about
    return drafts.begin_anew(told.young_person, about, changes, now, decision, told.key, if_leave)
