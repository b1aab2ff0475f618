import logging
from copy import copy
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from safeguarding.concerns.models import Concern
from safeguarding.promises import chores
from safeguarding.vault import keys
from tests.cast import Cast
from tests.voice.contributions.said import ORDINARY, SESSION, begun
from voice.contributions import drafts
from voice.contributions.actions import AT_ONCE, send_left_drafts, submit_contribution
from voice.contributions.errors import AlreadySent, DraftGone
from voice.contributions.models import Contribution, Draft
from voice.contributions.types import About, DraftBody, IfLeave
from voice.decisions.actions import write_decision
from voice.questions.load import load

pytestmark = pytest.mark.django_db

OTHER = "another session"


def test_pages_are_added_to_one_another(cast: Cast, now: datetime) -> None:
    draft = begun(cast.maya, now, answers={"told": "1"})
    drafts.save(draft, {"answers": {"asked": "2"}, "let_read": {"a": True}}, now)
    drafts.save(draft, {"words": "one"}, now)
    drafts.save(draft, {"words": "two", "let_read": {"b": False}, "no_such_field": 1}, now)
    said = drafts.body(Draft.objects.get())
    assert said.answers == {"told": "1", "asked": "2"} and said.words == "two"
    assert said.let_read == {"a": True, "b": False}


def test_a_draft_begins_in_the_young_person_s_language(cast: Cast, now: datetime) -> None:
    cast.kai.language, cast.kai.reading_help = "en-easy", "easy"
    cast.kai.save()
    assert drafts.body(begun(cast.kai, now)) == DraftBody(language="en-easy", reading_help="easy")


def test_the_questions_are_those_for_their_age(cast: Cast, now: datetime) -> None:
    load(now)
    for young_person, tier in ((cast.maya, "11-17"), (cast.kai, "8-10")):
        draft = drafts.begin(young_person, About.DECISION, now, session_key=SESSION)
        assert draft.question_set is not None and draft.question_set.tier == tier


@pytest.mark.parametrize("field", ["words", "reach", "must_not_know"])
def test_whatever_page_they_wrote_it_on_it_is_sent_and_never_thrown_away(
    cast: Cast, now: datetime, field: str
) -> None:
    wrote: dict[str, Any] = {field: "my uncle. he hits me"}
    row = submit_contribution(cast.maya, begun(cast.maya, now, **wrote), now)
    concern = Concern.objects.get(from_id=row.pk)
    assert concern.reasons.exists(), "it was screened"
    drafts.leave(begun(cast.maya, now, if_leave=IfLeave.SEND, **wrote), now)
    assert Contribution.objects.count() == 2
    drafts.leave(begun(cast.maya, now, if_leave=IfLeave.KEEP, **wrote), now)
    drafts.begin(cast.maya, About.FREE, now, session_key=OTHER)
    (kept,) = drafts.kept_drafts(cast.maya)
    assert getattr(drafts.body(kept), field) == wrote[field]


def test_going_back_to_the_start_in_the_same_sitting_finds_the_draft(cast: Cast, now: datetime) -> None:
    draft = begun(cast.maya, now, words=ORDINARY)
    assert drafts.begin(cast.maya, About.FREE, now, session_key=SESSION) == draft
    assert drafts.open_draft(cast.maya, SESSION) == draft


def test_only_the_same_session_or_the_picture_lock_shows_a_draft(cast: Cast, now: datetime) -> None:
    draft = begun(cast.maya, now, words=ORDINARY)
    for session in (OTHER, ""):
        assert drafts.open_draft(cast.maya, session) is None
        assert drafts.draft_of(cast.maya, draft.pk, session) is None
        assert drafts.open_draft(cast.maya, session, unlocked=True) == draft
    assert drafts.draft_of(cast.maya, draft.pk, SESSION) == draft
    assert drafts.draft_of(cast.kai, draft.pk, SESSION, unlocked=True) is None
    assert drafts.draft_of(cast.maya, "no id at all", SESSION) is None


def test_a_draft_without_a_session_is_behind_the_lock(cast: Cast, now: datetime) -> None:
    drafts.begin(cast.maya, About.FREE, now)
    assert drafts.open_draft(cast.maya, "") is None
    assert drafts.open_draft(cast.maya, "", unlocked=True) is not None


@pytest.mark.parametrize("if_leave", [IfLeave.KEEP, ""])
def test_another_sitting_keeps_what_was_to_be_kept(cast: Cast, now: datetime, if_leave: str) -> None:
    old = begun(cast.maya, now, words=ORDINARY, if_leave=if_leave)
    new = drafts.begin(cast.maya, About.FREE, now + timedelta(hours=1), session_key=OTHER)
    assert new != old and drafts.body(new).words == ""
    assert drafts.kept_drafts(cast.maya) == [old]
    assert drafts.open_draft(cast.maya, OTHER) == new


def test_another_sitting_sends_what_was_to_be_sent(cast: Cast, now: datetime) -> None:
    old = begun(cast.maya, now, words=ORDINARY, if_leave="send")
    drafts.begin(cast.maya, About.FREE, now + timedelta(hours=1), session_key=OTHER)
    assert Contribution.objects.get().draft_id == old.pk


def test_another_sitting_throws_away_what_was_to_be_thrown_away(cast: Cast, now: datetime) -> None:
    old = begun(cast.maya, now, words=ORDINARY, if_leave="throw")
    drafts.begin(cast.maya, About.FREE, now, session_key=OTHER)
    assert not Draft.objects.filter(pk=old.pk).exists() and not Contribution.objects.exists()


