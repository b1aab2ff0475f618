from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from safeguarding.concerns.actions import take
from safeguarding.concerns.models import Concern
from safeguarding.concerns.queries import concern_for
from safeguarding.people.actions import give_post
from safeguarding.people.models import Post, Worker
from safeguarding.people.types import NotAllowed, Role, WhyLeftOut
from safeguarding.promises.models import Promise
from safeguarding.promises.types import Climb, PromiseKind
from safeguarding.responsibility.actions import end_post, go_on_leave, leave_out, move_young_person
from safeguarding.trail import types as trail
from safeguarding.trail.models import TrailEntry
from safeguarding.trail.types import TrailType
from tests.cast import Cast
from tests.voice.contributions.said import ANSWERS, ORDINARY, WORRIED, begun, send
from voice.contributions.actions import submit_contribution
from voice.contributions.models import Contribution
from voice.contributions.queries import open_words
from voice.contributions.types import About

pytestmark = pytest.mark.django_db


def answers_owed(row: Contribution) -> list[Promise]:
    return list(Promise.objects.filter(kind=PromiseKind.ANSWER, about_id=row.pk))


def test_opening_shows_the_words_and_is_written_in_the_trail(cast: Cast, now: datetime) -> None:
    row = send(cast.maya, now, WORRIED, reach="after school", must_not_know="nobody", pace="not_yet")
    page = open_words(cast.asha, row.pk, now)
    assert page.words == WORRIED and page.name == "Maya"
    assert (page.reach, page.must_not_know, page.contribution.pace) == ("after school", "nobody", "not_yet")
    look = TrailEntry.objects.get(type=TrailType.WORDS_OPENED)
    assert (look.actor_id, look.about_id, look.young_person_id) == (cast.asha.pk, row.pk, cast.maya.pk)


def test_reasons_are_marked_in_the_words_which_stay_letter_for_letter(cast: Cast, now: datetime) -> None:
    words = "hi 🙂 I <3 pizza. i am not safe here!! ok"
    page = open_words(cast.asha, send(cast.maya, now, words).pk, now)
    assert "".join(piece.text for piece in page.pieces) == words
    marked = [piece for piece in page.pieces if piece.reasons]
    assert marked and all("not safe" in words[r.start : r.end] for r in marked[0].reasons if r.heading == 1)
    assert any("pizza" in piece.text and not piece.reasons for piece in page.pieces)


def test_opening_keeps_the_opener_s_own_promise_and_starts_the_answer(cast: Cast, now: datetime) -> None:
    row = send(cast.maya, now)
    page = open_words(cast.asha, row.pk, now)
    row.reading.refresh_from_db()
    assert row.reading.kept_by == cast.asha and row.reading.kept_at == now
    [owed] = answers_owed(row)
    assert owed.chosen == owed.keeper == cast.asha and owed.due_at == now + timedelta(days=2)
    assert owed.contribution_id == row.pk and page.answer == owed, (
        "the page says what is promised from now on"
    )
    again = open_words(cast.asha, row.pk, now + timedelta(minutes=1))
    assert again.answer == owed and len(answers_owed(row)) == 1


def test_a_look_by_somebody_who_does_not_have_it_keeps_nothing(cast: Cast, now: datetime) -> None:
    row = send(cast.maya, now)
    for looker in (cast.joy, cast.sam):
        open_words(looker, row.pk, now)
    row.reading.refresh_from_db()
    assert row.reading.is_open and not answers_owed(row)
    assert TrailEntry.objects.filter(type=TrailType.WORDS_OPENED).count() == 2


def test_opening_a_worry_does_not_keep_its_look(cast: Cast, now: datetime) -> None:
    row = send(cast.maya, now, WORRIED)
    page = open_words(cast.ravi, row.pk, now)
    look = Promise.objects.get(kind=PromiseKind.LOOK)
    assert look.is_open and page.concern_id is not None
    assert {reason.heading for reason in page.reasons} >= {1}


def test_whoever_it_climbed_to_may_read_it(cast: Cast, now: datetime) -> None:
    row = send(cast.maya, now)
    with pytest.raises(NotAllowed):
        open_words(cast.ravi, row.pk, now)
    reading = row.reading
    reading.keeper = cast.ravi
    reading.save()
    assert open_words(cast.ravi, row.pk, now).words == ORDINARY


def test_strangers_and_other_roles_find_nothing(cast: Cast, now: datetime) -> None:
    row = send(cast.maya, now, WORRIED)
    assert open_words(cast.asha, row.pk, now).words == WORRIED  # it is there to be found
    others = ("ines", "rhona", "lena", "adam", "priya", "tom", "carol", "stranger")
    for name in others:
        with pytest.raises(NotAllowed):
            open_words(getattr(cast, name), row.pk, now)
    with pytest.raises(NotAllowed):
        open_words(cast.asha, uuid4(), now)
    assert TrailEntry.objects.filter(type=TrailType.WORDS_OPENED).count() == 1


