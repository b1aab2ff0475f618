from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from safeguarding.concerns.actions.follow_up import look_again
from safeguarding.concerns.models import Concern
from safeguarding.concerns.queries import concern_for
from safeguarding.people.models import LeftOut, Post
from safeguarding.people.types import NotAllowed, Role, Route, WhyLeftOut
from safeguarding.promises.clocks import tick
from safeguarding.promises.models import Notice, Promise
from safeguarding.promises.queries import holds, inbox, who_has
from safeguarding.promises.types import Climb, Clock, PromiseKind
from safeguarding.responsibility.actions import leave_out
from safeguarding.trail import types as trail
from safeguarding.trail.models import TrailEntry
from safeguarding.trail.types import TrailType
from tests.cast import Cast
from tests.voice.contributions.said import ORDINARY, WORRIED, send
from voice.contributions.actions import take_back
from voice.contributions.models import Contribution
from voice.contributions.queries import open_words
from voice.contributions.types import About
from voice.moderation.actions import finish_reading, open_for_reading
from voice.moderation.errors import AlreadyRead
from voice.moderation.models import Reading
from voice.moderation.queries import queue, read_lately
from voice.moderation.types import Grade

pytestmark = pytest.mark.django_db


def test_the_queue_is_by_due_time_and_says_nothing_of_who(cast: Cast, now: datetime) -> None:
    later = send(cast.kai, now + timedelta(hours=1))
    first = send(cast.maya, now, WORRIED)
    rows = queue(cast.rhona, now)
    assert [row.contribution_id for row in rows] == [first.pk, later.pk]
    assert (rows[0].team, rows[0].age_band, rows[0].has_concern) == ("Harbour team", "12 to 14", True)
    assert rows[0].due == now + timedelta(days=1) and rows[0].length == len(WORRIED)
    text = repr(rows)
    assert "Maya" not in text and str(cast.maya.pk) not in text and "safe" not in text


def test_the_queue_costs_the_same_for_one_as_for_three(cast: Cast, now: datetime) -> None:
    send(cast.maya, now)
    with CaptureQueriesContext(
        connection,
    ) as one:
        queue(cast.rhona, now)
    for young_person in (cast.kai, cast.noor):
        send(young_person, now)
    with CaptureQueriesContext(connection) as three:
        assert len(queue(cast.rhona, now)) == 3
    assert len(one) == len(three)


def test_only_moderators_of_the_service_who_are_not_left_out_see_it(cast: Cast, now: datetime) -> None:
    row = send(cast.maya, now)
    assert queue(cast.rhona, now)
    for name in ("asha", "sam", "ines", "lena", "adam", "tom", "carol", "stranger"):
        assert queue(getattr(cast, name), now) == []
        with pytest.raises(NotAllowed):
            open_for_reading(getattr(cast, name), row.pk, now)
    leave_out(cast.maya, cast.rhona, WhyLeftOut.NOT_THIS_PERSON, now, actor=trail.young_person(cast.maya.pk))
    assert queue(cast.rhona, now) == []
    with pytest.raises(NotAllowed):
        open_for_reading(cast.rhona, row.pk, now)


def test_a_moderator_who_has_left_sees_nothing(cast: Cast, now: datetime) -> None:
    row = send(cast.maya, now)
    cast.rhona.is_active = False
    cast.rhona.save()
    assert queue(cast.rhona, now) == []
    with pytest.raises(NotAllowed):
        open_for_reading(cast.rhona, row.pk, now)


def test_what_is_for_an_advocate_is_not_for_a_moderator(cast: Cast, now: datetime) -> None:
    row = send(cast.maya, now, about=About.ADVOCATE)
    assert queue(cast.rhona, now) == []
    with pytest.raises(NotAllowed):
        open_for_reading(cast.rhona, row.pk, now)


def test_opening_is_a_look_without_a_name(cast: Cast, now: datetime) -> None:
    row = send(cast.maya, now, WORRIED, quote_ok=True)
    page = open_for_reading(cast.rhona, row.pk, now)
    assert page.words == WORRIED and page.urgency == "now" and page.reasons and page.quote_ok
    assert not hasattr(page, "name") and not hasattr(page, "reach")
    look = TrailEntry.objects.get(type=TrailType.MODERATED)
    assert (look.actor_id, look.about_id) == (cast.rhona.pk, row.pk)


