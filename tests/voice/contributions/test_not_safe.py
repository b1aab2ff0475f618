""" "Not safe" as the answer to a question is sent at once, by itself, and once."""

from datetime import datetime, timedelta

import pytest

from safeguarding.concerns.models import Concern
from safeguarding.promises.types import Clock
from tests.cast import Cast
from tests.voice.contributions.said import SESSION
from voice.contributions import drafts
from voice.contributions.actions import send_left_drafts, submit_contribution
from voice.contributions.models import Answer, Contribution, Draft
from voice.contributions.not_safe import _alone, send_not_safe
from voice.contributions.types import About, IfLeave
from voice.questions.load import load
from voice.questions.queries import topic

pytestmark = pytest.mark.django_db


def begun(cast: Cast, now: datetime, if_leave: IfLeave = IfLeave.THROW) -> Draft:
    load(now)
    home = topic(cast.maya, "home", now.date())
    draft = drafts.begin(cast.maya, About.TOPIC, now, session_key=SESSION, topic=home)
    return drafts.save(draft, {"answers": {"like_home": "2"}, "if_leave": if_leave}, now)


def test_it_goes_alone_with_its_question_and_opens_a_concern(cast: Cast, now: datetime) -> None:
    row = send_not_safe(begun(cast, now), "safe_home", "1", now)
    answer = Answer.objects.get(contribution=row)
    assert (answer.question, answer.value, answer.scale, answer.part) == ("safe_home", "1", "five", "")
    assert row.question_set is not None and row.question_set.key == "home"
    concern = Concern.objects.get()
    assert [reason.urgency for reason in concern.reasons.all()] == [Clock.TODAY]
    assert [reason.rule for reason in concern.reasons.all()] == ["4-answer"]


def test_the_rest_stays_as_it_was_and_is_not_sent(cast: Cast, now: datetime) -> None:
    draft = begun(cast, now)
    send_not_safe(draft, "safe_home", "1", now)
    still = drafts.open_draft(cast.maya, SESSION)
    assert still == draft and still.sent_at is None
    assert drafts.body(still).answers == {"like_home": "2"}


def test_throwing_the_rest_away_does_not_take_it_back(cast: Cast, now: datetime) -> None:
    draft = begun(cast, now, IfLeave.THROW)
    row = send_not_safe(draft, "safe_home", "1", now)
    drafts.leave(draft, now)
    assert not Draft.objects.filter(pk=draft.pk).exists(), "the control: the rest is gone"
    assert Contribution.objects.get() == row


def test_twice_is_once(cast: Cast, now: datetime) -> None:
    draft = begun(cast, now)
    first = send_not_safe(draft, "safe_home", "1", now)
    assert send_not_safe(draft, "safe_home", "1", now + timedelta(minutes=1)) == first
    assert Contribution.objects.count() == Concern.objects.count() == 1


def test_should_we_stop_in_between_the_clocks_send_it(cast: Cast, now: datetime) -> None:
    _alone(begun(cast, now), "safe_home", "1", now)
    assert not Contribution.objects.exists()
    send_left_drafts(now + timedelta(minutes=11))
    assert Answer.objects.get().question == "safe_home"


def test_the_rest_can_be_sent_later_and_does_not_say_it_again(cast: Cast, now: datetime) -> None:
    draft = begun(cast, now)
    send_not_safe(draft, "safe_home", "1", now)
    rest = submit_contribution(cast.maya, draft, now + timedelta(minutes=3))
    assert [answer.question for answer in rest.answers.all()] == ["like_home"]
    assert Concern.objects.count() == 1
