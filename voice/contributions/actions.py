"""What young people do with what they say: send it, ask for help now, take it back."""

import logging
from datetime import datetime, timedelta
from uuid import UUID

from voice.contributions import drafts
from voice.contributions.help_now import help_now
from voice.contributions.models import Draft
from voice.contributions.submitting import submit_contribution
from voice.contributions.taking_back import take_back
from voice.contributions.types import IfLeave

__all__ = ["help_now", "send_left_drafts", "submit_contribution", "take_back"]

log = logging.getLogger(__name__)
AWAY = timedelta(minutes=10)  # the page leaves by itself then; this is for phones that were switched off
AT_ONCE, MOST = 100, 5_000  # drafts sent in one pass, and looked at


def send_left_drafts(now: datetime) -> int:
    """Send drafts whose owner chose "send it" and has been away for ten minutes. How many were sent.

    At most a hundred at once. One that fails (its key is gone) keeps no other back, however often it does.
    """
    rows = Draft.objects.filter(sent_at__isnull=True, if_leave=IfLeave.SEND, saved_at__lt=now - AWAY)
    gone: list[UUID] = []
    for key in rows.order_by("saved_at").values_list("pk", flat=True)[:MOST]:
        if len(gone) == AT_ONCE:
            break
        draft = Draft.objects.select_related("young_person").filter(pk=key).first()
        try:
            if draft is not None:
                drafts.leave(draft, now)
                gone.append(key)
        except Exception as error:  # its words must not be logged
            log.error("a left draft could not be sent: %s", type(error).__name__)
    return Draft.objects.filter(pk__in=gone, sent_at=now).count()
