"""The main job, end to end, below the screens: said, read, moderated, answered, rated; climbed when nobody reads."""

from datetime import datetime, timedelta

import pytest

from safeguarding.people.types import NotAllowed
from safeguarding.promises import clocks, outbox
from safeguarding.promises.models import Promise
from safeguarding.promises.queries import inbox
from safeguarding.promises.types import PromiseKind
from safeguarding.trail.queries import first_broken
from tests.cast import Cast, with_lock
from tests.conftest import Mailbox
from voice.contributions import drafts
from voice.contributions.actions import submit_contribution
from voice.contributions.models import Contribution
from voice.contributions.queries import open_words, who_has_seen
from voice.contributions.types import About, AnswerWay
from voice.moderation import actions as moderation
from voice.moderation.types import Grade
from voice.questions.load import load
from voice.replies import actions as replies
from voice.replies.queries import answers_for
from voice.replies.types import Helped

WORDS = "I liked that Asha came. But they talked about my brother and I was not in the room 🙁"


def say(cast: Cast, now: datetime, words: str = WORDS, **more: object) -> Contribution:
    load(now)
    draft = drafts.begin(cast.maya, About.FREE, now)
    draft = drafts.save(draft, {"words": words, "let_read": {str(cast.asha.pk): True}, **more}, now)
    return submit_contribution(cast.maya, draft, now)


def test_what_is_said_comes_back_as_an_answer(cast: Cast, now: datetime) -> None:
    with_lock(cast.maya, now)
    contribution = say(cast, now, quote_ok=True)
    assert [row.promise.kind for row in inbox(cast.asha, now)] == [PromiseKind.READ]

    page = open_words(cast.asha, contribution.pk, now + timedelta(minutes=5))
    assert page.words == WORDS
    assert [row.promise.kind for row in inbox(cast.asha, now + timedelta(minutes=6))] == [PromiseKind.ANSWER]

    moderation.open_for_reading(cast.rhona, contribution.pk, now + timedelta(minutes=10))
    moderation.finish_reading(cast.rhona, contribution, Grade.FINE, False, now + timedelta(minutes=11))
    reply = replies.write_reply(
        cast.asha, contribution, "Next time you can be in the room.", AnswerWay.HERE, now + timedelta(hours=1)
    )
    assert answers_for(cast.maya) == []
    replies.let_reply_go(cast.rhona, reply, now + timedelta(hours=2))
    assert [answer.reply_id for answer in answers_for(cast.maya)] == [reply.pk]

    replies.open_answer(cast.maya, reply.pk, now + timedelta(days=1))
    replies.rate(cast.maya, reply.pk, Helped.YES, now + timedelta(days=1))
    assert answers_for(cast.maya)[0].helped == Helped.YES
    assert {seen.person.known_as for seen in who_has_seen(cast.maya, contribution)} == {"Asha", "Rhona"}
    assert not Promise.objects.filter(kept_at__isnull=True, ended_at__isnull=True).exists()
    assert first_broken() is None


def test_unread_it_climbs_to_the_deputy_and_she_is_told_by_mail(
    cast: Cast, now: datetime, smtp: Mailbox
) -> None:
    contribution = say(cast, now)
    outbox.send(now)
    reading = contribution.reading
    late = reading.next_action_at
    assert late is not None
    clocks.tick(late - timedelta(seconds=1))
    reading.refresh_from_db()
    assert reading.keeper == cast.asha

    clocks.tick(late)
    reading.refresh_from_db()
    assert reading.keeper == cast.joy
    assert reading.missed_at == late
    outbox.send(late)
    assert {address for mail in smtp.messages for address in mail.rcpt_tos} >= {
        cast.asha.email,
        cast.joy.email,
    }
    sent = " ".join(smtp.texts())
    assert "Maya" not in sent and "brother" not in sent
    assert contribution.pk.hex not in sent.replace("-", "")


def test_a_stranger_opens_nothing(cast: Cast, now: datetime) -> None:
    contribution = say(cast, now)
    for worker in (cast.stranger, cast.adam, cast.lena, cast.priya, cast.tom, cast.carol, cast.ines):
        with pytest.raises(NotAllowed):
            open_words(worker, contribution.pk, now)
        assert inbox(worker, now) == []
