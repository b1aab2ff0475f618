"""The moderators' rail."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from frontend.guards import WorkerRequest
from frontend.staff.desk import Tab, frame
from frontend.staff.faces import roles_of
from safeguarding.people.types import Role
from voice.moderation import queries as moderation
from voice.replies import queries as replies


def frame_of(
    request: WorkerRequest,
    current: str,
    now: datetime,
    *,
    to_read: int | None = None,
    answers: int | None = None,
) -> dict[str, Any]:
    """The frame with what waits; a count that is known already is not asked for again.

    Who is no moderator, and has a promise of theirs, came from their inbox and goes back there.
    """
    if Role.MODERATOR not in roles_of(request.user, now):
        return frame(request, [Tab("inbox", "Inbox", "inbox")], current, now)
    if to_read is None:
        to_read = len(moderation.queue(request.user, now))
    if answers is None:
        answers = len(replies.reply_queue(request.user, now))
    tabs = [
        Tab("reading", "To read", "list", to_read),
        Tab("reading_answers", "Answers", "reply", answers),
        Tab("reading_lately", "Read lately", "check"),
    ]
    return frame(request, tabs, current, now)


def back(request: WorkerRequest, page: str) -> str:
    """Where one goes after the last: a moderator to their list, who has only its promises to their inbox."""
    return page if Role.MODERATOR in roles_of(request.user, timezone.now()) else "inbox"
