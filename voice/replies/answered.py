"""What an answer answers, for whoever reads the answer before it goes."""

from datetime import datetime

from safeguarding.people.models import Worker
from safeguarding.people.types import NotAllowed
from safeguarding.vault.envelope import open_sealed
from voice.contributions.pages import AnswerShown
from voice.contributions.queries import open_words
from voice.moderation.actions import open_for_reading
from voice.moderation.models import Release
from voice.moderation.types import ReleaseState
from voice.replies.models import Reply
from voice.replies.pages import Answered


def what_it_answers(reader: Worker, reply: Reply, now: datetime) -> Answered:
    """What the young person said, as far as this reader may see it; opening their words is a look.

    A moderator reads the words without whose they are; somebody to whom only this answer has come reads them if
    they may read them anyway, or else the part that was let out. The caller has checked that they may read the
    answer.
    """
    try:
        page = open_for_reading(reader, reply.contribution_id, now)
        return _shown(reply, page.words, page.answers)
    except NotAllowed:
        pass
    try:
        own = open_words(reader, reply.contribution_id, now)
        return _shown(reply, own.words, own.answers)
    except NotAllowed:
        return Answered(quote=_let_out(reply))


def _shown(reply: Reply, words: str, answers: tuple[AnswerShown, ...]) -> Answered:
    return Answered(words=words, answers=answers, language=reply.contribution.language, opened=True)


def _let_out(reply: Reply) -> str:
    """The part of their words that anybody may see; empty when there is none."""
    if reply.contribution.taken_back_at is not None:
        return ""
    row = Release.objects.filter(
        reading__contribution_id=reply.contribution_id, state=ReleaseState.RELEASED
    ).first()
    return open_sealed(row, "sealed_quote") if row is not None else ""