def test_a_moderator_s_promise_does_not_let_them_read_it_with_a_name(cast: Cast, now: datetime) -> None:
    row = send(cast.maya, now)
    assert not holds(cast.rhona, [("contribution", row.pk)], now)
    with pytest.raises(NotAllowed):
        open_words(cast.rhona, row.pk, now)


def test_fine_keeps_the_moderator_s_promise_and_no_more(cast: Cast, now: datetime) -> None:
    row = send(cast.maya, now)
    reading = finish_reading(cast.rhona, row, Grade.FINE, False, now)
    row.refresh_from_db()
    assert row.moderation is not None and row.moderation.kept_by == cast.rhona
    assert row.reading.is_open and reading.grade == Grade.FINE
    assert queue(cast.rhona, now) == [] and not Concern.objects.exists()
    assert [read.contribution_id for read in read_lately(cast.rhona, now)] == [row.pk]
    assert read_lately(cast.rhona, now + timedelta(days=8)) == []


@pytest.mark.parametrize(
    ("grade", "urgency"), [(Grade.SHOULD_LOOK, "soon"), (Grade.TODAY, "today"), (Grade.NOW, "now")]
)
def test_a_grade_opens_a_concern_no_rule_had(cast: Cast, now: datetime, grade: Grade, urgency: str) -> None:
    row = send(cast.maya, now, pace="not_yet")
    reading = finish_reading(cast.rhona, row, grade, True, now, [3])
    concern = Concern.objects.get(from_id=row.pk)
    assert reading.rules_missed and concern.urgency == urgency and concern.pace == "not_yet"
    [reason] = concern.reasons.all()
    assert (reason.heading, reason.klass, reason.source, reason.start) == (3, "N", "person", None)
    assert concern.look.is_open and concern.look.contribution_id == row.pk


def test_a_grade_hurries_the_concern_there_is_and_never_slows_it(cast: Cast, now: datetime) -> None:
    row = send(cast.maya, now, WORRIED)
    finish_reading(cast.rhona, row, Grade.SHOULD_LOOK, False, now)
    concern = Concern.objects.get()
    assert concern.urgency == "now" and concern.reasons.filter(source="person").exists()


def test_a_slower_concern_is_hurried(cast: Cast, now: datetime) -> None:
    row = send(cast.maya, now)
    moderator_saw(row, cast, now, Grade.SHOULD_LOOK)
    other = send(cast.kai, now, WORRIED)
    Concern.objects.filter(from_id=other.pk).update(urgency="soon")
    Promise.objects.filter(kind=PromiseKind.LOOK, contribution_id=other.pk).update(clock="soon")
    moderator_saw(other, cast, now, Grade.NOW)
    concern = Concern.objects.get(from_id=other.pk)
    assert concern.urgency == "now" and concern.look.clock == "now"


def moderator_saw(row: Contribution, cast: Cast, now: datetime, grade: Grade, **more: Any) -> Reading:
    return finish_reading(cast.rhona, row, grade, False, now, **more)


def test_a_heading_nobody_chose_still_makes_a_concern(cast: Cast, now: datetime) -> None:
    moderator_saw(send(cast.maya, now), cast, now, Grade.TODAY)
    [reason] = Concern.objects.get().reasons.all()
    assert (reason.heading, reason.klass) == (0, "N")


def test_someone_in_charge_goes_outside_the_line_from_then_on(cast: Cast, now: datetime) -> None:
    row = send(cast.maya, now)
    open_words(cast.asha, row.pk, now)
    moderator_saw(row, cast, now, Grade.TODAY, headings=[5])
    row.refresh_from_db()
    concern = Concern.objects.get()
    assert row.route == concern.route == Route.INDEPENDENT
    assert LeftOut.objects.get(only_about=row.pk).worker == cast.carol
    for worker in (cast.asha, cast.sam):
        with pytest.raises(NotAllowed):
            open_words(worker, row.pk, now)
    still_open = Promise.objects.filter(contribution_id=row.pk, kept_at__isnull=True, ended_at__isnull=True)
    assert {promise.climb for promise in still_open} == {"independent"}
    told = Notice.objects.filter(promise=concern.look).values_list("person__known_as", flat=True)
    assert set(told) == {"Ines"}


