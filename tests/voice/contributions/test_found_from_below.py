from datetime import datetime
from uuid import uuid4

import pytest

from safeguarding.promises import about
from tests.cast import Cast
from tests.voice.contributions.said import send
from voice.contributions.queries import open_words
from voice.contributions.types import AnswerWay
from voice.decisions.actions import write_decision
from voice.replies.actions import write_reply

pytestmark = pytest.mark.django_db


def test_what_promises_are_about_is_found_by_kind_and_id(cast: Cast, now: datetime) -> None:
    row = send(cast.maya, now)
    open_words(cast.asha, row.pk, now)
    reply = write_reply(cast.asha, row, "Thank you.", AnswerWay.HERE, now)
    decision = write_decision(cast.asha, cast.maya, "Your meeting", None, now)
    asked = [("contribution", row.pk), ("reply", reply.pk), ("decision", decision.pk), ("reply", uuid4())]
    found = about.resolve(asked)
    assert found == {asked[0]: row, asked[1]: reply, asked[2]: decision}