def test_another_matter_in_the_same_sitting_keeps_the_first(cast: Cast, now: datetime) -> None:
    first = begun(cast.maya, now, words=ORDINARY, if_leave="send")
    decision = write_decision(cast.asha, cast.maya, "Your meeting", None, now)
    second = drafts.begin(cast.maya, About.DECISION, now, decision, SESSION)
    assert second != first and drafts.kept_drafts(cast.maya) == [first]
    assert not Contribution.objects.exists()


def test_an_empty_draft_is_not_kept(cast: Cast, now: datetime) -> None:
    begun(cast.maya, now)
    drafts.begin(cast.maya, About.FREE, now, session_key=OTHER)
    assert Draft.objects.count() == 1


def test_a_kept_draft_is_taken_up_again_and_the_open_one_kept(cast: Cast, now: datetime) -> None:
    old = begun(cast.maya, now, words="old", if_leave="keep")
    new = drafts.save(drafts.begin(cast.maya, About.FREE, now, session_key=OTHER), {"words": "new"}, now)
    taken = drafts.take_up(old, OTHER, now)
    assert taken == old and drafts.open_draft(cast.maya, OTHER) == old
    assert drafts.kept_drafts(cast.maya) == [new]
    assert submit_contribution(cast.maya, taken, now).draft_id == old.pk


@pytest.mark.parametrize(
    ("if_leave", "drafts_left", "sent"), [("send", 1, 1), ("keep", 1, 0), ("throw", 0, 0)]
)
def test_leaving_does_what_they_chose(
    cast: Cast, now: datetime, if_leave: str, drafts_left: int, sent: int
) -> None:
    drafts.leave(begun(cast.maya, now, words=ORDINARY, if_leave=if_leave), now)
    assert (Draft.objects.count(), Contribution.objects.count()) == (drafts_left, sent)


def test_leaving_without_having_said_anything_sends_nothing(cast: Cast, now: datetime) -> None:
    drafts.leave(begun(cast.maya, now, if_leave="send"), now)
    assert not Draft.objects.exists() and not Contribution.objects.exists()


def test_leaving_after_sending_sends_nothing_more(cast: Cast, now: datetime) -> None:
    draft = begun(cast.maya, now, words=ORDINARY, if_leave="throw")
    row = submit_contribution(cast.maya, draft, now)
    drafts.leave(draft, now)
    drafts.throw_away(draft, now)
    assert Draft.objects.get().sent_at == now and Contribution.objects.get() == row


def test_a_draft_that_is_gone_or_sent_can_t_be_saved(cast: Cast, now: datetime) -> None:
    draft = begun(cast.maya, now, words=ORDINARY)
    submit_contribution(cast.maya, draft, now)
    with pytest.raises(AlreadySent):
        drafts.save(draft, {"words": "more"}, now)
    gone = begun(cast.kai, now, words=ORDINARY)
    drafts.throw_away(gone, now)
    with pytest.raises(DraftGone):
        drafts.save(gone, {"words": "more"}, now)
    with pytest.raises(DraftGone):
        submit_contribution(cast.kai, gone, now)


def test_left_drafts_are_sent_after_ten_minutes_and_only_those_to_be_sent(cast: Cast, now: datetime) -> None:
    begun(cast.maya, now, words=ORDINARY, if_leave="send")
    begun(cast.kai, now, words=ORDINARY, if_leave="keep")
    begun(cast.noor, now, if_leave="send")
    begun(cast.dylan, now + timedelta(minutes=5), words=ORDINARY, if_leave="send")
    assert send_left_drafts(now + timedelta(minutes=10)) == 0
    assert send_left_drafts(now + timedelta(minutes=10, seconds=1)) == 1
    assert Contribution.objects.get().young_person == cast.maya
    assert send_left_drafts(now + timedelta(minutes=16)) == 1
    assert send_left_drafts(now + timedelta(hours=1)) == 0


def test_one_left_draft_that_fails_keeps_no_other_back(
    cast: Cast, now: datetime, caplog: pytest.LogCaptureFixture
) -> None:
    begun(cast.maya, now, words="pizza", if_leave="send")
    begun(cast.kai, now, words=ORDINARY, if_leave="send")
    key = cast.maya.data_key
    key.wrapped, key.destroyed_at = None, now
    key.save()
    keys.forget_unwrapped()
    with caplog.at_level(logging.ERROR):
        assert send_left_drafts(now + timedelta(minutes=11)) == 1
    assert "Erased" in caplog.text and "pizza" not in caplog.text


def test_many_left_drafts_that_fail_keep_no_later_one_back(
    cast: Cast, now: datetime, caplog: pytest.LogCaptureFixture
) -> None:
    aside: dict[str, Any] = {"begun_at": now, "saved_at": now, "set_aside_at": now}
    broken = Draft(young_person=cast.maya, about=About.FREE, if_leave="send", sealed_body=b"?", **aside)
    rows = [copy(broken) for _ in range(AT_ONCE)]
    for row in rows:
        row.pk = uuid4()
    Draft.objects.bulk_create(rows)
    begun(cast.kai, now + timedelta(minutes=1), words=ORDINARY, if_leave="send")
    with caplog.at_level(logging.CRITICAL):
        assert send_left_drafts(now + timedelta(minutes=12)) == 1


def test_the_clocks_send_left_drafts(cast: Cast, now: datetime) -> None:
    begun(cast.maya, now, words=ORDINARY, if_leave="send")
    chores.run_due(now + timedelta(minutes=11))
    assert Contribution.objects.exists()