@pytest.mark.parametrize("why", [WhyLeftOut.NOT_THIS_PERSON, WhyLeftOut.MUST_NOT_KNOW])
def test_who_is_left_out_finds_nothing(cast: Cast, now: datetime, why: WhyLeftOut) -> None:
    row = send(cast.maya, now)
    leave_out(cast.maya, cast.asha, why, now, actor=trail.young_person(cast.maya.pk))
    with pytest.raises(NotAllowed):
        open_words(cast.asha, row.pk, now)
    assert open_words(cast.joy, row.pk, now).words == ORDINARY


def test_what_went_outside_only_people_outside_open(cast: Cast, now: datetime) -> None:
    row = send(cast.maya, now, "a member of staff hit me")
    insiders: list[Worker] = [cast.asha, cast.joy, cast.ravi, cast.sam, cast.carol, cast.tom]
    for worker in insiders:
        with pytest.raises(NotAllowed):
            open_words(worker, row.pk, now)
    assert open_words(cast.ines, row.pk, now).words
    [owed] = answers_owed(row)
    assert owed.climb == Climb.INDEPENDENT and owed.keeper == cast.ines


def test_what_is_for_an_advocate_only_the_advocate_opens(cast: Cast, now: datetime) -> None:
    row = send(cast.maya, now, WORRIED, About.ADVOCATE)
    for worker in (cast.asha, cast.sam, cast.rhona, cast.ines):
        with pytest.raises(NotAllowed):
            open_words(worker, row.pk, now)
    assert open_words(cast.tom, row.pk, now).words == WORRIED
    [owed] = answers_owed(row)
    assert owed.climb == Climb.ADVOCATE and owed.keeper == cast.tom


def test_answers_are_shown_in_order_with_their_words(cast: Cast, now: datetime) -> None:
    row = submit_contribution(cast.maya, begun(cast.maya, now, About.DECISION, None, answers=ANSWERS), now)
    page = open_words(cast.asha, row.pk, now)
    assert [answer.question for answer in page.answers] == [
        "told",
        "asked",
        "said",
        "heard",
        "counted",
        "back",
    ]
    first, third = page.answers[0], page.answers[2]
    assert (first.text, first.label, first.level) == ("How much were you told about it?", "Not much", 2)
    assert (third.value, third.label, third.level) == ("skip", "Skip", None)
    assert not page.all_the_same and page.words == "" and page.pieces == ()


@pytest.mark.parametrize(("value", "same"), [("3", True), ("not_sure", False)])
def test_a_run_of_the_same_answer_is_said_as_just_that(
    cast: Cast, now: datetime, value: str, same: bool
) -> None:
    answers = dict.fromkeys(ANSWERS, value)
    row = submit_contribution(cast.maya, begun(cast.maya, now, About.DECISION, None, answers=answers), now)
    assert open_words(cast.asha, row.pk, now).all_the_same is same


def test_whoever_read_it_reads_it_no_more_once_the_young_person_has_moved_on(
    cast: Cast, now: datetime
) -> None:
    row = send(cast.maya, now)
    open_words(cast.asha, row.pk, now)
    give_post(cast.rhona, cast.sibling, Role.MODERATOR, now=now, by=trail.CLOCKS)
    move_young_person(cast.maya, cast.sibling, [cast.stranger], now, trail.CLOCKS)
    assert answers_owed(row)[0].keeper == cast.stranger, "what was still owed went first"
    with pytest.raises(NotAllowed):
        open_words(cast.asha, row.pk, now)
    open_words(cast.stranger, row.pk, now)
    assert TrailEntry.objects.filter(type=TrailType.WORDS_OPENED, actor_id=cast.asha.pk).count() == 1


def test_nor_does_a_concern_s_page_open_to_whoever_had_it(cast: Cast, now: datetime) -> None:
    send(cast.maya, now, WORRIED)
    concern = Concern.objects.get()
    take(cast.ravi, concern, now)
    assert concern_for(cast.ravi, concern.pk, now).may_work, "the control"
    move_young_person(cast.maya, cast.sibling, [cast.stranger], now, trail.CLOCKS)
    with pytest.raises(NotAllowed):
        concern_for(cast.ravi, concern.pk, now)


def test_a_cover_without_a_post_is_promised_nothing(cast: Cast, now: datetime) -> None:
    for post in Post.objects.filter(worker=cast.joy):
        end_post(post, now, trail.CLOCKS)
    go_on_leave(cast.asha, now, now + timedelta(days=5), cast.joy, now, trail.CLOCKS)
    row = send(cast.maya, now)
    reader = row.reading.keeper or cast.ravi
    assert reader != cast.joy
    open_words(reader, row.pk, now)
