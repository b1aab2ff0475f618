"""A file that came with a post: kept with its draft, or why it can't be. Also on a page that was open too long."""

from contextlib import suppress
from datetime import datetime

from django.http import HttpRequest

from frontend.young_person.sitting import Told
from voice.contributions import drafts
from voice.contributions.models import Draft
from voice.contributions.recordings.keeping import keep_recording, posted_digest, same_file
from voice.contributions.recordings.types import Kind, Unusable
from voice.contributions.types import About

PAGES = {Kind.SOUND: "sound", Kind.DRAWING: "drawing"}  # the name its page posts, and of its address
# What needs nothing but its words: a draft of it can be begun anew.
ALONE = (About.FREE, About.ADVOCATE, About.GOOD, About.TALK, About.BEFORE, About.AFTER)


def brought(request: HttpRequest) -> tuple[Kind, bytes] | None:
    """What the posted page brings, if it is one that can."""
    page, file = request.POST.get("page", ""), request.FILES.get("file")
    if file is None or page not in PAGES.values():
        return None
    data: bytes = file.read()
    file.seek(0)
    return Kind(page), data


def bring(request: HttpRequest, draft: Draft, now: datetime) -> str:
    """Keep it. Returns what went wrong in one word, or nothing. Raises DraftGone or AlreadySent."""
    came = brought(request)
    if came is None:
        return "none"
    try:
        keep_recording(draft, *came, now)
    except Unusable as error:
        return error.code
    return ""


def bring_since(request: HttpRequest, told: Told | None, draft: Draft | None, now: datetime) -> Draft | None:
    """As ``typed_since``, for what was recorded: a new draft when the page's own is sent, or (None) gone.

    None when nothing came, or only what was sent already.
    """
    came = brought(request)
    if told is None or came is None or told.about not in About.values:
        return None
    if draft is not None and same_file(draft, posted_digest(told.young_person, *came)):
        return None
    about = About(told.about) if told.about in ALONE else About.FREE  # without its questions
    new = drafts.begin(told.young_person, about, now, session_key=told.key)
    with suppress(Unusable):
        new = keep_recording(new, *came, now)
    return new
