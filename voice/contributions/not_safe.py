"""An answer that says "I am not safe" to a question about safety: sent at once, whatever becomes of the rest."""

import uuid
from datetime import datetime

from safeguarding.trail.actions import change
from voice.contributions import sealed_drafts
from voice.contributions.models import Contribution, Draft
from voice.contributions.permission import hold
from voice.contributions.submitting import submit_contribution
from voice.contributions.types import About, DraftBody, IfLeave


def send_not_safe(draft: Draft, question: str, value: str, now: datetime) -> Contribution:
    """Send this one answer of a draft now, by itself. The same answer of the same draft is sent once.

    The rest of the draft stays what it was: not sent. Raises Erased.
    """
    alone = _alone(draft, question, value, now)
    return submit_contribution(draft.young_person, alone, now)


def _alone(draft: Draft, question: str, value: str, now: datetime) -> Draft:
    """A draft with nothing else in it. Should we stop before it is sent, the clocks send it: it says so itself."""
    key = uuid.uuid5(draft.pk, question)
    with change(now):
        hold(draft.young_person)  # two taps on "next" make one
        there = sealed_drafts.one_of(draft.young_person, key)
        if there is not None:
            return there
        said = sealed_drafts.body(draft)
        row = Draft(
            pk=key,
            young_person=draft.young_person,
            about=About.TOPIC,
            question_set=draft.question_set,
            session_digest=draft.session_digest,
            begun_at=now,
            saved_at=now,
            set_aside_at=now,  # beside the one they go on with
            if_leave=IfLeave.SEND,
        )
        answer = DraftBody(
            language=said.language,
            reading_help=said.reading_help,
            answers={question: value},
            with_me=said.with_me,
            if_leave=IfLeave.SEND,
        )
        sealed_drafts.seal_body(row, answer)
        row.save(force_insert=True)
    return row