def test_a_concern_there_is_goes_outside_the_line_with_what_it_came_from(cast: Cast, now: datetime) -> None:
    row = send(cast.maya, now, WORRIED)
    concern = Concern.objects.get()
    assert concern.route == Route.USUAL and concern_for(cast.sam, concern.pk, now).may_work, "the control"
    moderator_saw(row, cast, now, Grade.NOW, headings=[5])
    concern.refresh_from_db()
    assert concern.route == Route.INDEPENDENT
    for worker in (cast.asha, cast.ravi, cast.sam):
        with pytest.raises(NotAllowed):
            concern_for(worker, concern.pk, now)
    assert [person.known_as for person in concern_for(cast.ines, concern.pk, now).people] == []
    again = look_again(concern, Clock.SOON, now)
    assert again.climb == Climb.INDEPENDENT, "nor does what is promised about it later come back"


def test_whoever_read_what_is_about_them_has_nothing_of_it_any_more(cast: Cast, now: datetime) -> None:
    row = send(cast.maya, now, "asha came today", let_read={str(cast.asha.pk): True})
    open_words(cast.asha, row.pk, now)
    assert [line.kind for line in inbox(cast.asha, now)] == [PromiseKind.ANSWER]
    asked = Notice.objects.filter(person=cast.joy).count()
    moderator_saw(row, cast, now, Grade.SHOULD_LOOK, headings=[5])
    assert inbox(cast.asha, now) == []
    assert LeftOut.objects.filter(worker=cast.asha, only_about=row.pk).exists()
    answer = Promise.objects.get(kind=PromiseKind.ANSWER)
    assert who_has(answer, now) == [cast.ines]
    assert Notice.objects.filter(person=cast.joy).count() == asked, (
        "nobody of the line hears of it on its way"
    )


def test_what_was_taken_back_is_hidden_from_the_moderator_who_had_read_it(cast: Cast, now: datetime) -> None:
    row = send(cast.maya, now)
    finish_reading(cast.rhona, row, Grade.FINE, False, now)
    open_words(cast.asha, row.pk, now)
    assert open_for_reading(cast.rhona, row.pk, now).words == ORDINARY, "the control"
    take_back(cast.maya, row, now)
    with pytest.raises(NotAllowed):
        open_for_reading(cast.rhona, row.pk, now)


def test_reading_is_finished_once(cast: Cast, now: datetime) -> None:
    row = send(cast.maya, now)
    finish_reading(cast.rhona, row, Grade.FINE, False, now)
    Post.objects.create(worker=cast.joy, service=cast.team, role=Role.MODERATOR, starts_at=now)
    with pytest.raises(AlreadyRead):
        finish_reading(cast.joy, row, Grade.NOW, True, now)
    assert Reading.objects.get().grade == Grade.FINE and not Concern.objects.exists()


def test_only_a_moderator_finishes(cast: Cast, now: datetime) -> None:
    row = send(cast.maya, now, ORDINARY)
    for worker in (cast.asha, cast.stranger):
        with pytest.raises(NotAllowed):
            finish_reading(worker, row, Grade.FINE, False, now)
    assert row.moderation is not None and row.moderation.is_open


def test_when_no_moderator_reads_it_the_lead_can(cast: Cast, now: datetime) -> None:
    row = send(cast.maya, now)
    with pytest.raises(NotAllowed):
        finish_reading(cast.sam, row, Grade.FINE, False, now)
    late = now + timedelta(days=1, hours=1)
    tick(late)
    assert [waiting.contribution_id for waiting in queue(cast.sam, late)] == [row.pk]
    assert open_for_reading(cast.sam, row.pk, late).words == ORDINARY
    finish_reading(cast.sam, row, Grade.FINE, False, late)
    row.refresh_from_db()
    assert row.moderation is not None and row.moderation.kept_by == cast.sam
    assert queue(cast.sam, late) == [] and read_lately(cast.sam, late)


def test_when_nobody_in_the_service_may_read_it_people_outside_can(cast: Cast, now: datetime) -> None:
    for worker in (cast.rhona, cast.sam):
        leave_out(cast.maya, worker, WhyLeftOut.NOT_THIS_PERSON, now, actor=trail.young_person(cast.maya.pk))
    row = send(cast.maya, now)
    assert [waiting.contribution_id for waiting in queue(cast.ines, now)] == [row.pk]
    assert finish_reading(cast.ines, row, Grade.FINE, False, now).moderator == cast.ines
