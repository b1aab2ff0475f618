"""Turning what the moderation room says into what the page's parts show."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.conf.locale import LANG_INFO
from django.urls import reverse

from frontend.components.pieces import Piece, pieces
from frontend.desk.reasons import Group
from frontend.desk.reasons import marks as places_of
from frontend.desk.times import when_exactly
from frontend.moderator.marks import Marks
from voice.moderation.pages import QueueRow, ReadingPage
from voice.moderation.types import Grade, WhyKeptBack
from voice.replies.pages import ReplyToRead

GRADES = (
    {"value": Grade.FINE, "label": "Fine to pass on", "icon": "check", "urgent": False},
    {"value": Grade.SHOULD_LOOK, "label": "Worker should look", "icon": "look", "urgent": False},
    {"value": Grade.TODAY, "label": "Needs someone today", "icon": "clock", "urgent": False},
    {"value": Grade.NOW, "label": "Needs someone now", "icon": "warning", "urgent": True},
)
WHYS = (
    (WhyKeptBack.NAMES_SOMEONE, "It shows who somebody is"),
    (WhyKeptBack.NOT_SAFE, "Sharing it may not be safe for them"),
    (WhyKeptBack.TOO_SMALL, "So few people live there that it shows who said it"),
    (WhyKeptBack.NO_YES, "They did not say yes to it"),
    (WhyKeptBack.OTHER, "Something else"),
)
LABELS = (
    "a boy who lives here",
    "a girl who lives here",
    "a friend",
    "a carer",
    "a worker",
    "someone in my family",
    "a teacher",
    "a place",
    "a school",
)


def language_name(code: str) -> str:
    """The English name of a language, or its code."""
    info = LANG_INFO.get(code) or LANG_INFO.get(code.partition("-")[0]) or {}
    return str(info.get("name", code))


def _note(row: QueueRow) -> str:
    notes = []
    if row.language.partition("-")[0] != "en":
        notes.append(language_name(row.language))
    if not row.readable:
        notes.append("rules can’t read it")
    if row.has_concern:
        notes.append("look asked for")
    if row.taken_back:
        notes.append("taken back")
    return " · ".join(notes)


def _what(row: QueueRow) -> str:
    parts = [f"Words · {row.length}"] if row.has_words else []
    parts += [{"sound": "A sound", "drawing": "A drawing"}[kind] for kind in row.recordings]
    return " · ".join(parts) or "Answers only"


def queue_rows(rows: list[QueueRow], current: object, now: datetime) -> list[dict[str, Any]]:
    """Rows of the queue component. None of them shows a word of what was said."""
    return [
        {
            "href": reverse("reading_one", args=[row.contribution_id]),
            "when": when_exactly(row.due, now),
            "icon": "voice" if row.recordings else "write" if row.has_words else "list",
            "text": _what(row),
            "note": _note(row),
            "current": str(row.contribution_id) == str(current),
        }
        for row in rows
    ]


def reply_rows(rows: list[ReplyToRead], current: object, now: datetime) -> list[dict[str, Any]]:
    """The same for answers that wait to be read."""
    return [
        {
            "href": reverse("reading_answer", args=[row.reply_id]),
            "when": when_exactly(row.due, now),
            "icon": "reply",
            "text": f"Answer by {row.by.known_as}",
            "note": row.team,
            "current": str(row.reply_id) == str(current),
        }
        for row in rows
    ]


def marked(page: ReadingPage, marks: Marks, groups: Sequence[Group]) -> list[Piece]:
    """The words with each place numbered by its heading, names struck, and the part to let out."""
    quotes = [marks.quote] if marks.quote else []
    return pieces(page.words, places_of(groups), marks.redactions, quotes)
